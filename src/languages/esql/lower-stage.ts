import { diagnose } from '../../diagnostics/index.ts';
import { field, fieldsOf, type Named, type Pattern, plainText, type Stage } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Columns, Typed } from './columns.ts';
import type { Context } from './context.ts';
import { isStoredOnce } from './functions-several.ts';
import { lowerExtraction, lowerUriParts } from './lower-extraction.ts';
import { lowerDedup, lowerLimit } from './lower-rows.ts';
import { lowerStats, nameOf } from './lower-stats.ts';
import { partColumns, withParts } from './parts-of-columns.ts';
import { namePattern, nameTest } from './patterns-of-names.ts';
import { namedPlace } from './place-aggregates.ts';
import { partsOf } from './places.ts';
import { namedRange } from './ranges.ts';
import { inVersionOrder } from './version-order.ts';

/** A command as stages; undefined when it cannot be lowered. Where rows come from, and the ways on which they go, is for others to say. */
export function lowerStage(node: ast.Command, context: Context): readonly Stage[] | undefined {
  const origin = context.origin(node);
  switch (node.kind) {
    case 'from':
    case 'fork':
      return [];
    case 'where': {
      const truth = context.lowerCondition(node.condition);
      return truth && [{ kind: 'filter', where: truth.yes, origin }];
    }
    case 'eval':
      return lowerEval(node.fields, node, context);
    case 'stats':
      return lowerStats(node, context);
    case 'keep':
    case 'drop': {
      const fields = lowerNames(node, context);
      const keepsAll = node.kind === 'keep' && fields.some(isAll);
      return keepsAll ? [] : [{ kind: node.kind, fields, origin }];
    }
    case 'rename':
      return lowerRename(node, context);
    case 'sort':
      return lowerSort(node, context);
    case 'limit':
      return lowerLimit(node, context);
    case 'dedup':
      return lowerDedup(node, context);
    case 'extremes': {
      const { value, descending, start, end } = node;
      const orders = [{ value, descending, nullsFirst: undefined, start, end }];
      const sorted = lowerSort({ kind: 'sort', orders, start, end }, context);
      const limited = lowerLimit({ ...node, kind: 'limit' }, context);
      return sorted && limited && [...sorted, ...limited];
    }
    case 'uriParts':
      return lowerUriParts(node, context);
    case 'dissect':
    case 'grok':
      return lowerExtraction(node, context);
    case 'mvExpand':
      return lowerExpansion(node, context);
    case 'enrich':
      return lowerEnrich(node, context);
    case 'lookupJoin':
      return lowerJoin(node, context);
    case 'changePoint':
      return lowerChangePoint(node, context);
  }
}

/** Fields of one stage see those before them in it only where the stage is cut in two. */
function lowerEval(
  fields: readonly ast.Assignment[],
  node: ast.Range,
  context: Context,
): readonly Stage[] | undefined {
  const origin = context.origin(node);
  const stages: (readonly Named[])[] = [[]];
  for (const each of fields) {
    const name = nameOf(each, context);
    const before = context.parts;
    const value = context.lowerValue(each.value);
    if (value === undefined) return undefined;
    context.columns.put(name, value, context.parts - before);
    const place = namedPlace(name, value, context) ?? namedRange(name, value, context);
    if (place !== undefined) context.columns.put(name, place.value, 1);
    for (const column of place?.columns ?? [{ name, value: value.expression }]) addColumn(column, stages);
  }
  const made = stages.filter(named => named.length > 0);
  return made.map(named => ({ kind: 'extend', fields: named, origin }));
}

function addColumn(column: Named, stages: (readonly Named[])[]): void {
  const current = stages.at(-1) ?? [];
  const made = new Set(current.map(named => named.name));
  const reads = fieldsOf(column.value).some(read => made.has(read.name));
  if (reads || made.has(column.name)) stages.push([column]);
  else stages[stages.length - 1] = [...current, column];
}

/** https://www.elastic.co/docs/reference/query-languages/esql/commands/keep: `*` stands for all columns. */
function isAll(name: Pattern): boolean {
  return name.length === 1 && name[0]?.kind === 'anyRun';
}

type Selection = Extract<ast.Command, { kind: 'keep' | 'drop' }>;

