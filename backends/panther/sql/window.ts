import {
  and,
  type Expression,
  exists,
  type Field,
  field,
  fieldsIn,
  fieldsOf,
  keysThatMayLack,
  type Measure,
  type Pipeline,
  type Stage,
} from '../../../src/ir/index.ts';
import { type Columns, columnOf, eventTime, type SqlValue } from './columns.ts';
import { printCondition } from './condition.ts';
import { asText, keyOf } from './convert.ts';
import { printValue, Unsaid } from './expression.ts';
import { printMeasure } from './measures.ts';
import { intervalText, secondsArguments } from './runs.ts';
import type { Select } from './select.ts';

type Window = Extract<Stage, { kind: 'window' }>;

/** What a frame of time can be reckoned of: https://docs.snowflake.com/en/sql-reference/functions-window-syntax#usage-notes-for-window-frames */
const framed: ReadonlySet<Measure['function']> = new Set(['count', 'sum', 'average', 'minimum', 'maximum']);

/**
 * The measures of the events of the same group within a span that ends at each of them. Where a frame cannot be reckoned of
 * (different values, percentiles), the events of the span are joined to each event.
 */
export function addWindow(select: Select, stage: Window, asked: Iterable<string> = []): Select {
  if (stage.rows !== undefined)
    throw new Unsaid('this version writes no SQL over so many rows before each one');
  if (stage.withoutCurrent) return withRowBefore(select, stage);
  return isFramed(stage) ? withFrame(select, stage) : withJoin(select, stage, asked);
}

/**
 * Rows without a value for a key are a group of their own to `PARTITION BY`, of which nothing is told.
 * https://docs.snowflake.com/en/sql-reference/functions-window
 */
export function emptiedWindows(pipeline: Pipeline): readonly Stage[] {
  return pipeline.stages.flatMap((stage, at) => {
    const lacking = stage.kind === 'window' ? keysThatMayLack(pipeline, at) : [];
    if (stage.kind !== 'window' || lacking.length === 0) return [stage];
    if (!isFramed(stage) && !stage.withoutCurrent)
      throw new Unsaid('what rows without a key are joined with is not written by this version');
    const after = emptied(stage, lacking);
    return isSame(pipeline.stages[at + 1], after) ? [stage] : [stage, after];
  });
}

function emptied({ measures, origin }: Window, lacking: readonly Expression[]): Stage {
  const when = and(lacking.map(key => exists(key)));
  const fields = measures.map(({ name }) => {
    const branches = [{ when, value: field(name, 'panther', origin) }];
    return { name, value: { kind: 'choice', branches, otherwise: undefined, origin } as const };
  });
  return { kind: 'extend', fields, origin };
}

function isSame(one: Stage | undefined, other: Stage): boolean {
  const [left, right] = [one, other].map(each =>
    JSON.stringify(each, (key, value: unknown) => (key === 'origin' ? undefined : value)),
  );
  return left === right;
}

export function isFramed({ measures }: Window): boolean {
  return measures.every(each => framed.has(each.function) && each.of.length < 2);
}

/** Whether it matters how often an event is joined to those of its span. */
export function countsTwice(stage: Window): boolean {
  return !isFramed(stage) && stage.measures.some(each => each.function !== 'countDistinct');
}

function withFrame(select: Select, { by, measures, span }: Window): Select {
  const columns = select.columns();
  const keys = by.map(key => asText(printValue(key, { columns, condition: printCondition })));
  by.forEach((key, index) => {
    const text = keys[index];
    if (key.kind === 'field' && text !== undefined && !/^\w+(?:::string)?$/.test(text))
      select.add(key.name, { text, type: 'text' });
  });
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `;
  const start = span === undefined ? 'UNBOUNDED PRECEDING' : `INTERVAL '${intervalText(span)}' PRECEDING`;
  const over = `OVER (${partition}ORDER BY ${eventTime.text} RANGE BETWEEN ${start} AND CURRENT ROW)`;
  for (const measure of measures) {
    const value = framedMeasure(measure, columns);
    select.add(measure.name, { ...value, text: `${value.text} ${over}` });
  }
  select.isOverRows = true;
  return select;
}

/**
 * Of the rows before each one, the last one's value. https://docs.snowflake.com/en/sql-reference/functions/lag
 */
function withRowBefore(select: Select, { by, measures, span }: Window): Select {
  const columns = select.columns();
  const keys = by.map(key => asText(printValue(key, { columns, condition: printCondition })));
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `;
  const lagged = (value: SqlValue): SqlValue => ({
    text: `LAG(${value.text}) OVER (${partition}ORDER BY ${eventTime.text})`,
    type: value.type,
  });
  for (const { name, function: kind, of, where, orderedBy } of measures) {
    const [value, ...others] = of.map(each => printValue(each, { columns, condition: printCondition }));
    if (kind !== 'last' || value?.present !== true || others.length > 0 || where || orderedBy)
      throw new Unsaid('this version writes no SQL over the rows before each one but for the last of them');
    select.add(name, lagged(value));
  }
  select.isOverRows = true;
  if (span === undefined) return select;
  select.add('time_before', lagged(eventTime));
  const inner = select.wrapped('before');
  const known = inner.columns();
  const since = `${known.known.get('time_before')?.text} >= DATEADD(${secondsArguments(-span)}, ${eventTime.text})`;
  for (const { name } of measures) {
    const value = known.known.get(name);
    if (value !== undefined) inner.add(name, { ...value, text: `IFF(${since}, ${value.text}, NULL)` });
  }
  return inner;
}

