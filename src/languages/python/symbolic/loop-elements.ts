import type { Statement } from '../ast.ts';
import { assign } from './assignment.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { decide, keepWhere } from './flow.ts';
import type { Formula } from './formula.ts';
import type { Iterable } from './iterable.ts';
import { anyOf, orderProblem } from './iteration.ts';
import { type Place, withAncestors } from './place.ts';
import { placesOf } from './specialise.ts';
import { type Branch, fall, type Guarded, type Value, valueKey } from './value.ts';

type Loop = Extract<Statement, { kind: 'for' }>;

/**
 * A loop over what an event holds, as a question of whether there is an element of a kind. That says enough when every turn that returns
 * returns the same, when a name is only ever set to one value, and when no turn depends on an earlier one.
 */
export function overElements(
  context: Context,
  statement: Loop,
  of: Iterable,
  environment: Environment,
): Guarded {
  const { guards } = context;
  const loop = new ElementLoop(context, statement, of, environment);
  const returns = loop.ask(outcome => whenReturned(context, outcome));
  const problem = loop.problem();
  if (problem !== undefined) return orderProblem(context, problem, statement);
  const [returned] = loop.returned.values();
  const broke = loop.breaks ? loop.ask(outcome => whenBroken(context, outcome)) : guards.constant(false);
  loop.setNames(environment);
  const before = environment.fork();
  const after =
    statement.otherwise.length === 0 ? guards.always(fall) : context.run(statement.otherwise, environment);
  keepWhere(context, before, environment, context.formulas.not(guards.whenTrue(broke)));
  const pick = (truths: Guarded, then: Guarded, otherwise: Guarded) =>
    guards.map(truths, value =>
      value.kind === 'truth' ? decide(context, value.when, then, otherwise) : guards.always(value),
    );
  return pick(returns, guards.always(returned ?? fall), pick(broke, guards.always(fall), after));
}

class ElementLoop {
  /** What turns return, by value. */
  readonly returned = new Map<unknown, Value>();
  breaks = false;
  private readonly context: Context;
  private readonly statement: Loop;
  private readonly of: Iterable;
  /** The names as a turn finds them: those that turns set hold what refuses the rule when it is read. */
  private readonly start: Environment;
  private readonly unset = new Map<string, Guarded>();
  private readonly given = new Map<string, Map<unknown, Value>>();
  private breaksEarly = false;

  constructor(context: Context, statement: Loop, of: Iterable, environment: Environment) {
    this.context = context;
    this.statement = statement;
    this.of = of;
    this.start = environment.fork();
    for (const name of this.changedNames(environment)) {
      const unset = context.unsupported(
        `the name ${name}, which an earlier turn of the loop may have set,`,
        statement,
      );
      this.unset.set(name, unset);
      this.given.set(name, new Map());
      this.start.set(name, unset);
    }
  }

  private changedNames(environment: Environment): ReadonlySet<string> {
    const names = new Set<string>();
    const targets = new Set(namesOf(this.statement.target));
    this.turns(environment, (_, inner) => {
      for (const [name, value] of inner.own())
        if (!targets.has(name) && environment.own().get(name) !== value) names.add(name);
      return this.context.formulas.false;
    });
    return names;
  }

  /** Whether there is a turn of which the formula holds. */
  ask(question: (outcome: Guarded, environment: Environment) => Formula): Guarded {
    return this.turns(this.start, (outcome, inner) => {
      this.look(outcome, inner);
      return question(outcome, inner);
    });
  }

  private turns(
    start: Environment,
    question: (outcome: Guarded, environment: Environment) => Formula,
  ): Guarded {
    const { context, statement } = this;
    const test = (element: Guarded): Guarded => {
      const inner = start.fork();
      assign(context, statement.target, element, inner);
      const outcome = decided(context, context.run(statement.body, inner));
      const failed = outcome.filter(({ value }) => value.kind === 'raised' || value.kind === 'unknown');
      const fine = context.formulas.not(context.formulas.or(failed.map(branch => branch.when)));
      return context.guards.merge([
        { when: fine, value: { kind: 'truth', when: question(outcome, inner) } },
        ...failed,
      ]);
    };
    return anyOf(context, this.of, test, statement);
  }

