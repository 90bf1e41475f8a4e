import type { Clause, Expression } from '../ast.ts';
import { assign } from './assignment.ts';
import { dictionaryOf } from './constants.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { hoisted } from './hoisting.ts';
import { emptyIterable, type Iterable, oneOf } from './iterable.ts';
import { partsTogether } from './together.ts';
import type { Guarded, Value } from './value.ts';
import { iterableOf } from './visitor.ts';

/** A comprehension or generator expression; of a list of constants it stays one. */
export function comprehension(
  context: Context,
  expression: Extract<Expression, { kind: 'comprehension' }>,
  environment: Environment,
): Guarded {
  if (expression.type === 'dictionary') return ofEntries(context, expression, environment);
  if (expression.type !== 'generator' && expression.element.kind === 'lambda')
    return context.unsupported('functions that are made in a comprehension', expression);
  const [first] = expression.clauses;
  if (first === undefined || !isConstant(context.evaluate(first.iterable, environment)))
    return overClauses(context, expression, environment);
  const parts = [expression.element, ...expression.clauses.flatMap(clause => clause.conditions)];
  return hoisted(context, parts, environment, inner => overClauses(context, expression, inner));
}

/** A dict of constants; the keys of an event's list may be any, and the last of one wins. */
function ofEntries(
  context: Context,
  expression: Extract<Expression, { kind: 'comprehension' }>,
  environment: Environment,
): Guarded {
  const { element, value, start, end } = expression;
  if (value === undefined) return context.unsupported('a dict comprehension', expression);
  const pair = { kind: 'sequence', type: 'tuple', items: [element, value], start, end } as const;
  const pairs = comprehension(context, { ...expression, type: 'list', element: pair }, environment);
  return context.guards.map(pairs, list => {
    const entries = list.kind === 'collection' ? list.items.map(entryOf) : [undefined];
    const known = entries.flatMap(entry => entry ?? []);
    return known.length === entries.length
      ? dictionaryOf(context, known, expression)
      : context.unsupported('a dict comprehension over what is no constant', expression);
  });
}

function entryOf(pair: Guarded): readonly [readonly [Value, Guarded]] | undefined {
  const [only, ...others] = pair;
  if (only?.value.kind !== 'collection' || others.length > 0) return undefined;
  const [key, value] = only.value.items;
  const [name, ...names] = key ?? [];
  return name === undefined || value === undefined || names.length > 0 ? undefined : [[name.value, value]];
}

function isConstant(value: Guarded): boolean {
  return (
    value.length === 1 && (value[0]?.value.kind === 'collection' || value[0]?.value.kind === 'dictionary')
  );
}

function overClauses(
  context: Context,
  expression: Extract<Expression, { kind: 'comprehension' }>,
  environment: Environment,
): Guarded {
  const { clauses, element } = expression;
  const own = environment.fork();
  const each = clausesOf(context, clauses, own, inner => oneOf(context.evaluate(element, inner)));
  const type = expression.type === 'dictionary' ? 'generator' : expression.type;
  const together = () => partsTogether(context, clauses, element, own);
  const of = type === 'generator' && each.kind === 'mapped' ? { ...each, together } : each;
  if (type !== 'generator') {
    const items = constantItems(context, of);
    if (items !== undefined) return context.guards.always({ kind: 'collection', type, items });
  }
  return context.guards.always({ kind: 'iterable', type, of });
}

function clausesOf(
  context: Context,
  clauses: readonly Clause[],
  environment: Environment,
  element: (environment: Environment) => Iterable,
): Iterable {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return element(environment);
  return {
    kind: 'mapped',
    source: iterableOf(context, context.evaluate(clause.iterable, environment), clause.iterable),
    apply: each => {
      const inner = environment.fork();
      assign(context, clause.target, each, inner);
      return conditionsOf(context, clause.conditions, inner, () => clausesOf(context, rest, inner, element));
    },
  };
}

function conditionsOf(
  context: Context,
  conditions: readonly Expression[],
  environment: Environment,
  rest: () => Iterable,
): Iterable {
  const [condition, ...others] = conditions;
  if (condition === undefined) return rest();
  const { guards, formulas } = context;
  const truth = context.truth(context.evaluate(condition, environment), condition);
  const when = guards.whenTrue(truth);
  const { defined, failed } = guards.failures(truth);
  return {
    kind: 'branches',
    branches: [
      {
        when,
        of: when === formulas.false ? emptyIterable : conditionsOf(context, others, environment, rest),
      },
      { when: formulas.and([defined, formulas.not(when)]), of: emptyIterable },
      ...failed.map(branch => ({
        when: branch.when,
        of: { kind: 'failed' as const, value: guards.always(branch.value) },
      })),
    ],
  };
}

/** The elements of an iterable that no event has a say in; undefined for others. */
export function constantItems(context: Context, of: Iterable): readonly Guarded[] | undefined {
  switch (of.kind) {
    case 'items':
      return of.items;
    case 'mapped': {
      const items = constantItems(context, of.source)?.map(item => constantItems(context, of.apply(item)));
      return items?.every(each => each !== undefined) ? items.flatMap(each => each ?? []) : undefined;
    }
    case 'joined': {
      const items = of.parts.map(part => constantItems(context, part));
      return items.every(each => each !== undefined) ? items.flatMap(each => each ?? []) : undefined;
    }
    case 'branches': {
      const [only, ...others] = of.branches.filter(branch => branch.when !== context.formulas.false);
      return only === undefined || others.length > 0 || only.of.kind === 'failed'
        ? undefined
        : constantItems(context, only.of);
    }
    default:
      return undefined;
  }
}
