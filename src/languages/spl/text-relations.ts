import { and, type Compares, equals, not, or, type Predicate } from '../../ir/index.ts';
import type { EvalCall, EvalComparison, EvalExpression, EvalJunction } from './ast.ts';
import { callOf, number } from './functions-text.ts';
import { combine } from './lower-calculation.ts';
import { comparison } from './lower-order.ts';
import type { Scope } from './scope.ts';
import { constantOf, definedSimple, isAlways, type Plain, type Truth, truth } from './value.ts';

/** How a text lies in another, in the forms that eval has for it: there is no function of two fields that says so. */
interface Relation {
  readonly whole: EvalExpression;
  readonly part: EvalExpression;
  readonly operator: 'endsWith' | 'contains';
}

/**
 * `substr(a, len(a)-len(b)+1)=b` and `mvcount(split(a, b))>1`, of texts that no constant says. A start before the text counts from its
 * end, and gives less than b has. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/text-functions
 */
export function textRelation(node: EvalComparison, scope: Scope): Truth | undefined {
  const relation = relationOf(node, scope);
  return relation && truthOf(relation, node, false, scope);
}

/** `(len(b)=0 AND isnotnull(a)) OR …`: one of these forms with the empty text, which every text begins and ends with, said apart. */
export function withoutEmptyGuards(node: EvalJunction, scope: Scope): readonly (EvalExpression | Truth)[] {
  if (node.kind !== 'or') return node.operands;
  const guards = new Set<EvalExpression>();
  const found = node.operands.map(operand => {
    const relation = operand.kind === 'comparison' ? relationOf(operand, scope) : undefined;
    const guard = relation && node.operands.find(each => isGuardOf(each, relation));
    if (relation === undefined || guard === undefined) return operand;
    guards.add(guard);
    return truthOf(relation, operand, true, scope);
  });
  return found.filter(each => each.kind === 'truth' || !guards.has(each));
}

function truthOf(
  { whole, part, operator }: Relation,
  node: EvalExpression,
  isGuarded: boolean,
  scope: Scope,
): Truth {
  const origin = scope.context.origin(node);
  const truths: Predicate[] = [];
  const defined: Predicate[] = [];
  combine(scope.lower(whole), scope.lower(part), node, scope, (left, right) => {
    const plain = comparison(left.expression, operator, right.expression, 'string', 'single', origin);
    truths.push(operator === 'contains' && !isGuarded ? partedBy(left, right, plain) : plain);
    defined.push(and([definedSimple(left), definedSimple(right)], origin));
    return [];
  });
  const yes = or(truths, origin);
  return truth(yes, and([or(defined, origin), not(yes, origin)], origin));
}

/** An empty separator parts a text into its characters. */
function partedBy(left: Plain, right: Plain, plain: Compares): Predicate {
  const isEmpty = equals(right.expression, [''], { quantifier: 'single', origin: plain.origin });
  const length = callOf('length', [left.expression], plain.origin);
  const hasMore = comparison(length, 'gt', number(1), 'number', 'single', plain.origin);
  return or([and([plain, not(isEmpty)]), and([isEmpty, hasMore])], plain.origin);
}

function relationOf(node: EvalComparison, scope: Scope): Relation | undefined {
  const found =
    endOf(node.operator, node.left, node.right) ??
    endOf(node.operator, node.right, node.left) ??
    partOf(node);
  if (found === undefined) return undefined;
  const values = [found.whole, found.part].map(each => scope.lower(each));
  const isSimple = values.every(
    value => value.length === 1 && value.every(each => isAlways(each.when, true)),
  );
  return isSimple && values.every(value => constantOf(value) === undefined) ? found : undefined;
}

function endOf(operator: string, cut: EvalExpression, part: EvalExpression): Relation | undefined {
  const [whole, start, ...more] = argumentsOf(cut, 'substr') ?? [];
  if (operator !== '=' || whole === undefined || start?.kind !== 'calculation' || more.length > 0)
    return undefined;
  const [less, plus, ...others] = start.rest;
  const isBehind =
    others.length === 0 &&
    isLengthOf(start.first, whole) &&
    less?.operator === '-' &&
    isLengthOf(less.operand, part) &&
    plus?.operator === '+' &&
    isNumber(plus.operand, 1);
  return isBehind ? { whole, part, operator: 'endsWith' } : undefined;
}

function partOf({ operator, left, right }: EvalComparison): Relation | undefined {
  const isSeveral = (operator === '>' && isNumber(right, 1)) || (operator === '>=' && isNumber(right, 2));
  const [pieces] = isSeveral ? (argumentsOf(left, 'mvcount') ?? []) : [];
  const [whole, part] = (pieces && argumentsOf(pieces, 'split')) ?? [];
  return whole === undefined || part === undefined ? undefined : { whole, part, operator: 'contains' };
}

function isGuardOf(node: EvalExpression, { whole, part }: Relation): boolean {
  if (node.kind !== 'and' || node.operands.length !== 2) return false;
  const isEmpty = node.operands.some(
    each =>
      each.kind === 'comparison' &&
      each.operator === '=' &&
      isLengthOf(each.left, part) &&
      isNumber(each.right, 0),
  );
  return isEmpty && node.operands.some(each => areAlike(argumentsOf(each, 'isnotnull')?.[0], whole));
}

function isLengthOf(node: EvalExpression, text: EvalExpression): boolean {
  return areAlike(argumentsOf(node, 'len')?.[0], text);
}

function argumentsOf(node: EvalExpression, name: string): EvalCall['arguments'] | undefined {
  return node.kind === 'call' && node.name.toLowerCase() === name ? node.arguments : undefined;
}

function isNumber(node: EvalExpression, value: number): boolean {
  return node.kind === 'number' && Number(node.image) === value;
}

function areAlike(one: EvalExpression | undefined, other: EvalExpression): boolean {
  return one !== undefined && written(one) === written(other);
}

/** An expression as written, wherever it stands. */
function written(node: EvalExpression): string {
  return JSON.stringify(node, (name, value: unknown) =>
    /^(?:start|end|nameEnd)$/.test(name) ? undefined : value,
  );
}
