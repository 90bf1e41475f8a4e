import { counted } from '../describe/wording.ts';
import type { RuleDifference, SeparatingSeries } from '../verify/index.ts';

/** Names that say of one event that it is one. */
const ofOne: ReadonlySet<string> = new Set(['1 event', 'a single event']);
/** So many events are shown one by one. */
const mostShown = 3;

/** Events, or series of events, that tell two rules apart, one for each side: `, as by {…}`; empty where there are none. */
export function exampleText({
  onlyOld,
  onlyNew,
  series = [],
}: Pick<RuleDifference, 'onlyOld' | 'onlyNew' | 'series'>): string {
  if (onlyNew !== undefined && onlyOld !== undefined)
    return `, as by ${JSON.stringify(onlyNew)}, and no more ${JSON.stringify(onlyOld)}`;
  const event = onlyNew ?? onlyOld;
  if (event !== undefined) return `, as by ${JSON.stringify(event)}`;
  const shown = [...series].sort((one, other) => Number(other.new) - Number(one.new));
  return shown.map((each, at) => `${at === 0 ? ', ' : ', and '}${seriesText(each)}`).join('');
}

function seriesText(first: SeparatingSeries): string {
  const side = first.new ? (first.old ? 'each' : 'the new one') : 'the old one';
  const count = first.events.length;
  const what = count === 1 ? 'one event' : `a series of ${count} events${spanText(first)}`;
  const name = ofOne.has(first.name) ? '' : ` (${first.name})`;
  return `as by ${what} on which ${side} alone alerts${name}${eventsText(first)}`;
}

function eventsText({ events }: SeparatingSeries): string {
  const texts = events.map(({ event }) => JSON.stringify(event));
  const [first = '{}', second, ...rest] = texts;
  const isOneMore = second !== undefined && rest.every(each => each === second);
  if (events.length <= mostShown)
    return `: ${texts.map((text, at) => `${laterText(events, at)}${text}`).join(', ')}`;
  if (!isOneMore) return `, the first of them ${first}`;
  return first === second ? `, each of them ${first}` : `, the first of them ${first}, the others ${second}`;
}

/** Of those that are not shown one by one. */
function spanText({ events }: SeparatingSeries): string {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined || events.length <= mostShown) return '';
  const seconds = (Date.parse(last.time) - Date.parse(first.time)) / 1000;
  return seconds === 0 ? ' at one time' : ` within ${spelt(seconds)}`;
}

/** How long after the one before. */
function laterText(events: SeparatingSeries['events'], at: number): string {
  const [before, own] = [events[at - 1], events[at]];
  if (before === undefined || own === undefined) return '';
  const seconds = (Date.parse(own.time) - Date.parse(before.time)) / 1000;
  return seconds === 0 ? 'with it ' : `${spelt(seconds)} later `;
}

const units: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** `10 days 12 hours` */
function spelt(seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [size, name] of units) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(counted(count, name));
    left -= count * size;
  }
  const rest = Math.round(left * 1000) / 1000;
  return [...parts, ...(rest === 0 ? [] : [counted(rest, 'second')])].join(' ');
}
