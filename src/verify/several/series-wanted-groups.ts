import type { EventData } from '../../evaluate/index.ts';
import { type Expression, fieldsOf, type Measure } from '../../ir/index.ts';
import type { Grouping } from './row-kinds.ts';
import type { Bounds } from './series-bounds.ts';
import { eventsWithin, mostWanted, type Part, variants, type WantedEvent } from './series-wanted.ts';

/**
 * Groups of groups: as many of the inner ones, each of as many events, as it takes to keep the measures of both within their bounds.
 * Inner groups differ in the keys that the outer ones do not share.
 */
export function groupsWithin(
  parts: readonly Part[],
  inner: Grouping,
  outer: Grouping,
  innerBounds: Bounds,
  outerBounds: Bounds,
): readonly (readonly WantedEvent[])[] {
  const one = eventsWithin(parts, inner.measures, innerBounds);
  if (one === undefined) return [];
  const shared = new Set(outer.by.flatMap(key => (key.kind === 'field' ? [key.name] : [])));
  const own = inner.by.filter((_key, index) => !shared.has(inner.names[index] ?? ''));
  const columns = new Map(inner.measures.map(measure => [measure.name, measure]));
  const varied = outer.measures.flatMap(measure => underlying(measure, inner, columns));
  const groups = Math.max(1, ...outer.measures.map(measure => groupsFor(measure, outerBounds)));
  const sizes = sizesOf(outer.measures, outerBounds, groups, one.length);
  return sizes.flatMap(size => {
    const events = size.flatMap((times, group) =>
      Array.from({ length: times }, () => one).flatMap(each =>
        each.map(event => inGroup(event, parts, [...own, ...varied], group)),
      ),
    );
    return events.length > mostWanted ? [] : [events];
  });
}

/** What a list of the inner groups holds, where the outer ones count how many there are. */
function underlying(
  { function: name, of }: Measure,
  inner: Grouping,
  columns: ReadonlyMap<string, Measure>,
): readonly Expression[] {
  if (name !== 'countDistinct') return [];
  return of.flatMap(each => {
    if (each.kind !== 'field' || inner.names.includes(each.name)) return [];
    return columns.get(each.name)?.of ?? [];
  });
}

const ofGroups: ReadonlySet<Measure['function']> = new Set(['count', 'countDistinct', 'values']);

function groupsFor({ name, function: kind, of }: Measure, bounds: Bounds): number {
  const low = bounds.get(name)?.low ?? 0;
  const isOfOnes = kind === 'sum' && of.every(each => each.kind === 'choice');
  return ofGroups.has(kind) || isOfOnes ? low : 0;
}

/** How often each inner group has its events: once, as often as a sum asks, or one of them as often as the greatest must be. */
function sizesOf(
  measures: readonly Measure[],
  bounds: Bounds,
  groups: number,
  events: number,
): readonly (readonly number[])[] {
  const wanted = (kind: Measure['function']): number =>
    Math.max(
      0,
      ...measures.filter(each => each.function === kind).map(({ name }) => bounds.get(name)?.low ?? 0),
    );
  const [total, greatest, least] = [wanted('sum'), wanted('maximum'), wanted('minimum')];
  const usual = Math.max(1, Math.ceil(least / events));
  const all = (times: number): readonly number[] => Array.from({ length: groups }, () => times);
  const found = [all(usual)];
  if (greatest > 0) found.push([Math.ceil(greatest / events), ...all(usual).slice(1)]);
  if (groups < 2 && greatest > 0) found.push([Math.ceil(greatest / events), usual]);
  const spread = Math.ceil(total / events / groups);
  if (spread > usual) found.push(all(spread));
  const even = Math.max(usual, Math.ceil(greatest / events));
  if (total > 0 && even > 0) {
    const needed = Math.ceil(total / events / even);
    found.push(Array.from({ length: Math.max(groups, needed) }, () => even));
  }
  return found;
}

function inGroup(
  event: WantedEvent,
  parts: readonly Part[],
  differing: readonly Expression[],
  group: number,
): WantedEvent {
  const part = parts[event.kind];
  if (group === 0 || part === undefined) return event;
  const data = Object.assign({}, ...differing.map(key => otherValue(part, key, group)));
  const changed = part.kind.like({ ...event.data, ...data });
  return changed === undefined ? event : { ...event, data: changed };
}

/** The n-th value that an expression can have beside the usual one. */
function otherValue(part: Part, key: Expression, place: number): EventData {
  const names = fieldsOf(key).map(({ name }) => name);
  const seen = new Set<string>();
  for (const event of variants(part, [key], place)) {
    const own = Object.fromEntries(names.flatMap(name => (name in event ? [[name, event[name]]] : [])));
    seen.add(JSON.stringify(own));
    if (seen.size === place + 1) return own;
  }
  return {};
}
