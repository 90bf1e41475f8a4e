import { diagnose } from '../../../diagnostics/index.ts';
import type { Argument, Expression, Extent } from '../ast.ts';
import { addressAttribute, constantAttribute } from './address-attributes.ts';
import { assign } from './assignment.ts';
import { isOfNumbers } from './attributes.ts';
import { builtinNames } from './builtins.ts';
import { typeName } from './coerce.ts';
import { subscript } from './collections.ts';
import { comprehension } from './comprehension.ts';
import { conjunction, disjunction } from './connective.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { voteByDefault } from './event-access.ts';
import { negate } from './iteration.ts';
import { dictionary, number, sequence, string } from './literals.ts';
import { arithmetic } from './operations.ts';
import { regexFlag } from './regexes.ts';
import { relation } from './relation.ts';
import { isReversal, reversed, sliceOf } from './slices.ts';
import { timeAttribute } from './times.ts';
import { type Guarded, noneValue, textValue, type Value } from './value.ts';

/** The values of an expression, with the conditions under which it has them. */
export function evaluate(context: Context, expression: Expression, environment: Environment): Guarded {
  const { guards } = context;
  const inner = (each: Expression) => context.evaluate(each, environment);
  switch (expression.kind) {
    case 'name':
      return named(context, expression.name, environment, expression);
    case 'constant':
      return expression.value === null
        ? guards.always(noneValue)
        : expression.value === 'ellipsis'
          ? context.unsupported('an ellipsis', expression)
          : guards.constant(expression.value);
    case 'number':
      return number(context, expression.written, expression);
    case 'string':
      return string(context, expression, environment);
    case 'sequence':
      return sequence(context, expression, environment);
    case 'dictionary':
      return dictionary(context, expression, environment);
    case 'unary':
      return unary(context, expression, inner(expression.operand));
    case 'binary':
      return guards.mapAll([inner(expression.left), inner(expression.right)], ([left, right]) =>
        left === undefined || right === undefined
          ? []
          : arithmetic(context, left, expression.operator, right, expression),
      );
    case 'comparison':
      return comparison(context, expression, environment);
    case 'junction':
      return junction(context, expression, environment);
    case 'conditional':
      return conditional(context, expression, environment);
    case 'call':
      return call(context, expression, environment);
    case 'attribute':
      return guards.map(inner(expression.of), value =>
        attribute(context, value, expression.name, expression),
      );
    case 'subscript':
      return element(context, expression, environment);
    case 'comprehension':
      return comprehension(context, expression, environment);
    case 'lambda':
      return guards.always({ kind: 'lambda', lambda: expression, closure: environment });
    case 'walrus': {
      const value = inner(expression.value);
      assign(context, expression.target, value, environment);
      return value;
    }
    case 'starred':
    case 'slice':
    case 'yield':
      return context.unsupported(`a ${expression.kind} here`, expression);
  }
}

function named(context: Context, name: string, environment: Environment, at: Extent): Guarded {
  const found = environment.get(name);
  if (found !== undefined) return found;
  if (builtinNames.has(name)) return context.guards.always({ kind: 'builtin', name });
  return context.refuse(diagnose('python/unknown-name', { name }, context.span(at)));
}

/** A value, unless it was changed by way of another name. */
export function unchanged(context: Context, found: Guarded): Guarded {
  if (context.changed.size === 0 || !found.some(({ value }) => context.changed.has(value))) return found;
  return context.guards.choose(
    found.map(({ when, value }) => ({
      when,
      gives: context.changed.get(value) ?? context.guards.always(value),
    })),
  );
}

function unary(
  context: Context,
  expression: Extract<Expression, { kind: 'unary' }>,
  operand: Guarded,
): Guarded {
  const { guards } = context;
  if (expression.operator === 'not') return negate(context, context.truth(operand, expression.operand));
  return guards.map(operand, value =>
    value.kind === 'number' && expression.operator !== '~'
      ? guards.always({ ...value, value: expression.operator === '-' ? -value.value : value.value })
      : context.unsupported(`${expression.operator} of ${typeName(value)}`, expression),
  );
}

/** `a < b < c` is `a < b and b < c`. */
function comparison(
  context: Context,
  expression: Extract<Expression, { kind: 'comparison' }>,
  environment: Environment,
): Guarded {
  let left = context.evaluate(expression.first, environment);
  const parts = expression.rest.map(({ operator, right }) => {
    const before = left;
    const after = context.evaluate(right, environment);
    left = after;
    return () =>
      context.guards.mapAll([before, after], ([one, other]) =>
        one === undefined || other === undefined ? [] : relation(context, one, operator, other, expression),
      );
  });
  return parts.length === 1 ? (parts[0]?.() ?? []) : conjunction(context, parts);
}

