import {
  type Expression,
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
  mapLeaves,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';

/** Measures that give values of what they measure. */
const keepsValues: ReadonlySet<string> = new Set(['first', 'last', 'minimum', 'maximum', 'values']);

/**
 * The search with columns of addresses compared by their texts, where the translation assumes that the fields they are made of spell an
 * address in one way. A text that is no address equals none, itself neither: `given` says that those fields hold addresses alone.
 */
export function withSpeltAddresses(
  search: Search,
  assumed: readonly Given[],
): { readonly search: Search; readonly given: readonly Given[] } {
  if (search.kind !== 'pipeline') return { search, given: [] };
  const made = columnsOf(search);
  const given = new Set<Given>();
  const change = (leaf: Leaf): Predicate => {
    const fields = isEqualAddress(leaf) ? comparedFields(leaf, made) : [];
    if (leaf.kind !== 'compares' || fields.length === 0) return leaf;
    if (!fields.every(({ name }) => assumed.includes(`address-spelling:${name}`))) return leaf;
    for (const { name } of fields) given.add(`ip:${name}`);
    return { ...leaf, as: 'string' };
  };
  const stages = search.stages.map(stage =>
    stage.kind === 'filter' ? { ...stage, where: mapLeaves(stage.where, change) } : stage,
  );
  return given.size === 0 ? { search, given: [] } : { search: { ...search, stages }, given: [...given] };
}

function isEqualAddress(leaf: Leaf): boolean {
  return leaf.kind === 'compares' && leaf.as === 'ip' && leaf.operator === 'eq';
}

/** What columns are made of, where they hold a field's own values. */
function columnsOf({ stages }: Pipeline): ReadonlyMap<string, Expression> {
  const made = new Map<string, Expression>();
  for (const stage of stages) {
    for (const name of namesMadeAnew(stage)) made.delete(name);
    if (!('measures' in stage)) continue;
    for (const { name, function: measure, of } of stage.measures) {
      const [value] = of;
      if (value !== undefined && keepsValues.has(measure)) made.set(name, value);
    }
  }
  return made;
}

/** Columns that are another thing from here on. */
function namesMadeAnew(stage: Stage): readonly string[] {
  if (stage.kind === 'extend') return stage.fields.map(({ name }) => name);
  if (stage.kind === 'extract') return stage.fields;
  if (stage.kind === 'rename') return stage.fields.flatMap(({ from, to }) => [from, to]);
  return 'measures' in stage ? stage.measures.map(({ name }) => name) : [];
}

/** The fields of the events behind two columns; none where a side is another thing. */
function comparedFields(leaf: Leaf, made: ReadonlyMap<string, Expression>): readonly Field[] {
  if (leaf.kind !== 'compares') return [];
  const sides = [leaf.left, leaf.right].map(side => {
    const value = side.kind === 'field' ? made.get(side.name) : undefined;
    return value?.kind === 'field' ? fieldsOf(value) : [];
  });
  return sides.every(side => side.length > 0) ? sides.flat() : [];
}
