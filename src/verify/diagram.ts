/** A node of a reduced ordered decision diagram; 0 is false, 1 is true. Equal functions are equal nodes. */
export type DiagramNode = number;

export const never: DiagramNode = 0;
export const ever: DiagramNode = 1;

/** Thrown when a diagram grows beyond its limit; caught by the proof, which then knows nothing. */
export class DiagramTooLarge extends Error {}

/** One assumption of a path: a variable and the value that it takes. */
export interface Literal {
  readonly variable: number;
  readonly value: boolean;
}

const span = 2 ** 26;

/** Decision diagrams over variables 0, 1, 2 …, asked in that order (https://doi.org/10.1109/TC.1986.1676819). */
export class Diagram {
  private readonly variables: number[] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  private readonly low: DiagramNode[] = [never, ever];
  private readonly high: DiagramNode[] = [never, ever];
  private readonly unique: Map<number, DiagramNode>[] = [];
  private readonly conjunctions = new Map<number, DiagramNode>();
  private readonly negations = new Map<DiagramNode, DiagramNode>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = Math.min(limit, span);
  }

  get size(): number {
    return this.variables.length;
  }

  variable(index: number, value = true): DiagramNode {
    return value ? this.node(index, never, ever) : this.node(index, ever, never);
  }

  not(operand: DiagramNode): DiagramNode {
    if (operand < 2) return 1 - operand;
    const known = this.negations.get(operand);
    if (known !== undefined) return known;
    const result = this.node(
      this.variableOf(operand),
      this.not(this.low[operand] ?? never),
      this.not(this.high[operand] ?? never),
    );
    this.negations.set(operand, result);
    this.negations.set(result, operand);
    return result;
  }

  and(left: DiagramNode, right: DiagramNode): DiagramNode {
    if (left === never || right === never) return never;
    if (left === ever || left === right) return right;
    if (right === ever) return left;
    const [first, second] = left < right ? [left, right] : [right, left];
    const key = first * span + second;
    const known = this.conjunctions.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.variableOf(first), this.variableOf(second));
    if (this.conjunctions.size >= this.limit * 4) throw new DiagramTooLarge();
    const result = this.node(
      variable,
      this.and(this.branch(first, variable, false), this.branch(second, variable, false)),
      this.and(this.branch(first, variable, true), this.branch(second, variable, true)),
    );
    this.conjunctions.set(key, result);
    return result;
  }

  or(left: DiagramNode, right: DiagramNode): DiagramNode {
    return this.not(this.and(this.not(left), this.not(right)));
  }

  /** Of many operands: those with the last variables first, so that a chain of them grows by one node each. */
  all(operands: readonly DiagramNode[]): DiagramNode {
    const sorted = [...operands].sort((left, right) => this.variableOf(right) - this.variableOf(left));
    return sorted.reduce((joined, operand) => this.and(operand, joined), ever);
  }

  any(operands: readonly DiagramNode[]): DiagramNode {
    return this.not(this.all(operands.map(operand => this.not(operand))));
  }

  /** The way to true that assumes least: positive assumptions weigh what the caller says, negative ones next to nothing. */
  lightestPath(root: DiagramNode, weight: (variable: number) => number): readonly Literal[] | undefined {
    if (root === never) return undefined;
    const weights = new Map<DiagramNode, number>([
      [never, Number.POSITIVE_INFINITY],
      [ever, 0],
    ]);
    const weigh = (node: DiagramNode): number => {
      const known = weights.get(node);
      if (known !== undefined) return known;
      const low = weigh(this.low[node] ?? never) + 0.001;
      const result = Math.min(low, weigh(this.high[node] ?? never) + weight(this.variableOf(node)));
      weights.set(node, result);
      return result;
    };
    const path: Literal[] = [];
    for (let node = root; node !== ever; ) {
      const variable = this.variableOf(node);
      const value =
        weigh(this.low[node] ?? never) + 0.001 > weigh(this.high[node] ?? never) + weight(variable);
      path.push({ variable, value });
      node = this.branch(node, variable, value);
    }
    return path;
  }

  /** The variables that a function depends on. */
  support(root: DiagramNode): ReadonlySet<number> {
    const seen = new Set<DiagramNode>();
    const found = new Set<number>();
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node < 2 || seen.has(node)) continue;
      seen.add(node);
      found.add(this.variableOf(node));
      waiting.push(this.low[node] ?? never, this.high[node] ?? never);
    }
    return found;
  }

  private branch(node: DiagramNode, variable: number, value: boolean): DiagramNode {
    if (this.variableOf(node) !== variable) return node;
    return (value ? this.high[node] : this.low[node]) ?? never;
  }

  private variableOf(node: DiagramNode): number {
    return this.variables[node] ?? Number.POSITIVE_INFINITY;
  }

  private node(variable: number, low: DiagramNode, high: DiagramNode): DiagramNode {
    if (low === high) return low;
    let table = this.unique[variable];
    if (table === undefined) {
      table = new Map();
      this.unique[variable] = table;
    }
    const key = low * span + high;
    const known = table.get(key);
    if (known !== undefined) return known;
    if (this.variables.length >= this.limit) throw new DiagramTooLarge();
    const node = this.variables.push(variable) - 1;
    this.low.push(low);
    this.high.push(high);
    table.set(key, node);
    return node;
  }
}
