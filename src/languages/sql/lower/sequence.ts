import {
  and,
  type Compares,
  equals,
  exists,
  field,
  type Expression as IrExpression,
  type Measure,
  not,
  type Pipeline,
  type Predicate,
  type Search,
  type Sequence,
  type Stage,
} from '../../../ir/index.ts';
import type { Expression, Select, Source } from '../ast.ts';
import { type Chain, chainOf, type Key } from './chain.ts';
import { made, type Table } from './table.ts';
import { compares, literal, nowhere, Unread, type Value } from './value.ts';

/**
 * Events joined to the events before them: each later than the one before, of the same keys, within a span of the first. A last event
 * has a row when there is any such chain. Events that are joined in any order have a row a key.
 */
export function joinedEvents(select: Select, source: (source: Source) => Table | undefined): Table {
  const chain = chainOf(select, source);
  if (select.groups !== undefined || select.having !== undefined)
    throw new Unread('a condition on joined events');
  if (select.qualify !== undefined && !isOneOfEach(select.qualify, chain))
    throw new Unread('rows by their number');
  const search = chain.order === 'any' ? sampleOf(chain) : searchOf(chain);
  const columns = new Map([made('p_event_time', 'time'), ...shown(select, chain)]);
  const before = Math.max(...[...chain.steps, ...chain.absences].map(({ table }) => table.reach));
  return { search, columns, open: false, rows: 'other', reach: before + (chain.within ?? 0) };
}

/** The keys, the times of the first and the last event, and the row of the first one, which its group and its time stand for. */
function shown({ items }: Select, { steps, order, keys }: Chain): readonly (readonly [string, Value])[] {
  if (order === 'any') return [];
  const [first, last] = [steps[0], steps.at(-1)].map(step => step?.alias);
  const begun = column(`begun_${steps.length - 1}`);
  const row: IrExpression = {
    kind: 'call',
    function: 'concat',
    arguments: [...keys.flatMap(({ name }) => [column(name), literal(' ')]), begun],
    origin: nowhere,
  };
  const values = new Map<string, Value>([
    ...keys.map(({ name }) => [`${first}.${name}`, { expression: column(name), kind: 'text' }] as const),
    [`${first}.p_row_id`, { expression: row, kind: 'text' }],
    [`${first}.p_event_time`, { expression: begun, kind: 'time' }],
    [`${last}.p_event_time`, { expression: time, kind: 'time' }],
  ]);
  return items.flatMap(item => {
    if (item.kind !== 'value' || item.value.kind !== 'name') return [];
    const value = values.get(item.value.parts.join('.').toLowerCase());
    const name = item.alias ?? item.value.parts.at(-1);
    return value === undefined || name === undefined ? [] : [[name.toLowerCase(), value]];
  });
}

/** One row for each last event, whichever the first ones are; or for each combination of keys. */
function isOneOfEach(qualify: Expression, { steps, keys, order }: Chain): boolean {
  if (qualify.kind !== 'binary' || qualify.operator !== '=' || qualify.left.kind !== 'call') return false;
  const { left, right } = qualify;
  const by = (left.over?.by ?? []).map(each =>
    each.kind === 'name' ? each.parts.map(part => part.toLowerCase()).join('.') : '',
  );
  const [first, last] = [steps[0], steps.at(-1)].map(step => step?.alias);
  const wanted = order === 'any' ? keys.map(({ name }) => `${first}.${name}`) : [`${last}.p_row_id`];
  const isWanted = by.length === wanted.length && wanted.every(each => by.includes(each));
  return left.name === 'ROW_NUMBER' && isWanted && right.kind === 'number' && right.value === 1;
}

function sampleOf({ steps, keys, within, absences }: Chain): Sequence {
  if (within !== undefined || absences.length > 0) throw new Unread('a join of events in any order');
  return {
    kind: 'sequence',
    ordered: false,
    steps: steps.map(({ table }) => ({
      search: table.search,
      by: keys.map(({ name, nullable }) => ({ value: columnOf(table, name), nullable })),
      runs: 1,
      absent: false,
    })),
    origin: nowhere,
  };
}

const time = field('p_event_time', 'panther');
const column = (name: string): IrExpression => field(name, 'panther');

