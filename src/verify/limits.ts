/** Beyond these a comparison ends as unknown. */
export interface Limits {
  /** Of one automaton. */
  readonly states: number;
  /** Of one search for a value. */
  readonly steps: number;
  /** Of a comparison, in steps: see `Budget`. */
  readonly work: number;
  /** Of a comparison: sets of values that the leaves tell apart. */
  readonly atoms: number;
  /** Of the decision diagram. */
  readonly nodes: number;
  /** Ways through the diagram that are tried. */
  readonly paths: number;
  /** Nesting of and, or, not and elements. */
  readonly depth: number;
}

export const usualLimits: Limits = {
  states: 2_500,
  steps: 100_000,
  work: 4_000_000,
  atoms: 2_000,
  nodes: 60_000,
  paths: 200,
  depth: 500,
};
