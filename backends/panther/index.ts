import type { Backend, Dialect, PlannedRule } from '../../src/ir/index.ts';
import { assumes, capabilities, inspect } from './capabilities.ts';
import { pantherRule, withScope } from './document.ts';
import { pythonModule } from './module.ts';

const dialect: Dialect = {
  name: 'python',
  language: 'python',
  vendor: 'panther',
  capabilities,
  plainCasing: 'exact',
  inspect,
  assumes,
  refuses,
  print: planned => pythonModule({ ...planned, where: withScope({ planned }) }),
};

/** Panther rules: Python and YAML side by side (https://docs.panther.com/detections/rules/python). */
export const panther: Backend = {
  target: 'panther',
  title: 'Panther Python',
  dialects: [dialect],
  preferred: ['python'],
  formats: ['rule'],
  emit: pantherRule,
};

/** A rule without log types is one that Panther does not take. */
function refuses({ source }: PlannedRule): string | undefined {
  return source.panther.logTypes.length === 0 ? 'Panther has no log type for this data source' : undefined;
}
