import {
  type Expression,
  type Field,
  fieldsIn,
  fieldsOf,
  type Named,
  type Pattern,
  type Predicate,
  plainText,
  type Stage,
} from '../../../src/ir/index.ts';
import { namesOf } from './asked-names.ts';
import { eventTime, type SqlValue } from './columns.ts';
import { conditionLines, printCondition } from './condition.ts';
import { asTime, convertedTo, keyOf } from './convert.ts';
import { expanded, ofEachValue } from './each-value.ts';
import { printValue, Unsaid } from './expression.ts';
import { extracted } from './extract.ts';
import { lookedUp } from './lookup.ts';
import { printMeasure } from './measures.ts';
import { plainly, type Select } from './select.ts';
import { addWindow, isFramed } from './window.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/** The query with a stage more. `asked`: names that are asked for after it. */
export function withStage(select: Select, stage: Stage, asked: Iterable<string> = []): Select {
  switch (stage.kind) {
    case 'filter':
      return filtered(select, stage.where);
    case 'extend':
      return extended(select, stage.fields);
    case 'aggregate':
      return aggregated(select, stage);
    case 'joinAggregate':
      return joined(select, stage);
    case 'window':
      return windowed(select, stage, asked);
    case 'keep':
      return kept(select, stage.fields);
    case 'drop':
      return dropped(select, stage.fields);
    case 'rename':
      return renamed(select, stage);
    case 'sort':
      return sorted(select, stage);
    case 'limit':
      if (stage.from === 'tail') throw new Unsaid('SQL has no last rows without an order');
      return limited(select, stage.rows);
    case 'expand':
      return expanded(select, stage.field, stage.distinct === true);
    case 'fill':
      return filled(select, stage);
    case 'dedup':
      return deduplicated(select, stage);
    case 'extract':
      return extracted(plainly(select), stage);
    case 'lookup':
      return lookedUp(select, stage);
    default:
      throw new Unsaid(refusals[stage.kind]);
  }
}

/** Without the stages that only choose what is passed on to those that take their own choice. */
export function neededStages(stages: readonly Stage[]): readonly Stage[] {
  return stages.filter((stage, index) => {
    if (stage.kind !== 'keep') return true;
    const until = stages.findIndex((later, at) => at > index && later.kind === 'aggregate');
    if (until === -1) return true;
    const made = new Set<string>();
    return stages.slice(index + 1, until + 1).some(later => {
      const asks = [...namesOf(later)].some(
        name => !made.has(name) && !stage.fields.some(each => fits(name, each)),
      );
      if (later.kind === 'extend') for (const { name } of later.fields) made.add(name);
      return asks || !/^(?:extend|filter|aggregate|keep|sort)$/.test(later.kind);
    });
  });
}

const refusals = {
  join: 'this version writes no joins of two searches',
  changePoint: 'SQL has no function that finds change points',
} as const;

export function valueIn(select: Select, expression: Expression): SqlValue {
  return printValue(expression, { columns: select.columns(), condition: printCondition });
}

function uses(select: Select, fields: Iterable<Field>): boolean {
  return [...fields].some(field => select.isMade(field.name));
}

/** What is reckoned of a group stands in HAVING as it is reckoned, since a name there may be that of a column of the table. */
function filtered(select: Select, where: Predicate): Select {
  if (where.kind === 'always' && where.value) return select;
  if (select.groups !== undefined && !select.isCut) {
    select.having.push(...conditionLines(where, select.columns()));
    return select;
  }
  const isAfter = select.isCut || select.isOverRows || uses(select, fieldsIn(where));
  const inner = isAfter ? select.wrapped('rows_found') : select;
  inner.where.push(...conditionLines(where, inner.columns()));
  return inner;
}

/** Later fields see earlier ones. */
function extended(select: Select, fields: readonly Named[]): Select {
  let inner = select.groups !== undefined || select.isChosen ? select.wrapped('grouped') : select;
  for (const { name, value } of fields) {
    if (uses(inner, fieldsOf(value)) || inner.isMade(name)) inner = inner.wrapped('reckoned');
    inner.add(name, valueIn(inner, value));
  }
  return inner;
}

/** Keys are texts; a row with several values is in the group of each. */
function aggregated(select: Select, stage: StageOf<'aggregate'>): Select {
  const { by, measures, window } = stage;
  const inner = ofEachValue(
    select,
    by.map(({ value }) => value),
  );
  const keys = by.map(({ name, value }) => ({ name, value: keyOf(valueIn(inner, value)) }));
  if (window?.kind === 'tumbling') keys.push(bucketOf(inner, window));
  const reckoned = measures.map(measure => ({
    name: measure.name,
    value: printMeasure(measure, inner.columns()),
  }));
  inner.close(new Map());
  for (const { name, value } of [...keys, ...reckoned]) inner.add(name, value);
  inner.groups = keys.map(({ value }) => value.text);
  inner.hasLostOrder = false;
  return inner;
}

function bucketOf(
  select: Select,
  { length, field }: { readonly length: number; readonly field: Expression },
) {
  const time = asTime(valueIn(select, field));
  const name = field.kind === 'field' ? field.name : 'bucket';
  return { name, value: { text: `TIME_SLICE(${time}, ${length}, 'SECOND')`, type: 'time' } as const };
}