function lowerNames(node: Selection, context: Context): readonly Pattern[] {
  const { columns } = context;
  const named = node.names.map(({ image }) => namePattern(image));
  const patterns = node.kind === 'keep' ? [...named, ...partsAmong(named, columns)] : named;
  patterns.forEach((each, index) => {
    const name = plainText(each);
    if (name === undefined) return;
    if (!columns.has(name)) unknownColumn(name, node.names[index] ?? node, context);
    else columns.ask(name);
  });
  const plain = patterns.map(plainText);
  if (node.kind === 'keep')
    columns.keep(patterns.map(nameTest), plain.every(name => name !== undefined) ? plain : undefined);
  else columns.drop(patterns);
  return patterns;
}

/** What a point or range that is kept is read by is kept with it. */
function partsAmong(named: readonly Pattern[], columns: Columns): readonly Pattern[] {
  const tests = named.map(nameTest);
  const kept = columns.allMade.filter(([name]) => tests.some(each => each.test(name)));
  return kept.flatMap(([, value]) => partColumns(value)).map(text => [{ kind: 'text', text }] as const);
}

function unknownColumn(name: string, range: ast.Range, context: Context): undefined {
  const nearest = context.columns.nearest(name);
  return context.report(diagnose('esql/unknown-column', { name, nearest }, context.span(range)));
}

function lowerRename(
  node: Extract<ast.Command, { kind: 'rename' }>,
  context: Context,
): readonly Stage[] | undefined {
  const fields: { from: string; to: string }[] = [];
  for (const { from, to } of node.pairs) {
    const value = context.lowerValue(from);
    if (value === undefined) return undefined;
    const parts = context.inlines ? [] : partColumns(value).filter(each => each.startsWith(`${from.name}.`));
    const renamed = new Map(parts.map(part => [part, to.name + part.slice(from.name.length)]));
    context.columns.remove(from.name);
    context.columns.put(to.name, withParts(asWhole(from.name, value), renamed), 1);
    fields.push({ from: from.name, to: to.name });
    for (const [part, name] of renamed) fields.push({ from: part, to: name });
  }
  return [{ kind: 'rename', fields, origin: context.origin(node) }];
}

/** A point of the events goes under its new name as one field. */
function asWhole(name: string, value: Typed): Typed {
  const longitude = partsOf(value)?.longitude;
  const isOfEvents = longitude?.kind === 'field' && longitude.isOfPoint === true;
  return isOfEvents ? { ...value, expression: field(name, 'elastic', value.expression.origin) } : value;
}

/** Without a value comes last when ascending, first when descending. */
function lowerSort(
  node: Extract<ast.Command, { kind: 'sort' }>,
  context: Context,
): readonly Stage[] | undefined {
  const by = node.orders.map(order => {
    const value = context.lowerValue(order.value);
    const { descending } = order;
    if (value === undefined) return undefined;
    const { expression } = value;
    const by = value.kind === 'version' ? inVersionOrder(expression, order.value, context) : expression;
    return { value: by, descending, absentFirst: order.nullsFirst ?? descending };
  });
  if (!by.every(each => each !== undefined)) return undefined;
  return [{ kind: 'sort', by, origin: context.origin(node) }];
}

function lowerExpansion(
  node: Extract<ast.Command, { kind: 'mvExpand' }>,
  context: Context,
): readonly Stage[] | undefined {
  const value = context.lowerValue(node.column);
  if (value === undefined) return undefined;
  const distinct = isStoredOnce(value.expression, context) ? ({ distinct: true } as const) : {};
  return [{ kind: 'expand', field: node.column.name, ...distinct, origin: context.origin(node) }];
}

/** A policy adds fields to rows whose value it knows, by its own field where none is named; other names for them are given afterwards. */
function lowerEnrich(
  node: Extract<ast.Command, { kind: 'enrich' }>,
  context: Context,
): readonly Stage[] | undefined {
  const { on, fields, policy } = node;
  const origin = context.origin(node);
  if (on !== undefined && context.lowerValue(on) === undefined) return undefined;
  const lookup: Stage = {
    kind: 'lookup',
    table: tableOf(policy),
    on: on === undefined ? [] : [on.name],
    fields: fields.map(({ from }) => from.name),
    ...(fields.length === 0 ? { all: 'values' } : {}),
    origin,
  };
  if (fields.length === 0) context.brought.set(lookup, context.columns.bringAny());
  for (const { to } of fields) context.columns.put(to.name, unknown(to, context), 1);
  const renamed = fields.filter(({ from, to }) => from.name !== to.name);
  if (renamed.length === 0) return [lookup];
  const pairs = renamed.map(({ from, to }) => ({ from: from.name, to: to.name }));
  return [lookup, { kind: 'rename', fields: pairs, origin }];
}

