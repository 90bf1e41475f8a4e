import { pathNote, ruleOptions } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const checkSpec: CommandSpec = {
  name: 'check',
  summary: 'Find what is wrong in rules: dead conditions, duplicates, references that lead nowhere.',
  operands: 'PATH…',
  options: ruleOptions(failOnWords.checking),
  notes: [
    pathNote,
    'Found are: what cannot be read; rules that nothing or everything matches, alternatives that can never be true, conditions that change nothing, and rules that match the same events, all by proof; values that another value of their list covers; ids that two rules have; ATT&CK references of no known form. `ruleglot explain CODE` says more of each.',
    'In --fail-on: unreadable, refused, warning (any finding but notes), note (any at all), none. `--fail-on unreadable,warning` makes a lint of it.',
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot check rules', says: 'findings, each with the line where it stands' },
    {
      command: 'ruleglot check sigma elastic --fail-on warning',
      says: 'duplicates are found across formats',
    },
    { command: 'ruleglot check rules --report ndjson=-', says: 'a JSON line a rule' },
  ],
};
