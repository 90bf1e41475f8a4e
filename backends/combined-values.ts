import {
  type Correlate,
  type Expression,
  fieldsOf,
  type Given,
  type Measure,
  type Search,
} from '../src/ir/index.ts';

/**
 * Combinations of several values as texts, each of another one: the lengths stand before the values, so that `ab` and `c` are not
 * `a` and `bc`. There is none where one of the values is absent.
 */
export function combinedValue(values: readonly Expression[]): Expression {
  const origin = values.flatMap(each => each.origin);
  const texts = values.map((operand): Expression => ({ kind: 'coercion', to: 'string', operand, origin }));
  const lengths = texts.slice(0, -1).flatMap((text): Expression[] => [
    {
      kind: 'coercion',
      to: 'string',
      operand: { kind: 'call', function: 'length', arguments: [text], origin },
      origin,
    },
    { kind: 'literal', value: ':', origin },
  ]);
  return { kind: 'call', function: 'concat', arguments: [...lengths, ...texts], origin };
}

/** A count of different combinations, as that of different texts. */
export function ofOneValue(measure: Measure): Measure {
  return measure.function === 'countDistinct' && measure.of.length > 1
    ? { ...measure, of: [combinedValue(measure.of)] }
    : measure;
}

export function countedByOneValue(search: Correlate): Correlate {
  return { ...search, measures: search.measures.map(ofOneValue) };
}

/** A text is made of one value each. */
export function combinedGivens(search: Search, isMultiValued: (name: string) => boolean): readonly Given[] {
  if (search.kind !== 'correlate') return [];
  const made = search.measures.filter(each => each.function === 'countDistinct' && each.of.length > 1);
  const names = made.flatMap(each => each.of.flatMap(value => fieldsOf(value).map(({ name }) => name)));
  return names.filter(isMultiValued).map((name): Given => `single-valued:${name}`);
}
