import { formOptions, pathNote, ruleOptions, unmappedOptions } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp, verdictsHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const verifySpec: CommandSpec = {
  name: 'verify',
  summary: 'Show the evidence of translations: what was proved, and the events that tell.',
  operands: 'PATH… [-t TARGET] [--events FILE]',
  options: [
    {
      name: 'target',
      short: 't',
      value: 'TARGET',
      repeats: true,
      help: 'splunk, panther, sigma, elastic; a dialect after a colon: elastic:eql (default: all four)',
    },
    {
      name: 'events',
      value: 'FILE',
      help: "events to try both readings on, in the rule's own names: NDJSON, or labelled events as in NAME.events.json",
    },
    {
      name: 'engine',
      value: 'embedded|real',
      help: 'real: run the emitted Panther rules too, by python3 with panther_core (default embedded)',
    },
    { name: 'explain', help: 'print both readings, the events that tell them apart, and where they part' },
    ...formOptions,
    ...unmappedOptions,
    ...ruleOptions(failOnWords.translating),
  ],
  notes: [
    pathNote,
    'Each query is read back by the rules of its own language and compared with the rule for every event there can be. Where that is decided the verdict is proved; else events made of the rule are tried, and it is tested. NAME.events.json beside a rule, and --events, are tried as well. Nothing is written but reports.',
    verdictsHelp,
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot verify rules -t splunk', says: 'a table of verdicts with their evidence' },
    { command: 'ruleglot verify rule.yml -t elastic:kql --explain', says: 'why a translation is not exact' },
    {
      command: 'ruleglot verify rules -t panther --engine real',
      says: "Panther's own library as a second judge",
    },
    {
      command: 'ruleglot verify rules --events sample.ndjson --report ndjson=evidence.ndjson',
      says: 'a JSON line a rule and target, with the events as witness',
    },
  ],
};
