import type { Block, Expression, Extent, FunctionDefinition, Parameter } from '../ast.ts';
import { lend } from './changing.ts';
import type { Arguments, Context } from './context.ts';
import { Environment } from './environment.ts';
import { generate } from './generators.ts';
import type { Iterable } from './iterable.ts';
import { type Guarded, type LambdaValue, noneValue, type Value } from './value.ts';
import { visitAll } from './visitor.ts';

type FunctionValue = Extract<Value, { kind: 'function' }>;

/** Functions that call functions; each call is followed into its body. */
const deepestCall = 30;
const depths = new WeakMap<Context, number>();

/** Follows a call into the function's body. */
export function callFunction(context: Context, called: FunctionValue, given: Arguments, at: Extent): Guarded {
  if (called.definition.decorated)
    return context.unsupported(`the decorated function ${called.definition.name}`, at);
  const visited = visitAll(context, called, given, each => runBody(context, called, each, at), at);
  return visited ?? runBody(context, called, given, at);
}

function runBody(context: Context, called: FunctionValue, given: Arguments, at: Extent): Guarded {
  const depth = (depths.get(context) ?? 0) + 1;
  if (depth > deepestCall) return context.unsupported('a function that calls itself', at);
  const { definition, closure } = called;
  const environment = bind(context, definition.parameters, given, closure);
  if (environment === undefined) return context.raise('TypeError');
  depths.set(context, depth);
  const result = isGenerator(context, definition)
    ? generator(generate(context, definition.body, environment))
    : returned(context, context.run(definition.body, environment));
  depths.set(context, depth - 1);
  return result;

  function generator(of: Iterable): Guarded {
    return context.guards.always({ kind: 'iterable', type: 'generator', of });
  }
}

/** A body that comes to its end returns None. */
function returned(context: Context, outcome: Guarded): Guarded {
  return context.guards.merge(
    outcome.map(branch => (branch.value.kind === 'control' ? { ...branch, value: noneValue } : branch)),
  );
}

export function callLambda(context: Context, called: LambdaValue, given: Arguments, at: Extent): Guarded {
  const depth = (depths.get(context) ?? 0) + 1;
  if (depth > deepestCall) return context.unsupported('a function that calls itself', at);
  const environment = bind(context, called.lambda.parameters, given, called.closure);
  if (environment === undefined) return context.raise('TypeError');
  depths.set(context, depth);
  const result = context.evaluate(called.lambda.body, environment);
  depths.set(context, depth - 1);
  return result;
}

/** Parameters with the arguments that they get; undefined when these do not fit. */
function bind(
  context: Context,
  parameters: readonly Parameter[],
  given: Arguments,
  closure: Environment,
): Environment | undefined {
  const environment = new Environment(closure);
  const waiting = [...given.positional];
  const named = new Map(given.named);
  for (const parameter of parameters) {
    if (parameter.stars === '*') {
      const items = waiting.splice(0);
      environment.set(parameter.name, context.guards.always({ kind: 'collection', type: 'tuple', items }));
    } else if (parameter.stars === '**') {
      const entries = [...named].map(([name, value]) => [{ kind: 'text', text: name }, value] as const);
      named.clear();
      environment.set(parameter.name, context.guards.always({ kind: 'dictionary', entries }));
    } else {
      const value =
        (parameter.named ? undefined : waiting.shift()) ??
        named.get(parameter.name) ??
        defaultOf(parameter.default);
      named.delete(parameter.name);
      if (value === undefined) return undefined;
      lend(context, value);
      environment.set(parameter.name, value);
    }
  }
  return waiting.length === 0 && named.size === 0 ? environment : undefined;

  function defaultOf(expression: Expression | undefined): Guarded | undefined {
    return expression && context.evaluate(expression, closure);
  }
}

/** Whether a function is a generator. Few modules have the word, and those that do not need not be searched. */
function isGenerator(context: Context, { body, start }: FunctionDefinition): boolean {
  return context.textAt(start).text.text.includes('yield') && hasYield(body);
}

const known = new WeakMap<Block, boolean>();

/** A `yield` of its own, not of a function within. */
function hasYield(body: Block): boolean {
  const earlier = known.get(body);
  if (earlier !== undefined) return earlier;
  const waiting: unknown[] = [...body];
  let found = false;
  for (let next = waiting.pop(); next !== undefined && !found; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const kind = 'kind' in next ? next.kind : undefined;
    if (kind === 'yield') found = true;
    if (kind !== 'function' && kind !== 'lambda')
      waiting.push(...Object.values(next).filter(each => each !== undefined));
  }
  known.set(body, found);
  return found;
}
