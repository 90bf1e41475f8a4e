import type { RegexNode } from '../regex/tree.ts';
import { and } from './build.ts';
import type { Analysed, Predicate } from './predicate.ts';

/** What separates the tokens of a script. */
const separator: RegexNode = {
  kind: 'class',
  ranges: [
    { from: 0x2d, to: 0x2d },
    { from: 0x30, to: 0x39 },
    { from: 0x41, to: 0x5a },
    { from: 0x5f, to: 0x5f },
    { from: 0x61, to: 0x7a },
  ],
  negated: true,
};

const gap: RegexNode = {
  kind: 'repeat',
  node: separator,
  minimum: 1,
  maximum: Number.POSITIVE_INFINITY,
  mode: 'greedy',
};

/** The same as a regex over the whole text, where an analyser cuts texts in a way that a regex can say; else undefined. */
export function wordsAsRegex(leaf: Analysed): Predicate | undefined {
  const { analyser, tokens, mode } = leaf;
  if (analyser === undefined || tokens.length === 0 || mode === 'pattern') return undefined;
  if (mode === 'all')
    return and(
      tokens.map(token => matching(leaf, literal(token), false)),
      leaf.origin,
    );
  const words = tokens.map(literal);
  const [first] = words;
  if (words.length === 1 && first !== undefined) return matching(leaf, first, mode === 'phrasePrefix');
  const node: RegexNode =
    mode === 'any'
      ? { kind: 'alternation', options: words }
      : { kind: 'sequence', items: words.flatMap((word, at) => (at === 0 ? [word] : [gap, word])) };
  return matching(leaf, node, mode === 'phrasePrefix');
}

function literal(text: string): RegexNode {
  return { kind: 'literal', text };
}

function matching({ subject, origin }: Analysed, node: RegexNode, isOpen: boolean): Predicate {
  const behind: RegexNode = {
    kind: 'alternation',
    options: [{ kind: 'anchor', at: 'textStart' }, separator],
  };
  const ahead: RegexNode = { kind: 'alternation', options: [{ kind: 'anchor', at: 'textEnd' }, separator] };
  return {
    kind: 'matches',
    subject,
    regex: {
      node: { kind: 'sequence', items: [behind, node, ...(isOpen ? [] : [ahead])] },
      anchoring: 'search',
      flags: { ignoreCase: true, multiline: false, dotAll: false },
    },
    quantifier: 'any',
    origin,
  };
}
