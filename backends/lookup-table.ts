import type { Given, Search, Stage } from '../src/ir/index.ts';

type Lookup = Extract<Stage, { kind: 'lookup' }>;

/**
 * What the table of an enrich policy or look-up index is called by other products: letters, digits and underscores, without where
 * Elasticsearch runs the policy (`_coordinator:`). https://www.elastic.co/docs/reference/query-languages/esql/commands/enrich
 */
export function lookupTable({ table }: Lookup): string {
  const words = table.replace(/^_[a-z]+:/, '').match(/[A-Za-z0-9_]+/g) ?? [];
  return words.join('_').replace(/^(?=\d)/, '_') || 'lookup_table';
}

/** Why no other product can look up by this stage, or undefined. */
export function lookupProblem({ on }: Lookup): string | undefined {
  return on.length === 0
    ? 'the query does not say which field of the policy its rows are found by: name it with `on`'
    : undefined;
}

/** The tables that the stages of a search look up, and that what is looked up is one value. */
export function lookupsGiven(search: Search, isMultiValued: (field: string) => boolean): readonly Given[] {
  if (search.kind !== 'pipeline') return [];
  return search.stages.flatMap(stage =>
    stage.kind === 'lookup'
      ? [
          `lookup-table:${lookupTable(stage)}`,
          ...stage.on.filter(isMultiValued).map(name => `single-valued:${name}`),
          ...(stage.listed ? stage.on.map(name => `listed-values:${name}`) : []),
        ]
      : [],
  );
}
