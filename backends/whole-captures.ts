import type { Given, Search, Stage } from '../src/ir/index.ts';

/** Patterns of grok that take whole numbers alone. https://www.elastic.co/docs/reference/query-languages/esql/esql-process-data-with-dissect-grok#esql-grok-patterns */
const whole: ReadonlySet<string> = new Set(['INT', 'NONNEGINT', 'POSINT', 'MONTHNUM', 'MONTHDAY', 'YEAR']);

/** What grok makes a whole number of, where its pattern takes others too, of which Elasticsearch makes nothing. */
export function capturesGiven(search: Search): readonly Given[] {
  if (search.kind !== 'pipeline') return [];
  return [...capturesGiven(search.from), ...search.stages.flatMap(capturesOf)];
}

function capturesOf(stage: Stage): readonly Given[] {
  if (stage.kind !== 'extract' || stage.syntax !== 'grok') return [];
  return [...stage.pattern.matchAll(/%\{(\w+):([^:}]+):(?:int|long)\}/g)].flatMap(
    ([, pattern = '', name = '']): Given[] => (whole.has(pattern) ? [] : [`whole-number:${name}`]),
  );
}
