import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import type { Formula } from './formula.ts';
import type { Guarded, Value } from './value.ts';

export function isFall(value: Value): boolean {
  return value.kind === 'control' && value.word === 'fall';
}

/** What comes after takes the place of falling through. */
export function follow(context: Context, outcome: Guarded, rest: Guarded): Guarded {
  const { guards, formulas } = context;
  const { when, rest: others } = guards.split(outcome, isFall);
  if (others.length === 0) return rest;
  return guards.merge([
    ...others,
    ...rest.map(branch => ({ when: formulas.and([when, branch.when]), value: branch.value })),
  ]);
}

export function decide(context: Context, when: Formula, gives: Guarded, otherwise: Guarded): Guarded {
  return context.guards.choose([
    { when, gives },
    { when: context.formulas.not(when), gives: otherwise },
  ]);
}

/** One of the ways through a statement, with the names as it leaves them. */
export interface Way {
  readonly when: Formula;
  readonly environment: Environment;
}

/** Names that the ways left different are what each made of them. A name that a way did not bind is unbound there. */
export function join(context: Context, environment: Environment, ways: readonly Way[]): void {
  const names = new Set(ways.flatMap(each => [...each.environment.own().keys()]));
  const joined = new Map<string, Guarded>();
  for (const name of names) {
    const values = ways.map(each => each.environment.get(name));
    const [first] = values;
    if (first !== undefined && values.every(value => value === first)) joined.set(name, first);
    else joined.set(name, choose(context, ways, values));
  }
  environment.become(joined);
}

function choose(context: Context, ways: readonly Way[], values: readonly (Guarded | undefined)[]): Guarded {
  return context.guards.choose(
    ways.map(({ when }, index) => ({ when, gives: values[index] ?? context.raise('UnboundLocalError') })),
  );
}

/** What is not reached leaves the names as they were. */
export function keepWhere(
  context: Context,
  before: Environment,
  environment: Environment,
  reached: Formula,
): void {
  for (const [name, value] of environment.own()) {
    const earlier = before.own().get(name);
    if (earlier !== undefined && earlier !== value)
      environment.set(name, decide(context, reached, value, earlier));
  }
}
