import { alternation, classOf, literal, nothingNode, repeat, sequence } from './build.ts';
import { type CharacterSet, characterSet, onlyCharacter, singleton, union } from './character-set.ts';
import { isOneCharacter, mapChildren, some } from './measure.ts';
import type { Regex, RegexNode } from './tree.ts';

/**
 * The same regex with less in it: groups that nothing refers to opened, sequences and alternations flattened, single
 * characters of an alternation joined to a class, flags that change nothing taken away.
 */
export function simplifyRegex(regex: Regex): Regex {
  const keepsGroups = some(regex.node, ({ kind }) => kind === 'backReference');
  return { ...regex, node: simplify(regex.node, keepsGroups) };
}

function simplify(node: RegexNode, keepsGroups: boolean): RegexNode {
  const inner = mapChildren(node, child => simplify(child, keepsGroups));
  switch (inner.kind) {
    case 'sequence':
      return inner.items.some(({ kind }) => kind === 'nothing') ? nothingNode : sequence(inner.items);
    case 'alternation':
      return simplifyOptions(inner.options);
    case 'group':
      return keepsGroups ? inner : inner.node;
    case 'repeat':
      return simplifyRepeat(inner);
    case 'flagged':
      return hasNoFlags(inner.node) ? inner.node : inner;
    case 'class':
      return simplifyClass(inner.ranges, inner.negated);
    default:
      return inner;
  }
}

function simplifyRepeat(node: Extract<RegexNode, { kind: 'repeat' }>): RegexNode {
  if (node.maximum === 0) return { kind: 'empty' };
  return repeat(node.node, node.minimum, node.maximum, node.mode);
}

function simplifyClass(ranges: CharacterSet, negated: boolean): RegexNode {
  const set = characterSet(ranges);
  const only = onlyCharacter(set);
  return only !== undefined && !negated ? literal(String.fromCodePoint(only)) : classOf(set, negated);
}

/** Order matters to no test, save within atomic groups; there single characters change places without harm. */
function simplifyOptions(options: readonly RegexNode[]): RegexNode {
  const flat = alternation(options.filter(({ kind }) => kind !== 'nothing'));
  if (flat.kind !== 'alternation' || !flat.options.every(isPlainCharacter)) return flat;
  return classOf(union(...flat.options.map(characters)));
}

function isPlainCharacter(node: RegexNode): boolean {
  return isOneCharacter(node) && (node.kind === 'literal' || (node.kind === 'class' && !node.negated));
}

function characters(node: RegexNode): CharacterSet {
  if (node.kind === 'class') return characterSet(node.ranges);
  return node.kind === 'literal' ? singleton(node.text.codePointAt(0) ?? 0) : [];
}

/** Whether no flag has a say in a node. */
function hasNoFlags(node: RegexNode): boolean {
  return !some(node, ({ ...part }) => {
    if (part.kind === 'literal') return part.text.toLowerCase() !== part.text.toUpperCase();
    return (
      part.kind === 'any' || part.kind === 'class' || part.kind === 'anchor' || part.kind === 'backReference'
    );
  });
}
