import type { Block, Expression, Statement } from '../ast.ts';
import { assign } from './assignment.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { emptyIterable, type Iterable, type IterableBranch, oneOf } from './iterable.ts';
import { iterableOf } from './visitor.ts';

/** What a generator function yields, in order (https://docs.python.org/3/reference/expressions.html#yield-expressions). */
export function generate(context: Context, body: Block, environment: Environment): Iterable {
  return generateFrom(context, body, 0, environment, () => emptyIterable);
}

/** The statements from a place on; `rest` is what comes after the block. */
function generateFrom(
  context: Context,
  body: Block,
  from: number,
  environment: Environment,
  rest: (environment: Environment) => Iterable,
): Iterable {
  const parts: Iterable[] = [];
  for (let at = from; at < body.length; at++) {
    const statement = body[at];
    if (statement === undefined || !context.step()) break;
    if (statement.kind === 'return') return joined(parts);
    if (statement.kind === 'if') {
      const after = (each: Environment) => generateFrom(context, body, at + 1, each, rest);
      return joined([...parts, branches(context, statement, environment, after)]);
    }
    parts.push(yielded(context, statement, environment));
  }
  return joined([...parts, rest(environment)]);
}

function joined(parts: readonly Iterable[]): Iterable {
  const left = parts.filter(part => part !== emptyIterable);
  return left.length === 1 && left[0] !== undefined
    ? left[0]
    : left.length === 0
      ? emptyIterable
      : { kind: 'joined', parts: left };
}

function branches(
  context: Context,
  statement: Extract<Statement, { kind: 'if' }>,
  environment: Environment,
  after: (environment: Environment) => Iterable,
): Iterable {
  const [first, ...others] = statement.branches;
  if (first === undefined) return generateFrom(context, statement.otherwise, 0, environment, after);
  const condition = context.truth(context.evaluate(first.condition, environment), first.condition);
  const { formulas } = context;
  const then = (of: Iterable, when: typeof formulas.true): IterableBranch => ({ when, of });
  return {
    kind: 'branches',
    branches: condition.flatMap(({ when, value }): readonly IterableBranch[] => {
      if (value.kind !== 'truth')
        return [{ when, of: { kind: 'failed', value: [{ when: formulas.true, value }] } }];
      const [holds, fails] = [
        formulas.and([when, value.when]),
        formulas.and([when, formulas.not(value.when)]),
      ];
      return [
        ...(holds === formulas.false
          ? []
          : [then(generateFrom(context, first.body, 0, environment.fork(), after), holds)]),
        ...(fails === formulas.false
          ? []
          : [then(branches(context, { ...statement, branches: others }, environment.fork(), after), fails)]),
      ];
    }),
  };
}

function yielded(context: Context, statement: Statement, environment: Environment): Iterable {
  switch (statement.kind) {
    case 'expression':
      return statement.value.kind === 'yield'
        ? ofYield(context, statement.value, environment)
        : emptyIterable;
    case 'for': {
      const { target, iterable, body, otherwise } = statement;
      if (otherwise.length > 0) return failed(context, 'a loop with else in a generator', statement);
      return {
        kind: 'mapped',
        source: iterableOf(context, context.evaluate(iterable, environment), iterable),
        apply: element => {
          const inner = environment.fork();
          assign(context, target, element, inner);
          return generate(context, body, inner);
        },
      };
    }
    case 'simple':
      return statement.word === 'break'
        ? failed(context, 'a break in a generator', statement)
        : emptyIterable;
    case 'assign':
    case 'augment':
    case 'import':
    case 'function': {
      const outcome = context.run([statement], environment);
      const isFine = outcome.length === 1 && outcome[0]?.value.kind === 'control';
      return isFine ? emptyIterable : failed(context, 'a statement in a generator that may fail', statement);
    }
    default:
      return failed(context, 'this statement in a generator', statement);
  }
}

function failed(context: Context, what: string, at: Statement): Iterable {
  const value = context.unsupported(what, at);
  return { kind: 'branches', branches: [{ when: context.formulas.true, of: { kind: 'failed', value } }] };
}

function ofYield(
  context: Context,
  expression: Extract<Expression, { kind: 'yield' }>,
  environment: Environment,
): Iterable {
  if (expression.value === undefined) return oneOf(context.guards.always({ kind: 'none' }));
  const value = context.evaluate(expression.value, environment);
  return expression.from ? iterableOf(context, value, expression) : oneOf(value);
}
