import { allCharacters, type CharacterSet, characterSet, equalSets, onlyCharacter } from './character-set.ts';
import type { RegexAnchor, RegexNode } from './tree.ts';

export const emptyNode: RegexNode = { kind: 'empty' };
export const nothingNode: RegexNode = { kind: 'nothing' };

export function anchor(at: RegexAnchor): RegexNode {
  return { kind: 'anchor', at };
}

export function literal(text: string): RegexNode {
  return text === '' ? emptyNode : { kind: 'literal', text };
}

export function classOf(ranges: CharacterSet, negated = false): RegexNode {
  return { kind: 'class', ranges: characterSet(ranges), negated };
}

/** A class, or the literal when it has one character, or nothing when it has none. */
export function setNode(set: CharacterSet): RegexNode {
  const only = onlyCharacter(set);
  if (only !== undefined) return literal(String.fromCodePoint(only));
  return set.length === 0 ? nothingNode : classOf(set);
}

/** Adjacent literals joined, sequences within opened, empties dropped. */
export function sequence(items: readonly RegexNode[]): RegexNode {
  const result: RegexNode[] = [];
  for (const item of items.flatMap(part => (part.kind === 'sequence' ? part.items : [part]))) {
    const last = result.at(-1);
    if (item.kind === 'empty') continue;
    if (item.kind === 'literal' && last?.kind === 'literal')
      result[result.length - 1] = literal(last.text + item.text);
    else result.push(item);
  }
  const [first] = result;
  return first === undefined ? emptyNode : result.length === 1 ? first : { kind: 'sequence', items: result };
}

export function alternation(options: readonly RegexNode[]): RegexNode {
  const result = options.flatMap(option => (option.kind === 'alternation' ? option.options : [option]));
  const [first] = result;
  return first === undefined
    ? nothingNode
    : result.length === 1
      ? first
      : { kind: 'alternation', options: result };
}

export function repeat(
  node: RegexNode,
  minimum: number,
  maximum: number,
  mode: 'greedy' | 'lazy' | 'possessive' = 'greedy',
): RegexNode {
  if (node.kind === 'empty' || (minimum === 1 && maximum === 1)) return node;
  return { kind: 'repeat', node, minimum, maximum, mode };
}

/** Any run of characters, newlines too. */
export const anyRunNode: RegexNode = repeat(classOf(allCharacters), 0, Number.POSITIVE_INFINITY);

export function isAnyRun(node: RegexNode | undefined): boolean {
  return (
    node?.kind === 'repeat' &&
    node.minimum === 0 &&
    node.maximum === Number.POSITIVE_INFINITY &&
    node.mode !== 'possessive' &&
    isAnyCharacter(node.node)
  );
}

export function isAnyCharacter(node: RegexNode): boolean {
  return node.kind === 'class' && !node.negated && equalSets(node.ranges, allCharacters);
}
