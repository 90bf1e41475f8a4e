import type { Expression, Handler, Statement } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { decide, follow, join, type Way } from './flow.ts';
import { unsureImport } from './imports.ts';
import type { Branch, Guarded } from './value.ts';

/** Exceptions that Python's own operations raise, with the classes that they belong to (https://docs.python.org/3/library/exceptions.html#exception-hierarchy). */
const classes: Readonly<Record<string, readonly string[]>> = {
  KeyError: ['LookupError'],
  IndexError: ['LookupError'],
  UnicodeError: ['ValueError'],
  ZeroDivisionError: ['ArithmeticError'],
  OverflowError: ['ArithmeticError'],
  UnboundLocalError: ['NameError'],
  NotImplementedError: ['RuntimeError'],
  AddressValueError: ['ValueError'],
  JSONDecodeError: ['ValueError'],
};

/** The class of what a `raise` raises. */
export function exceptionOf(value: Expression | undefined): string | undefined {
  if (value?.kind === 'call') return exceptionOf(value.called);
  if (value?.kind === 'attribute') return value.name;
  return value?.kind === 'name' ? value.name : undefined;
}

/** `try`: what the body raises goes to the first handler that takes it. */
export function attempt(
  context: Context,
  statement: Extract<Statement, { kind: 'try' }>,
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  const unsureOf = statement.handlers.length === 0 ? undefined : unsureImport(context, statement.body);
  if (unsureOf !== undefined) return context.unsupported(`whether there is a module ${unsureOf}`, statement);
  const before = environment.fork();
  context.handlers.push(statement.handlers);
  const body = context.run(statement.body, environment);
  context.handlers.pop();
  const fine = environment.fork();
  const after =
    statement.otherwise.length === 0 ? body : follow(context, body, context.run(statement.otherwise, fine));
  const own = body.filter(({ value }) => value.kind === 'raised');
  if (statement.body.length > 1 && own.length > 0) unsure(context, before, environment, statement);
  const ways: Way[] = [
    { when: guards.split(body, value => value.kind === 'control').when, environment: fine },
  ];
  const choices = after
    .filter(branch => !own.includes(branch))
    .map(({ when, value }) => ({ when, gives: guards.always(value) }));
  for (const branch of own) {
    const handler = statement.handlers.find(each => takes(each, branch));
    const inner = before.fork();
    if (handler?.name !== undefined)
      inner.set(handler.name, context.unsupported('the text of an exception', statement));
    const then = handler === undefined ? guards.always(branch.value) : context.run(handler.body, inner);
    const falls = guards.split(then, value => value.kind === 'control').when;
    choices.push({ when: branch.when, gives: then });
    ways.push({ when: formulas.and([branch.when, falls]), environment: inner });
  }
  join(
    context,
    environment,
    ways.filter(each => each.when !== formulas.false),
  );
  const outcome = guards.choose(choices);
  return statement.finally.length === 0
    ? outcome
    : ending(context, outcome, context.run(statement.finally, environment));
}

/** A `finally` that falls through changes nothing. */
function ending(context: Context, outcome: Guarded, last: Guarded): Guarded {
  const { when, rest } = context.guards.split(last, value => value.kind === 'control');
  return rest.length === 0 ? outcome : decide(context, when, outcome, rest);
}

/** Where a longer body stopped is not known, so neither is what it had bound. */
function unsure(
  context: Context,
  before: Environment,
  after: Environment,
  statement: Extract<Statement, { kind: 'try' }>,
): void {
  for (const [name, value] of after.own())
    if (before.own().get(name) !== value)
      before.set(name, context.unsupported('a name bound in a body that failed', statement));
}

/**
 * Whether a `try` that is being run has a handler that makes something of an exception: a match, or what else the event holds. One that
 * puts a constant in the place of the value only bears with events that are not as the rule wants them.
 */
export function isExpected({ handlers }: Context, exception: string): boolean {
  const taking = handlers.flatMap(each => each.find(handler => takesClass(handler, exception)) ?? []);
  return taking.some(({ body }) => !body.every(isBorne));
}

function isBorne(statement: Statement): boolean {
  if (statement.kind === 'simple' || statement.kind === 'raise') return true;
  const value = statement.kind === 'return' || statement.kind === 'assign' ? statement.value : undefined;
  if (statement.kind === 'return' && value === undefined) return true;
  return (value?.kind === 'constant' && value.value !== true) || value?.kind === 'number';
}

function takes(handler: Handler, { value }: Branch): boolean {
  return takesClass(handler, value.kind === 'raised' ? value.exception : '');
}

function takesClass({ type }: Handler, raised: string): boolean {
  if (type === undefined) return true;
  const names = type.kind === 'sequence' ? type.items.map(exceptionOf) : [exceptionOf(type)];
  if (names.includes('Exception') || names.includes('BaseException')) return true;
  return [raised, ...(classes[raised] ?? [])].some(name => names.includes(name));
}
