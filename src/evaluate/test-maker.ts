import type { Leaf } from '../ir/index.ts';
import type { Junction, LeafNode, Node } from './interner.ts';
import type { Scope, Test } from './scope.ts';

type CompileLeaf = (leaf: Leaf, scope: Scope) => Test;

/** Nodes at each multiple of this height are run before what stands on them, so that no test calls deeper than this. */
const stride = 500;

/**
 * Makes the tests of nodes. What several stand on is run once an event; cheap operands run first, which no meaning depends on.
 * Neither making nor running a test goes deeper into the stack the deeper the predicate is.
 */
export class TestMaker {
  private readonly scope: Scope;
  private readonly compileLeaf: CompileLeaf;
  private readonly made = new Map<Node, Test>();
  private readonly heights = new Map<Node, number>();

  constructor(scope: Scope, compileLeaf: CompileLeaf) {
    this.scope = scope;
    this.compileLeaf = compileLeaf;
  }

  testOf(node: Node): Test {
    for (const next of inOrder(node, this.made)) this.made.set(next, this.make(next));
    const test = this.made.get(node) ?? never;
    if (this.height(node) < stride) return test;
    const landings = inOrder(node, new Map())
      .filter(each => this.isLanding(each))
      .map(each => this.made.get(each) ?? never);
    return view => {
      for (const landing of landings) landing(view);
      return test(view);
    };
  }

  private height(node: Node): number {
    return this.heights.get(node) ?? 0;
  }

  private isLanding(node: Node): boolean {
    const height = this.height(node);
    return height > 0 && height % stride === 0 && (node.kind === 'and' || node.kind === 'or');
  }

  /** Its operands have been made. A negation is as high as what it negates. */
  private make(node: Node): Test {
    switch (node.kind) {
      case 'always':
        return node.value ? () => true : never;
      case 'not': {
        this.heights.set(node, this.height(node.operand));
        const test = this.made.get(node.operand) ?? never;
        return view => !test(view);
      }
      case 'leaf':
        return this.remembered(node, this.compileLeaf(node.leaf, this.scope));
      default: {
        let height = 0;
        for (const operand of node.operands) height = Math.max(height, this.height(operand));
        this.heights.set(node, height + 1);
        const operands = [...node.operands].sort((left, right) => cost(left) - cost(right));
        const tests = operands.map(operand => this.made.get(operand) ?? never);
        return this.remembered(node, joined(node.kind, tests));
      }
    }
  }

  private remembered(node: Junction | LeafNode, test: Test): Test {
    return node.uses < 2 && !this.isLanding(node) ? test : rememberedIn(this.scope.fields.cells++, test);
  }
}

/** A node and all that it stands on, operands before what stands on them; without those that are known. */
function inOrder(node: Node, known: ReadonlyMap<Node, unknown>): readonly Node[] {
  const order = new Set<Node>();
  const isDone = (each: Node) => known.has(each) || order.has(each);
  const waiting: Node[] = [node];
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    const missing = isDone(next) ? [] : operandsOf(next).filter(operand => !isDone(operand));
    for (const operand of missing) waiting.push(operand);
    if (missing.length > 0) continue;
    if (!isDone(next)) order.add(next);
    waiting.pop();
  }
  return [...order];
}

const never: Test = () => false;

function operandsOf(node: Node): readonly Node[] {
  if (node.kind === 'not') return [node.operand];
  return node.kind === 'and' || node.kind === 'or' ? node.operands : [];
}

function joined(kind: 'and' | 'or', tests: readonly Test[]): Test {
  const decides = kind === 'or';
  return view => {
    for (const test of tests) if (test(view) === decides) return decides;
    return !decides;
  };
}

/** Runs once an event, and keeps the result in the view. */
function rememberedIn(cell: number, test: Test): Test {
  return view => {
    const { memo, generation } = view;
    const known = memo[cell];
    if (known === generation) return false;
    if (known === generation + 1) return true;
    const result = test(view);
    memo[cell] = result ? generation + 1 : generation;
    return result;
  };
}

const leafCosts: Readonly<Record<Leaf['kind'], number>> = {
  exists: 1,
  equals: 2,
  like: 3,
  inNetwork: 6,
  compares: 6,
  matches: 40,
  analysed: 60,
  element: 80,
  keyword: 200,
};

/** Of a junction only a glance: the order is a guess, and a sum would walk shared nodes again and again. */
function cost(node: Node): number {
  switch (node.kind) {
    case 'always':
      return 0;
    case 'not':
      return cost(node.operand);
    case 'leaf':
      return leafCosts[node.leaf.kind] + ('patterns' in node.leaf ? node.leaf.patterns.length : 0);
    default:
      return 10 * node.operands.length;
  }
}
