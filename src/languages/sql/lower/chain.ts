import type { Expression, Select, Source } from '../ast.ts';
import { secondsOfUnit } from '../strings.ts';
import { conjuncts } from './condition.ts';
import type { Table } from './table.ts';
import { Unread } from './value.ts';

/** A column by which events are joined. */
export interface Key {
  readonly name: string;
  /** NULL is joined to NULL. */
  readonly nullable: boolean;
}

/** Events of one part of the query, under a name of their own. */
interface Step {
  readonly alias: string;
  readonly table: Table;
}

/** Events that must not come after one step and before another, by their places. */
interface Absence {
  readonly table: Table;
  readonly after: number;
  readonly before: number;
  /** Nor at the time of the step that they must not come after. */
  readonly isFromStep: boolean;
}

/** Events joined to those before them. */
export interface Chain {
  readonly steps: readonly Step[];
  /** In which all steps are equal. */
  readonly keys: readonly Key[];
  /** Seconds after the first event. */
  readonly within: number | undefined;
  /** `strict`: each is later than the one before; `same`: or is that one; `any`: they are different ones. */
  readonly order: 'strict' | 'same' | 'any';
  readonly absences: readonly Absence[];
}

type FindTable = (source: Source) => Table | undefined;

export function chainOf({ from, joins, where }: Select, tableOf: FindTable): Chain {
  const steps = [from, ...joins.map(each => each.with)].map(each => stepOf(each, tableOf));
  const [first, ...others] = joins.map(({ on }, index) => linkOf(on, steps, index + 1));
  if (first === undefined || others.some(each => keyText(each.keys) !== keyText(first.keys)))
    throw new Unread('a join by other columns');
  if (others.some(({ within }) => within !== first.within)) throw new Unread('a join within other spans');
  if (others.some(({ order }) => order !== first.order)) throw new Unread('a join in other orders');
  if (first.order === 'any' && steps.some(({ table }) => table.rows === 'side by side'))
    throw new Unread('a join of rows that may be one event');
  const absences = (where === undefined ? [] : conjuncts(where)).map(each =>
    absenceOf(each, steps, first.keys, tableOf),
  );
  return { steps, ...first, absences };
}

function stepOf(source: Source, tableOf: FindTable): Step {
  const table = tableOf(source);
  if (table === undefined || table.rows === 'other' || table.open)
    throw new Unread('a join of other rows than events');
  return { alias: (source.alias ?? source.name.at(-1) ?? '').toLowerCase(), table };
}

function keyText(keys: readonly Key[]): string {
  return keys.map(({ name, nullable }) => `${name}${nullable ? '?' : ''}`).join();
}

type Link = Pick<Chain, 'keys' | 'within' | 'order'>;

/** What joins a step to those before it. */
function linkOf(on: Expression, steps: readonly Step[], index: number): Link {
  const [first, before, own] = [steps[0], steps[index - 1], steps[index]].map(step => step?.alias ?? '');
  const others = new Set(steps.slice(0, index).map(({ alias }) => alias));
  const keys: Key[] = [];
  const unlike = new Set<string>();
  let within: number | undefined;
  let order: Link['order'] | undefined;
  for (const each of conjuncts(on)) {
    const key = keyOf(each, own ?? '', new Set([first ?? '']));
    const pair = key === undefined ? pairOf(each) : undefined;
    const { operator, left, right } = pair ?? {};
    const isTime = left?.alias === own && left?.name === 'p_event_time';
    const isRow = left?.alias === own && left?.name === 'p_row_id' && right?.name === 'p_row_id';
    const after = operator === '>' ? 'strict' : operator === '>=' ? 'same' : undefined;
    if (key !== undefined) keys.push(key);
    else if (after && isTime && right?.alias === before && right?.name === left?.name) order = after;
    else if (operator === '<>' && isRow && others.has(right.alias)) unlike.add(right.alias);
    else if (operator === '<=' && isTime && each.kind === 'binary')
      within = spanAfter(each.right, first ?? '');
    else throw new Unread('a join by another condition');
  }
  if (order === undefined && unlike.size < others.size) throw new Unread('a join of events in any order');
  return { keys: keys.sort((one, other) => (one.name < other.name ? -1 : 1)), within, order: order ?? 'any' };
}

/** What must not be there, and the events that it is joined to. */
export interface MissingRows {
  readonly from: Source;
  readonly joins: Select['joins'];
  readonly conditions: readonly Expression[];
}

