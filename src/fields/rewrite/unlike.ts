import { anyRun, equals, type Leaf, like, type Predicate, text } from '../../ir/index.ts';
import { noFlags, type RegexNode } from '../../regex/index.ts';
import type { UnlikeView } from '../data-source.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

type Way = 'into' | 'out of';

/**
 * A leaf over a field whose values are written otherwise. Where the view's value is a whole that the other's is a part of, what is asked
 * to be within a text finds more there; on the way out of it, less.
 */
export function unlike(leaf: Leaf, named: Predicate, view: UnlikeView, way: Way): Rewriting {
  if (leaf.kind === 'exists') return exactly(named);
  const listed = view.codes
    ? ofCodes(leaf, named, way)
    : view.words
      ? ofWords(leaf, named, view, way)
      : undefined;
  if (listed !== undefined) return listed;
  const verdict = view.whole && asksWithin(leaf) ? (way === 'into' ? 'broader' : 'narrower') : 'different';
  return loosely(named, verdict, view.unlike);
}

/** What is within a word is within both; a word of the list stands between blanks of the text. */
function ofWords(leaf: Leaf, named: Predicate, view: UnlikeView, way: Way): Rewriting | undefined {
  const within = wordsWithin(leaf);
  if (within !== undefined) return exactly(named);
  const words = leaf.kind === 'equals' && leaf.quantifier !== 'all' ? leaf.values.map(String) : [];
  if (leaf.kind !== 'equals' || words.length === 0 || !words.every(isWord)) return undefined;
  if (way === 'into') return loosely(named, 'broader', view.unlike);
  if (!('subject' in named)) return undefined;
  const options = words.map((word): RegexNode => ({ kind: 'literal', text: word }));
  const node: RegexNode = {
    kind: 'sequence',
    items: [edge('lineStart'), { kind: 'alternation', options }, edge('lineEnd')],
  };
  const flags = { ...noFlags, ignoreCase: leaf.casing === 'ignored' };
  const { quantifier, origin } = leaf;
  const regex = { node, anchoring: 'search', flags } as const;
  return exactly({ kind: 'matches', subject: named.subject, regex, quantifier, origin });
}

/** Where a word of a text begins or ends. */
function edge(at: 'lineStart' | 'lineEnd'): RegexNode {
  const blank: RegexNode = {
    kind: 'class',
    ranges: [
      { from: 9, to: 13 },
      { from: 32, to: 32 },
    ],
    negated: false,
  };
  return { kind: 'alternation', options: [{ kind: 'anchor', at }, blank] };
}

/** Codes of one length, none of which is the beginning of another: `%%2089` within the text is 2089 in the list. */
function ofCodes(leaf: Leaf, named: Predicate, way: Way): Rewriting | undefined {
  if (!('subject' in leaf) || !('subject' in named)) return undefined;
  const { origin } = leaf;
  if (way === 'into') {
    const codes = wordsWithin(leaf)?.map(word => /^%%(\d{4})$/.exec(word)?.[1]);
    if (codes === undefined || !codes.every(code => code !== undefined)) return undefined;
    return exactly(equals(named.subject, codes, { quantifier: 'any', origin }));
  }
  if (leaf.kind !== 'equals' || leaf.quantifier === 'all') return undefined;
  const codes = leaf.values.map(String);
  if (!codes.every(code => /^\d{4}$/.test(code))) return undefined;
  return exactly(
    like(
      named.subject,
      codes.map(code => [anyRun, text(`%%${code}`), anyRun]),
      { casing: 'ignored', origin },
    ),
  );
}

/** The words that a leaf asks to be within the text, each without a blank. */
function wordsWithin(leaf: Leaf): readonly string[] | undefined {
  if (leaf.kind !== 'like' || leaf.quantifier === 'all' || !asksWithin(leaf)) return undefined;
  const words = leaf.patterns.map(([, word, , more]) =>
    more === undefined && word?.kind === 'text' ? word.text : '',
  );
  return words.every(isWord) ? words : undefined;
}

function isWord(word: string): boolean {
  return /^\S+$/.test(word);
}

function asksWithin(leaf: Leaf): boolean {
  if (leaf.kind === 'analysed') return true;
  return (
    leaf.kind === 'like' &&
    leaf.patterns.every(parts => parts[0]?.kind === 'anyRun' && parts.at(-1)?.kind === 'anyRun')
  );
}
