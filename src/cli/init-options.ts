import type { CommandSpec } from './options.ts';

export const initSpec: CommandSpec = {
  name: 'init',
  summary: 'Write a commented ruleglot.config.yaml, after a look at the folder.',
  operands: '[FOLDER]',
  options: [{ name: 'force', help: 'write over a configuration that is there' }],
  notes: [
    'Folders with files of rules become sources, and each product a pack; what else there may be is in comments. Editors with the language server of YAML complete and check the file by the schema that its first line names: that of the installed package, or `.ruleglot.schema.json`, which is written beside it. Nothing else is written.',
  ],
  examples: [
    { command: 'ruleglot init', says: 'for the working directory' },
    { command: 'ruleglot init && ruleglot build', says: 'packs of all rules in a minute' },
  ],
};
