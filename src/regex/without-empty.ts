import { Automaton } from './automaton.ts';
import { alternation, nothingNode } from './build.ts';
import { coreOf } from './core-of.ts';
import { mapChildren, some } from './measure.ts';
import type { Regex, RegexNode } from './tree.ts';

/**
 * A regex without the intersections that no text is in, which a careless `&` in a Lucene pattern makes: dialects without
 * `&` can then say the rest.
 */
export function withoutEmpty(regex: Regex): Regex {
  if (!some(regex.node, ({ kind }) => kind === 'intersection')) return regex;
  return { ...regex, node: prune(regex.node, regex.flags) };
}

function prune(node: RegexNode, flags: Regex['flags']): RegexNode {
  if (node.kind === 'intersection' && new Automaton(coreOf({ node, flags }), 'whole').shortest() === false)
    return nothingNode;
  const inner = node.kind === 'flagged' ? { ...flags, ...node.flags } : flags;
  const pruned = mapChildren(node, child => prune(child, inner));
  if (pruned.kind === 'sequence' && pruned.items.some(isNothing)) return nothingNode;
  if (pruned.kind !== 'alternation') return pruned;
  const options = pruned.options.filter(option => !isNothing(option));
  return options.length === pruned.options.length ? pruned : alternation(options);
}

function isNothing({ kind }: RegexNode): boolean {
  return kind === 'nothing';
}
