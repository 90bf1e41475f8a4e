import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Call,
  type Compares,
  type Expression,
  equals,
  type Leaf,
  type Literal,
  not,
  or,
  type Value,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { dateMathLetters } from '../date-math-letters.ts';
import { sameAddress } from './addresses.ts';
import { asciiFolded } from './ascii-folded.ts';
import type * as ast from './ast.ts';
import { calendarNameIsOneOf } from './calendar-names.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { extremeIn } from './extremes.ts';
import { isNumber } from './kind.ts';
import { networkIsOneOf } from './network-address.ts';
import { pieceIsOneOf } from './pieces.ts';
import { constantTruth, either, joinTruths, leafTruth, negate, type Truth } from './truth.ts';
import { truthOf } from './truth-of.ts';
import { inVersionOrder } from './version-order.ts';

type Operator = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';

const operators: Readonly<Record<ast.ComparisonSign, Operator>> = {
  '==': 'eq',
  '!=': 'eq',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};
const mirrored: Readonly<Record<Operator, Operator>> = {
  eq: 'eq',
  lt: 'gt',
  lte: 'gte',
  gt: 'lt',
  gte: 'lte',
};
/** Branches of a choice that a comparison is taken into. */
const mostBranches = 40;

export function lowerComparison(node: ast.Comparison, context: Context): Truth | undefined {
  const left = context.lowerValue(node.left);
  const right = context.lowerValue(node.right);
  if (left === undefined || right === undefined) return undefined;
  if (left.kind === 'null' || right.kind === 'null')
    return context.report(diagnose('esql/null-operand', { operator: node.operator }, context.span(node)));
  const truth = compareValues(left, operators[node.operator], right, node, context);
  return truth && node.operator === '!=' ? negate(truth) : truth;
}

/** How two values stand to each other. */
export function compareValues(
  left: Typed,
  operator: Operator,
  right: Typed,
  range: ast.Range,
  context: Context,
): Truth | undefined {
  const origin = context.origin(range);
  if (left.expression.kind === 'literal' && right.expression.kind !== 'literal')
    return compareValues(right, mirrored[operator], left, range, context);
  if (operator === 'eq' && (left.truth !== undefined || right.truth !== undefined))
    return sameTruth(left, right, range, context);
  const problem = mismatch(left, right);
  if (problem !== undefined) return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  if (operator !== 'eq' && [left.kind, right.kind].includes('version'))
    return compareVersions(left, operator, right, range, context);
  if (left.expression.kind === 'literal' && right.expression.kind === 'literal')
    return constantTruth(compareLiterals(left.expression, operator, right.expression), origin);
  const occurrence = occurrenceIn(left.expression, operator, right.expression);
  if (occurrence !== undefined) return occurrence;
  const told = operator === 'eq' ? toldOtherwise(left.expression, right.expression, origin) : undefined;
  if (told !== undefined) return told;
  const extreme = extremeIn(left.expression, operator, right.expression, origin);
  if (extreme !== undefined) return extreme;
  if (left.expression.kind === 'choice' && left.expression.branches.length <= mostBranches)
    return compareChoice(left, operator, right, range, context);
  return compareLeaf(left, operator, right, range, context);
}

function toldOtherwise(left: Expression, right: Expression, origin: readonly Span[]): Truth | undefined {
  return right.kind === 'literal' ? isOneOf(left, [right.value], origin) : undefined;
}

/** What is asked of a piece of a text, or of a name of the calendar, in the terms of what it is made of. */
export function isOneOf(
  value: Expression,
  wanted: readonly unknown[],
  origin: readonly Span[],
): Truth | undefined {
  return (
    pieceIsOneOf(value, wanted, origin) ??
    calendarNameIsOneOf(value, wanted, origin) ??
    networkIsOneOf(value, wanted, origin)
  );
}

function compareVersions(
  left: Typed,
  operator: Operator,
  right: Typed,
  range: ast.Range,
  context: Context,
): Truth {
  const [one, two] = [left, right].map(side => inVersionOrder(side.expression, range, context)) as [
    Call,
    Call,
  ];
  const options = { as: 'string', casing: 'exact', quantifier: 'single' } as const;
  const leaf: Compares = {
    kind: 'compares',
    left: one,
    operator,
    right: two,
    ...options,
    origin: one.origin,
  };
  return leafTruth(leaf, [one, two]);
}

