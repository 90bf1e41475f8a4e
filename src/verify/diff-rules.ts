import { mapSearch } from '../fields/search-walk.ts';
import { always, type Events, eventsIn, type Rule, type Search } from '../ir/index.ts';
import { compareEvents, type RuleDifference, unknown } from './diff-events.ts';
import { compareSchedules, withGaps } from './diff-runs.ts';
import { nodeKey } from './leaf-key.ts';

/** How a new rule stands to an old one, whatever formats they were written in; their fields are resolved. */
export function compareRules(old: Rule, current: Rule): RuleDifference {
  const lost = lostInOne(old, current);
  if (lost !== undefined) return unknown(`what one of them says is not read as a whole: ${lost}`, []);
  const found = compareRead(old, current);
  const given = [...new Set([...found.given, ...(old.given ?? []), ...(current.given ?? [])])].sort();
  return { ...found, given };
}

/** What one of two rules asks for and its reading does not have. */
export function lostInOne(old: Rule, current: Rule): string | undefined {
  const [before, after] = [lossText(old), lossText(current)];
  return before === after ? undefined : after || before;
}

function lossText({ losses = [] }: Rule): string {
  return losses.map(({ why }) => why).join(' ');
}

function compareRead(old: Rule, current: Rule): RuleDifference {
  const [before, after] = [old.search, current.search];
  const vendors = [old.metadata.vendor, current.metadata.vendor] as const;
  if (before.kind === 'events' && after.kind === 'events') {
    const found = compareEvents(
      { events: before, vendor: vendors[0] },
      { events: after, vendor: vendors[1] },
    );
    return withGaps(found, old, current);
  }
  if (before.kind !== after.kind)
    return unknown(`the old rule is ${names[before.kind]}, the new one ${names[after.kind]}`, []);
  if (frameKey(before) !== frameKey(after) || vendors[0] !== vendors[1])
    return unknown(
      `each is ${names[before.kind]}, and they differ in more than the events that they look at`,
      [],
    );
  const found = compareParts(eventsIn(before), eventsIn(after), vendors);
  return found.relation === 'equal' ? (compareSchedules(old, current) ?? found) : found;
}

const names: Readonly<Record<Search['kind'], string>> = {
  events: 'a search for single events',
  union: 'a union of searches',
  pipeline: 'a pipeline',
  sequence: 'a sequence',
  correlate: 'a correlation',
  newTerms: 'a search for new terms',
  indicatorMatch: 'an indicator match',
};

/** Searches over several events of one frame: equal when all their parts are; what a part changes for the whole is not decided. */
function compareParts(
  before: readonly Events[],
  after: readonly Events[],
  [old, current]: readonly [Rule['metadata']['vendor'], Rule['metadata']['vendor']],
): RuleDifference {
  for (const [at, events] of before.entries()) {
    const other = after[at];
    if (other === undefined) break;
    const found = compareEvents({ events, vendor: old }, { events: other, vendor: current });
    if (found.relation === 'equal') continue;
    if (found.relation === 'unknown') return found;
    const because = `the events of part ${at + 1} are ${found.relation}; what that changes for the whole is not decided`;
    return { ...found, relation: 'unknown', because };
  }
  return { relation: 'equal', given: [], responsible: [] };
}

/** A search without what its events are: equal keys, the same frame. */
function frameKey(search: Search): string {
  const bare = mapSearch(search, {
    events: events => ({ ...events, source: {}, where: always(true) }),
    expression: expression => expression,
  });
  return nodeKey(bare);
}
