import type * as ast from './ast.ts';
import type { Context } from './context.ts';

export type Unit =
  | 'millisecond'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year';

/** A whole number of units. */
export interface Span {
  readonly amount: number;
  readonly unit: Unit;
}

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-time-spans */
const units: Readonly<Record<string, Unit>> = {
  ms: 'millisecond',
  s: 'second',
  sec: 'second',
  m: 'minute',
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  q: 'quarter',
  y: 'year',
  yr: 'year',
};

const words: readonly Unit[] = [
  ...(['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const),
];

export function unitOf(word: string): Unit | undefined {
  const lower = word.toLowerCase();
  return units[lower] ?? words.find(unit => lower === unit || lower === `${unit}s`);
}

/** Names of units as date_diff has them. */
const differenceUnits: Readonly<Record<string, Unit>> = {
  yy: 'year',
  yyyy: 'year',
  qq: 'quarter',
  mm: 'month',
  dy: 'day',
  dd: 'day',
  dayofyear: 'day',
  wk: 'week',
  ww: 'week',
  weekday: 'day',
  dw: 'day',
  hh: 'hour',
  mi: 'minute',
  n: 'minute',
  ss: 'second',
};

export function unitOfDifference(word: string): Unit | undefined {
  const lower = word.toLowerCase();
  if (lower === 'm') return 'month';
  return differenceUnits[lower] ?? unitOf(lower);
}

/** A span of time as it is written: `5 minutes`, `"5 minutes"::time_duration`, `to_timeduration("5 minutes")`. */
export function spanOfTime(node: ast.Expression, context: Context): Span | undefined {
  switch (node.kind) {
    case 'duration':
      return spanFrom(node.amount, node.unit);
    case 'string': {
      const match = /^\s*(\d+)\s*([A-Za-z]+)\s*$/.exec(context.string(node) ?? '');
      return match?.[1] === undefined || match[2] === undefined ? undefined : spanFrom(match[1], match[2]);
    }
    case 'cast':
      return /^(?:time_duration|date_period)$/.test(node.to) ? spanOfTime(node.operand, context) : undefined;
    case 'signed': {
      const inner = spanOfTime(node.operand, context);
      const negative = node.signs.filter(sign => sign === '-').length % 2 === 1;
      return inner && negative ? { ...inner, amount: -inner.amount } : inner;
    }
    case 'call': {
      const [only] = node.arguments;
      return /^to_(?:timeduration|dateperiod)$/.test(node.name) && only
        ? spanOfTime(only, context)
        : undefined;
    }
    default:
      return undefined;
  }
}

function spanFrom(amount: string, word: string): Span | undefined {
  const unit = unitOf(word);
  return unit === undefined ? undefined : { amount: Number(amount), unit };
}
