import type { Diagnostic } from '../diagnostics/index.ts';
import { isScheduled } from '../evaluate/index.ts';
import {
  type Compares,
  type Expression,
  eventsOf,
  type Loss,
  operands,
  type Predicate,
  type Rule,
  type Schedule,
  type Search,
} from '../ir/index.ts';
import { secondsBeforeRun } from './date-maths.ts';

function ownTimes(said: readonly Diagnostic[]): Loss {
  const times = said
    .flatMap(({ span }) => (span === undefined ? [] : [span.file.text.slice(span.start, span.end)]))
    .join(', ');
  return {
    verdict: 'different',
    why: `The search says itself which times it looks at (${times}), on which hangs what it counts; that is not carried over.`,
  };
}

const unknownTimes: Loss = {
  verdict: 'different',
  why: 'The query compares times with the time of its run, or with a date, and does not say how long before its run its events begin: how far back a run has to look is not known.',
};

/** What is lost of a search of Splunk that names its times among its conditions; of single events nothing. */
export function timesOfSearch(search: Search, diagnostics: readonly Diagnostic[]): Pick<Rule, 'losses'> {
  const times = diagnostics.filter(({ code }) => code === 'spl/time-range');
  return times.length > 0 && search.kind !== 'events' ? { losses: [ownTimes(times)] } : {};
}

/**
 * A query that is no rule has no schedule. Where it says itself from which time on its events count, that is how far its runs look
 * back; the condition stays in it, so that they may look farther.
 */
export function runsOfQuery(
  search: Search,
  diagnostics: readonly Diagnostic[],
): Pick<Rule, 'schedule' | 'losses' | 'given'> {
  const times = timesOfSearch(search, diagnostics);
  if (search.kind === 'events' || times.losses !== undefined) return times;
  const bounds = [...eventsOf(search)].map(({ where }) => boundOf(where));
  const known = bounds.filter(bound => bound !== undefined);
  if (known.length === bounds.length) return { ...times, schedule: scheduleOf(Math.max(...known)) };
  if (known.length > 0 || tellsTime(search)) return { ...times, losses: [unknownTimes] };
  return isScheduled(search) ? { given: ['usual-runs'] } : times;
}

/** Periods that each product can run at; seconds. */
const periods = [3600, 1800, 900, 600, 300, 60] as const;

/** Each hour, or as often as nothing is passed over. */
function scheduleOf(lookBack: number): Schedule {
  return { every: periods.find(period => period <= lookBack) ?? 60, lookBack: Math.max(60, lookBack) };
}

/** Seconds before the run within which all events are that hold; undefined where no condition says it. */
function boundOf(where: Predicate): number | undefined {
  const conditions = where.kind === 'and' ? where.operands : [where];
  const bounds = conditions.flatMap(condition => {
    const bound = condition.kind === 'compares' ? lowerBound(condition) : undefined;
    return bound === undefined ? [] : [bound];
  });
  return bounds.length === 0 ? undefined : Math.min(...bounds);
}

function lowerBound({ left, operator, right, as }: Compares): number | undefined {
  if (as !== 'time') return undefined;
  if (isEventTime(left) && (operator === 'gt' || operator === 'gte')) return reachOf(right);
  return isEventTime(right) && (operator === 'lt' || operator === 'lte') ? reachOf(left) : undefined;
}

function isEventTime(expression: Expression): boolean {
  return expression.kind === 'field' && (expression.name === '@timestamp' || expression.name === '_time');
}

/** The most seconds that a unit lasts, by its name. */
const names: Readonly<Record<string, number>> = {
  ...{ millisecond: 0.001, second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 },
  ...{ month: 2_678_400, quarter: 7_948_800, year: 31_622_400 },
};

/** Seconds that a time is before the run, at most; undefined when it does not hang on the run. */
function reachOf(expression: Expression): number | undefined {
  if (expression.kind === 'literal') return secondsBeforeRun(String(expression.value))?.most;
  if (expression.kind === 'coercion') return reachOf(expression.operand);
  if (expression.kind !== 'call') return undefined;
  if (expression.function === 'now') return 0;
  const [time, amount, unit] = expression.arguments;
  const reach = time && reachOf(time);
  const size = unit?.kind === 'literal' ? names[String(unit.value)] : undefined;
  if (reach === undefined || size === undefined || amount?.kind !== 'literal') return undefined;
  if (expression.function === 'dateAdd') return reach - Number(amount.value) * size;
  return expression.function === 'dateTruncate' ? reach + Number(amount.value) * size : undefined;
}

/** Whether some condition or value hangs on the time of the run, or on the date of events, wherever it stands. */
function tellsTime(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(tellsTime);
  if (typeof node !== 'object' || node === null || !('kind' in node)) return innerNodes(node).some(tellsTime);
  if (node.kind === 'call' && 'function' in node && node.function === 'now') return true;
  if (isComparison(node) && node.as === 'time') {
    const sides = [node.left, node.right];
    if (sides.some(side => reachOf(side) !== undefined)) return true;
    if (sides.some(isEventTime) && sides.some(side => [side, ...operands(side)].some(isLiteral))) return true;
  }
  return innerNodes(node).some(tellsTime);
}

function isComparison(node: object): node is Compares {
  return 'kind' in node && node.kind === 'compares';
}

function isLiteral({ kind }: Expression): boolean {
  return kind === 'literal';
}

function innerNodes(node: unknown): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'origin' || key === 'source' ? [] : [value],
  );
}
