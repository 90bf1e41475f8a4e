import type { Translation } from '../compile/index.ts';
import { fieldsIn, type Given, leaves, type Predicate } from '../ir/index.ts';
import { comparePredicates } from './proof.ts';

interface Compared {
  readonly translation: Translation;
  readonly readings?: { readonly rule: Predicate; readonly query: Predicate };
}

/**
 * What a proof that found a declared loss to be none rests on: a field that is asked of twice may meet both with one value of several,
 * where a proof that knows of one value alone sees conditions that exclude each other.
 */
export function withSingleValues<Found extends Compared>(
  found: Found,
  declared: Translation,
  isMultiValued: (field: string) => boolean,
): Found {
  const { translation, readings } = found;
  if (readings === undefined || declared.verdict === 'exact' || translation.verdict !== 'exact') return found;
  const { rule, query } = readings;
  const given = new Set<Given>(translation.given);
  const names = askedTwice([rule, query]).filter(
    name => !isMultiValued(name) && !given.has(`single-valued:${name}`),
  );
  const isSame = (several: readonly string[]): boolean =>
    comparePredicates(rule, query, { isMultiValued: name => several.includes(name) || isMultiValued(name) })
      .relation === 'equal';
  if (names.length === 0 || isSame(names)) return found;
  const needed = names.filter(name => !isSame([name]));
  for (const name of needed.length === 0 ? names : needed) given.add(`single-valued:${name}`);
  return { ...found, translation: { ...translation, given: [...given].sort() } };
}

/** Fields that several leaves of one side ask of. */
function askedTwice(sides: readonly Predicate[]): readonly string[] {
  const found = new Set<string>();
  for (const side of sides) {
    const once = new Set<string>();
    for (const { leaf } of leaves(side))
      for (const { name } of fieldsIn(leaf)) (once.has(name) ? found : once).add(name);
  }
  return [...found];
}
