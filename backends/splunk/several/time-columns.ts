import {
  type Call,
  type Expression,
  fieldsOf,
  leaves,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
  subjects,
} from '../../../src/ir/index.ts';

const eventTime = '_time';

/** Why times of a pipeline cannot be reckoned with: Splunk holds only `_time`, and what is made of it, as a number of seconds. */
export function timeProblem(search: Search, isOwn: boolean): string | undefined {
  if (search.kind !== 'pipeline') return undefined;
  const times = timesOf(search);
  const dates = isOwn ? reckoned : new Map([...reckoned, ...written]);
  const others = [...askedAsTimes(search.stages, dates)].find(name => !times.has(name));
  return others === undefined ? undefined : `${others} is not held as a time, as only _time is`;
}

/** Columns that hold seconds. */
function timesOf({ from, stages }: Pipeline): ReadonlySet<string> {
  const times = new Set(from.kind === 'pipeline' ? timesOf(from) : [eventTime]);
  const isTime = (value: Expression): boolean => {
    if (value.kind === 'field') return times.has(value.name);
    if (value.kind === 'choice') {
      const values = [...value.branches.map(branch => branch.value), value.otherwise];
      const told = values.filter(each => each !== undefined && !isNull(each));
      return told.length > 0 && told.every(each => each !== undefined && isTime(each));
    }
    return (
      value.kind === 'call' && (value.function === 'now' || (keeps.has(value.function) && isTimeOf(value)))
    );
  };
  const isTimeOf = (call: Call): boolean => call.arguments.slice(0, 1).every(isTime);
  for (const stage of stages) {
    if (stage.kind === 'extend') for (const { name, value } of stage.fields) note(name, isTime(value));
    if (stage.kind === 'rename') for (const { from: old, to } of stage.fields) note(to, times.has(old));
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window')
      for (const { name, function: kind, of } of stage.measures)
        note(name, picks.has(kind) && of.length === 1 && of.every(isTime));
    if (stage.kind === 'aggregate') for (const { name, value } of stage.by) note(name, isTime(value));
  }
  function note(name: string, is: boolean): void {
    if (is) times.add(name);
    else if (name !== eventTime) times.delete(name);
  }
  return times;
}

function isNull(value: Expression): boolean {
  return value.kind === 'literal' && value.value === null;
}

const keeps: ReadonlySet<Call['function']> = new Set([
  'dateTruncate',
  'mvFirst',
  'mvLast',
  'mvMin',
  'mvMax',
] as const);
const picks: ReadonlySet<string> = new Set(['minimum', 'maximum', 'first', 'last', 'values']);

/** Functions of times, and which of their arguments those are. */
type Dates = ReadonlyMap<Call['function'], readonly [from: number, to?: number]>;

const reckoned: Dates = new Map<Call['function'], readonly [number, number?]>([
  ['dateTruncate', [0, 1]],
  ['dateDifference', [1]],
]);

/** The author of a search of Splunk's knows which of its fields are numbers of seconds. */
const written: Dates = new Map<Call['function'], readonly [number, number?]>([
  ['datePart', [1]],
  ['dateFormat', [1]],
  ...(['minute', 'hour', 'day', 'week', 'month', 'year', 'dayName', 'monthName'] as const).map(
    name => [name, [0]] as const,
  ),
]);

function* askedAsTimes(stages: readonly Stage[], dates: Dates): Generator<string> {
  for (const stage of stages) {
    if (stage.kind === 'filter') yield* inCondition(stage.where, dates);
    if (stage.kind === 'extend') for (const { value } of stage.fields) yield* inExpression(value, dates);
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate')
      for (const { value } of stage.by) yield* inExpression(value, dates);
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window')
      for (const { of, where } of stage.measures) {
        for (const value of of) yield* inExpression(value, dates);
        if (where !== undefined) yield* inCondition(where, dates);
      }
  }
}

function* inCondition(condition: Predicate, dates: Dates): Generator<string> {
  for (const { leaf } of leaves(condition)) {
    if (leaf.kind === 'compares' && leaf.as === 'time')
      for (const side of [leaf.left, leaf.right]) for (const { name } of fieldsOf(side)) yield name;
    for (const subject of subjects(leaf)) yield* inExpression(subject, dates);
  }
}

/** Fields whose times are taken apart from each other, or cut. */
function* inExpression(expression: Expression, dates: Dates): Generator<string> {
  switch (expression.kind) {
    case 'call': {
      const { function: name, arguments: given } = expression;
      const place = dates.get(name);
      for (const time of place === undefined ? [] : given.slice(...place))
        for (const field of fieldsOf(time)) yield field.name;
      for (const each of given) yield* inExpression(each, dates);
      return;
    }
    case 'arithmetic':
      yield* inExpression(expression.left, dates);
      yield* inExpression(expression.right, dates);
      return;
    case 'coercion':
    case 'valueCount':
      yield* inExpression(expression.operand, dates);
      return;
    case 'choice':
      for (const { when, value } of expression.branches) {
        yield* inCondition(when, dates);
        yield* inExpression(value, dates);
      }
      if (expression.otherwise !== undefined) yield* inExpression(expression.otherwise, dates);
      return;
    default:
      return;
  }
}
