import type { Given, Measure, Search } from '../src/ir/index.ts';

/**
 * Splunk takes the value of the nearest rank, unless its limits.conf has `perc_method = interpolated`; others reckon between two.
 * https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/9.4/configuration-file-reference/9.4.0-configuration-file-reference/limits.conf
 */
export function percentilesGiven(search: Search): readonly Given[] {
  return [...measuresIn(search)].some(({ function: name }) => name === 'percentile' || name === 'median')
    ? ['percentile-method:interpolated']
    : [];
}

function* measuresIn(search: Search): Generator<Measure> {
  if (search.kind === 'correlate') {
    yield* search.measures;
    for (const input of search.inputs) yield* measuresIn(input.search);
  }
  if (search.kind === 'union') for (const each of search.searches) yield* measuresIn(each);
  if (search.kind !== 'pipeline') return;
  yield* measuresIn(search.from);
  for (const stage of search.stages) if ('measures' in stage) yield* stage.measures;
}
