import type { Matches } from '../../src/ir/index.ts';

type Regex = Matches['regex'];
type RegexNode = Regex['node'];

/** Not part of a word: where an analysed text is cut. */
const wordCharacters = [
  { from: 0x30, to: 0x39 },
  { from: 0x41, to: 0x5a },
  { from: 0x5f, to: 0x5f },
  { from: 0x61, to: 0x7a },
];

function gapOf(minimum: number): RegexNode {
  const node: RegexNode = { kind: 'class', ranges: wordCharacters, negated: true };
  return { kind: 'repeat', node, minimum, maximum: Number.POSITIVE_INFINITY, mode: 'greedy' };
}

/**
 * Letters of Asia, which are words wherever they stand, beside Latin letters too
 * (https://www.unicode.org/reports/tr29/#Word_Boundaries).
 */
const partsAlone = /[\u0e00-\uffff]/;

/** Tokens, one after another, with no letter or digit right before the first; and none right after the last unless `isOpen`. */
export function tokensRegex(tokens: readonly string[], isOpen: boolean): Regex {
  const words = tokens.flatMap((token, index): RegexNode[] => [
    ...(index === 0 ? [] : [gapOf(partsAlone.test(tokens[index - 1] + token) ? 0 : 1)]),
    { kind: 'literal', text: token },
  ]);
  const before = partsAlone.test(tokens[0] ?? '') ? [] : [edge('behind')];
  const after = isOpen || partsAlone.test(tokens.at(-1) ?? '') ? [] : [edge('ahead')];
  return {
    node: { kind: 'sequence', items: [...before, ...words, ...after] },
    anchoring: 'search',
    flags: { ignoreCase: true, multiline: false, dotAll: false },
  };
}

function edge(direction: 'ahead' | 'behind'): RegexNode {
  return {
    kind: 'look',
    node: { kind: 'class', ranges: wordCharacters, negated: false },
    direction,
    negated: true,
  };
}

/** Whether a regex asks where its text begins or ends. */
export function hasAnchors(regex: Regex): boolean {
  return regex.anchoring !== 'search' || asksForEdges(regex.node);
}

function asksForEdges(node: RegexNode): boolean {
  switch (node.kind) {
    case 'anchor':
      return node.at !== 'wordBoundary' && node.at !== 'notWordBoundary';
    case 'look':
      return true;
    case 'sequence':
      return node.items.some(asksForEdges);
    case 'alternation':
      return node.options.some(asksForEdges);
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'flagged':
    case 'complement':
      return asksForEdges(node.node);
    case 'intersection':
      return node.nodes.some(asksForEdges);
    default:
      return false;
  }
}
