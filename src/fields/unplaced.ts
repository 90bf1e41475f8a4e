import type { LogSource, Vendor } from '../ir/index.ts';
import { conjuncts, factsIn } from './elastic-facts.ts';
import { datasetOfIndex, isWide, profilesFor } from './elastic-profile.ts';
import { authorOf, isPlacedIn } from './scope.ts';

/** Why no data source is known of what a rule of Elastic's looks at, so that a target looks for its events everywhere. */
export function unplacedOf(source: LogSource, vendor: Vendor): string | undefined {
  if (source.id !== undefined || authorOf(source) !== 'elastic' || vendor === 'elastic') return undefined;
  const indices = source.elastic?.indices ?? [];
  // A query by itself says nothing of where its events are.
  if (indices.length === 0 || isPlacedIn(source, vendor)) return undefined;
  const logs = logsOf(source);
  if (logs.length > 1)
    return `The rule looks at several logs (${logs.join(', ')}), which no one data source holds.`;
  if (indices.join() === 'logs-*') return undefined;
  const listed = indices.join(', ');
  return indices.every(index => isWide(datasetOfIndex(index)))
    ? `The rule's indices (${listed}) hold events of many logs, and nothing that it asks for tells which.`
    : `No data source is of the rule's indices (${listed}) and of all that it asks for.`;
}

/** The logs that a rule's indices name, or those of the data sets that it asks for. */
function logsOf({ elastic, scope }: LogSource): readonly string[] {
  const asked = (scope === undefined ? [] : factsIn(conjuncts(scope))).filter(
    ({ field, positive }) => positive && (field === 'data_stream.dataset' || field === 'event.dataset'),
  );
  const named = asked.flatMap(({ values }) => values);
  const patterns = named.length > 0 ? named : (elastic?.indices ?? []).map(datasetOfIndex);
  return [...new Set(patterns.filter(pattern => profilesFor('index', pattern).length > 0))];
}
