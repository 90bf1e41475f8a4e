import type { Call, Given } from '../../src/ir/index.ts';

/** Dates, and the units whose starts are those of the searcher's calendar; the IR's are in UTC. */
export function isOfCalendar({ function: name, arguments: [, , unit] }: Call): boolean {
  if (name === 'dateTruncate') return unit?.kind === 'literal' && calendarUnits.has(String(unit.value));
  return /^(?:minute|hour|day|week|month|year|datePart|dateFormat|dayName|monthName)$/.test(name);
}

const calendarUnits: ReadonlySet<string> = new Set(['week', 'month', 'quarter', 'year']);

/** Of calls wherever they stand in a search: https://help.splunk.com/en/splunk-enterprise/search/search-manual/10.0/time-and-search/time-zones-and-search */
export function calendarGivens(node: unknown): readonly Given[] {
  return tellsDates(node) ? ['time-zone:UTC'] : [];
}

function tellsDates(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(tellsDates);
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'call' && isOfCalendar(node as Call)) return true;
  return Object.entries(node).some(
    ([key, value]) => key !== 'origin' && key !== 'source' && tellsDates(value),
  );
}
