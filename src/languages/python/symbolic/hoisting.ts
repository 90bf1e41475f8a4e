import type { Expression } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { type Guarded, isFollowed } from './value.ts';

/** More ways than these are not taken apart. */
const mostWays = 24;

/**
 * What is gone through for each value by itself of a name that has several: `any(user == name for name in NAMES)` is asked once for each
 * way to the user, not each way once for every name.
 */
export function hoisted(
  context: Context,
  expressions: readonly Expression[],
  environment: Environment,
  apply: (environment: Environment) => Guarded,
): Guarded {
  const name = namesIn(expressions).find(each => {
    const value = environment.get(each);
    return value !== undefined && value.length > 1 && value.length <= mostWays && value.every(isFollowed);
  });
  const value = name === undefined ? undefined : environment.get(name);
  if (name === undefined || value === undefined) return apply(environment);
  return context.guards.choose(
    value.map(branch => {
      const own = environment.fork();
      own.set(name, context.guards.always(branch.value));
      return { when: branch.when, gives: hoisted(context, expressions, own, apply) };
    }),
  );
}

const found = new WeakMap<object, readonly string[]>();

function namesIn(expressions: readonly Expression[]): readonly string[] {
  return [...new Set(expressions.flatMap(namesOf))];
}

function namesOf(expression: Expression): readonly string[] {
  const known = found.get(expression);
  if (known !== undefined) return known;
  const names: string[] = [];
  const waiting: unknown[] = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if ('kind' in next && next.kind === 'name' && 'name' in next) names.push(String(next.name));
    for (const child of Object.values(next)) if (child !== undefined) waiting.push(child);
  }
  found.set(expression, names);
  return names;
}
