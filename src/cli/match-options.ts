import { pathNote, ruleOptions } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const matchSpec: CommandSpec = {
  name: 'match',
  summary: 'Run rules over events and print the matches, a JSON line each.',
  operands: 'PATH… --events FILE',
  options: [
    {
      name: 'events',
      value: 'FILE',
      help: 'events as NDJSON, one a line; .gz is unpacked; - is standard input',
    },
    {
      name: 'events-form',
      value: 'VENDOR',
      help: "whose field names the events bear: sigma, elastic, splunk, panther (default: the rule's own)",
    },
    { name: 'assume-source', help: "take every event as of the rule's data source, and test no scope" },
    {
      name: 'now',
      value: 'TIME',
      help: 'when thresholds, new terms, aggregations and sequences run, by their look-back (default: just after the last event)',
    },
    ...ruleOptions(failOnWords.reading),
  ],
  notes: [
    pathNote,
    'A match line holds the rule, the events file and the 0-based number of the physical line that it matches. Lines that are no JSON objects are told and passed over.',
    'Windows events may come as evtx_dump, chainsaw or Velociraptor write them, with `System` beside `EventData`.',
    'What looks at several events together (sequences, correlations, thresholds, new terms, aggregations) has a line for each alert, with the numbers of all its events, and the row where it makes one. Events are ordered by their time, whatever their order in the file; those without one are in no window of time.',
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot match rules --events events.ndjson.gz', says: 'every match of every rule' },
    {
      command: 'ruleglot match rule.yml --events export.ndjson --events-form elastic',
      says: 'a Sigma rule over events as Elasticsearch holds them',
    },
  ],
};
