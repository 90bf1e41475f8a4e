import {
  and,
  type Compares,
  equals,
  exists,
  field,
  type Expression as IrExpression,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
} from '../../../ir/index.ts';
import type { Expression, Select, Source } from '../ast.ts';
import { conjuncts } from './condition.ts';
import { made, type Table } from './table.ts';
import { compares, literal, nowhere, Unread, type Value } from './value.ts';

/** Events of one part of the query, under a name of their own. */
interface Step {
  readonly alias: string;
  readonly table: Table;
}

interface Chain {
  readonly steps: readonly Step[];
  /** Columns in which all steps are equal. */
  readonly keys: readonly string[];
  /** Seconds after the first event. */
  readonly within: number | undefined;
  /** An event that is two steps stands for both. */
  readonly followsItself: boolean;
}

export interface JoinedEvents {
  readonly table: Table;
  readonly within: number | undefined;
}

/**
 * Events joined to the events before them: each later than the one before, of the same keys, within a span of the first. A last event
 * has a row when there is any such chain.
 */
export function joinedEvents(select: Select, source: (source: Source) => Table | undefined): JoinedEvents {
  const chain = chainOf(select, source);
  if (select.where !== undefined || select.groups !== undefined || select.having !== undefined)
    throw new Unread('a condition on joined events');
  if (select.qualify !== undefined && !isOneOfEach(select.qualify, chain))
    throw new Unread('rows by their number');
  const search = searchOf(chain);
  return {
    table: { search, columns: new Map([made('p_event_time', 'time')]), open: false, isEvents: false },
    within: chain.within,
  };
}

function chainOf({ from, joins }: Select, source: (source: Source) => Table | undefined): Chain {
  const steps = [from, ...joins.map(each => each.with)].map((each): Step => {
    const table = source(each);
    if (table?.isEvents !== true || table.open) throw new Unread('a join of other rows than events');
    return { alias: (each.alias ?? each.name.at(-1) ?? '').toLowerCase(), table };
  });
  const found = joins.map(({ on }, index) => linkOf(on, steps, index + 1));
  const [first] = found;
  if (first === undefined || found.some(({ keys }) => keys.join() !== first.keys.join()))
    throw new Unread('a join by other columns');
  if (found.some(({ within }) => within !== first.within)) throw new Unread('a join within other spans');
  if (found.some(({ followsItself }) => followsItself !== first.followsItself))
    throw new Unread('a join in other orders');
  return { steps, ...first };
}

type Link = Omit<Chain, 'steps'>;

/** What joins a step to those before it. */
function linkOf(on: Expression, steps: readonly Step[], index: number): Link {
  const [first, before, own] = [steps[0], steps[index - 1], steps[index]].map(step => step?.alias ?? '');
  const keys: string[] = [];
  let within: number | undefined;
  let order: string | undefined;
  for (const each of conjuncts(on)) {
    if (each.kind !== 'binary') throw new Unread('a join by another condition');
    const left = columnOf(each.left);
    const right = columnOf(each.right);
    if (left?.alias !== own) throw new Unread('a join by another condition');
    const isTime = left?.name === 'p_event_time';
    if (each.operator === '=' && right?.alias === first && right?.name === left?.name)
      keys.push(left?.name ?? '');
    else if (isAfter.has(each.operator) && isTime && right?.alias === before && right?.name === left?.name)
      order = each.operator;
    else if (each.operator === '<=' && isTime) within = spanAfter(each.right, first ?? '');
    else throw new Unread('a join by another condition');
  }
  if (order === undefined) throw new Unread('a join of events in any order');
  return { keys: keys.sort(), within, followsItself: order === '>=' };
}

const isAfter: ReadonlySet<string> = new Set(['>', '>=']);

function columnOf(expression: Expression): { readonly alias: string; readonly name: string } | undefined {
  if (expression.kind !== 'name' || expression.parts.length !== 2) return undefined;
  const [alias = '', name = ''] = expression.parts.map(each => each.toLowerCase());
  return { alias, name };
}

