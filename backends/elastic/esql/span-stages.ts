import {
  and,
  type Expression,
  equals,
  exists,
  type Field,
  field,
  type Measure,
  mapLeaves,
  mapSubjects,
  type Named,
  not,
  or,
  type Predicate,
  type Stage,
} from '../../../src/ir/index.ts';
import { callOf, isAtMost, isUpTo, timestamp } from './near.ts';

/** The rows that a span is reckoned over, and what stands beside each of them. */
export interface Rows {
  /** Of which rule of the correlation a row is; undefined where all are of one. */
  readonly kind: Field | undefined;
  /** Which rows are reckoned with; the others stay as they are. Undefined for all. */
  readonly where: Predicate | undefined;
  readonly keys: readonly Field[];
  /** All that is kept of a row. */
  readonly columns: readonly string[];
}

const made = (name: string): Field => field(name, 'elastic');
const seen = made('seen');
const seenAt: Field = { ...made('seen_at'), type: 'time' };
const seenKind = made('seen_rule');
const seenValue: Field = { ...made('seen_value'), type: 'string' };

/** Columns that are made on the way. */
export const wayNames: ReadonlySet<string> = new Set(
  [seen, seenAt, seenKind, seenValue, made('held'), made('before')].map(({ name }) => name),
);

const delimiter = '|';

/**
 * Measures of the rows of the same group within a span that ends at each row: the rows of the group as a list beside each, a row for
 * each of them, of which those are kept that the span holds. Undefined for measures of more than one value beside the time.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/inline-stats
 */
export function spanStages(
  measures: readonly Measure[],
  seconds: number,
  rows: Rows,
): readonly Stage[] | undefined {
  const values = new Map(
    measures.flatMap(({ of }) =>
      of.flatMap(each => (isTime(each) ? [] : [[JSON.stringify(each), each] as const])),
    ),
  );
  const [value, ...others] = [...values.values()];
  if (others.length > 0 || measures.some(({ of }) => of.length > 1)) return undefined;
  const isDistinct = measures.some(
    ({ function: name, of }) => name === 'countDistinct' && of.some(each => !isTime(each)),
  );
  const parts: readonly Part[] = [
    { column: seenAt, value: textOf(timestamp) },
    ...(rows.kind === undefined ? [] : [{ column: seenKind, value: rows.kind }]),
    ...(value === undefined ? [] : [{ column: seenValue, value: orNothing(textOf(value), isDistinct) }]),
  ];
  const isIn = and([isUpTo(seenAt, timestamp), isAtMost(seenAt, timestamp, seconds)]);
  return [
    ...listed(parts, rows),
    { kind: 'filter', where: rows.where === undefined ? isIn : or([not(rows.where), isIn]), origin: [] },
    {
      kind: 'aggregate',
      by: named(rows.columns),
      measures: measures.map(each => ofSeen(each, rows)),
      origin: [],
    },
  ];
}

/**
 * Only the rows at which a condition begins to hold: it did not at the row before, nor was there one within the span. Each row of a group
 * has a time of its own.
 */
export function beginningStages(having: Predicate, seconds: number, rows: Rows): readonly Stage[] {
  const [held, before] = [made('held'), { ...made('before'), type: 'string' } as const];
  const value: Expression = {
    kind: 'choice',
    branches: [{ when: having, value: literal('1') }],
    otherwise: literal('0'),
    origin: [],
  };
  const parts = [
    { column: seenAt, value: textOf(timestamp) },
    { column: seenValue, value: held },
  ];
  const isBefore = and([isUpTo(seenAt, timestamp, 'lt'), isAtMost(seenAt, timestamp, seconds)]);
  const latest: Measure = { name: before.name, function: 'maximum', of: [seen], where: isBefore };
  const begins = and([equals(held, ['1']), not(endsWith(before, `${delimiter}1`))]);
  return [
    { kind: 'extend', fields: [{ name: held.name, value }], origin: [] },
    ...listed(parts, rows),
    { kind: 'aggregate', by: named([...rows.columns, held.name]), measures: [latest], origin: [] },
    { kind: 'filter', where: rows.where === undefined ? begins : or([not(rows.where), begins]), origin: [] },
  ];
}

interface Part {
  readonly column: Field;
  readonly value: Expression;
}

/** A row for each row of the group beside each, its parts under their own names. */
function listed(parts: readonly Part[], { keys, where }: Rows): readonly Stage[] {
  const texts = parts.flatMap(({ value }, index) => (index === 0 ? [value] : [literal(delimiter), value]));
  const [only] = parts;
  const isTimeAlone = parts.length === 1 && only !== undefined;
  const list = isTimeAlone ? seenAt : seen;
  const of = isTimeAlone ? timestamp : callOf('concat', texts);
  const measure: Measure = {
    ...{ name: list.name, function: 'values', of: [of] },
    ...(where === undefined ? {} : { where }),
  };
  const fields = parts.map(({ column }) => column.name);
  const pattern = fields.map(name => `%{${name}}`).join(delimiter);
  return [
    { kind: 'joinAggregate', by: named(keys.map(({ name }) => name)), measures: [measure], origin: [] },
    { kind: 'expand', field: list.name, origin: [] },
    ...(isTimeAlone
      ? []
      : [
          { kind: 'extract', subject: seen, syntax: 'dissect', pattern, fields, origin: [] } as const,
          {
            kind: 'extend',
            fields: [{ name: seenAt.name, value: coercion('time', made(seenAt.name)) }],
            origin: [],
          } as const,
        ]),
  ];
}

/** A measure of the rows that the span holds. */
function ofSeen(measure: Measure, { kind }: Rows): Measure {
  const { of, where, function: name } = measure;
  const [own] = of;
  const isOfValue = own !== undefined && !isTime(own);
  const asked = [
    ...(where === undefined
      ? []
      : [
          mapLeaves(where, leaf =>
            mapSubjects(leaf, subject =>
              kind !== undefined && subject.kind === 'field' && subject.name === kind.name
                ? seenKind
                : subject,
            ),
          ),
        ]),
    ...(isOfValue ? [not(equals(seenValue, ['']))] : []),
  ];
  const value = own === undefined ? [] : isOfValue ? [typed(seenValue, name, own)] : [seenAt];
  return { ...measure, of: value, ...(asked.length === 0 ? {} : { where: and(asked) }) };
}

function typed(value: Field, name: Measure['function'], own: Expression): Expression {
  if (name === 'countDistinct') return value;
  return coercion(own.kind === 'field' && own.type === 'time' ? 'time' : 'number', value);
}

/** No value is no text; where each value counts, the empty text is one. */
function orNothing(value: Expression, isDistinct: boolean): Expression {
  const text = isDistinct ? callOf('concat', [literal('='), value]) : value;
  return {
    kind: 'choice',
    branches: [{ when: exists(value), value: text }],
    otherwise: literal(''),
    origin: [],
  };
}

function isTime(expression: Expression): boolean {
  return expression.kind === 'field' && expression.name === timestamp.name;
}

function textOf(expression: Expression): Expression {
  return coercion('string', expression);
}

function coercion(to: 'string' | 'number' | 'time', operand: Expression): Expression {
  return { kind: 'coercion', to, operand, origin: [] };
}

export function literal(value: string | number): Expression {
  return { kind: 'literal', value, origin: [] };
}

function named(names: readonly string[]): readonly Named[] {
  return names.map(name => ({ name, value: made(name) }));
}

function endsWith(subject: Expression, text: string): Predicate {
  return {
    kind: 'like',
    subject,
    patterns: [[{ kind: 'anyRun' }, { kind: 'text', text }]],
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
}
