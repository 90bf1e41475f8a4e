import {
  always,
  and,
  type Call,
  type Expression,
  exists,
  extractionKey,
  mapLeaves,
  type Named,
  ordersThatMayLack,
  type Pattern,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { ofSingle, plainText } from './plain-text.ts';

type Lookup = Extract<Stage, { kind: 'lookup' }>;

/**
 * A look-up with its table, keys and columns under names that do not hang on the product. Columns that nobody asks for are of no
 * concern: the table has one row for each value.
 */
export function plainLookup(
  { table, on, fields, origin }: Lookup,
  columnIn: (name: string) => Expression,
): { readonly stage: Lookup; readonly columns: ReadonlyMap<string, string> } {
  const keys = on.map(name => plainText(columnIn(name))).sort();
  const plain = tableName(table);
  const columns = new Map(
    fields.map(name => [name, `${name} of ${plain} by ${keys.join()}`.replaceAll('.', '·')]),
  );
  const stage: Lookup = {
    kind: 'lookup',
    table: plain,
    on: keys,
    fields: [...columns.values()].sort(),
    origin,
  };
  return { stage, columns };
}

/** Products that take letters, digits and underscores alone have these of the name. */
function tableName(table: string): string {
  const words = table
    .replace(/^_[a-z]+:/, '')
    .toLowerCase()
    .match(/[a-z0-9_]+/g);
  return (words ?? []).join('_').replace(/^(?=\d)/, '_');
}

/** What is cut out of a value is cut out of its text, whether that is said or not. */
export function cutFrom(value: Expression): string {
  return plainText(value.kind === 'coercion' && value.to === 'string' ? value.operand : value);
}

/** What is cut out of a text hangs on that text alone. */
export function extracted(
  stage: Extract<Stage, { kind: 'extract' }>,
  name: string,
  of: string,
): { readonly own: string; readonly isSingle: boolean } {
  const { syntax, pattern, separator = '' } = stage;
  const key = extractionKey(stage, name);
  const text = key ?? [name, syntax, pattern, separator].join(' ');
  // A dot would make it a path.
  return { own: `cut out by ${text} of ${of}`.replaceAll('.', '·'), isSingle: key !== undefined };
}

/** All that a row has, for those who ask for it later: its columns, what is left of the fields beneath, and what is gone. */
export function shownStages(
  columns: ReadonlyMap<string, Expression>,
  left: readonly (readonly Pattern[])[],
  gone: readonly Pattern[],
): readonly Stage[] {
  const fields = [...columns]
    .map(([name, value]): Named => ({ name, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return [
    ...(fields.length === 0 ? [] : [{ kind: 'extend', fields, origin: [] } as const]),
    ...left.map(each => ({ kind: 'keep', fields: each, origin: [] }) as const),
    ...(gone.length === 0 ? [] : [{ kind: 'drop', fields: gone, origin: [] } as const]),
  ];
}

type Sort = Extract<Stage, { kind: 'sort' }>;
type Order = Sort['by'][number];

/** Rows that come first without a value are ordered by that before; others come last. */
export function plainSort(
  stage: Sort,
  plain: (value: Expression) => Expression,
  from: Search,
  before: readonly Stage[],
  filters: readonly Predicate[],
): Sort {
  const { origin } = stage;
  const own = { ...stage, by: stage.by.map(by => ({ ...by, value: plain(by.value) })) };
  const stages: readonly Stage[] = [...before, { kind: 'filter', where: and([...filters]), origin }, own];
  const lacking = ordersThatMayLack({ kind: 'pipeline', from, stages, origin }, stages.length - 1);
  return { ...own, by: own.by.flatMap(by => plainOrder(by, lacking)) };
}

function plainOrder(order: Order, lacking: ReadonlySet<Expression>): readonly Order[] {
  const { value, absentFirst } = order;
  const last = { ...order, absentFirst: false };
  if (!absentFirst || !lacking.has(value)) return [last];
  const number = (held: number): Expression => ({ kind: 'literal', value: held, origin: [] });
  const branches = [{ when: exists(value), value: number(1) }];
  const mark: Expression = { kind: 'choice', branches, otherwise: number(0), origin: [] };
  return [{ value: mark, descending: false, absentFirst: false }, last];
}

export const times: ReadonlySet<string> = new Set(['@timestamp', '_time', 'p_event_time']);

/** Each event has a time, and but one; the time of a run is written in one way. */
export function ofOneTime(predicate: Predicate): Predicate {
  return mapLeaves(predicate, leaf => {
    if (leaf.kind === 'exists' && isTime(leaf.subject)) return always(true, leaf.origin);
    if (leaf.kind !== 'compares' || !isTime(leaf.left)) return leaf;
    return ofSingle(leaf.right.kind === 'call' ? { ...leaf, right: asNow(leaf.right) } : leaf, isTimeName);
  });
}

function isTimeName(name: string): boolean {
  return times.has(name);
}

function isTime(value: Expression): boolean {
  return value.kind === 'field' && isTimeName(value.name);
}

function asNow(call: Call): Expression {
  return call.function === 'now' ? { kind: 'literal', value: 'now', origin: call.origin } : call;
}
