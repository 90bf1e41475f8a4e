import type { Predicate } from '../../../src/ir/index.ts';

/** Above this, the ways in which rules can be there are not gone through one by one. */
const mostRules = 10;

/** What a correlation asks of which of its rules have events: so many of them, or a condition over their names. */
export type Presence =
  | { readonly kind: 'all' }
  | { readonly kind: 'number'; readonly condition: Readonly<Record<string, number>> }
  | { readonly kind: 'expression'; readonly text: string; readonly growing: boolean };

/** Undefined when the condition asks for more than that: for numbers of events, or for measures. */
export function presenceOf(having: Predicate, inputs: readonly string[]): Presence | undefined {
  if (!asksForPresence(having, inputs)) return undefined;
  if (inputs.length > mostRules) return isAll(having, inputs) ? { kind: 'all' } : expression(having);
  const byNumber = numbersOf(having, inputs);
  if (byNumber === undefined) return expression(having);
  const least = byNumber.indexOf(true, 1);
  const most = byNumber.lastIndexOf(true);
  if (least === -1 || byNumber.slice(least, most).includes(false)) return expression(having);
  if (most < inputs.length)
    return { kind: 'number', condition: range(holdsOf(having, new Set()) ? 0 : least, most) };
  return least === inputs.length ? { kind: 'all' } : { kind: 'number', condition: { gte: least } };
}

function range(least: number, most: number): Readonly<Record<string, number>> {
  if (least === most) return { eq: least };
  return least === 0 ? { lte: most } : { gte: least, lte: most };
}

function expression(having: Predicate): Presence {
  return { kind: 'expression', text: written(having), growing: isGrowing(having) };
}

function asksForPresence(having: Predicate, inputs: readonly string[]): boolean {
  switch (having.kind) {
    case 'and':
    case 'or':
      return having.operands.every(each => asksForPresence(each, inputs));
    case 'not':
      return asksForPresence(having.operand, inputs);
    default: {
      const name = presentInput(having);
      return name !== undefined && inputs.includes(name);
    }
  }
}

/** `name >= 1`, or what a fold has made of it. */
function presentInput(leaf: Predicate): string | undefined {
  if (leaf.kind !== 'compares' || leaf.left.kind !== 'field' || leaf.right.kind !== 'literal')
    return undefined;
  const least = leaf.operator === 'gte' ? 1 : leaf.operator === 'gt' ? 0 : undefined;
  return leaf.right.value === least ? leaf.left.name : undefined;
}

function isAll(having: Predicate, inputs: readonly string[]): boolean {
  const operands = having.kind === 'and' ? having.operands : [having];
  const names = new Set(operands.map(presentInput));
  return names.size === inputs.length && !names.has(undefined);
}

/** Of each number of rules, whether the condition holds; undefined when it depends on which they are. */
function numbersOf(
  having: Predicate,
  inputs: readonly string[],
): readonly (boolean | undefined)[] | undefined {
  const found: (boolean | undefined)[] = [];
  for (let set = 1; set < 2 ** inputs.length; set++) {
    const there = new Set(inputs.filter((_, index) => (set >> index) % 2 === 1));
    const holds = holdsOf(having, there);
    if ((found[there.size] ?? holds) !== holds) return undefined;
    found[there.size] = holds;
  }
  return found;
}

function holdsOf(having: Predicate, there: ReadonlySet<string>): boolean {
  switch (having.kind) {
    case 'and':
      return having.operands.every(each => holdsOf(each, there));
    case 'or':
      return having.operands.some(each => holdsOf(each, there));
    case 'not':
      return !holdsOf(having.operand, there);
    default:
      return there.has(presentInput(having) ?? '');
  }
}

/** Whether more events can only make it come true. */
export function isGrowing(having: Predicate): boolean {
  switch (having.kind) {
    case 'and':
    case 'or':
      return having.operands.every(isGrowing);
    case 'not':
      return false;
    default:
      return true;
  }
}

/** Rules by their names, joined as pySigma reads them. */
function written(having: Predicate): string {
  switch (having.kind) {
    case 'and':
    case 'or':
      return having.operands
        .map(each => (each.kind === 'and' || each.kind === 'or' ? `(${written(each)})` : written(each)))
        .join(` ${having.kind} `);
    case 'not': {
      const { operand } = having;
      return `not ${operand.kind === 'and' || operand.kind === 'or' ? `(${written(operand)})` : written(operand)}`;
    }
    default:
      return presentInput(having) ?? '';
  }
}
