import { fieldsIn, fieldsOf, leaves, type Measure, type Predicate } from '../../ir/index.ts';
import type { EventKind } from './event-kind.ts';
import { times } from './plain-columns.ts';
import type { Pattern } from './series.ts';

export interface Candidate {
  readonly name: string;
  readonly slots: Pattern['slots'];
  readonly counted?: readonly (readonly string[])[];
  readonly amounts?: ReadonlyMap<string, number>;
  readonly within?: number;
  readonly spoilers?: Pattern['spoilers'];
  readonly merged?: Pattern['merged'];
  readonly amountsAfter?: Pattern['amountsAfter'];
  readonly pauses?: readonly number[];
}

/** The most events of a kind that a series has. */
export const mostCount = 300;

/** Numbers that a condition compares with, the smallest first; `but`: columns whose numbers are left out. */
export function numbersIn(
  conditions: readonly Predicate[],
  but: ReadonlySet<string> = new Set(),
): readonly number[] {
  const found = new Set<number>();
  for (const condition of conditions)
    for (const { leaf } of leaves(condition)) {
      if (fieldsIn(leaf).some(({ name }) => but.has(name))) continue;
      const values =
        leaf.kind === 'compares'
          ? [leaf.left, leaf.right].flatMap(each => (each.kind === 'literal' ? [each.value] : []))
          : leaf.kind === 'equals'
            ? leaf.values
            : [];
      for (const value of values) if (typeof value === 'number') found.add(value);
    }
  return [...found].sort((one, other) => one - other);
}

const reckoned: ReadonlySet<Measure['function']> = new Set([
  ...([
    'sum',
    'average',
    'minimum',
    'maximum',
    'median',
    'percentile',
    'standardDeviation',
    'sampleDeviation',
  ] as const),
]);

/** Whether it reckons with the numbers that events hold. */
export function isReckoned(measure: Measure): boolean {
  return reckoned.has(measure.function);
}

/** Numbers on both sides of those that a condition compares with, and such as two of come to them. */
export function amountsAround(numbers: readonly number[]): readonly number[] {
  const all = numbers.flatMap(number => [
    ...[Math.ceil(number / 2) + 1, Math.floor(number) + 1, Math.ceil(number / 2)],
    ...[number, Math.ceil(number) - 1],
  ]);
  return all.length === 0 ? [1] : [...new Set(all)];
}

/**
 * So many events with differing values, with the same ones, and with numbers that are reckoned with. What those are held against says
 * nothing of how many events there have to be.
 */
export function counts(
  kinds: readonly EventKind[],
  measures: readonly Measure[],
  conditions: readonly Predicate[],
  most: number = mostCount,
): readonly Candidate[] {
  const numbers = numbersIn(conditions);
  const names = new Set(measures.filter(isReckoned).map(({ name }) => name));
  const lengthsAsked = numbersIn(conditions, names).flatMap(nextTo);
  const counted = fieldsOfMeasures(measures, false);
  const amounts = fieldsOfMeasures(measures, true);
  const lengths = [1, ...(amounts.length > 0 ? [2, 3] : []), ...lengthsAsked];
  const each = ascending(lengths, most).flatMap(length =>
    amountsOf(amounts, numbers, length).flatMap(amount => {
      const of = amount === undefined ? '' : ` of ${amount} each`;
      const given =
        amount === undefined
          ? {}
          : {
              amounts: new Map(amounts.map(name => [name, amount])),
              amountsAfter: [0, 1, amount * 10],
            };
      const times = `${length} event${length === 1 ? '' : 's'}${kinds.length > 1 ? ' of each kind' : ''}`;
      const varied = (name: string, values: number): Candidate => ({
        name: `${times}${name}${of}`,
        slots: kinds.flatMap((_kind, kind) =>
          Array.from({ length }, (_, index) => ({ kind, variant: index % values })),
        ),
        ...given,
        ...(counted.length === 0 ? {} : { counted: kinds.map(() => counted) }),
      });
      if (counted.length === 0) return [varied('', 1)];
      const few = ascending(numbers.flatMap(nextTo), length - 1).slice(0, mostValues);
      return [
        varied(' with differing values', length),
        ...few.map(values => varied(` with ${values} differing values`, values)),
        varied(' with one value', 1),
      ];
    }),
  );
  const lacking = counted.length === 0 ? [] : [withoutCounted(kinds, counted)];
  return kinds.length > 1 && amounts.length === 0
    ? [...ascending(lengths, most).map(length => inTurn(kinds, counted, length)), ...each, ...lacking]
    : [...each, ...lacking];
}

/** An event of each kind that has no value of what is counted, as far as it is one of the kind then. */
function withoutCounted(kinds: readonly EventKind[], counted: readonly string[]): Candidate {
  return {
    name: 'events without what is counted',
    slots: kinds.flatMap((each, kind) => {
      const data = each.like(each.without(counted));
      return data === undefined ? [] : [{ kind, variant: 0, data }];
    }),
  };
}

/** So many events of all kinds together: as many of each kind would be too many. */
function inTurn(kinds: readonly EventKind[], counted: readonly string[], length: number): Candidate {
  return {
    name: `${length} event${length === 1 ? '' : 's'} of the kinds in turn`,
    slots: Array.from({ length }, (_, index) => ({ kind: index % kinds.length, variant: index })),
    ...(counted.length === 0 ? {} : { counted: kinds.map(() => counted) }),
  };
}

const mostValues = 6;

function fieldsOfMeasures(measures: readonly Measure[], wantsReckoned: boolean): readonly string[] {
  const wanted = measures.filter(measure => isReckoned(measure) === wantsReckoned);
  const fields = wanted.flatMap(({ of }) => of.flatMap(each => fieldsOf(each)));
  return [...new Set(fields.map(({ name }) => name))].filter(name => !times.has(name));
}

/** The whole number below it, itself, and the next. */
function nextTo(number: number): readonly number[] {
  const whole = Math.floor(number);
  return [whole - 1, whole, whole + 1];
}

/** Each once, from 1 on. */
function ascending(numbers: readonly number[], most: number): readonly number[] {
  const inside = numbers.filter(each => each > 0 && each <= most);
  return [...new Set(inside)].sort((one, other) => one - other);
}

/** Numbers that are not whole, and those between two with no whole number between them. */
function brokenNumbers(numbers: readonly number[]): readonly number[] {
  return numbers.flatMap((number, place) => {
    const next = numbers[place + 1] ?? Number.POSITIVE_INFINITY;
    const between = Math.floor(number) + 1 < next ? [] : [(number + next) / 2];
    return Number.isInteger(number) ? between : [number, ...between];
  });
}

function amountsOf(
  fields: readonly string[],
  numbers: readonly number[],
  length: number,
): readonly (number | undefined)[] {
  if (fields.length === 0) return [undefined];
  const all = [
    ...brokenNumbers(numbers),
    ...numbers.flatMap(number => [
      ...nextTo(number),
      Math.ceil(number / length),
      Math.ceil(number / length) + 1,
    ]),
  ];
  return all.length === 0 ? [undefined] : [...new Set(all)].slice(0, 12);
}
