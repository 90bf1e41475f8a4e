import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Correlate, Events, Expression, Measure, Predicate, Suppression } from '../ir/index.ts';
import { lowerPythonKey, type PythonSurroundings } from '../languages/python/index.ts';
import { type DataMap, type EmbeddedText, entryOf } from '../source/index.ts';
import type { PantherSearch } from './panther-module.ts';

/** Of a rule that does not say it: https://docs.panther.com/detections/rules#deduplication-of-alerts */
const usualMinutes = 60;

/** How many matches make an alert, and of which span; undefined for a rule that alerts on each. */
export interface PantherThreshold {
  readonly count: number;
  readonly minutes: number;
}

export function thresholdOf(map: DataMap): PantherThreshold | Diagnostic | undefined {
  const count = numberOf(map, 'Threshold', 1);
  const minutes = numberOf(map, 'DedupPeriodMinutes', usualMinutes);
  if ('code' in count) return count;
  if (count.value <= 1) return undefined;
  return 'code' in minutes ? minutes : { count: count.value, minutes: minutes.value };
}

/** Matches of one text are one alert for so long, where a module says which text; undefined where it does not, or nobody can read it. */
export function dedupOf(
  module: EmbeddedText,
  map: DataMap,
  surroundings: PythonSurroundings | undefined,
): Suppression | undefined {
  const minutes = numberOf(map, 'DedupPeriodMinutes', usualMinutes);
  if ('code' in minutes) return undefined;
  const named = lowerPythonKey(module, 'dedup', surroundings)?.value;
  return named && { by: named.key === undefined ? [] : [plainKey(named.key)], seconds: minutes.value * 60 };
}

/** The text of a field, or none where it has none: what lacks the field is a group of its own either way. */
function plainKey(key: Expression): Expression {
  if (key.kind !== 'choice') return key;
  const { branches, otherwise } = key;
  const [branch, ...others] = branches;
  const isEmpty = otherwise?.kind === 'literal' && otherwise.value === '';
  if (branch === undefined || others.length > 0 || !isEmpty || branch.value.kind !== 'field') return key;
  const { when, value } = branch;
  const isThere =
    when.kind === 'exists' && when.subject.kind === 'field' && when.subject.name === branch.value.name;
  return isThere ? value : key;
}

function numberOf(map: DataMap, key: string, usual: number): { readonly value: number } | Diagnostic {
  const tree = entryOf(map, key)?.value;
  if (tree === undefined || (tree.kind === 'scalar' && tree.value === null)) return { value: usual };
  if (tree.kind === 'scalar' && typeof tree.value === 'number' && Number.isInteger(tree.value))
    return { value: tree.value };
  return diagnose('panther/threshold', { problem: `${key} is no whole number` }, tree.span);
}

/** The matches of a rule in Python counted for each of its `dedup()` texts, which are those of `title()` where it has no dedup. */
export function countedModule(
  found: PantherSearch,
  threshold: PantherThreshold,
  module: EmbeddedText,
  surroundings: PythonSurroundings | undefined,
): PantherSearch {
  const { search } = found;
  if (search?.kind !== 'events') return found;
  const named =
    lowerPythonKey(module, 'dedup', surroundings) ?? lowerPythonKey(module, 'title', surroundings);
  const unique = lowerPythonKey(module, 'unique', surroundings);
  const diagnostics = [named, unique].flatMap(key =>
    key?.value === undefined ? (key?.diagnostics ?? []) : [],
  );
  if (diagnostics.length > 0) return refused(found, diagnostics, threshold);
  const assumes = [named, unique].flatMap(key => key?.value?.assumes ?? []);
  const estimate = unique === undefined ? [] : ['distinct-estimate'];
  return {
    search: countedMatches(search, named?.value?.key, unique && (unique.value?.key ?? constant), threshold),
    given: [...new Set([...found.given, ...assumes, ...estimate])].sort(),
    diagnostics: found.diagnostics,
  };
}

const constant: Expression = { kind: 'literal', value: '', origin: [] };

function refused(
  found: PantherSearch,
  [problem]: readonly Diagnostic[],
  { count }: PantherThreshold,
): PantherSearch {
  const { search } = found;
  const why = `it counts ${count} matches of one text, and ${problem?.message ?? 'the text cannot be read'}`;
  return {
    search: undefined,
    ...(search === undefined ? {} : { known: search }),
    given: [],
    diagnostics: [...found.diagnostics, diagnose('panther/threshold', { problem: why }, problem?.span)],
  };
}

/** The matches of a rule without a module are of one text where it gives them neither keys nor a title of their own. */
export function countedSimple(
  found: PantherSearch,
  threshold: PantherThreshold,
  map: DataMap,
): PantherSearch {
  const { search } = found;
  if (search?.kind !== 'events') return found;
  const named = ['GroupBy', 'AlertTitle']
    .map(key => entryOf(map, key)?.value)
    .find(tree => tree !== undefined);
  if (named === undefined)
    return { ...found, search: countedMatches(search, undefined, undefined, threshold) };
  const problem = `it counts ${threshold.count} matches of one text, which GroupBy and AlertTitle make of the event`;
  return {
    search: undefined,
    known: search,
    given: [],
    diagnostics: [...found.diagnostics, diagnose('panther/threshold', { problem }, named.span)],
  };
}

/**
 * So many matches of one key, or so many different values of `unique`, within a deduplication period: it begins with a match that is in none
 * before. https://docs.panther.com/detections/rules#deduplication-of-alerts
 */
export function countedMatches(
  search: Events,
  key: Expression | undefined,
  unique: Expression | undefined,
  { count, minutes }: PantherThreshold,
): Correlate {
  const measure: Measure =
    unique === undefined
      ? { name: 'matches', function: 'count', of: [] }
      : { name: 'matches', function: 'countDistinct', of: [unique] };
  return {
    kind: 'correlate',
    inputs: [{ name: 'events', search }],
    aliases: {},
    by: key === undefined ? [] : [key],
    window: { kind: 'sliding', length: minutes * 60, fromFirst: true },
    ordered: false,
    measures: [measure],
    having: atLeast('matches', count),
    origin: search.origin,
  };
}

export function atLeast(name: string, count: number): Predicate {
  return {
    kind: 'compares',
    left: { kind: 'field', name, vendor: 'panther', origin: [] },
    operator: 'gte',
    right: { kind: 'literal', value: count, origin: [] },
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
}
