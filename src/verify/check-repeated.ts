import { type And, type Or, type Predicate, printPredicate } from '../ir/index.ts';
import { nodeKey } from './leaf-key.ts';

/** Parts that stand beside an equal one before them which is written elsewhere: a selection that a condition names twice is one. */
export function repeatedParts(predicate: Predicate): readonly Predicate[] {
  if (predicate.kind === 'not') return repeatedParts(predicate.operand);
  if (predicate.kind !== 'and' && predicate.kind !== 'or') return [];
  const first = new Map<string, string>();
  return operandsOf(predicate).flatMap(operand => {
    const key = nodeKey(operand);
    const place = placeOf(operand);
    const before = first.get(key);
    if (before === undefined) first.set(key, place);
    return before === undefined || before === place ? repeatedParts(operand) : [operand];
  });
}

function operandsOf(node: And | Or): readonly Predicate[] {
  return node.operands.flatMap(each => (each.kind === node.kind ? operandsOf(each) : [each]));
}

/** Where a part is written, with what it says: several parts may be read of one place. */
function placeOf(part: Predicate): string {
  const [own] = part.origin;
  if (own !== undefined) return `${own.file.path} ${own.start} ${own.end}`;
  if (part.kind === 'not') return placeOf(part.operand);
  if (part.kind === 'and' || part.kind === 'or') return part.operands.map(placeOf).join();
  return printPredicate(part);
}