/** `locate(text, part) > 0` asks whether the part occurs. */
function occurrenceIn(left: Expression, operator: Operator, right: Expression): Truth | undefined {
  if (left.kind !== 'choice' || right.kind !== 'literal') return undefined;
  const [found, absent] = left.branches;
  const position = found?.value.kind === 'arithmetic' ? found.value.left : undefined;
  if (position?.kind !== 'call' || position.function !== 'indexOf') return undefined;
  const test = `${operator} ${right.value}`;
  if (found === undefined || absent === undefined || !/^(?:gt 0|gte 1|eq 0|lte 0|lt 1)$/.test(test))
    return undefined;
  const occurs = { yes: found.when, no: and([absent.when, not(found.when)]) };
  return /^gt/.test(test) ? occurs : negate(occurs);
}

/** Each branch by itself. */
function compareChoice(
  left: Typed,
  operator: Operator,
  right: Typed,
  range: ast.Range,
  context: Context,
): Truth | undefined {
  const origin = context.origin(range);
  const choice = left.expression;
  if (choice.kind !== 'choice') return undefined;
  if (!context.grow(choice.branches.length * 4)) return compareLeaf(left, operator, right, range, context);
  const compare = (value: Expression | undefined): Truth | undefined => {
    if (value === undefined || (value.kind === 'literal' && value.value === null))
      return constantTruth(null, origin);
    return compareValues(
      { expression: value, kind: kindWithin(left, value) },
      operator,
      right,
      range,
      context,
    );
  };
  let truth = compare(choice.otherwise);
  for (const { when, value } of choice.branches.toReversed()) {
    const then = compare(value);
    truth = truth && then && either(when, then, truth, origin);
  }
  return truth;
}

function kindWithin(whole: Typed, value: Expression): Typed['kind'] {
  if (value.kind !== 'literal') return whole.kind;
  return typeof value.value === 'string' ? (whole.kind === 'unknown' ? 'text' : whole.kind) : whole.kind;
}

/** Two conditions are the same: both true, or both false. */
function sameTruth(left: Typed, right: Typed, range: ast.Range, context: Context): Truth | undefined {
  const [one, two] = [truthOf(left), truthOf(right)];
  const origin = context.origin(range);
  if (one === undefined || two === undefined) {
    const problem = 'a condition is compared with a value that is none';
    return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  }
  if (right.expression.kind === 'literal') return right.expression.value === true ? one : negate(one);
  return {
    yes: or([and([one.yes, two.yes]), and([one.no, two.no])], origin),
    no: or([and([one.yes, two.no]), and([one.no, two.yes])], origin),
  };
}

/** What Elasticsearch refuses: a number and a text are not compared. */
function mismatch(left: Typed, right: Typed): string | undefined {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('range')) return 'ranges stand in range_within, range_contains and range_intersects';
  return kinds.some(isNumber) && kinds.includes('text') ? 'a number is compared with a text' : undefined;
}

function compareLiterals(left: Literal, operator: Operator, right: Literal): boolean | null {
  const [one, two] = [left.value, right.value];
  if (one === null || two === null) return null;
  if (operator === 'eq') return one === two;
  const order = one < two ? -1 : one > two ? 1 : 0;
  return { lt: order < 0, lte: order <= 0, gt: order > 0, gte: order >= 0 }[operator];
}