/** Beside each event the latest beginning of a chain that it can go on with; later steps of one event come first where it goes not on with itself. */
function searchOf({ steps, keys, within, order, absences }: Chain): Pipeline {
  const searches = [
    ...steps.map(({ table }, index) => marked(table, index, keys)),
    ...absences.map(({ table }, index) => marked(table, absentStep(index), keys)),
  ];
  const from: Search = { kind: 'union', searches, origin: nowhere };
  const by = keys.map(({ name }) => column(name));
  const stages: Stage[] = [
    {
      kind: 'sort',
      by: [
        { value: time, descending: false, absentFirst: false },
        { value: column('step'), descending: order !== 'same', absentFirst: false },
      ],
      origin: nowhere,
    },
    ...absences.map((_absence, index) => before(by, [absentBefore(index)])),
    begun(0, time, isStep(0)),
  ];
  for (let index = 1; index < steps.length; index++) {
    const latest = column(`latest_${index}`);
    const wanted = [
      isStep(index),
      exists(latest),
      ...(within === undefined ? [] : [isWithin(latest, within)]),
      ...absences.flatMap((absence, place) => notBetween(absence, place, index, steps.length)),
    ];
    stages.push(before(by, latestBefore(index)), begun(index, latest, and(wanted)));
  }
  const last: Stage = { kind: 'filter', where: exists(column(`begun_${steps.length - 1}`)), origin: nowhere };
  return { kind: 'pipeline', from, stages: [...stages, last], origin: nowhere };
}

/** Events that must not be there come after all steps of their time. */
function absentStep(index: number): number {
  return -1 - index;
}

function absentBefore(index: number): Measure {
  return {
    name: `absent_${index}`,
    function: 'last',
    of: [time],
    where: isStep(absentStep(index)),
    orderedBy: time,
  };
}

/** The latest beginning of a chain up to the step before, and when that step was. */
function latestBefore(index: number): readonly Measure[] {
  const begin = column(`begun_${index - 1}`);
  const where = exists(begin);
  return [
    { name: `latest_${index}`, function: 'last', of: [begin], where, orderedBy: begin },
    { name: `reached_${index}`, function: 'last', of: [time], where, orderedBy: time },
  ];
}

/** None of them since the step before, or since the first one. */
function notBetween(
  { after, before: until, isFromStep }: Chain['absences'][number],
  place: number,
  index: number,
  count: number,
): readonly Predicate[] {
  const isGap = until === after + 1;
  if (!isGap && (after !== 0 || until !== count - 1)) throw new Unread('a condition on joined events');
  if (until !== index) return [];
  const since = column(isGap ? `reached_${index}` : `latest_${index}`);
  return [not(compares(column(`absent_${place}`), isFromStep ? 'gte' : 'gt', since, 'time'))];
}

function before(by: readonly IrExpression[], measures: readonly Measure[]): Stage {
  return { kind: 'window', by, measures, withoutCurrent: true, origin: nowhere };
}

function marked(table: Table, step: number, keys: readonly Key[]): Pipeline {
  const fields = keys.map(({ name, nullable }) => {
    const value = columnOf(table, name);
    return { name, value: nullable ? orNothing(value) : value };
  });
  const there = keys.flatMap(({ name, nullable }) => (nullable ? [] : [exists(columnOf(table, name))]));
  return {
    kind: 'pipeline',
    from: table.search,
    stages: [
      { kind: 'filter', where: and(there), origin: nowhere },
      { kind: 'extend', fields: [...fields, { name: 'step', value: literal(step) }], origin: nowhere },
    ],
    origin: nowhere,
  };
}

function columnOf({ columns }: Table, name: string): IrExpression {
  const value: Value | undefined = columns.get(name);
  if (value === undefined) throw new Unread(`the column ${name}`);
  return value.expression;
}

/** A text that no field holds, where there is no value. */
function orNothing(value: IrExpression): IrExpression {
  return choice(exists(value), value, literal('\u0000'));
}

function choice(when: Predicate, value: IrExpression, otherwise?: IrExpression): IrExpression {
  return { kind: 'choice', branches: [{ when, value }], otherwise, origin: nowhere };
}

function isStep(index: number): Predicate {
  return equals(column('step'), [index]);
}

function begun(index: number, value: IrExpression, when: Predicate): Stage {
  return {
    kind: 'extend',
    fields: [{ name: `begun_${index}`, value: choice(when, value) }],
    origin: nowhere,
  };
}

function isWithin(begin: IrExpression, seconds: number): Compares {
  const elapsed: IrExpression = {
    kind: 'call',
    function: 'dateDifference',
    arguments: [literal('millisecond'), begin, time],
    origin: nowhere,
  };
  return compares(elapsed, 'lte', literal(seconds * 1000), 'number');
}