/** https://docs.snowflake.com/en/sql-reference/functions-window-syntax */
function joined(select: Select, { by, measures }: StageOf<'joinAggregate'>): Select {
  const inner = plainly(select);
  const columns = inner.columns();
  const keys = by.map(({ value }) => keyOf(valueIn(inner, value)).text);
  const over = keys.length === 0 ? 'OVER ()' : `OVER (PARTITION BY ${keys.join(', ')})`;
  for (const measure of measures) {
    const value = printMeasure(measure, columns);
    inner.add(measure.name, { ...value, text: `${value.text} ${over}` });
  }
  inner.isOverRows = true;
  return inner;
}

/** The rows before each one are those of earlier times. */
function windowed(select: Select, stage: StageOf<'window'>, asked: Iterable<string>): Select {
  const [order] = select.order;
  const isInTime = order === undefined ? !select.hasLostOrder : order.startsWith(`${eventTime.text} NULLS`);
  if (!isInTime)
    throw new Unsaid(
      'this version writes no SQL over the rows before each one in another order than that of time',
    );
  const rows = plainly(select);
  const events = ofEachValue(rows, stage.by);
  if (events !== rows && !isFramed(stage))
    throw new Unsaid('different values of groups by each of several values are not counted by this version');
  return addWindow(events, stage, asked);
}

/** Only what is shown: of a wildcard, the columns that are known by now. */
function kept(select: Select, patterns: readonly Pattern[]): Select {
  const columns = select.columns();
  if (columns.open && patterns.some(pattern => plainText(pattern) === undefined)) return select;
  const inner = select.groups === undefined && select.isChosen ? select.wrapped('chosen') : select;
  const names = patterns.flatMap(
    pattern => plainText(pattern) ?? [...inner.names()].filter(known => fits(known, pattern)),
  );
  const values = [...new Set(names)].map(name => ({
    name,
    made: inner.items.get(name),
    value: valueIn(inner, { kind: 'field', name, vendor: 'panther', origin: [] }),
  }));
  inner.close(new Map());
  for (const { name, made, value } of values)
    if (made === undefined) inner.add(name, value);
    else inner.addAs(name, made, made.alias);
  return inner;
}

function fits(name: string, pattern: Pattern): boolean {
  const parts = pattern.map(part =>
    part.kind === 'text'
      ? part.text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      : part.kind === 'anyRun'
        ? '.*'
        : '.',
  );
  return new RegExp(`^${parts.join('')}$`, 's').test(name);
}

function dropped(select: Select, patterns: readonly Pattern[]): Select {
  const inner = select.isChosen || select.star ? select.wrapped('chosen') : select;
  const names = [...inner.columns().known.keys()].filter(name =>
    patterns.some(pattern => fits(name, pattern)),
  );
  const plain = patterns.flatMap(pattern => plainText(pattern) ?? []);
  for (const name of [...names, ...plain]) {
    inner.hidden.add(name);
    inner.items.delete(name);
  }
  return inner;
}

function renamed(select: Select, { fields }: StageOf<'rename'>): Select {
  const inner = select.wrapped('named');
  const values = fields.map(({ from, to }) => ({
    from,
    to,
    value: valueIn(inner, { kind: 'field', name: from, vendor: 'panther', origin: [] }),
  }));
  for (const { from, to, value } of values) {
    inner.hidden.add(from);
    inner.add(to, value);
  }
  return inner;
}

function sorted(select: Select, { by }: StageOf<'sort'>): Select {
  const inner = select.limit === undefined ? select : select.wrapped('chosen');
  inner.hasLostOrder = false;
  inner.order = by.map(({ value, descending, absentFirst }) => {
    const text =
      (value.kind === 'field' ? inner.items.get(value.name)?.alias : undefined) ?? valueIn(inner, value).text;
    return `${text}${descending ? ' DESC' : ''} NULLS ${absentFirst ? 'FIRST' : 'LAST'}`;
  });
  return inner;
}

function limited(select: Select, rows: number): Select {
  if (select.hasLostOrder) throw new Unsaid(lostOrder);
  select.limit = Math.min(rows, select.limit ?? rows);
  return select;
}

function filled(select: Select, { fields, value }: StageOf<'fill'>): Select {
  if (fields.length === 0) throw new Unsaid('SQL fills the fields that are named');
  const inner = plainly(select);
  const filling = valueIn(inner, value);
  for (const name of fields) {
    const old = valueIn(inner, { kind: 'field', name, vendor: 'panther', origin: [] });
    const type = old.type === 'variant' ? 'text' : old.type;
    inner.add(name, { text: `COALESCE(${convertedTo(old, type)}, ${convertedTo(filling, type)})`, type });
  }
  return inner;
}

const lostOrder = 'SQL does not keep the order of rows that more is made of';

/** The first rows of each combination of values: by their time, or as they are sorted. */
function deduplicated(select: Select, { by, keep, whole }: StageOf<'dedup'>): Select {
  const { order } = select;
  select.order = [];
  const inner = plainly(select);
  if (inner.hasLostOrder || (order.length > 0 && inner !== select)) throw new Unsaid(lostOrder);
  const keys = by.map(key => keyOf(valueIn(inner, key)).text);
  const present = keys.map(key => `${key} IS NOT NULL`);
  if (!whole) inner.where.push(...present.filter(each => !inner.where.includes(each)));
  const first = order.length > 0 ? order.join(', ') : inner.hasTime ? eventTime.text : undefined;
  if (first === undefined) throw new Unsaid('SQL has no order of what is grouped');
  inner.qualify.push(`ROW_NUMBER() OVER (PARTITION BY ${keys.join(', ')} ORDER BY ${first}) <= ${keep}`);
  return inner;
}
