import type { CommandSpec } from './options.ts';

export const explainSpec: CommandSpec = {
  name: 'explain',
  summary: 'Say what a diagnostic means and what to do about it, or what an assumption says.',
  operands: '[CODE | given:KIND]',
  options: [{ name: 'json', help: 'as JSON' }],
  notes: ['Without a code: every code with its severity.'],
  examples: [
    { command: 'ruleglot explain plan/broader', says: 'what it means that a translation is broader' },
    { command: 'ruleglot explain given:single-valued', says: 'what a verdict rests on that is given so' },
  ],
};