/** `and` and `or` give one of their operands; the others are booleans where all are. */
function junction(
  context: Context,
  expression: Extract<Expression, { kind: 'junction' }>,
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  const values = expression.operands.map(operand => context.evaluate(operand, environment));
  const isBoolean = (value: Guarded) =>
    value.every(
      branch =>
        branch.value.kind === 'truth' || branch.value.kind === 'raised' || branch.value.kind === 'unknown',
    );
  const connect = expression.operator === 'or' ? disjunction : conjunction;
  if (values.every(isBoolean))
    return connect(
      context,
      values.map(value => () => value),
    );
  const last = values.at(-1) ?? [];
  if (expression.operator === 'or')
    for (const { value } of values.slice(0, -1).flat())
      if (value.kind === 'field') voteByDefault(context, value.place, last);
  return values.slice(0, -1).reduceRight<Guarded>(
    (rest, value, index) =>
      guards.map(value, each =>
        guards.map(context.truth(guards.always(each), expression.operands[index] ?? expression), truth => {
          if (truth.kind !== 'truth') return guards.always(truth);
          const decides = expression.operator === 'or' ? truth.when : formulas.not(truth.when);
          return guards.choose([
            {
              when: decides,
              gives: guards.always(
                each.kind === 'field' && expression.operator === 'and' ? { ...each, falsy: true } : each,
              ),
            },
            { when: formulas.not(decides), gives: rest },
          ]);
        }),
      ),
    last,
  );
}

function conditional(
  context: Context,
  expression: Extract<Expression, { kind: 'conditional' }>,
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  const condition = context.truth(context.evaluate(expression.condition, environment), expression.condition);
  return guards.map(condition, value =>
    value.kind === 'truth'
      ? guards.choose([
          { when: value.when, gives: context.evaluate(expression.holds, environment) },
          { when: formulas.not(value.when), gives: context.evaluate(expression.otherwise, environment) },
        ])
      : guards.always(value),
  );
}

function call(
  context: Context,
  expression: Extract<Expression, { kind: 'call' }>,
  environment: Environment,
): Guarded {
  const called = context.evaluate(expression.called, environment);
  const positional: Guarded[] = [];
  const names = new Map<string, Guarded>();
  for (const argument of expression.arguments) {
    const added = argumentOf(context, argument, environment, positional, names);
    if (added !== undefined) return added;
  }
  return context.guards.map(called, value => {
    const failed = positional
      .concat([...names.values()])
      .find(each => each.length === 1 && each[0]?.value.kind === 'unknown');
    if (failed !== undefined && value.kind !== 'function' && value.kind !== 'lambda') return failed;
    return context.call(value, { positional, named: names }, expression);
  });
}

function argumentOf(
  context: Context,
  { name, stars, value }: Argument,
  environment: Environment,
  positional: Guarded[],
  names: Map<string, Guarded>,
): Guarded | undefined {
  const given = context.evaluate(value, environment);
  if (stars === undefined) {
    if (name === undefined) positional.push(given);
    else names.set(name, given);
    return undefined;
  }
  const whole = given.length === 1 ? given[0]?.value : undefined;
  if (stars === '*' && whole?.kind === 'collection') positional.push(...whole.items);
  else if (
    stars === '**' &&
    whole?.kind === 'dictionary' &&
    whole.entries.every(([key]) => key.kind === 'text')
  ) {
    for (const [key, each] of whole.entries) if (key.kind === 'text') names.set(key.text, each);
  } else return context.unsupported('starred arguments that are no constant', value);
  return undefined;
}

/** An attribute of a module, or a method that awaits its call. */
export function attribute(context: Context, value: Value, name: string, at: Extent): Guarded {
  const { guards } = context;
  switch (value.kind) {
    case 'builtin': {
      const full = `${value.name}.${name}`;
      const flags = value.name === 're' ? regexFlag(name) : undefined;
      return guards.always(flags === undefined ? { kind: 'builtin', name: full } : { kind: 'flags', flags });
    }
    case 'module':
      return value.environment.get(name) ?? context.raise('AttributeError');
    case 'address':
      return addressAttribute(context, value, name, at);
    case 'network':
      return constantAttribute(context, value.network, name, at);
    case 'time':
      return timeAttribute(context, value, name, at);
    case 'regex':
      return name === 'pattern'
        ? guards.always(textValue(value.pattern))
        : guards.always({ kind: 'method', of: value, name });
    case 'none':
    case 'truth':
    case 'number':
    case 'derivedNumber':
      return isOfNumbers(name)
        ? context.unsupported(`the attribute ${name}`, at)
        : context.raise('AttributeError');
    case 'collection':
      return (
        value.items[value.names?.indexOf(name) ?? -1] ?? guards.always({ kind: 'method', of: value, name })
      );
    default:
      return guards.always({ kind: 'method', of: value, name });
  }
}

function element(
  context: Context,
  expression: Extract<Expression, { kind: 'subscript' }>,
  environment: Environment,
): Guarded {
  const { guards } = context;
  const of = context.evaluate(expression.of, environment);
  const { index } = expression;
  if (index.kind !== 'slice')
    return guards.mapAll([of, context.evaluate(index, environment)], ([value, key]) =>
      value === undefined || key === undefined ? [] : subscript(context, value, key, expression),
    );
  if (isReversal(index)) return guards.map(of, value => reversed(context, value, expression));
  if (index.step !== undefined) return context.unsupported('a slice with steps', expression);
  const open = guards.always(noneValue);
  const bounds = [index.from, index.to].map(each => (each ? context.evaluate(each, environment) : open));
  return guards.mapAll([of, ...bounds], ([value, from = noneValue, to = noneValue]) =>
    value === undefined ? [] : sliceOf(context, value, from, to, expression),
  );
}