/** COUNT_IF has no frames, COUNT has. */
function framedMeasure(measure: Measure, columns: Columns): SqlValue {
  const { where, of } = measure;
  if (where === undefined || of.length > 0) return printMeasure(measure, columns);
  return { text: `COUNT(IFF(${printCondition(where, columns)}, 1, NULL))`, type: 'number' };
}

/** Each event is `last`, and the events of its span are `near`. */
function withJoin(select: Select, { by, measures, span }: Window, asked: Iterable<string>): Select {
  const columns = select.columns();
  const keys = by.map((key, index) => ({
    name: key.kind === 'field' ? key.name : `key_${index + 1}`,
    value: keyOf(printValue(key, { columns, condition: printCondition })),
  }));
  const fields = new Map(
    measures.flatMap(fieldsOfMeasure).map(field => [field.name, columnOf(field, columns)]),
  );
  const made = new Set(measures.map(({ name }) => name));
  const later = [...asked]
    .filter(name => !made.has(name) && !isGone(name, columns))
    .map(name => [name, columnOf(field(name, 'panther'), columns)] as const)
    .filter(([, { text }]) => text !== eventTime.text);
  const shown = new Set(later.map(([name]) => name));
  select.close(new Map());
  select.addAs('p_row_id', { text: 'p_row_id', type: 'text' }, 'p_row_id');
  select.addAs('@timestamp', eventTime, 'p_event_time');
  for (const { name, value } of keys) select.add(name, value);
  for (const [name, value] of [...fields, ...later]) if (!select.isMade(name)) select.add(name, value);
  return ofSpan(
    select,
    { keys: new Set(keys.map(({ name }) => name)), shown: new Set(shown) },
    measures,
    span,
  );
}

function isGone(name: string, { known, open, hidden }: Columns): boolean {
  return !known.has(name) && (!open || hidden.has(name));
}

function ofSpan(
  events: Select,
  { keys, shown }: { readonly keys: ReadonlySet<string>; readonly shown: ReadonlySet<string> },
  measures: readonly Measure[],
  span: number | undefined,
): Select {
  const made = [...events.items];
  const near: Columns = {
    ...events.columns(),
    known: new Map(made.map(([name, { alias, type }]) => [name, { text: `near.${alias}`, type }])),
    open: false,
  };
  const own = made.filter(([name]) => keys.has(name) || shown.has(name) || always.has(name));
  const joined = events.wrapped('events');
  const part = joined.from;
  const on = [
    ...own.filter(([name]) => keys.has(name)).map(([, { alias }]) => `near.${alias} = last.${alias}`),
    'near.p_event_time <= last.p_event_time',
    ...(span === undefined
      ? []
      : [`near.p_event_time >= DATEADD(${secondsArguments(-span)}, last.p_event_time)`]),
  ];
  joined.from = `${part} AS last\nJOIN ${part} AS near\n  ON ${on.join('\n  AND ')}`;
  joined.close(new Map());
  for (const [name, { alias, type }] of own) joined.addAs(name, { text: `last.${alias}`, type }, alias);
  for (const measure of measures)
    joined.add(measure.name, printMeasure(measure, near, { text: 'near.p_event_time', type: 'time' }));
  joined.groups = own.map(([, { alias }]) => `last.${alias}`);
  return joined;
}

const always: ReadonlySet<string> = new Set(['@timestamp', 'p_row_id']);

function fieldsOfMeasure({ of, where }: Measure): readonly Field[] {
  return [...of.flatMap(each => fieldsOf(each)), ...(where === undefined ? [] : fieldsIn(where))];
}
