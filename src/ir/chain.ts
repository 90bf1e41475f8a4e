import { and, equals, exists, field, not, or } from './build.ts';
import type { Expression } from './expression.ts';
import type { Compares, Predicate } from './predicate.ts';
import type { Events, Pipeline, Search, Sequence, Stage, Step } from './search.ts';
import { leaves } from './walk.ts';

/** A rule of a sequence: its matches, the key that they share with the others, and how soon after the one before they come. */
export interface ChainItem {
  readonly events: Events;
  readonly key?: Expression | undefined;
  readonly absent: boolean;
  readonly least: number;
  /** Seconds. */
  readonly within?: number;
}

/** The rules whose matches a search puts in a row as `chainOf` does; undefined of any other. */
export function asChain(search: Search): readonly ChainItem[] | undefined {
  if (search.kind !== 'pipeline' || search.from.kind !== 'union') return undefined;
  const links = search.stages.flatMap(stage => wheresOf(stage).flatMap(linkIn));
  const items = search.from.searches.flatMap((part, item) => partOf(part, item, links));
  if (items.length < search.from.searches.length) return undefined;
  const again = chainOf(items);
  return again !== undefined && plain(again.stages) === plain(search.stages) ? items : undefined;
}

/** As steps that have each its own time. */
export function stepsOfChain(items: readonly ChainItem[]): readonly Step[] {
  return items.map(({ events, key, absent, least, within }) => ({
    search: events,
    by: key === undefined ? [] : [{ value: key, nullable: false }],
    runs: least,
    absent,
    ...(within === undefined ? {} : { within }),
  }));
}

/**
 * Items whose times are one span, as a sequence: two of them, of which one may be missing, and any that nothing but what a run looks back
 * on (seconds) keeps together. Undefined of others.
 */
export function sequenceOfChain(items: readonly ChainItem[], lookBack: number): Sequence | undefined {
  const spans = items.slice(1).map(({ within = lookBack }) => within);
  const [span = lookBack, ...more] = spans;
  const wanted = items.filter(({ absent }) => !absent);
  const isPair = more.length === 0 && wanted.length > 0 && items.every(({ least }) => least === 1);
  const isOpen = wanted.length === items.length && spans.every(each => each >= lookBack);
  if (!isPair && !isOpen) return undefined;
  const steps = stepsOfChain(items).map(({ within: _, ...step }) => step);
  return { kind: 'sequence', steps, ordered: true, within: isOpen ? lookBack : span, origin };
}

/** A sequence whose steps have each their own time, as stages; undefined of others. */
export function chainOfSteps({ steps }: Sequence): Pipeline | undefined {
  if (steps.every(({ within }) => within === undefined)) return undefined;
  const items = steps.flatMap(({ search, by, runs, ...step }): ChainItem[] =>
    search.kind === 'events' ? [{ ...step, events: search, key: by[0]?.value, least: runs }] : [],
  );
  return items.length < steps.length ? undefined : chainOf(items);
}

function wheresOf(stage: Stage): readonly Predicate[] {
  if (stage.kind === 'filter') return [stage.where];
  if (stage.kind !== 'window') return [];
  return stage.measures.flatMap(({ name, where }) => (/^at_/.test(name) && where ? [where] : []));
}

function linkIn(where: Predicate): readonly Pick<Link, 'item' | 'within'>[] {
  const all = leaves(where).map(({ leaf }) => leaf);
  const item = all.flatMap(leaf => (leaf.kind === 'equals' ? leaf.values : []))[0];
  const within = all.flatMap(leaf =>
    leaf.kind === 'compares' && leaf.left.kind === 'call' && leaf.right.kind === 'literal'
      ? [Number(leaf.right.value) / 1000]
      : [],
  )[0];
  return typeof item === 'number' ? [{ item, ...(within === undefined ? {} : { within }) }] : [];
}

function partOf(
  part: Search,
  item: number,
  links: readonly Pick<Link, 'item' | 'within'>[],
): readonly ChainItem[] {
  const [stage] = part.kind === 'pipeline' ? part.stages : [];
  if (part.kind !== 'pipeline' || part.from.kind !== 'events' || stage?.kind !== 'extend') return [];
  const [first, ...others] = links.filter(each => each.item === item);
  return [
    {
      ...first,
      events: part.from,
      key: stage.fields.find(({ name }) => name === 'key')?.value,
      absent: first === undefined,
      least: others.length + 1,
    },
  ];
}

/** Stages as they are called, wherever they are written and whatever their fields are known to be. */
function plain(stages: readonly Stage[]): string {
  return JSON.stringify(stages, (name, value: unknown) => {
    const node = value as Partial<Expression> | null;
    if (name === 'origin') return undefined;
    return node?.kind === 'field' ? node.name?.replace(/^(?:_time|@timestamp)$/, time.name) : value;
  });
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

/** That an event is the link of its place, after the link before; of the first one, that what must be missing did not come so soon before. */
function holds({ item, within, missing }: Link, place: number): Predicate {
  if (place === 0)
    return and([isItem(item), ...missing.map(each => isLongAgo(column(`missing_${each}`), within))]);
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

function isLongAgo(seen: Expression, within: number | undefined): Predicate {
  const late = within === undefined ? [] : [compares(elapsed(seen), 'gt', literal(within * 1000), 'number')];
  return or([not(exists(seen)), ...late]);
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