function compareLeaf(
  left: Typed,
  operator: Operator,
  right: Typed,
  range: ast.Range,
  context: Context,
): Truth {
  const origin = context.origin(range);
  const as = orderOf(left, operator, right);
  if (dateMaths(left.expression, true) !== undefined && dateMaths(right.expression, true) === undefined)
    return compareLeaf(right, flipped[operator], left, range, context);
  const [one, two] = [comparand(left.expression, as), instantOf(comparand(right.expression, as), operator)];
  const options = { quantifier: 'single', origin } as const;
  const address = operator === 'eq' ? sameAddress(left.expression, two, origin) : undefined;
  if (address !== undefined) return address;
  if (operator === 'eq' && as === 'time' && two.kind === 'literal' && two.value !== null)
    return sameInstant(one, two, origin);
  const folded =
    operator === 'eq' && two.kind === 'literal' ? asciiFolded(one, two.value, origin) : undefined;
  if (folded !== undefined) return folded;
  const leaf: Leaf =
    operator === 'eq' && two.kind === 'literal' && two.value !== null
      ? equals(one, [two.value], options)
      : ({ kind: 'compares', left: one, operator, right: two, as, casing: 'exact', ...options } as Compares);
  return leafTruth(leaf, [one, two]);
}

/** An instant is spelt in many ways, so that equality with one is no equality of texts. */
function sameInstant(left: Expression, right: Literal, origin: readonly Span[]): Truth {
  const bounds = (['gte', 'lte'] as const).map(operator => {
    const leaf = { kind: 'compares', left, operator, right, as: 'time', casing: 'exact' } as const;
    return leafTruth({ ...leaf, quantifier: 'single', origin }, [left, right]);
  });
  return joinTruths('and', bounds, origin);
}

/** How two values are ordered: what is not known is taken for a number beside a number, a text beside a text. */
function orderOf(left: Typed, operator: Operator, right: Typed): Compares['as'] {
  const kinds = [left.kind, right.kind];
  const text = right.expression.kind === 'literal' ? right.expression.value : undefined;
  // What the name of a field says of its type gives way to a number that is written out.
  if (typeof text === 'number') return 'number';
  // Equal to a keyword is the text alone, of which a date has many.
  const isOrder = operator !== 'eq' && left.kind === 'unknown';
  if (kinds.includes('time') || (isOrder && typeof text === 'string' && isInstant(text))) return 'time';
  if (kinds.includes('ip')) return 'ip';
  if (kinds.some(isNumber)) return 'number';
  if (kinds.includes('text') || kinds.includes('boolean') || text !== undefined) return 'string';
  return operator === 'eq' ? 'string' : 'number';
}

const flipped = { eq: 'eq', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' } as const;

/**
 * `now() - 1 hour` is the date maths `now-1h`, which every product can say. What is rounded down is compared by its first instant as
 * less, or as the same or later, alone.
 */
export function instantOf(expression: Expression, operator: Operator): Expression {
  const maths = dateMaths(expression, operator === 'gte' || operator === 'lt');
  return maths === undefined ? expression : { kind: 'literal', value: maths, origin: expression.origin };
}

function dateMaths(expression: Expression, rounds: boolean): string | undefined {
  if (expression.kind !== 'call') return undefined;
  if (expression.function === 'now') return 'now';
  if (expression.function !== 'dateAdd' && expression.function !== 'dateTruncate') return undefined;
  const [time, amount, unit] = expression.arguments;
  const start = time && dateMaths(time, rounds);
  if (start === undefined || amount?.kind !== 'literal' || unit?.kind !== 'literal') return undefined;
  const letter = dateMathLetters[String(unit.value)];
  const count = Number(amount.value);
  if (letter === undefined) return undefined;
  if (expression.function === 'dateAdd') return shifted(start, `${count < 0 ? '' : '+'}${count}`, letter);
  return rounds && count === 1 ? `${start}/${letter}` : undefined;
}

/** So many units before the start of one is the start of the one so many before. */
function shifted(start: string, by: string, letter: string): string {
  return start === `now/${letter}` ? `now${by}${letter}/${letter}` : `${start}${by}${letter}`;
}

function isInstant(text: Value): boolean {
  return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d|$)/.test(String(text)) || /^now(?:[-+]|$)/.test(String(text));
}

/** A conversion to the type by which a comparison is made says nothing more. */
export function comparand(expression: Expression, as: Compares['as']): Expression {
  if (expression.kind !== 'coercion' || expression.base !== undefined) return expression;
  const isSame = expression.to === as || (as === 'string' && expression.to === 'string');
  return isSame && expression.operand.kind !== 'literal' ? comparand(expression.operand, as) : expression;
}
