import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Choice,
  type Compares,
  equals,
  exists,
  haveOneValue,
  type Literal,
  or,
  type Predicate,
} from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { callOf, type Definitions, literalOf, ofValues, textIn } from './definition.ts';
import { unitOfDifference } from './durations.ts';
import { sharedKind } from './kind.ts';
import { comparand } from './lower-comparison.ts';

/** Functions that choose among what is written out. */
export const stepFunctions: Definitions = {
  round_to: ofValues(2, Number.POSITIVE_INFINITY, roundTo),
  date_unit_count: ofValues(3, 3, unitCount),
  days_in_month: ofValues(1, 1, ([time], node, context) => time && daysInMonth(time, node, context)),
};

/**
 * The greatest of some points that is not above the value, or the least of them.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/math-functions/round_to
 */
function roundTo([value, ...points]: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  if (value === undefined) return undefined;
  const written = points.filter(({ kind }) => kind !== 'null').map(({ expression }) => expression);
  if (written.length === 0 || !written.every(each => each.kind === 'literal')) {
    const wants = 'points that are written out';
    return context.report(
      diagnose('esql/argument-type', { name: 'round_to', position: 2, wants }, context.span(node)),
    );
  }
  const kinds = points.map(({ kind }) => kind);
  const as = value.kind === 'time' || kinds.includes('time') || kinds.includes('text') ? 'time' : 'number';
  const size = ({ value: point }: Literal): number =>
    as === 'time' ? Date.parse(String(point)) : Number(point);
  const sorted = written.toSorted((one, other) => size(other) - size(one));
  if (sorted.some(point => Number.isNaN(size(point)))) {
    const wants = as === 'time' ? 'times that are written out' : 'numbers that are written out';
    return context.report(
      diagnose('esql/argument-type', { name: 'round_to', position: 2, wants }, context.span(node)),
    );
  }
  const origin = context.origin(node);
  const subject = comparand(value.expression, as);
  const branches = sorted.map((point, index) => ({
    when: index < sorted.length - 1 ? against('gte', point) : isBelow(sorted.at(-2), point),
    value: point,
  }));
  return {
    expression: { kind: 'choice', branches, otherwise: undefined, origin },
    kind: as === 'time' ? 'time' : sharedKind(kinds.includes('double') ? kinds : [value.kind, ...kinds]),
  };

  /** Of what is below all points but the least; a lone point is that of every value. */
  function isBelow(next: Literal | undefined, least: Literal): Predicate {
    return next === undefined
      ? or([against('lt', least), against('gte', least)], origin)
      : against('lt', next);
  }

  function against(operator: 'lt' | 'gte', point: Literal): Predicate {
    const compared = { kind: 'compares', left: subject, operator, right: point, as } as const;
    return { ...compared, casing: 'exact', quantifier: 'single', origin } satisfies Compares;
  }
}

/** How many of a unit a longer one has at all times. */
const always: Readonly<Record<string, number>> = {
  'millisecond second': 1000,
  'second minute': 60,
  'minute hour': 60,
  'second hour': 3600,
  'hour day': 24,
  'minute day': 1440,
  'second day': 86_400,
  'day week': 7,
  'hour week': 168,
  'month quarter': 3,
  'month year': 12,
  'quarter year': 4,
};

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/date_unit_count */
function unitCount(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [counted, within, time] = values;
  const [small, large] = [counted, within].map(unit => unitOfDifference(textIn(unit) ?? ''));
  if (time === undefined) return undefined;
  if (small === undefined || large === undefined) {
    const position = small === undefined ? 1 : 2;
    const wants = 'a unit of time that is written out';
    return context.report(
      diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
    );
  }
  if (small === 'day' && large === 'month') return daysInMonth(time, node, context);
  const origin = context.origin(node);
  const [one, unit] = [literalOf(1, node, context), literalOf(large, node, context)];
  const start = callOf('dateTruncate', [time.expression, one, unit], node, context);
  const count = always[`${small} ${large}`];
  if (count !== undefined) {
    const branches = [{ when: exists(start, origin), value: literalOf(count, node, context) }];
    return { expression: { kind: 'choice', branches, otherwise: undefined, origin }, kind: 'whole' };
  }
  const end = callOf('dateAdd', [start, one, unit], node, context);
  const operands = [literalOf(small, node, context), start, end];
  return { expression: callOf('dateDifference', operands, node, context), kind: 'whole' };
}

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/days_in_month */
function daysInMonth(time: Typed, node: ast.Call, context: Context): Typed {
  const origin = context.origin(node);
  const options = { quantifier: 'single', origin } as const;
  const month = callOf('month', [time.expression], node, context);
  const year = callOf('year', [time.expression], node, context);
  const divided = (by: number): Predicate =>
    equals(
      {
        kind: 'arithmetic',
        operator: 'modulo',
        left: year,
        right: literalOf(by, node, context),
        several: 'none',
        origin,
      },
      [0],
      options,
    );
  const february = equals(month, [2], options);
  const leap: Predicate = {
    kind: 'or',
    operands: [divided(400), and([divided(4), { kind: 'not', operand: divided(100), origin }], origin)],
    origin,
  };
  const cases: readonly (readonly [number, readonly Predicate[]])[] = [
    [29, [february, leap]],
    [28, [february]],
    [30, [equals(month, [4, 6, 9, 11], options)]],
    [31, haveOneValue([month])],
  ];
  const branches: Choice['branches'] = cases.map(([days, tests]) => ({
    when: and(tests, origin),
    value: literalOf(days, node, context),
  }));
  return { expression: { kind: 'choice', branches, otherwise: undefined, origin }, kind: 'whole' };
}
