import { dataSources } from './registry.ts';

/** The data source of a Panther rule with one log type: the first that the type holds. */
export function recognisePanther(logTypes: readonly string[] | undefined): string | undefined {
  const [only] = logTypes ?? [];
  if (only === undefined || logTypes?.length !== 1) return undefined;
  const holding = dataSources().filter(source => source.panther.logTypes.includes(only));
  return (holding.find(source => source.panther.scope === undefined) ?? holding[0])?.id;
}
