import type { Equals, Expression, Leaf, Like, Pattern, Predicate } from '../ir/index.ts';

/** A predicate of which there is only one: equal predicates, wherever they stand, are the same node. */
export type Node =
  | { readonly kind: 'always'; readonly value: boolean }
  | { readonly kind: 'not'; readonly operand: Node }
  | Junction
  | LeafNode;

export interface Junction {
  readonly kind: 'and' | 'or';
  readonly id: number;
  readonly operands: readonly Node[];
  /** How many stand on it. */
  uses: number;
}

export interface LeafNode {
  readonly kind: 'leaf';
  readonly id: number;
  readonly leaf: Leaf;
  uses: number;
}

const yes: Node = { kind: 'always', value: true };
const no: Node = { kind: 'always', value: false };

/** A predicate to be done, or the operands that lie done to be put together. */
type Step =
  | Predicate
  | { readonly kind: 'gather'; readonly as: 'not' | 'and' | 'or'; readonly count: number };

/** The operands, those of operands of the same kind among them; last first, as a stack takes them. */
function flatOperands(junction: Extract<Predicate, { kind: 'and' | 'or' }>): readonly Predicate[] {
  const flat: Predicate[] = [];
  const waiting: Predicate[] = [junction];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (next.kind !== junction.kind) flat.push(next);
    else for (const operand of next.operands) waiting.push(operand);
  return flat;
}

/** Makes nodes of predicates: junctions flat and without repetition, constants and double negations gone. */
export class Interner {
  private readonly nodes = new Map<string, Junction | LeafNode>();
  private readonly negations = new Map<Node, Node>();

  /** Without recursion, so that depth is no limit. */
  intern(predicate: Predicate): Node {
    const done: Node[] = [];
    const waiting: Step[] = [predicate];
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (step.kind === 'gather') {
        const operands = done.splice(done.length - step.count);
        done.push(step.as === 'not' ? this.negate(operands[0] ?? yes) : this.join(step.as, operands));
      } else if (step.kind === 'not') {
        waiting.push({ kind: 'gather', as: 'not', count: 1 }, step.operand);
      } else if (step.kind === 'and' || step.kind === 'or') {
        const operands = flatOperands(step);
        waiting.push({ kind: 'gather', as: step.kind, count: operands.length });
        for (const operand of operands) waiting.push(operand);
      } else done.push(step.kind === 'always' ? (step.value ? yes : no) : this.leaf(step));
    }
    return done[0] ?? yes;
  }

  negate(operand: Node): Node {
    if (operand.kind === 'always') return operand.value ? no : yes;
    if (operand.kind === 'not') return operand.operand;
    const known = this.negations.get(operand);
    if (known) return known;
    const node: Node = { kind: 'not', operand };
    this.negations.set(operand, node);
    return node;
  }

  join(kind: 'and' | 'or', operands: readonly Node[]): Node {
    const distinct = new Set<Node>();
    for (const operand of operands) {
      if (operand.kind === kind) for (const inner of operand.operands) distinct.add(inner);
      else if (operand.kind !== 'always') distinct.add(operand);
      else if (operand.value === (kind === 'or')) return operand;
    }
    const [only] = distinct;
    if (only === undefined) return kind === 'and' ? yes : no;
    if (distinct.size === 1) return only;
    return this.junction(kind, [...distinct]);
  }

  private junction(kind: 'and' | 'or', operands: readonly Node[]): Node {
    const key = `${kind} ${operands.map(idOf).sort().join(' ')}`;
    const known = this.nodes.get(key);
    if (known) return known;
    const node: Junction = { kind, id: this.nodes.size, operands, uses: 0 };
    this.nodes.set(key, node);
    for (const operand of operands) countUse(operand);
    return node;
  }

  private leaf(leaf: Leaf): Node {
    const key = leafKey(leaf);
    const known = this.nodes.get(key);
    if (known) return known;
    const node: LeafNode = { kind: 'leaf', id: this.nodes.size, leaf, uses: 0 };
    this.nodes.set(key, node);
    return node;
  }
}

/** Tells that one more stands on a node. */
export function countUse(node: Node): void {
  if (node.kind === 'not') countUse(node.operand);
  else if (node.kind !== 'always') node.uses++;
}

function idOf(node: Node): string {
  return node.kind === 'always'
    ? String(node.value)
    : node.kind === 'not'
      ? `-${idOf(node.operand)}`
      : `+${node.id}`;
}

/** Equal keys: the same meaning. Only what evaluation looks at is in it. */
function leafKey(leaf: Leaf): string {
  if (leaf.kind === 'equals') return `= ${textLeafKey(leaf)} ${JSON.stringify(leaf.values)}`;
  if (leaf.kind === 'like') return `* ${textLeafKey(leaf)} ${leaf.patterns.map(patternKey).join(' ')}`;
  return JSON.stringify(leaf, withoutNotes);
}

function textLeafKey({ casing, quantifier, subject }: Equals | Like): string {
  return `${casing} ${quantifier} ${subjectKey(subject)}`;
}

function subjectKey(subject: Expression): string {
  return subject.kind === 'field' ? JSON.stringify(subject.name) : JSON.stringify(subject, withoutNotes);
}

function patternKey(pattern: Pattern): string {
  return pattern
    .map(part => (part.kind === 'text' ? JSON.stringify(part.text) : part.kind === 'anyRun' ? '*' : '?'))
    .join('');
}

const notes: ReadonlySet<string> = new Set([
  ...['origin', 'vendor', 'canonical', 'type', 'isTyped', 'optional', 'isOfPoint', 'keyOf', 'granted'],
]);

/** Infinity is not null to a repetition, so numbers that JSON lacks are said in words. */
function withoutNotes(key: string, value: unknown): unknown {
  if (notes.has(key)) return undefined;
  return typeof value === 'number' && !Number.isFinite(value) ? `number ${value}` : value;
}
