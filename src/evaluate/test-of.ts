import type { Leaf } from '../ir/index.ts';
import type { Junction, LeafNode, Node } from './interner.ts';
import type { Scope, Test } from './scope.ts';

type CompileLeaf = (leaf: Leaf, scope: Scope) => Test;

/** The test of a node. What several stand on is run once an event; cheap operands run first, which no meaning depends on. */
export function testOf(
  node: Node,
  scope: Scope,
  compileLeaf: CompileLeaf,
  made = new Map<Node, Test>(),
): Test {
  const known = made.get(node);
  if (known) return known;
  const test = makeTest(node, scope, compileLeaf, made);
  made.set(node, test);
  return test;
}

function makeTest(node: Node, scope: Scope, compileLeaf: CompileLeaf, made: Map<Node, Test>): Test {
  switch (node.kind) {
    case 'always':
      return node.value ? () => true : () => false;
    case 'not': {
      const test = testOf(node.operand, scope, compileLeaf, made);
      return view => !test(view);
    }
    case 'leaf':
      return remembered(node, compileLeaf(node.leaf, scope), scope);
    default: {
      const operands = [...node.operands].sort((left, right) => cost(left) - cost(right));
      const tests = operands.map(operand => testOf(operand, scope, compileLeaf, made));
      return remembered(node, joined(node.kind, tests), scope);
    }
  }
}

function joined(kind: 'and' | 'or', tests: readonly Test[]): Test {
  const decides = kind === 'or';
  return view => {
    for (const test of tests) if (test(view) === decides) return decides;
    return !decides;
  };
}

function remembered(node: Junction | LeafNode, test: Test, scope: Scope): Test {
  if (node.uses < 2) return test;
  const cell = scope.fields.cells++;
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
