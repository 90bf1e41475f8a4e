import {
  and,
  type Correlate,
  type Expression,
  exists,
  field,
  type Measure,
  type Named,
  or,
  type Predicate,
  type Stage,
} from '../../../src/ir/index.ts';
import { choicesOf } from '../../presence.ts';

/** Rows that stand for events of one input, in the names of the target. */
export interface Kind {
  readonly name: string;
  readonly where: Predicate;
}

/** More kinds of events than these are too many rows beside each other. */
export const mostKinds = 5;

/**
 * Events of each kind within a span of each other: the times of each kind of a group as lists, a row for each choice of one time of
 * each, of which those are kept that the span holds. Undefined for what asks for more than one event of a kind.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/mv_expand
 */
export function nearStages(
  search: Correlate,
  inputs: readonly Kind[],
  keys: readonly Named[],
): readonly Stage[] | undefined {
  const { window, having, measures, origin } = search;
  if (window.kind !== 'sliding' || window.fromFirst || measures.length > 0) return undefined;
  const choices = choicesOf(having, new Set(inputs.map(({ name }) => name)));
  const asked = inputs.filter(({ name }) => choices?.some(choice => choice.has(name)));
  // One event of a kind is in a span by itself, and a list of no times leaves its row.
  if (choices === undefined || asked.length > mostKinds || choices.some(({ size }) => size < 2))
    return undefined;
  const timeOf = (name: string): Expression => ({ ...field(`${name}_at`, 'elastic'), type: 'time' });
  const times = asked.map(
    ({ name, where }): Measure => ({
      name: `${name}_at`,
      function: 'values',
      of: [timestamp],
      where,
    }),
  );
  const [only, ...others] = choices;
  const filter = (where: Predicate): Stage => ({ kind: 'filter', where, origin });
  const expand = asked.map(({ name }): Stage => ({ kind: 'expand', field: `${name}_at`, origin }));
  const there = choices.map(choice => and([...choice].map(name => exists(timeOf(name)))));
  const near = choices.map(choice => isWithin([...choice].map(timeOf), window.length));
  return [
    { kind: 'aggregate', by: keys, measures: times, origin },
    filter(or(there)),
    ...expand,
    ...(only !== undefined && others.length === 0
      ? spanStages([...only].map(timeOf), window.length, keys, search)
      : [filter(or(near)), ...told([], keys, search)]),
  ];
}

export const timestamp = { ...field('@timestamp', 'elastic'), type: 'time' } as const;

/** The first and the last time as columns of their own, which the alert shows. */
function spanStages(
  times: readonly Expression[],
  seconds: number,
  keys: readonly Named[],
  search: Correlate,
): readonly Stage[] {
  const { origin } = search;
  const [from, to] = ['started', 'ended'].map(
    (name): Expression => ({
      ...field(name, 'elastic'),
      type: 'time',
    }),
  );
  if (from === undefined || to === undefined) return [];
  const measures: readonly Measure[] = [
    { name: 'started', function: 'minimum', of: [from] },
    { name: 'ended', function: 'maximum', of: [to] },
  ];
  return [
    {
      kind: 'extend',
      fields: [
        { name: 'started', value: callOf('least', times) },
        { name: 'ended', value: callOf('greatest', times) },
      ],
      origin,
    },
    { kind: 'filter', where: isAtMost(from, to, seconds), origin },
    ...told(measures, keys, search),
  ];
}

/** A row for each group; without keys all rows are one group. */
function told(measures: readonly Measure[], keys: readonly Named[], { origin }: Correlate): readonly Stage[] {
  if (keys.length === 0) return [{ kind: 'limit', rows: 1, from: 'head', origin }];
  const by = keys.map(({ name }) => ({ name, value: field(name, 'elastic') }));
  const count: Measure = { name: 'found', function: 'count', of: [] };
  return [{ kind: 'aggregate', by, measures: measures.length === 0 ? [count] : measures, origin }];
}

function isWithin(times: readonly Expression[], seconds: number): Predicate {
  return isAtMost(callOf('least', times), callOf('greatest', times), seconds);
}

export function isUpTo(time: Expression, end: Expression, operator: 'lte' | 'lt' = 'lte'): Predicate {
  return {
    ...{ kind: 'compares', left: time, operator, right: end, as: 'time' },
    ...{ casing: 'exact', quantifier: 'any', origin: [] },
  } as const;
}

/** A difference is a number of 32 bits, which 25 days in milliseconds are not: https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions#esql-date_diff */
export function isAtMost(from: Expression, to: Expression, seconds: number): Predicate {
  const isWhole = Number.isInteger(seconds);
  const amount: Expression = {
    kind: 'literal',
    value: isWhole ? seconds : Math.round(seconds * 1000),
    origin: [],
  };
  const unit: Expression = { kind: 'literal', value: isWhole ? 'second' : 'millisecond', origin: [] };
  const right = callOf('dateAdd', [from, amount, unit]);
  return {
    ...{ kind: 'compares', left: to, operator: 'lte', right, as: 'time' },
    ...{ casing: 'exact', quantifier: 'any', origin: [] },
  } as const;
}

export function callOf(
  name: 'least' | 'greatest' | 'dateAdd' | 'concat',
  operands: readonly Expression[],
): Expression {
  return { kind: 'call', function: name, arguments: operands, origin: [] };
}
