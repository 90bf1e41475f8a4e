import { visibleText } from '../diagnostics/visible-text.ts';
import type { DiffLine, DiffSeriesLine, DiffSide, EventLine, PartLine } from './report-lines.ts';

/** A change as a person reads it: the relation, an event each way, the conditions that make it, and the rest. */
export function printDifference(line: DiffLine): string {
  const { old, new: current, relation, because } = line;
  const shown = current ?? old;
  const title = shown?.rule.title ?? placeOf(shown);
  const where = [old, current].flatMap(side => (side === undefined ? [] : [placeOf(side)]));
  return visible([
    `${relation}: ${title} (${[...new Set(where)].join(' -> ')})`,
    ...(because === undefined ? [] : [`  ${because}`]),
    ...eventLines('only the old rule matches', line.onlyOld),
    ...eventLines('only the new rule matches', line.onlyNew),
    ...(line.series ?? []).flatMap(seriesLines),
    ...line.responsible.map(part => `  where they part: ${partText(part)}`),
    ...(line.given.length === 0 ? [] : [`  given ${line.given.join(', ')}`]),
    ...line.metadata.map(({ key, old: was, new: is }) => `  ${key}: ${short(was)} -> ${short(is)}`),
  ]);
}

function visible(lines: readonly string[]): string {
  return lines.map(line => `${visibleText(line)}\n`).join('');
}

function placeOf(side: DiffSide | undefined): string {
  return side === undefined ? '' : `${side.path}:${side.rule.line}`;
}

function eventLines(says: string, event: EventLine | undefined): readonly string[] {
  return event === undefined ? [] : [`  ${says} ${JSON.stringify(event)}`];
}

const mostShown = 20;

function seriesLines({ name, old, new: current, events }: DiffSeriesLine): readonly string[] {
  const who =
    old && current ? 'each alerts on a group of its own' : `only the ${old ? 'old' : 'new'} rule alerts`;
  const more = events.length - mostShown;
  return [
    `  ${who} on ${events.length} ${events.length === 1 ? 'event' : 'events'}: ${name}`,
    ...events.slice(0, mostShown).map(({ time, event }) => `    ${time} ${JSON.stringify(event)}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
}

function partText({ side, condition, line }: PartLine): string {
  return `${condition.replaceAll(/\s+/g, ' ')} (${side}${line === undefined ? '' : `, line ${line}`})`;
}

const longest = 60;

function short(value: unknown): string {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
