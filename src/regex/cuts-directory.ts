import type { Regex } from './tree.ts';

/** `^.*[\\/]` over all lines: all up to the last separator of a path. */
export function cutsDirectory({ node, flags }: Regex): boolean {
  if (node.kind !== 'sequence' || !flags.dotAll) return false;
  const [start, run, end, ...more] = node.items;
  return (
    more.length === 0 &&
    start?.kind === 'anchor' &&
    (start.at === 'lineStart' || start.at === 'textStart') &&
    !flags.multiline &&
    run?.kind === 'repeat' &&
    run.node.kind === 'any' &&
    run.minimum === 0 &&
    run.maximum === Number.POSITIVE_INFINITY &&
    run.mode === 'greedy' &&
    end?.kind === 'class' &&
    !end.negated &&
    end.ranges.map(({ from, to }) => `${from}-${to}`).join() === '47-47,92-92'
  );
}