/** `DATEADD('second', 60, first.p_event_time)` */
function spanAfter(expression: Expression, first: string): number {
  if (expression.kind !== 'call' || expression.name !== 'DATEADD') throw new Unread('a span of another kind');
  const [unit, count, time] = expression.arguments;
  const column = time && columnOf(time);
  const isOfFirst = column?.alias === first && column.name === 'p_event_time';
  if (unit?.kind !== 'string' || unit.value !== 'second' || count?.kind !== 'number' || !isOfFirst)
    throw new Unread('a span of another kind');
  return count.value;
}

/** One row for each last event, whichever the first ones are. */
function isOneOfEach(qualify: Expression, { steps }: Chain): boolean {
  if (qualify.kind !== 'binary' || qualify.operator !== '=' || qualify.left.kind !== 'call') return false;
  const { left, right } = qualify;
  const [by, ...others] = left.over?.by ?? [];
  const column = by && columnOf(by);
  return (
    left.name === 'ROW_NUMBER' &&
    others.length === 0 &&
    column?.name === 'p_row_id' &&
    column.alias === steps.at(-1)?.alias &&
    right.kind === 'number' &&
    right.value === 1
  );
}

const time = field('p_event_time', 'panther');
const column = (name: string): IrExpression => field(name, 'panther');

/** Beside each event the latest beginning of a chain that it can go on with; later steps of one event come first where it goes not on with itself. */
function searchOf({ steps, keys, within, followsItself }: Chain): Pipeline {
  const searches = steps.map(({ table }, index) => marked(table, index, keys));
  const from: Search = { kind: 'union', searches, origin: nowhere };
  const by = keys.map(column);
  const stages: Stage[] = [
    {
      kind: 'sort',
      by: [
        { value: time, descending: false, absentFirst: false },
        { value: column('step'), descending: !followsItself, absentFirst: false },
      ],
      origin: nowhere,
    },
    begun(0, time, isStep(0)),
  ];
  for (let index = 1; index < steps.length; index++) {
    const before = column(`begun_${index - 1}`);
    const latest = column(`latest_${index}`);
    stages.push(
      {
        kind: 'window',
        by,
        measures: [
          {
            name: `latest_${index}`,
            function: 'last',
            of: [before],
            where: exists(before),
            orderedBy: before,
          },
        ],
        withoutCurrent: true,
        origin: nowhere,
      },
      begun(
        index,
        latest,
        and([isStep(index), exists(latest), ...(within === undefined ? [] : [isWithin(latest, within)])]),
      ),
    );
  }
  const last: Stage = { kind: 'filter', where: exists(column(`begun_${steps.length - 1}`)), origin: nowhere };
  return { kind: 'pipeline', from, stages: [...stages, last], origin: nowhere };
}

function marked({ search, columns }: Table, index: number, keys: readonly string[]): Pipeline {
  const fields = keys.map(name => {
    const value: Value | undefined = columns.get(name);
    if (value === undefined) throw new Unread(`the column ${name}`);
    return { name, value: value.expression };
  });
  const there = fields.map(({ value }) => exists(value));
  return {
    kind: 'pipeline',
    from: search,
    stages: [
      { kind: 'filter', where: and(there), origin: nowhere },
      { kind: 'extend', fields: [...fields, { name: 'step', value: literal(index) }], origin: nowhere },
    ],
    origin: nowhere,
  };
}

function isStep(index: number): Predicate {
  return equals(column('step'), [index]);
}

function begun(index: number, value: IrExpression, when: Predicate): Stage {
  const choice: IrExpression = {
    kind: 'choice',
    branches: [{ when, value }],
    otherwise: undefined,
    origin: nowhere,
  };
  return { kind: 'extend', fields: [{ name: `begun_${index}`, value: choice }], origin: nowhere };
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
