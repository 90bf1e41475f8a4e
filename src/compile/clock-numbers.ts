import type { Dialect, Rule, Search } from '../ir/index.ts';

/** Fields that hold when an event was: seconds for Splunk, milliseconds for Elastic, a text for Panther and Sigma. */
const clocks: ReadonlySet<string> = new Set(['_time', '@timestamp', 'p_event_time']);

/** Functions that take a time for a time. */
const ofTime = /^(?:date|now$|dayName$|monthName$|hour$|minute$|day$|week$|month$|year$)/;

/** Why a dialect of another product cannot say what reckons with the number of a time, which is of this product alone. */
export function limitOfClock({ metadata, search }: Rule, { vendor }: Dialect): string | undefined {
  const product = vendor === 'cim' ? 'splunk' : vendor;
  if (metadata.vendor === product || !reckonsWithClock(search)) return undefined;
  return 'the rule reckons with the number of a time, which each product counts in another unit';
}

/** A rule is asked for each dialect. */
const known = new WeakMap<Search, boolean>();

function reckonsWithClock(search: Search): boolean {
  const earlier = known.get(search);
  if (earlier !== undefined) return earlier;
  const found = usesClockAsNumber(search);
  known.set(search, found);
  return found;
}

function usesClockAsNumber(search: Search): boolean {
  const names = timesIn(search);
  const waiting: { readonly node: object; readonly isNumber: boolean }[] = [
    { node: search, isNumber: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node } = next;
    if (next.isNumber && isTime(node, names)) return true;
    const isNumber = asksForNumber(node) || (next.isNumber && !takesTime(node));
    for (const child of childrenOf(node)) waiting.push({ node: child, isNumber });
  }
  return false;
}

function childrenOf(node: object): readonly object[] {
  return Object.entries(node).flatMap(([key, child]) =>
    key !== 'origin' && typeof child === 'object' && child !== null ? [child] : [],
  );
}

function isTime(node: object, names: ReadonlySet<string>): boolean {
  return 'kind' in node && node.kind === 'field' && 'name' in node && names.has(String(node.name));
}

/** What holds a time: the clocks, and the columns that are made of one, as the first time of a group is. */
function timesIn(search: Search): ReadonlySet<string> {
  const names = new Set(clocks);
  if (search.kind !== 'pipeline') return names;
  for (const stage of search.stages) {
    if (stage.kind === 'rename') for (const { from, to } of stage.fields) if (names.has(from)) names.add(to);
    if (stage.kind === 'extend')
      for (const { name, value } of stage.fields) if (holdsTime(value, names)) names.add(name);
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate')
      for (const { name, value } of stage.by) if (holdsTime(value, names)) names.add(name);
    if ('measures' in stage)
      for (const { name, of, function: kind } of stage.measures)
        if (!counting.has(kind) && of.some(each => holdsTime(each, names))) names.add(name);
  }
  return names;
}

const counting: ReadonlySet<string> = new Set(['count', 'countDistinct']);

/** What functions of times make of one they say themselves. */
function holdsTime(node: object, names: ReadonlySet<string>): boolean {
  return isTime(node, names) || (!takesTime(node) && childrenOf(node).some(child => holdsTime(child, names)));
}

function asksForNumber(node: object): boolean {
  if (!('kind' in node)) return false;
  if (node.kind === 'coercion') return 'to' in node && node.to === 'number';
  return node.kind === 'arithmetic' || (node.kind === 'compares' && 'as' in node && node.as === 'number');
}

function takesTime(node: object): boolean {
  if (!('kind' in node)) return false;
  if (node.kind === 'coercion') return 'to' in node && node.to !== 'number';
  return node.kind === 'call' && 'function' in node && ofTime.test(String(node.function));
}
