import {
  and,
  type Compares,
  type Events,
  type Expression,
  equals,
  exists,
  field,
  not,
  or,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
} from '../ir/index.ts';

/** A rule of a sequence: its matches, the key that they share with the others, and how soon after the one before they come. */
export interface ChainItem {
  readonly events: Events;
  readonly key?: Expression | undefined;
  readonly absent: boolean;
  readonly least: number;
  /** Seconds. */
  readonly within?: number;
}

interface Link {
  readonly item: number;
  readonly within?: number;
  /** Items of which there must be none between the link before and this one. */
  readonly missing: readonly number[];
}

const origin = [] as const;
const time = field('p_event_time', 'panther');
const column = (name: string) => field(name, 'panther');

/**
 * Matches one after another, each within its time of the one before, as stages: beside each event the time of the latest match of
 * the link before, if that has its own chain. Any chain counts, not the newest alone.
 */
export function chainOf(items: readonly ChainItem[]): Pipeline | undefined {
  const links = linksOf(items);
  const last = links.at(-1);
  if (last === undefined || links.length < 2) return undefined;
  const hasKey = items.some(item => item.key !== undefined);
  const from: Search = { kind: 'union', searches: items.map(marked), origin };
  const by = hasKey ? [column('key')] : [];
  const stages: Stage[] = [
    {
      kind: 'sort',
      by: [time, column('item')].map((value, index) => ({
        value,
        descending: index > 0,
        absentFirst: false,
      })),
      origin,
    },
    ...links
      .slice(0, -1)
      .flatMap((link, index) => [
        ...link.missing.map(item => lastOf(`missing_${item}`, isItem(item), by)),
        lastOf(`at_${index + 1}`, holds(link, index), by),
      ]),
    ...last.missing.map(item => lastOf(`missing_${item}`, isItem(item), by)),
    { kind: 'filter', where: holds(last, links.length - 1), origin },
  ];
  return { kind: 'pipeline', from, stages, origin };
}

function linksOf(items: readonly ChainItem[]): readonly Link[] {
  const links: Link[] = [];
  let missing: number[] = [];
  for (const [item, { absent, least, within }] of items.entries()) {
    if (absent) missing.push(item);
    else {
      const [first, ...others] = Array.from({ length: least }, () => ({ item, missing: [] as number[] }));
      if (first === undefined) continue;
      links.push({ ...first, missing, ...(within === undefined ? {} : { within }) }, ...others);
      missing = [];
    }
  }
  return links;
}

function marked(item: ChainItem, index: number): Search {
  const mark = { name: 'item', value: { kind: 'literal', value: index, origin } } as const;
  const key = item.key === undefined ? [] : [{ name: 'key', value: item.key }];
  const { where } = item.events;
  return {
    kind: 'pipeline',
    from: item.key === undefined ? item.events : { ...item.events, where: and([where, exists(item.key)]) },
    stages: [{ kind: 'extend', fields: [mark, ...key], origin }],
    origin,
  };
}

function isItem(item: number): Predicate {
  return equals(column('item'), [item]);
}

/** That an event is the link of its place, after the link before. */
function holds({ item, within, missing }: Link, place: number): Predicate {
  if (place === 0) return isItem(item);
  const before = column(`at_${place}`);
  const none = missing.map(each => {
    const seen = column(`missing_${each}`);
    return or([not(exists(seen)), compares(seen, 'lt', before, 'time')]);
  });
  return and([
    isItem(item),
    exists(before),
    ...(within === undefined ? [] : [compares(elapsed(before), 'lte', literal(within * 1000), 'number')]),
    ...none,
  ]);
}

function elapsed(before: Expression): Expression {
  const unit = literal('millisecond');
  return { kind: 'call', function: 'dateDifference', arguments: [unit, before, time], origin };
}

function literal(value: string | number): Expression {
  return { kind: 'literal', value, origin };
}

function compares(
  left: Expression,
  operator: Compares['operator'],
  right: Expression,
  as: Compares['as'],
): Compares {
  return { kind: 'compares', left, operator, right, as, casing: 'exact', quantifier: 'any', origin };
}

function lastOf(name: string, when: Predicate, by: readonly Expression[]): Stage {
  return {
    kind: 'window',
    by,
    measures: [{ name, function: 'last', of: [time], where: when }],
    withoutCurrent: true,
    origin,
  };
}
