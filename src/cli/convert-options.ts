import { failOnOption, failOnWords } from './fail-on.ts';
import { exitCodesHelp, verdictsHelp } from './help.ts';
import type { CommandSpec, OptionSpec } from './options.ts';
import { environmentOptions } from './own-environment.ts';
import { reportHelp } from './reports.ts';

/** Options of every command that reads rules. */
const readingOptions: readonly OptionSpec[] = [
  {
    name: 'from',
    value: 'FORMAT',
    help: 'format of standard input, or of all files: see `ruleglot list formats`',
  },
  {
    name: 'placeholders',
    value: 'FILE',
    repeats: true,
    help: 'YAML map of the values of Sigma placeholders: Administrators: [root, …]',
  },
  {
    name: 'pipeline',
    short: 'p',
    value: 'FILE',
    repeats: true,
    help: 'a pySigma processing pipeline, applied to Sigma rules; the names that it gives are kept',
  },
  {
    name: 'filter',
    value: 'FILE',
    repeats: true,
    help: 'a file of Sigma filters, which are joined to the rules that they name; found among PATHs too',
  },
  {
    name: 'helpers',
    value: 'DIR',
    help: 'modules that Panther rules import (default: a folder global_helpers or helpers beside the rules, or above them)',
  },
  {
    name: 'macros',
    value: 'PATH',
    repeats: true,
    help: 'what the macros of Splunk searches stand for: a macros.conf, or the macros folder of security content',
  },
  ...environmentOptions,
];

/** Of commands that read rules; `failOn`: what they may fail for. */
export function ruleOptions(failOn: readonly string[]): readonly OptionSpec[] {
  return [
    ...readingOptions,
    failOnOption(failOn),
    { name: 'report', value: 'FORM=FILE', repeats: true, help: reportHelp },
  ];
}

/** Of commands that work on several files at a time. */
export const workersOption: OptionSpec = {
  name: 'workers',
  value: 'N',
  help: 'work on so many files at a time (default: as many as there are processors, at most 4); the output is the same',
};

/** In which of its forms the target says a rule. */
export const formOptions: readonly OptionSpec[] = [
  {
    name: 'casing',
    value: 'keep|relax',
    help: 'relax: the plain comparison of the target, declared broader or narrower (default keep)',
  },
  {
    name: 'new-terms',
    value: 'search|lookup',
    help: 'how Splunk tells new terms: search looks through the whole history at each run (the default), lookup keeps in a table what its runs saw',
  },
];

/** What becomes of fields that the target has no name for. */
export const unmappedOptions: readonly OptionSpec[] = [
  {
    name: 'unmapped',
    value: 'keep|drop|refuse',
    help: 'conditions on a field that has no name in the target: keep its written name (the default), drop them, declared broader or narrower, or refuse the rule',
  },
  { name: 'strict-fields', help: 'the same as --unmapped refuse' },
];

export const pathNote =
  'PATH is a rule file, a folder of them, or - for standard input (--from then names its format). Folders are searched for .yml .yaml .toml .ndjson .kql .lucene .eql .esql .spl and savedsearches.conf; what cannot be read is told, and the rest goes on.';

export const convertSpec: CommandSpec = {
  name: 'convert',
  summary: 'Translate rules; each translation says whether it means the same.',
  operands: 'PATH… -t TARGET [-t …] [-o DIR]',
  options: [
    {
      name: 'target',
      short: 't',
      value: 'TARGET',
      repeats: true,
      help: 'splunk, panther, sigma, elastic; a dialect after a colon: elastic:eql, splunk:cim (data models, else events), splunk:datamodel',
    },
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      help: 'document format of the target, see `ruleglot list targets`',
    },
    { name: 'output', short: 'o', value: 'DIR', help: 'write the documents there, a folder a target' },
    ...formOptions,
    ...unmappedOptions,
    {
      name: 'evidence',
      value: 'LEVEL',
      help: 'how far to go: none; proved (the default): the query is read back and compared; tested: where that decides nothing, on events made of the rule; engine: Panther rules also by python3 with panther_core',
    },
    workersOption,
    ...ruleOptions(failOnWords.translating),
  ],
  notes: [
    pathNote,
    'A file NAME.events.json beside a rule holds its labelled events, which become tests of the emitted rule.',
    'Without -o the documents go to standard output, each under a comment line that names it; a report on standard output has it for itself.',
    verdictsHelp,
    exitCodesHelp,
  ],
  examples: [
    {
      command: 'ruleglot convert rules -t splunk -t elastic -o packs',
      says: 'two packs of a folder of rules',
    },
    {
      command: "echo 'process.name: cmd.exe' | ruleglot convert - --from kql -t splunk",
      says: 'one query, to standard output',
    },
    {
      command: 'ruleglot convert rules -t panther -o packs --fail-on refused,broader,narrower,different',
      says: 'fails when a translation does not mean exactly the same',
    },
    {
      command: 'ruleglot convert rules -t sigma --report ndjson=-',
      says: 'a JSON line a rule, with verdict, assumptions and query',
    },
  ],
};
