import {
  always,
  and,
  anyRun,
  equals,
  field,
  type LogSource,
  like,
  not,
  type Pattern,
  type Predicate,
  pattern,
  text,
} from '../ir/index.ts';

/**
 * Where a rule's events are kept is a part of what it matches: said as conditions on fields that events do not have, so that it can be
 * compared with the other rule's.
 */
export function placeOf(source: LogSource, other: LogSource): Predicate {
  if (source.sigma !== undefined) return sigmaPlace(source, other);
  if (source.elastic !== undefined) return indicesPlace(source.elastic.indices);
  if (source.splunk !== undefined) return named('splunk.search', source.splunk.search);
  return (source.panther?.logTypes.length ?? 0) === 0
    ? always(true)
    : equals(field('p_log_type', 'panther'), source.panther?.logTypes ?? []);
}

/** Log sources of one id are one, however they are written; else the one that says less has the other's events, too. */
function sigmaPlace({ id, sigma = {} }: LogSource, other: LogSource): Predicate {
  if (id !== undefined && id === other.id) return named('logsource', id);
  const { category, product, service } = sigma;
  return and(
    Object.entries({ category, product, service }).flatMap(([key, value]) =>
      value === undefined ? [] : [named(`logsource.${key}`, value)],
    ),
  );
}

function named(name: string, value: string): Predicate {
  return value === '' ? always(true) : equals(field(name, 'sigma'), [value]);
}

/** An index that begins with a hyphen is left out of those before it. */
function indicesPlace(indices: readonly string[]): Predicate {
  const index = field('_index', 'elastic');
  const taken = indices.filter(name => !name.startsWith('-')).map(wildcards);
  const left = indices.filter(name => name.startsWith('-')).map(name => wildcards(name.slice(1)));
  return and([
    ...(taken.length === 0 ? [] : [like(index, taken)]),
    ...(left.length === 0 ? [] : [not(like(index, left))]),
  ]);
}

function wildcards(name: string): Pattern {
  return pattern(name.split('*').flatMap((part, at) => (at === 0 ? [text(part)] : [anyRun, text(part)])));
}

/** Whether a field stands for where events are kept, and no event has it. */
export function isPlaceName(name: string): boolean {
  return name === 'splunk.search' || name === 'logsource' || name.startsWith('logsource.');
}