  private look(outcome: Guarded, inner: Environment): void {
    const { context } = this;
    for (const { value } of outcome) if (isReturned(value)) this.returned.set(keyOf(value), value);
    const broken = whenBroken(context, outcome);
    if (broken !== context.formulas.false) this.breaks = true;
    for (const [name, unset] of this.unset) {
      const { values, when } = this.settings(inner, name, unset);
      for (const value of values) this.given.get(name)?.set(keyOf(value), value);
      if (context.formulas.and([broken, context.formulas.not(when)]) !== context.formulas.false)
        this.breaksEarly = true;
    }
  }

  /** What a turn sets a name to, and when it does. */
  private settings(
    inner: Environment,
    name: string,
    unset: Guarded,
  ): { values: readonly Value[]; when: Formula } {
    const before = unset[0]?.value;
    const key = before && keyOf(before);
    const set = decided(this.context, inner.get(name) ?? []).filter(branch => keyOf(branch.value) !== key);
    return {
      values: set.map(branch => branch.value),
      when: this.context.formulas.or(set.map(branch => branch.when)),
    };
  }

  /** What depends on which element comes first. */
  problem(): string | undefined {
    const [returned] = this.returned.values();
    if (this.returned.size > 1 || (returned !== undefined && isOfElement(returned)))
      return 'what this loop returns';
    if (this.breaks && (this.returned.size > 0 || this.breaksEarly))
      return 'whether this loop comes to its end';
    return undefined;
  }

  /** After the loop a name holds what some turn set it to, or else what it held before. */
  setNames(environment: Environment): void {
    const { context, statement } = this;
    for (const [name, unset] of this.unset) {
      const [value, ...others] = this.given.get(name)?.values() ?? [];
      const earlier = environment.get(name);
      if (value === undefined || earlier === undefined || others.length > 0 || isOfElement(value)) {
        environment.set(name, orderProblem(context, `the name ${name} after this loop`, statement));
        continue;
      }
      const isSet = this.turns(this.start, (_, inner) => this.settings(inner, name, unset).when);
      environment.set(
        name,
        context.guards.map(isSet, truth =>
          truth.kind === 'truth'
            ? decide(context, truth.when, context.guards.always(value), earlier)
            : context.guards.always(truth),
        ),
      );
    }
  }
}

function isReturned(value: Value): boolean {
  return value.kind !== 'control' && value.kind !== 'raised' && value.kind !== 'unknown';
}

function whenReturned(context: Context, outcome: Guarded): Formula {
  return context.formulas.or(outcome.flatMap(({ when, value }) => (isReturned(value) ? [when] : [])));
}

function whenBroken(context: Context, outcome: Guarded): Formula {
  return context.formulas.or(
    outcome.flatMap(({ when, value }) => (value.kind === 'control' && value.word === 'break' ? [when] : [])),
  );
}

/** A boolean that depends on the element is one of two values. */
function decided(context: Context, outcome: Guarded): Guarded {
  const { formulas } = context;
  return outcome.flatMap((branch): readonly Branch[] => {
    const { when, value } = branch;
    if (value.kind !== 'truth' || !isOfElement(value)) return [branch];
    const is = (truth: Formula, constant: boolean): Branch => ({
      when: formulas.and([when, truth]),
      value: { kind: 'truth', when: formulas.constant(constant) },
    });
    return [is(value.when, true), is(formulas.not(value.when), false)].filter(
      each => each.when !== formulas.false,
    );
  });
}

/** Which element it is of is not known once the loop is over. */
function isOfElement(value: Value): boolean {
  switch (value.kind) {
    case 'field':
      return isWithinElement(value.place);
    case 'truth':
      return [...placesOf(value.when)].some(isWithinElement);
    case 'collection':
      return value.items.some(item => item.some(branch => isOfElement(branch.value)));
    case 'dictionary':
      return value.entries.some(([, item]) => item.some(branch => isOfElement(branch.value)));
    case 'iterable':
    case 'count':
      return true;
    case 'method':
    case 'pieces':
    case 'pieceCount':
      return isOfElement(value.of);
    default:
      return 'places' in value && value.places.some(isWithinElement);
  }
}

function isWithinElement(place: Place): boolean {
  for (const each of withAncestors(place)) if (each.type !== 'field') return true;
  return false;
}

/** Booleans are told apart by their formulas, which are each made once. */
function keyOf(value: Value): unknown {
  return value.kind === 'truth' ? value.when : (valueKey(value) ?? value);
}

function namesOf(target: Loop['target']): readonly string[] {
  if (target.kind === 'name') return [target.name];
  return target.kind === 'sequence' ? target.items.flatMap(namesOf) : [];
}
