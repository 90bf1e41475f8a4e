import { pathNote, ruleOptions } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const describeSpec: CommandSpec = {
  name: 'describe',
  summary: 'Say in plain English what rules look for.',
  operands: 'PATH…',
  options: ruleOptions(failOnWords.reading),
  notes: [
    pathNote,
    'The text is made from what was understood of the rule, not from its description: where both differ, one of them is wrong. Every condition is in it, with the field names of its author; values stand between backquotes.',
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot describe rule.yml', says: 'one rule' },
    {
      command: 'echo \'process where process.name == "cmd.exe"\' | ruleglot describe - --from eql',
      says: 'a query from elsewhere',
    },
    { command: 'ruleglot describe rules --report ndjson=texts.ndjson', says: 'a JSON line a rule' },
  ],
};
