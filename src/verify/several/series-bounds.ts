import type { Expression, Leaf, Predicate } from '../../ir/index.ts';

/** What a condition lets a measure be. */
export interface Bound {
  readonly low: number;
  readonly high: number;
}

/** By the name of the measure. */
export type Bounds = ReadonlyMap<string, Bound>;

const mostWays = 4;

/** What conditions on measures ask of each, one for each of the ways in which they can hold. */
export function boundsOf(conditions: readonly Predicate[]): readonly Bounds[] {
  return both(conditions.map(each => waysOf(each, true))).map(togetherOf);
}

interface Literal {
  readonly leaf: Leaf;
  readonly positive: boolean;
}

type Way = readonly Literal[];

function waysOf(predicate: Predicate, positive: boolean): readonly Way[] {
  switch (predicate.kind) {
    case 'always':
      return predicate.value === positive ? [[]] : [];
    case 'not':
      return waysOf(predicate.operand, !positive);
    case 'and':
    case 'or': {
      const inner = predicate.operands.map(each => waysOf(each, positive));
      return (predicate.kind === 'and') === positive ? both(inner) : inner.flat().slice(0, mostWays);
    }
    default:
      return [[{ leaf: predicate, positive }]];
  }
}

function both(all: readonly (readonly Way[])[]): readonly Way[] {
  return all.reduce<readonly Way[]>(
    (ways, next) => ways.flatMap(way => next.map(each => [...way, ...each])).slice(0, mostWays),
    [[]],
  );
}

function togetherOf(way: Way): Bounds {
  const found = new Map<string, Bound>();
  for (const literal of way) {
    const own = boundOf(literal);
    if (own === undefined) continue;
    const { low, high } = found.get(own.name) ?? { low: 0, high: Number.POSITIVE_INFINITY };
    found.set(own.name, { low: Math.max(low, own.low), high: Math.min(high, own.high) });
  }
  return found;
}

const opposite = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const;

function boundOf({ leaf, positive }: Literal): (Bound & { readonly name: string }) | undefined {
  const endless = { low: 0, high: Number.POSITIVE_INFINITY };
  if (leaf.kind === 'exists') {
    const name = columnOf(leaf.subject);
    return name === undefined || !positive ? undefined : { ...endless, name, low: 1 };
  }
  if (leaf.kind === 'equals') {
    const name = columnOf(leaf.subject);
    const value = Number(leaf.values[0]);
    return name === undefined || !positive || Number.isNaN(value)
      ? undefined
      : { name, low: value, high: value };
  }
  if (leaf.kind !== 'compares' || leaf.right.kind !== 'literal') return undefined;
  const { operator, left, right } = leaf;
  const name = columnOf(left);
  const value = Number(right.value);
  if (name === undefined || right.value === null || Number.isNaN(value)) return undefined;
  switch (operator === 'eq' ? 'eq' : isOrder(operator) ? (positive ? operator : opposite[operator]) : '') {
    case 'eq':
      return positive ? { name, low: value, high: value } : undefined;
    case 'gt':
      return { ...endless, name, low: Math.floor(value) + 1 };
    case 'gte':
      return { ...endless, name, low: Math.ceil(value) };
    case 'lt':
      return { ...endless, name, high: Math.ceil(value) - 1 };
    case 'lte':
      return { ...endless, name, high: Math.floor(value) };
    default:
      return undefined;
  }
}

function isOrder(operator: string): operator is keyof typeof opposite {
  return operator in opposite;
}

/** A measure itself, or how many values it has. */
function columnOf(expression: Expression): string | undefined {
  if (expression.kind === 'field') return expression.name;
  if (expression.kind === 'valueCount') return columnOf(expression.operand);
  const [operand] =
    expression.kind === 'call' && /^mv(?:Dedupe|Sort)$/.test(expression.function) ? expression.arguments : [];
  return operand === undefined ? undefined : columnOf(operand);
}
