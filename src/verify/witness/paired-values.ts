import type { EventData } from '../../evaluate/index.ts';
import { fieldsOf, type Leaf } from '../../ir/index.ts';

const pairs: readonly (readonly [left: string | number, right: string | number])[] = [
  ['Ab1x', 'Ab1x'],
  ['AB1X', 'ab1x'],
  ['xAb1x', 'Ab1x'],
  ['Ab1xx', 'Ab1x'],
  ['xAb1xx', 'Ab1x'],
  ['Ab1x', 'xAb1x'],
  ['Ab1x', ''],
  [5, 5],
  [10, 9],
  [9, 10],
];

/** Values of two fields that are compared with each other: the same, in other case, one a part of the other, numbers that texts order otherwise. */
export function pairedValues(leaf: Leaf): readonly EventData[] {
  if (leaf.kind !== 'compares') return [];
  const [left, right] = [leaf.left, leaf.right].map(side => fieldsOf(side)[0]?.name);
  if (left === undefined || right === undefined || left === right) return [];
  return pairs.map(([one, other]) => ({ [left]: one, [right]: other }));
}
