import type { Choice, Expression, Value } from './expression.ts';
import { isFilled } from './filled.ts';
import type { Predicate } from './predicate.ts';
import { printExpression, printPredicate } from './print.ts';
import type { Measure, Pipeline, Search, Stage } from './search.ts';
import { subjects } from './walk.ts';

/** The time of an event, which each has. */
const times: ReadonlySet<string> = new Set(['@timestamp', '_time', 'p_event_time']);

/**
 * Keys that the rows of an aggregation may lack, by what stands before it: the rows without them are a group in some languages. A key
 * that what comes after asks for is none of them, since that group is gone then in all.
 */
export function keysThatMayLack({ from, stages }: Pipeline, at: number): readonly Expression[] {
  const stage = stages[at];
  if (stage?.kind === 'dedup' || stage?.kind === 'window')
    return keysOfRows(stage.by, from, stages.slice(0, at));
  if (stage?.kind !== 'aggregate' && stage?.kind !== 'joinAggregate') return [];
  const known = presentIn(from);
  for (const each of stages.slice(0, at)) follow(each, known);
  const needed = stage.kind === 'aggregate' ? neededAfter(stage, stages.slice(at + 1)) : [];
  return stage.by
    .filter(({ name, value }) => !isPresent(value, known) && !needed.some(each => each(name, value)))
    .map(({ value }) => value);
}

/** What rows are ordered by and may have no value of. */
export function ordersThatMayLack({ from, stages }: Pipeline, at: number): ReadonlySet<Expression> {
  const stage = stages[at];
  const values = stage?.kind === 'sort' ? stage.by.map(({ value }) => value) : [];
  return new Set(keysOfRows(values, from, stages.slice(0, at)));
}

function keysOfRows(
  by: readonly Expression[],
  from: Search,
  before: readonly Stage[],
): readonly Expression[] {
  const known = presentIn(from);
  for (const each of before) follow(each, known);
  return by.filter(value => !isPresent(value, known));
}

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/** Tests of keys: whether a group without one fails what the next stages ask of it, itself or a measure that counts nothing then. */
function neededAfter(
  { measures }: Aggregate,
  later: readonly Stage[],
): readonly ((name: string, value: Expression) => boolean)[] {
  const found: ((name: string, value: Expression) => boolean)[] = [];
  const changed = new Set<string>();
  for (const stage of later) {
    if (stage.kind === 'sort' || stage.kind === 'keep' || stage.kind === 'drop') continue;
    if (stage.kind === 'extend') for (const { name } of stage.fields) changed.add(name);
    if (stage.kind === 'extend') continue;
    if (stage.kind !== 'filter') break;
    const required = fieldsRequired(stage.where).filter(name => !changed.has(name));
    found.push(name => required.includes(name));
    const counted = measures.filter(each => !changed.has(each.name) && isAtLeastOne(each, stage.where));
    found.push((_name, value) =>
      counted.some(({ of: [of] }) => of !== undefined && isAbsentWithout(of, value)),
    );
  }
  return found;
}

/** Whether a condition holds only where so many different values were counted. */
function isAtLeastOne(measure: Pick<Measure, 'name' | 'function'>, where: Predicate): boolean {
  const { name, function: kind } = measure;
  if (kind !== 'countDistinct' && kind !== 'count') return false;
  const isMeasure = (each: Expression): boolean => each.kind === 'field' && each.name === name;
  switch (where.kind) {
    case 'and':
      return where.operands.some(each => isAtLeastOne(measure, each));
    case 'or':
      return where.operands.every(each => isAtLeastOne(measure, each));
    case 'equals':
      return isMeasure(where.subject) && where.values.every(value => Number(value) > 0);
    case 'compares':
      return (
        isMeasure(where.left) &&
        where.right.kind === 'literal' &&
        isPositive(where.operator, where.right.value)
      );
    default:
      return false;
  }
}

function isPositive(operator: string, value: Value | null): boolean {
  if (typeof value !== 'number') return false;
  if (operator === 'gt') return value >= 0;
  return (operator === 'gte' || operator === 'eq') && value > 0;
}

/** Whether an expression has no value where a key, a field, has none. */
function isAbsentWithout(expression: Expression, key: Expression): boolean {
  if (key.kind !== 'field') return false;
  switch (expression.kind) {
    case 'field':
      return expression.name === key.name;
    case 'choice':
      return (
        isNothing(expression.otherwise) &&
        expression.branches.every(
          ({ when, value }) =>
            isNothing(value) || isAbsentWithout(value, key) || fieldsRequired(when).includes(key.name),
        )
      );
    default:
      return false;
  }
}

