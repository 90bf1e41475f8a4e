import { fieldsOf, type Given, type Search } from '../src/ir/index.ts';

/** Where the first rows of each key are kept, products take a list for a key in ways of their own: it is given to be one value. */
export function firstRowsGiven(search: Search, isMultiValued: (field: string) => boolean): readonly Given[] {
  if (search.kind !== 'pipeline') return [];
  const keys = search.stages.flatMap(stage => (stage.kind === 'dedup' ? stage.by : []));
  const names = keys.flatMap(key => fieldsOf(key).map(({ name }) => name)).filter(isMultiValued);
  return [
    ...firstRowsGiven(search.from, isMultiValued),
    ...names.map((name): Given => `single-valued:${name}`),
  ];
}
