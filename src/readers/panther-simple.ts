import type { Search } from '../ir/index.ts';
import { type DataMap, entryOf } from '../source/index.ts';
import { matchOf } from './panther-match.ts';
import { type PantherSearch, pantherSource } from './panther-module.ts';

/** A rule without a module: its `Detection`. */
export function readSimpleDetection(map: DataMap): PantherSearch {
  const entry = entryOf(map, 'Detection');
  if (entry === undefined) return { search: undefined, given: [], diagnostics: [] };
  const match = matchOf(entry.value);
  if ('problem' in match) return { search: undefined, given: [], diagnostics: [match.problem] };
  const search: Search = {
    kind: 'events',
    source: pantherSource(map),
    where: match.where,
    origin: [entry.value.span],
  };
  return { search, given: [], diagnostics: [] };
}
