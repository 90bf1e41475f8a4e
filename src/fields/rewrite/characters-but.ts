import type { RegexNode } from '../../regex/index.ts';

/** Any number of characters, none of them among those. */
export function runWithout(characters: string): RegexNode {
  return {
    kind: 'repeat',
    node: oneBut(characters),
    minimum: 0,
    maximum: Number.POSITIVE_INFINITY,
    mode: 'greedy',
  };
}

/** One character that is none of those. */
export function oneBut(characters: string): RegexNode {
  return characters === '' ? { kind: 'any' } : { kind: 'class', ranges: rangesOf(characters), negated: true };
}

export function rangesOf(characters: string): readonly { readonly from: number; readonly to: number }[] {
  return [...characters].map(character => ({ from: character.charCodeAt(0), to: character.charCodeAt(0) }));
}
