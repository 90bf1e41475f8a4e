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
export function timeProblem(search: Search): string | undefined {
  if (search.kind !== 'pipeline') return undefined;
  const times = timesOf(search);
  const others = [...askedAsTimes(search.stages)].find(name => !times.has(name));
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

function* askedAsTimes(stages: readonly Stage[]): Generator<string> {
  for (const stage of stages) {
    if (stage.kind === 'filter') yield* inCondition(stage.where);
    if (stage.kind === 'extend') for (const { value } of stage.fields) yield* inExpression(value);
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate')
      for (const { value } of stage.by) yield* inExpression(value);
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window')
      for (const { of, where } of stage.measures) {
        for (const value of of) yield* inExpression(value);
        if (where !== undefined) yield* inCondition(where);
      }
  }
}

function* inCondition(condition: Predicate): Generator<string> {
  for (const { leaf } of leaves(condition)) {
    if (leaf.kind === 'compares' && leaf.as === 'time')
      for (const side of [leaf.left, leaf.right]) for (const { name } of fieldsOf(side)) yield name;
    for (const subject of subjects(leaf)) yield* inExpression(subject);
  }
}

/** Fields whose times are taken apart from each other, or cut. */
function* inExpression(expression: Expression): Generator<string> {
  switch (expression.kind) {
    case 'call': {
      const { function: name, arguments: given } = expression;
      const times =
        name === 'dateTruncate' ? given.slice(0, 1) : name === 'dateDifference' ? given.slice(1) : [];
      for (const time of times) for (const field of fieldsOf(time)) yield field.name;
      for (const each of given) yield* inExpression(each);
      return;
    }
    case 'arithmetic':
      yield* inExpression(expression.left);
      yield* inExpression(expression.right);
      return;
    case 'coercion':
    case 'valueCount':
      yield* inExpression(expression.operand);
      return;
    case 'choice':
      for (const { when, value } of expression.branches) {
        yield* inCondition(when);
        yield* inExpression(value);
      }
      if (expression.otherwise !== undefined) yield* inExpression(expression.otherwise);
      return;
    default:
      return;
  }
}
