import { targetSource } from '../../fields/index.ts';
import {
  always,
  and,
  areOtherSources,
  type Events,
  fold,
  type Predicate,
  type Search,
  type Sequence,
} from '../../ir/index.ts';
import { comparePredicates } from '../proof.ts';
import { canonicalSearch } from './canonical.ts';
import type { SearchOptions } from './compare.ts';
import { logSourceOf } from './log-sources.ts';

/**
 * Whether no event fits a rule of a correlation in order and the next one: it counts for each that it fits, and is but one step of
 * a sequence. `other` is the sequence that it stands beside, whose scopes it shares.
 */
export function areApart(correlation: Sequence, other: Sequence, options: SearchOptions): boolean {
  const { steps } = correlation;
  const own = options.own === undefined ? undefined : canonicalSearch(options.own);
  const inOwn = own?.kind === 'sequence' && own.steps.length === steps.length ? own : undefined;
  return steps.slice(1).every((_step, index) => {
    const scopes = other.steps.slice(index, index + 2).map(each => scopeOf(each.search));
    return (
      exclude(correlation, index, scopes, options) ||
      (inOwn !== undefined && exclude(inOwn, index, [], { ...options, withoutScope: false }))
    );
  });
}

/** Each source has a place of its own, which a query names beside what it asks of the events there. */
export function areOfOtherSources(one: Search | undefined, other: Search | undefined): boolean {
  return (
    one?.kind === 'events' &&
    other?.kind === 'events' &&
    areOtherSources(targetSource(one.source).sigma, targetSource(other.source).sigma)
  );
}

/** Whether no event fits a step and the next one. */
function exclude(
  { steps }: Sequence,
  index: number,
  scopes: readonly Predicate[],
  options: SearchOptions,
): boolean {
  const [one, other] = [steps[index]?.search, steps[index + 1]?.search];
  if (one?.kind !== 'events' || other?.kind !== 'events') return false;
  if (areOfOtherSources(one, other)) return true;
  const both = fold(and([wholeOf(one, options), wholeOf(other, options), ...scopes]));
  return comparePredicates(both, always(false), options).relation === 'equal';
}

function wholeOf({ source: { scope, sigma }, where }: Events, { withoutScope }: SearchOptions): Predicate {
  if (withoutScope) return and([logSourceOf(sigma), where]);
  return scope === undefined ? where : and([scope, where]);
}

function scopeOf(search: Search): Predicate {
  return (search.kind === 'events' ? search.source.scope : undefined) ?? always(true);
}
