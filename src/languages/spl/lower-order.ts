import { diagnose } from '../../diagnostics/index.ts';
import {
  always,
  and,
  type Compares,
  type Expression,
  exists,
  not,
  or,
  type Predicate,
  type Quantifier,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { ComparisonSign, SearchTerm } from './ast.ts';
import type { Context } from './context.ts';
import { decodeName } from './strings.ts';
import { decided, holdsOfCases, type Value } from './value.ts';

export type OrderSign = Exclude<ComparisonSign, '=' | '!='>;

export const orders: Readonly<Record<OrderSign, 'lt' | 'lte' | 'gt' | 'gte'>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};

/**
 * `<`, `<=`, `>` and `>=` of a search expression: numbers by size, anything else by text.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/search
 */
export function lowerOrder(field: Value, sign: OrderSign, term: SearchTerm, context: Context): Predicate {
  const origin = context.origin(term);
  const text = decodeName(term.image);
  return holdsOfCases(field, simple => {
    if (simple.kind !== 'plain') {
      context.report(diagnose('spl/not-a-text', {}, origin[0]));
      return always(false, origin);
    }
    const { expression } = simple;
    return decided(ordered(expression, sign, text, context, origin), expression);
  });
}

function ordered(
  subject: Expression,
  sign: OrderSign,
  text: string,
  context: Context,
  origin: readonly Span[],
): Predicate {
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
  const literal = (value: string | number) => ({ kind: 'literal', value, origin }) as const;
  const byText = comparison(subject, orders[sign], literal(text), 'string', 'any', origin);
  if (number === undefined) return { ...byText, casing: 'ignored' };
  const byNumber = comparison(subject, orders[sign], literal(number), 'number', 'any', origin);
  if (context.plainNumbers(subject)) return byNumber;
  const others = and([not(exists(asNumber(subject))), { ...byText, casing: 'ignored' }], origin);
  return or([byNumber, others], origin);
}

export function asNumber(operand: Expression): Expression {
  return { kind: 'coercion', to: 'number', operand, origin: operand.origin };
}

export function comparison(
  left: Expression,
  operator: Compares['operator'],
  right: Expression,
  as: Compares['as'],
  quantifier: Quantifier,
  origin: readonly Span[],
): Compares {
  return { kind: 'compares', left, operator, right, as, casing: 'exact', quantifier, origin };
}
