import { pathNote, ruleOptions, workersOption } from './convert-options.ts';
import { failOnWords } from './fail-on.ts';
import { exitCodesHelp } from './help.ts';
import type { CommandSpec } from './options.ts';

export const catalogSpec: CommandSpec = {
  name: 'catalog',
  summary: 'Make a site and a JSON file of what rules look for.',
  operands: 'PATH… -o DIR',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'DIR',
      help: 'the folder of the site; files of a former run are renewed',
    },
    { name: 'fresh', help: 'take nothing from the former run' },
    workersOption,
    ...ruleOptions(failOnWords.reading),
  ],
  notes: [
    pathNote,
    'DIR/index.html opens in a browser, from a file system or a web server. DIR/catalog.json holds the data of its tables: schemas/catalog.schema.json describes it. A file is written only when it changes; DIR/.ruleglot-cache keeps what was found, so that the next run reads changed rules alone.',
    'A rule whose search has no meaning as a whole has a page all the same: what it says of itself, and what could be taken from its search.',
    exitCodesHelp,
  ],
  examples: [
    { command: 'ruleglot catalog rules -o site', says: 'a site of a folder of rules' },
    {
      command: 'ruleglot catalog sigma elastic splunk -o site --quiet',
      says: 'rules of several vendors side by side',
    },
  ],
};
