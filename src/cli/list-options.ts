import type { CommandSpec } from './options.ts';
import { environmentOptions } from './own-environment.ts';

export const listSpec: CommandSpec = {
  name: 'list',
  summary: 'Show targets, formats, data sources, fields or features.',
  operands: 'targets|formats|sources|fields|features',
  options: [
    {
      name: 'source',
      value: 'ID',
      help: 'of `fields`: the data source, by its id or by what a product calls it; of `sources`: all that is known of it',
    },
    ...environmentOptions,
    { name: 'json', help: 'as JSON' },
  ],
  notes: [],
  examples: [
    {
      command: 'ruleglot list fields --source windows.process_creation',
      says: 'the names of each field in each product',
    },
    { command: 'ruleglot list features', says: 'what each target can hold, as the README shows it' },
  ],
};
