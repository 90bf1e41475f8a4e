import { projectOptions } from './open-project.ts';
import type { CommandSpec } from './options.ts';

export const watchSpec: CommandSpec = {
  name: 'watch',
  summary: 'Build whenever a file of the project is saved, and show the verdicts.',
  operands: '',
  options: [
    ...projectOptions,
    {
      name: 'poll',
      value: 'SECONDS',
      help: 'look for changes so often, where the system does not tell of them',
    },
  ],
  notes: [
    'Only what has changed is worked on again, and told of: the verdicts of each rule that was saved, and what it means now that it did not before. Ends with Ctrl-C. On network drives and in some containers no changes are told: --poll looks for them.',
  ],
  examples: [{ command: 'ruleglot watch', says: 'while rules are written' }],
};
