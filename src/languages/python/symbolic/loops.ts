import type { Statement } from '../ast.ts';
import { assign } from './assignment.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { decide, follow } from './flow.ts';
import type { Formula } from './formula.ts';
import type { Iterable } from './iterable.ts';
import { anyOf, orderProblem } from './iteration.ts';
import { type Branch, fall, type Guarded, type Value, valueKey } from './value.ts';
import { iterableOf } from './visitor.ts';

type Loop = Extract<Statement, { kind: 'for' }>;

/** A loop over constants is written out; over the elements of a list it is a question of whether there is one of a kind. */
export function loop(context: Context, statement: Loop, environment: Environment): Guarded {
  const { guards } = context;
  const source = context.evaluate(statement.iterable, environment);
  const [only] = source;
  if (source.length === 1 && only?.value.kind === 'collection')
    return overItems(context, statement, only.value.items, environment);
  if (source.length === 1 && only?.value.kind === 'dictionary')
    return overItems(
      context,
      statement,
      only.value.entries.map(([key]) => guards.always(key)),
      environment,
    );
  return overElements(context, statement, iterableOf(context, source, statement.iterable), environment);
}

const mostItems = 2000;

/** One turn after another; `break` ends them, and passes by the `else`. */
function overItems(
  context: Context,
  statement: Loop,
  items: readonly Guarded[],
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  if (items.length > mostItems)
    return context.unsupported(`a loop over more than ${mostItems} constants`, statement);
  const outcomes: Guarded[] = [];
  let open: Formula = formulas.true;
  for (const item of items) {
    if (!context.step() || open === formulas.false) break;
    const before = environment.fork();
    assign(context, statement.target, item, environment);
    const outcome = context.run(statement.body, environment);
    if (open !== formulas.true) keepWhere(context, before, environment, open);
    const { when } = guards.split(outcome, goesOn);
    open = formulas.and([open, when]);
    outcomes.push(outcome.map(branch => (goesOn(branch.value) ? { ...branch, value: fall } : branch)));
  }
  const after = context.run(statement.otherwise, environment);
  const whole = outcomes.reduceRight<Guarded>((rest, outcome) => follow(context, outcome, rest), after);
  return guards.merge(whole.map(branch => (isBreak(branch.value) ? { ...branch, value: fall } : branch)));
}

function goesOn(value: Value): boolean {
  return value.kind === 'control' && value.word !== 'break';
}

function isBreak(value: Value): boolean {
  return value.kind === 'control' && value.word === 'break';
}

/** A turn that is not reached leaves the names as they were. */
function keepWhere(context: Context, before: Environment, environment: Environment, reached: Formula): void {
  for (const [name, value] of environment.own()) {
    const earlier = before.own().get(name);
    if (earlier !== undefined && earlier !== value)
      environment.set(name, decide(context, reached, value, earlier));
  }
}

/** What a turn may do, found by looking at one: values that it returns, and that it gives to names outside. */
interface Turn {
  readonly returned: Map<unknown, Value>;
  readonly assigned: Map<string, Map<unknown, Value>>;
}

function overElements(context: Context, statement: Loop, of: Iterable, environment: Environment): Guarded {
  const { guards } = context;
  const turn: Turn = { returned: new Map(), assigned: new Map() };
  const hasLeft = (test: (branch: Branch) => boolean): Guarded =>
    anyOf(
      context,
      of,
      element => {
        const inner = environment.fork();
        assign(context, statement.target, element, inner);
        const outcome = context.run(statement.body, inner);
        note(turn, outcome, environment, inner, statement);
        return guards.merge(
          outcome.map(({ when, value }) => ({
            when,
            value:
              value.kind === 'raised' || value.kind === 'unknown'
                ? value
                : { kind: 'truth', when: context.formulas.constant(test({ when, value })) },
          })),
        );
      },
      statement,
    );
  const returns = hasLeft(({ value }) => value.kind !== 'control');
  const [returned] = turn.returned.values();
  if (turn.returned.size > 1) return orderProblem(context, 'what this loop returns', statement);
  const broke =
    turn.assigned.size > 0 || statement.otherwise.length > 0
      ? hasLeft(({ value }) => isBreak(value))
      : undefined;
  setAssigned(context, statement, of, turn, environment);
  const after = context.run(statement.otherwise, environment);
  const rest =
    broke === undefined
      ? after
      : guards.map(broke, value =>
          value.kind === 'truth'
            ? decide(context, value.when, guards.always(fall), after)
            : guards.always(value),
        );
  return guards.map(returns, value =>
    value.kind === 'truth'
      ? decide(context, value.when, guards.always(returned ?? fall), rest)
      : guards.always(value),
  );
}

function note(turn: Turn, outcome: Guarded, outer: Environment, inner: Environment, statement: Loop): void {
  for (const { value } of outcome)
    if (value.kind !== 'control' && value.kind !== 'raised' && value.kind !== 'unknown')
      turn.returned.set(keyOf(value), value);
  const targets = new Set(namesOf(statement.target));
  for (const [name, value] of inner.own()) {
    const before = outer.own().get(name);
    if (before === undefined || value === before || targets.has(name)) continue;
    const values = turn.assigned.get(name) ?? new Map<unknown, Value>();
    turn.assigned.set(name, values);
    const earlier = new Set(before.map(branch => keyOf(branch.value)));
    for (const branch of value)
      if (!earlier.has(keyOf(branch.value))) values.set(keyOf(branch.value), branch.value);
  }
}

/** Booleans are told apart by their formulas, which are each made once. */
function keyOf(value: Value): unknown {
  return value.kind === 'truth' ? value.when : (valueKey(value) ?? value);
}

function namesOf(target: Loop['target']): string[] {
  if (target.kind === 'name') return [target.name];
  return target.kind === 'sequence' ? target.items.flatMap(namesOf) : [];
}

/** A name that some turn sets to one and the same value has it when there is such a turn. */
function setAssigned(
  context: Context,
  statement: Loop,
  of: Iterable,
  turn: Turn,
  environment: Environment,
): void {
  const { guards } = context;
  const before = environment.fork();
  for (const [name, values] of turn.assigned) {
    const [value] = values.values();
    const earlier = before.own().get(name);
    if (value === undefined || earlier === undefined) continue;
    if (values.size > 1) {
      environment.set(name, orderProblem(context, `the name ${name} after this loop`, statement));
      continue;
    }
    const isSet = anyOf(
      context,
      of,
      element => {
        const inner = before.fork();
        assign(context, statement.target, element, inner);
        context.run(statement.body, inner);
        const set = (inner.own().get(name) ?? []).filter(branch => keyOf(branch.value) === keyOf(value));
        return guards.truth(context.formulas.or(set.map(branch => branch.when)));
      },
      statement,
    );
    environment.set(
      name,
      guards.map(isSet, truth =>
        truth.kind === 'truth'
          ? decide(context, truth.when, guards.always(value), earlier)
          : guards.always(truth),
      ),
    );
  }
}