/** `NOT EXISTS (SELECT 1 FROM part AS each WHERE …)` */
export function missingIn(expression: Expression): MissingRows | undefined {
  const found = expression.kind === 'unary' && expression.operator === 'not' ? expression.operand : undefined;
  if (found?.kind !== 'exists') return undefined;
  const { from, where, joins, groups, having, qualify, limit } = found.select;
  const isPlain = [groups, having, qualify, limit].every(each => each === undefined);
  if (!isPlain || where === undefined) throw new Unread('a condition on other rows');
  return { from, joins, conditions: conjuncts(where) };
}

/** None of the same keys between two steps. */
function absenceOf(
  expression: Expression,
  steps: readonly Step[],
  keys: readonly Key[],
  tableOf: FindTable,
): Absence {
  const found = missingIn(expression);
  if (found === undefined || found.joins.length > 0) throw new Unread('a condition on joined events');
  const own = stepOf(found.from, tableOf);
  const places = new Map(steps.map(({ alias }, place) => [alias, place]));
  const own1: Key[] = [];
  let [after, before]: (number | undefined)[] = [];
  let isFromStep = false;
  for (const each of found.conditions) {
    const key = keyOf(each, own.alias, new Set(places.keys()));
    const pair = key === undefined ? pairOf(each) : undefined;
    const isTime = [pair?.left, pair?.right].every(column => column?.name === 'p_event_time');
    const place = pair?.left.alias === own.alias && isTime ? places.get(pair.right.alias) : undefined;
    if (key !== undefined) own1.push(key);
    else if ((pair?.operator === '>' || pair?.operator === '>=') && place !== undefined) {
      after = place;
      isFromStep = pair.operator === '>=';
    } else if (pair?.operator === '<' && place !== undefined) before = place;
    else throw new Unread('a condition on joined events');
  }
  const sorted = own1.sort((one, other) => (one.name < other.name ? -1 : 1));
  if (after === undefined || before === undefined || keyText(sorted) !== keyText(keys))
    throw new Unread('a condition on joined events');
  return { table: own.table, after, before, isFromStep };
}

/** `step.key = first.key`, or `step.key IS NOT DISTINCT FROM first.key`. */
function keyOf(expression: Expression, own: string, others: ReadonlySet<string>): Key | undefined {
  const pair = pairOf(expression);
  const isKey =
    (pair?.operator === '=' || pair?.operator === 'alike') &&
    pair.left.alias === own &&
    others.has(pair.right.alias) &&
    pair.left.name === pair.right.name;
  return isKey ? { name: pair.left.name, nullable: pair.operator === 'alike' } : undefined;
}

export interface Column {
  readonly alias: string;
  readonly name: string;
}

/** A comparison of two columns. */
export function pairOf(
  expression: Expression,
): { readonly operator: string; readonly left: Column; readonly right: Column } | undefined {
  if (expression.kind !== 'binary' && !(expression.kind === 'isDistinct' && expression.negated))
    return undefined;
  const [left, right] = [columnOf(expression.left), columnOf(expression.right)];
  const operator = expression.kind === 'binary' ? expression.operator : 'alike';
  return left === undefined || right === undefined
    ? operator === '<=' && left !== undefined
      ? { operator, left, right: left }
      : undefined
    : { operator: operator === '!=' ? '<>' : operator, left, right };
}

export function columnOf(expression: Expression): Column | undefined {
  if (expression.kind !== 'name' || expression.parts.length !== 2) return undefined;
  const [alias = '', name = ''] = expression.parts.map(each => each.toLowerCase());
  return { alias, name };
}

/** `DATEADD('second', 60, first.p_event_time)` */
function spanAfter(expression: Expression, first: string): number {
  const span = spanAround(expression);
  if (span === undefined || span.column.alias !== first || span.column.name !== 'p_event_time')
    throw new Unread('a span of another kind');
  return span.seconds;
}

/** So many seconds before or after the time of a column. */
export function spanAround(
  expression: Expression,
): { readonly seconds: number; readonly column: Column } | undefined {
  if (expression.kind !== 'call' || expression.name !== 'DATEADD') return undefined;
  const [unit, count, time] = expression.arguments;
  const column = time && columnOf(time);
  const length = unit?.kind === 'string' ? secondsOfUnit(unit.value) : undefined;
  const isBefore = count?.kind === 'unary' && count.operator === '-';
  const amount = isBefore ? count.operand : count;
  if (length === undefined || column === undefined || amount?.kind !== 'number') return undefined;
  if (!Number.isInteger(amount.value)) return undefined;
  return { seconds: (isBefore ? -1 : 1) * amount.value * length, column };
}
