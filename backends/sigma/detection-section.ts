import { and, type PlannedRule, type TargetSource } from '../../src/ir/index.ts';
import { printCondition } from './condition.ts';
import { detectionOf } from './detection.ts';
import { nameSelections } from './naming.ts';

/** The detection part of a rule: its selections by name, and the condition. */
export function detectionSection(planned: PlannedRule): Readonly<Record<string, unknown>> {
  const detection = detectionOf(planned.where.kind === 'always' ? and([planned.scope]) : planned.where);
  const names = nameSelections(detection);
  const selections = Object.fromEntries(
    detection.selections.map((selection, index) => [names[index], selection.body]),
  );
  return { ...selections, condition: printCondition(detection.condition, names) };
}

export function logSource(source: TargetSource['sigma']): Readonly<Record<string, string>> {
  const { category, product, service, definition } = source;
  const entries = Object.entries({ category, product, service, definition });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
