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
  const waiting: { readonly node: object; readonly isNumber: boolean }[] = [
    { node: search, isNumber: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node } = next;
    if (next.isNumber && isClock(node)) return true;
    const isNumber = asksForNumber(node) || (next.isNumber && !takesTime(node));
    for (const [key, child] of Object.entries(node))
      if (key !== 'origin' && typeof child === 'object' && child !== null)
        waiting.push({ node: child, isNumber });
  }
  return false;
}

function isClock(node: object): boolean {
  return 'kind' in node && node.kind === 'field' && 'name' in node && clocks.has(String(node.name));
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