function tableOf({ image }: ast.Word): string {
  return image.replaceAll(/^"|"$/g, '');
}

function unknown(column: ast.Column, context: Context) {
  return { expression: field(column.name, 'elastic', context.origin(column)), kind: 'unknown' } as const;
}

/** A column of the rows, and that of the table which it is compared with. */
interface JoinedOn {
  readonly own: ast.Column;
  readonly column: string;
}

const notOnColumns =
  'ruleglot reads lookup join on columns that both sides have, and on columns that each equal another one of the table: `a == b and c == d`';

/**
 * Of columns that equal others of the table, those others are not told apart from what is looked up: they are asked for no more.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/lookup-join
 */
function lowerJoin(
  node: Extract<ast.Command, { kind: 'lookupJoin' }>,
  context: Context,
): readonly Stage[] | undefined {
  const origin = context.origin(node);
  const parts = node.on.map(joinedOn);
  const joined = parts.every(each => each !== undefined) ? parts.flat() : [];
  if (joined.length === 0 || areMixed(joined)) {
    const [first = node] = node.on;
    return context.report(diagnose('esql/command', { problem: notOnColumns }, context.span(first)));
  }
  const keys: Named[] = [];
  for (const { own, column } of joined) {
    const value = context.lowerValue(own);
    if (value === undefined) return undefined;
    if (own.name !== column) keys.push({ name: column, value: value.expression });
  }
  const on = joined.map(({ column }) => column);
  const lookup: Stage = { kind: 'lookup', table: tableOf(node.index), on, fields: [], all: 'rows', origin };
  context.brought.set(lookup, context.columns.bringAny());
  if (keys.length === 0) return [lookup];
  for (const { name } of keys) context.columns.remove(name);
  const fields = keys.map(({ name }) => [{ kind: 'text', text: name } as const]);
  return [{ kind: 'extend', fields: keys, origin }, lookup, { kind: 'drop', fields, origin }];
}

function joinedOn(key: ast.Expression): readonly JoinedOn[] | undefined {
  if (key.kind === 'column') return [{ own: key, column: key.name }];
  const conditions = key.kind === 'and' ? key.operands : [key];
  const all = conditions.map(equalColumns);
  return all.every(each => each !== undefined) ? all : undefined;
}

function equalColumns(condition: ast.Expression): JoinedOn | undefined {
  const isEqual = condition.kind === 'comparison' && condition.operator === '==';
  return isEqual && condition.left.kind === 'column' && condition.right.kind === 'column'
    ? { own: condition.left, column: condition.right.name }
    : undefined;
}

/** Whether a column of the table stands for two of the rows, or is called as another of them is. */
function areMixed(joined: readonly JoinedOn[]): boolean {
  const columns = joined.map(({ column }) => column);
  const isTaken = ({ own, column }: JoinedOn): boolean => own.name !== column && columns.includes(own.name);
  return new Set(columns).size < columns.length || joined.some(isTaken);
}

function lowerChangePoint(
  node: Extract<ast.Command, { kind: 'changePoint' }>,
  context: Context,
): readonly Stage[] | undefined {
  const { value, by, names } = node;
  const origin = context.origin(node);
  if (context.lowerValue(value) === undefined) return undefined;
  const made = names.length === 2 ? names.map(({ name }) => name) : ['type', 'pvalue'];
  for (const name of ['type', 'pvalue'])
    context.columns.put(name, { expression: field(name, 'elastic', origin), kind: 'unknown' }, 1);
  const stage: Stage = { kind: 'changePoint', value: value.name, by: by?.name ?? '@timestamp', origin };
  if (names.length !== 2) return [stage];
  const fields = ['type', 'pvalue'].map((from, index) => ({ from, to: made[index] ?? from }));
  for (const { from, to } of fields) {
    context.columns.remove(from);
    context.columns.put(to, { expression: field(to, 'elastic', origin), kind: 'unknown' }, 1);
  }
  return [stage, { kind: 'rename', fields, origin }];
}
