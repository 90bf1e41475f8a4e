import { pathNote, ruleOptions } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const diffSpec: CommandSpec = {
  name: 'diff',
  summary: 'Say what has changed in the meaning of rules, with an event that shows it.',
  operands: 'OLD NEW',
  options: ruleOptions(failOnWords.comparing),
  notes: [
    pathNote,
    'Rules of two folders are paired by id, then by path (and, within a file of several, by title), then by title; those that are left are added or removed. Two files with one rule each are a pair whatever they are called. A rule and its translation may be compared: rules of two products are, in canonical field names.',
    [
      'Relations: how the new rule stands to the old one.',
      '  equal      matches the same events, given the assumptions listed with it',
      '  stronger   matches less: an event is shown that the old rule alone matches',
      '  weaker     matches more: an event is shown that the new rule alone matches',
      '  different  both at once',
      '  unknown    not decided, and why',
    ].join('\n'),
    'Of rules over several events, a series of events is shown on which one of them alone alerts. Where no proof is to be had, that is all that is known of them, and the line says on how many events they were tested.',
    'An event of a search in Elasticsearch bears the index it is in as _index; that of a Sigma rule its log source as logsource.',
    'In --fail-on: unreadable, stronger, weaker, different, unknown, added, removed, changed (any of the former six), given:KIND, none.',
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot diff old.yml new.yml', says: 'two versions of a rule' },
    { command: 'ruleglot diff rules.before rules --fail-on changed', says: 'fails when a meaning changes' },
    {
      command: 'ruleglot diff rule.yml rule.toml',
      says: 'whether a rule by hand in another format means the same',
    },
    { command: 'ruleglot diff old new --report ndjson=-', says: 'a JSON line a pair' },
  ],
};
