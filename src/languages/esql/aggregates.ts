/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions */
export const aggregateNames: readonly string[] = [
  ...['absent', 'avg', 'count', 'count_distinct', 'earliest', 'first', 'last', 'latest'],
  ...['max', 'median'],
  ...['median_absolute_deviation', 'min', 'percentile', 'present', 'std_dev', 'sum', 'top', 'values'],
  ...[
    'all_first',
    'all_last',
    'sparkline',
    'variance',
    'weighted_avg',
    'sample',
    'st_centroid_agg',
    'st_extent_agg',
  ],
];

const names: ReadonlySet<string> = new Set(aggregateNames);

export function isAggregate(name: string): boolean {
  return names.has(name);
}
