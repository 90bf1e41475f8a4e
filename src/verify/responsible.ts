import { compilePredicate, type EventData } from '../evaluate/index.ts';
import type { Leaf, Predicate } from '../ir/index.ts';
import { nodeKey } from './leaf-key.ts';
import { outerLeaves } from './read-predicate.ts';

/**
 * The leaves that decide each side's answer to events that they disagree on. Leaves that both sides have are named only when there
 * are no others.
 */
export function responsibleLeaves(
  source: Predicate,
  found: Predicate,
  events: readonly EventData[],
): readonly Leaf[] {
  const sides = [source, found].map(side => ({
    keys: new Set(outerLeaves(side).map(nodeKey)),
    deciding: distinct(events.flatMap(event => deciding(side, event))),
  }));
  const [first, second] = sides;
  if (first === undefined || second === undefined) return [];
  const own = [
    ...first.deciding.filter(leaf => !second.keys.has(nodeKey(leaf))),
    ...second.deciding.filter(leaf => !first.keys.has(nodeKey(leaf))),
  ];
  return own.length > 0 ? own : distinct([...first.deciding, ...second.deciding]);
}

function distinct(leaves: readonly Leaf[]): readonly Leaf[] {
  return [...new Map(leaves.map(leaf => [nodeKey(leaf), leaf])).values()];
}

/** The leaves without which the answer could be another: all operands of an `and` that holds, the false ones of one that does not. */
function deciding(predicate: Predicate, event: EventData): readonly Leaf[] {
  switch (predicate.kind) {
    case 'always':
      return [];
    case 'not':
      return deciding(predicate.operand, event);
    case 'and':
    case 'or': {
      const held = predicate.operands.map(operand => ({ operand, holds: compilePredicate(operand)(event) }));
      const wanted = predicate.kind === 'or';
      const telling = held.filter(({ holds }) => holds === wanted);
      return (telling.length > 0 ? telling : held).flatMap(({ operand }) => deciding(operand, event));
    }
    default:
      return [predicate];
  }
}
