import { type Expression, fieldsOf } from '../ir/index.ts';
import type { Fitting } from './fit-leaf.ts';
import type { Names } from './search-names.ts';

/** Fields that no condition asks for, which make keys and sums, need a mapping as those do that one asks for. */
export function assumeMapped(subject: Expression, names: Names, { dialect, draft, given }: Fitting): void {
  const made = new Set(names.columns.values());
  if (names.fieldsGone || fieldsOf(subject).some(({ name }) => made.has(name))) return;
  for (const each of dialect.assumes?.({ kind: 'exists', subject, origin: [] }, draft) ?? [])
    if (each.startsWith('mapped:')) given.add(each);
}
