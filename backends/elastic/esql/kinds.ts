import { equals, field, type Predicate } from '../../../src/ir/index.ts';

/** The column that tells for which rule of the correlation a row stands. */
export const kindColumn = 'matched_rule';

export function isKind(name: string): Predicate {
  return equals(field(kindColumn, 'elastic'), [name]);
}