function isNothing(expression: Expression | undefined): boolean {
  return expression === undefined || (expression.kind === 'literal' && expression.value === null);
}

function presentIn(search: Search): Set<string> {
  if (search.kind === 'events')
    return new Set([...requiredIn(search.where), ...requiredIn(search.source.scope), ...times]);
  if (search.kind === 'union') {
    const [first = new Set(times), ...others] = search.searches.map(presentIn);
    return new Set([...first].filter(name => others.every(each => each.has(name))));
  }
  if (search.kind !== 'pipeline') return new Set(times);
  const known = presentIn(search.from);
  for (const stage of search.stages) follow(stage, known);
  return known;
}

function follow(stage: Stage, known: Set<string>): void {
  const note = (name: string, is: boolean): void => void (is ? known.add(name) : known.delete(name));
  switch (stage.kind) {
    case 'filter':
      for (const name of requiredIn(stage.where)) known.add(name);
      return;
    case 'extend':
      for (const { name, value } of stage.fields) note(name, isPresent(value, known));
      return;
    case 'rename':
      for (const { from, to } of stage.fields) note(to, known.has(from));
      return;
    case 'extract':
      for (const name of stage.fields) known.delete(name);
      return;
    case 'fill':
      for (const name of stage.fields) if (isPresent(stage.value, known)) known.add(name);
      return;
    case 'aggregate': {
      const keys = stage.by.filter(({ value }) => isPresent(value, known)).map(({ name }) => name);
      const counts = stage.measures.filter(
        each => each.function === 'count' || each.function === 'countDistinct',
      );
      known.clear();
      for (const name of [...keys, ...counts.map(each => each.name)]) known.add(name);
      return;
    }
    default:
      return;
  }
}

/** Fields without which a predicate is false, and expressions that it asks to have a value, as they are printed. */
function requiredIn(predicate: Predicate | undefined): readonly string[] {
  const asked = predicate?.kind === 'and' ? predicate.operands : predicate === undefined ? [] : [predicate];
  const expressions = asked.flatMap(each =>
    each.kind === 'exists' && each.subject.kind !== 'field' ? [printExpression(each.subject)] : [],
  );
  return [...fieldsRequired(predicate), ...expressions];
}

function isPresent(value: Expression, known: ReadonlySet<string>): boolean {
  if (value.kind === 'choice' && (isFilled(value) || known.has(printExpression(value)))) return true;
  switch (value.kind) {
    case 'field':
      return known.has(value.name);
    case 'literal':
      return value.value !== null;
    case 'call':
      return total.has(value.function) && value.arguments.every(each => isPresent(each, known));
    case 'choice':
      return (
        (hasOppositeBranches(value) ||
          (value.otherwise !== undefined && isPresent(value.otherwise, known))) &&
        value.branches.every(({ when, value: each }) =>
          isPresent(each, new Set([...known, ...fieldsRequired(when)])),
        )
      );
    default:
      return false;
  }
}

/** One branch is for the events that the other one is not for. */
function hasOppositeBranches({ branches: [one, other] }: Choice): boolean {
  if (one === undefined || other?.when.kind !== 'not') return false;
  return printPredicate(other.when.operand) === printPredicate(one.when);
}

const total: ReadonlySet<string> = new Set([
  ...[
    'dateTruncate',
    'dateFormat',
    'datePart',
    'minute',
    'hour',
    'day',
    'month',
    'year',
    'lower',
    'upper',
    'trim',
    'concat',
    'length',
    'baseName',
    'replace',
    'replaceRegex',
  ],
]);

/** Fields without which the predicate is false. */
export function fieldsRequired(predicate: Predicate | undefined): readonly string[] {
  if (predicate === undefined) return [];
  switch (predicate.kind) {
    case 'and':
      return predicate.operands.flatMap(fieldsRequired);
    case 'or': {
      const [first = [], ...others] = predicate.operands.map(fieldsRequired);
      return first.filter(name => others.every(each => each.includes(name)));
    }
    case 'always':
    case 'not':
    case 'keyword':
    case 'element':
      return [];
    default:
      return subjects(predicate).flatMap(subject => {
        const inner = innerOf(subject);
        return inner?.kind === 'field' ? [inner.name] : [];
      });
  }
}

/** What an expression is made of, without which it has no value. */
function innerOf(expression: Expression): Expression | undefined {
  if (expression.kind === 'coercion') return innerOf(expression.operand);
  return expression.kind === 'call' && total.has(expression.function) ? expression.arguments[0] : expression;
}
