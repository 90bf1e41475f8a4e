import {
  always,
  and,
  anyRun,
  type Expression,
  exists,
  fold,
  type Leaf,
  like,
  not,
  or,
  type Predicate,
  printExpression,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

/**
 * A condition of a language with three values: when it is true, and when it is false. Where it is neither it is null.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
 */
export interface Truth {
  readonly yes: Predicate;
  readonly no: Predicate;
}

type Origin = readonly Span[];

export function constantTruth(value: boolean | null, origin: Origin): Truth {
  return { yes: always(value === true, origin), no: always(value === false, origin) };
}

/** Never null: a search for text in the index, a test for null. */
export function total(predicate: Predicate): Truth {
  return { yes: predicate, no: not(predicate) };
}

export function negate({ yes, no }: Truth): Truth {
  return { yes: no, no: yes };
}

export function joinTruths(kind: 'and' | 'or', operands: readonly Truth[], origin: Origin): Truth {
  const [all, some] = [operands.map(each => each.yes), operands.map(each => each.no)];
  return kind === 'and'
    ? { yes: and(all, origin), no: or(some, origin) }
    : { yes: or(all, origin), no: and(some, origin) };
}

/** A leaf that is null where one of its operands has no value, or several. */
export function leafTruth(leaf: Leaf, over: readonly Expression[]): Truth {
  return { yes: leaf, no: and([...definedAll(over), not(leaf)], leaf.origin) };
}

function definedAll(over: readonly Expression[]): readonly Predicate[] {
  const seen = new Map(over.map(expression => [printExpression(expression), expression]));
  return [...seen.values()].map(hasOneValue).filter(each => !(each.kind === 'always' && each.value));
}

/** Whether an expression has a value, and but one. */
export function hasOneValue(expression: Expression): Predicate {
  const { origin } = expression;
  if (expression.kind === 'literal') return always(expression.value !== null, origin);
  if (expression.kind === 'valueCount') return exists(expression.operand, origin);
  const needed = operandsOfTotal(expression);
  if (needed !== undefined) return and(definedAll(needed), origin);
  if (expression.kind === 'choice' && isConstant(expression)) return always(true, origin);
  return like(expression, [[anyRun]], { quantifier: 'single', origin });
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === 'literal') return expression.value !== null;
  if (expression.kind !== 'choice' || expression.otherwise === undefined) return false;
  return [expression.otherwise, ...expression.branches.map(({ value }) => value)].every(isConstant);
}

/** What an operation needs a value of, where it then has one itself; undefined where it may fail. */
function operandsOfTotal(expression: Expression): readonly Expression[] | undefined {
  switch (expression.kind) {
    case 'call':
      return totalFunctions.test(expression.function) && expression.several === 'none'
        ? expression.arguments
        : undefined;
    case 'coercion':
      return expression.to === 'string' ? [expression.operand] : undefined;
    case 'arithmetic': {
      const { operator, left, right } = expression;
      const mayFail = operator === 'divide' || operator === 'modulo';
      return mayFail && !(right.kind === 'literal' && right.value !== 0) ? undefined : [left, right];
    }
    default:
      return undefined;
  }
}

const totalFunctions =
  /^(?:length|lower|upper|trim|trimStart|trimEnd|concat|reverse|right|abs|ceil|floor|truncate)$/;

/** `when`, which is never null, decides between two. */
export function either(when: Predicate, then: Truth, otherwise: Truth, origin: Origin): Truth {
  const side = (one: Predicate, two: Predicate): Predicate =>
    fold(or([and([when, one], origin), and([not(when), two], origin)], origin));
  return { yes: side(then.yes, otherwise.yes), no: side(then.no, otherwise.no) };
}
