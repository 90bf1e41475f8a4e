import { type Predicate, parseNetwork } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { type Condition, nowhere, overValues, type Scope, Unread } from './value.ts';

type Between = Extract<Expression, { kind: 'between' }>;

/** An address between the ends of a network, by the parts of PARSE_IP. https://docs.snowflake.com/en/sql-reference/functions/parse_ip */
export function networkOf({ of, from, to }: Between, scope: Scope): Condition | undefined {
  const [address, start, end] = [of, from, to].map(addressPart);
  if (address === undefined || start === undefined || end === undefined) return undefined;
  const [subject, range] = [address.of, start.of];
  const isWhole = start.key === `${address.key}_range_start` && end.key === `${address.key}_range_end`;
  if (subject === undefined || range?.kind !== 'string' || !isWhole) throw new Unread('parts of an address');
  if (end.of?.kind !== 'string' || end.of.value !== range.value) throw new Unread('parts of two networks');
  const network = parseNetwork(range.value);
  const { expression, kind } = lowerValue(subject, scope);
  if (network === undefined || kind !== 'text') throw new Unread('parts of an address');
  const leaf: Predicate = {
    kind: 'inNetwork',
    subject: expression,
    networks: [network],
    quantifier: 'any',
    origin: nowhere,
  };
  return overValues(leaf, [{ kind: 'coercion', to: 'ip', operand: expression, origin: nowhere }]);
}

function addressPart(
  expression: Expression,
): { readonly of: Expression | undefined; readonly key: string } | undefined {
  const path = expression.kind === 'cast' ? expression.of : expression;
  if (path.kind !== 'path' || path.of.kind !== 'call' || path.of.name !== 'PARSE_IP') return undefined;
  return { of: path.of.arguments[0], key: path.keys.join('.') };
}
