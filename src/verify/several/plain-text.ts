import { compilePattern } from '../../evaluate/wildcard.ts';
import {
  type Expression,
  field,
  fieldsOf,
  type Leaf,
  type Measure,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Pattern,
  printExpression,
  printPredicate,
  subjects,
} from '../../ir/index.ts';
import { wholeBound } from '../whole-bound.ts';
import { decided, plainArithmetic, plainCall, plainChoice } from './plain-choices.ts';

/** An expression by the names that are written; what a field map knows of them is not part of a query. */
export function plainText(expression: Expression): string {
  return printExpression(mapFields(expression, ({ name, vendor }) => field(name, vendor)));
}

export function byText(one: Expression, other: Expression): number {
  return plainText(one) < plainText(other) ? -1 : 1;
}

/** What a measure is, whatever it is called. */
export function measureText({ function: name, of, where, percentile, top, orderedBy }: Measure): string {
  const parts = [name, ...of.map(plainText), String(percentile ?? '')];
  const order = [
    ...(top === undefined ? [] : [`${top.count} ${top.descending ? 'greatest' : 'least'}`]),
    ...(orderedBy === undefined ? [] : [`by ${plainText(orderedBy)}`]),
  ];
  return [...parts, ...order, where === undefined ? '' : printPredicate(where)].join(' ');
}

export function covers(pattern: Pattern, name: string): boolean {
  return compilePattern(pattern)(name);
}

/** Measures that are one number, or one value. */
export const reckoned: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'sum', 'average', 'minimum', 'maximum', 'median', 'percentile'] as const),
  ...(['standardDeviation', 'sampleDeviation', 'medianAbsoluteDeviation'] as const),
]);

/** Whether a column of a plain pipeline holds the values of several events. */
export function isSeveral(name: string): boolean {
  return /^(?:measure \d+ \d+ (?:values|first|last|top)|joined \d+) /.test(name);
}

/** Of a column of a plain pipeline that is a count. */
export function wholeBoundOf(leaf: Leaf): Leaf {
  if (leaf.kind !== 'compares' || leaf.left.kind !== 'field') return leaf;
  return /^measure \d+ \d+ (?:count|countDistinct) /.test(leaf.left.name) ? wholeBound(leaf) : leaf;
}

type IsSingle = (name: string) => boolean;

/** Of one value it is all the same whether any, all or a single one of them is asked for. */
export function ofSingle(written: Leaf, isSingle: IsSingle): Leaf {
  const leaf = mapSubjects(inSeconds(written), each => ofOneValue(each, isSingle));
  if (!('quantifier' in leaf) || leaf.quantifier === 'any') return leaf;
  const names = subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name));
  return names.length > 0 && names.every(isSingle) ? { ...leaf, quantifier: 'any' } : leaf;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `now-9m` is `now-540s`. */
function inSeconds(leaf: Leaf): Leaf {
  if (leaf.kind !== 'compares' || leaf.as !== 'time' || leaf.right.kind !== 'literal') return leaf;
  const [, amount, unit = ''] = /^now-(\d{1,9})([smhdw])$/.exec(String(leaf.right.value)) ?? [];
  const seconds = Number(amount) * (units[unit] ?? Number.NaN);
  return Number.isNaN(seconds) ? leaf : { ...leaf, right: { ...leaf.right, value: `now-${seconds}s` } };
}

/** What a call makes of several values says nothing where there is but one. */
export function ofOneValue(expression: Expression, isSingle: IsSingle): Expression {
  const inner = (each: Expression): Expression => ofOneValue(each, isSingle);
  switch (expression.kind) {
    case 'call': {
      const { several, ...call } = expression;
      const kept = several === undefined || isOfOne(expression, isSingle) ? {} : { several };
      return plainCall({ ...call, ...kept, arguments: call.arguments.map(inner) });
    }
    case 'arithmetic': {
      const { several, ...rest } = expression;
      const kept = several === undefined || isOfOne(expression, isSingle) ? {} : { several };
      return plainArithmetic({
        ...rest,
        ...kept,
        left: inner(expression.left),
        right: inner(expression.right),
      });
    }
    case 'coercion':
    case 'valueCount':
      return { ...expression, operand: inner(expression.operand) };
    case 'choice':
      return plainChoice({
        ...expression,
        branches: expression.branches.map(({ when, value }) => ({
          when: mapLeaves(when, leaf => decided(ofSingle(leaf, isSingle))),
          value: inner(value),
        })),
        otherwise: expression.otherwise && inner(expression.otherwise),
      });
    default:
      return expression;
  }
}

function isOfOne(expression: Expression, isSingle: IsSingle): boolean {
  return fieldsOf(expression).every(({ name }) => isSingle(name));
}

export function withoutCondition({ where: _where, ...rest }: Measure): Measure {
  return rest;
}

/** What a proof could not decide, as people read it: it names expressions and conditions by their data. */
export function inWords(detail: string): string {
  const at = detail.indexOf('{"kind"');
  if (at < 0) return detail;
  try {
    const node: unknown = JSON.parse(detail.slice(at), (_key, value: unknown) => withOrigin(value));
    const isLeaf = typeof node === 'object' && node !== null && ('quantifier' in node || 'casing' in node);
    return isLeaf ? printPredicate(node as Leaf) : printExpression(node as Expression);
  } catch {
    return 'a condition that is not decided';
  }
}

function withOrigin(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? { ...value, origin: [] } : value;
}
