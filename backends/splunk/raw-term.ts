import { type Keyword, type PatternPart, type RegexNode, text } from '../../src/ir/index.ts';
import { isSearchable, quoteSearchPattern } from './quoting.ts';

const anyRun = { kind: 'anyRun' } as const;

/**
 * A keyword that is looked for as a term, between characters that part the raw text: how search writes it. Undefined of other regexes.
 * TERM() takes what stands between major breakers, CASE() looks at the case.
 * https://docs.splunk.com/Documentation/Splunk/9.0.10/Search/UseCASEandTERMtomatchphrases
 */
export function rawTerm({ regex, patterns }: Keyword): string | undefined {
  if (regex === undefined || patterns.length > 0 || regex.anchoring !== 'search') return undefined;
  const items = regex.node.kind === 'sequence' ? [...regex.node.items] : [];
  const [leading, trailing] = [edgeOf(items[0], 'textStart'), edgeOf(items.at(-1), 'textEnd')];
  const isMajor = !(leading ?? trailing)?.includes('/');
  if (leading === undefined && trailing === undefined) return undefined;
  const inner = items.slice(leading === undefined ? 0 : 1, trailing === undefined ? undefined : -1);
  const parts = inner.map(partOf).filter(part => part !== undefined);
  if (parts.length < inner.length || !parts.every(isWritten)) return undefined;
  if (!isOpen(parts[0], leading) || !isOpen(parts.at(-1), trailing)) return undefined;
  if (isMajor || !regex.flags.ignoreCase) {
    if (isMajor && !regex.flags.ignoreCase) return undefined;
    const written = parts.map(part => (part.kind === 'text' ? part.text : '*')).join('');
    return /^[\w.:/@#$%*-]+$/.test(written) ? `${isMajor ? 'TERM' : 'CASE'}(${written})` : undefined;
  }
  return quoteSearchPattern(parts);
}

function isWritten(part: PatternPart): boolean {
  return part.kind === 'anyRun' || (part.kind === 'text' && isSearchable(part.text));
}

/** Where no edge is asked for, a wildcard stands there, or what parts terms itself. */
function isOpen(part: PatternPart | undefined, edge: string | undefined): boolean {
  return edge !== undefined || part?.kind !== 'text' || !/^[\p{L}\p{N}]*$/u.test(part.text);
}

function partOf(node: RegexNode): PatternPart | undefined {
  if (node.kind === 'literal') return text(node.text);
  const isRun = node.kind === 'repeat' && node.node.kind === 'any' && node.minimum === 0;
  return isRun && node.maximum === Number.POSITIVE_INFINITY ? anyRun : undefined;
}

/** The characters that part terms, of "the beginning or the end of the text, or one of these". */
function edgeOf(node: RegexNode | undefined, at: 'textStart' | 'textEnd'): string | undefined {
  if (node?.kind !== 'alternation' || node.options.length !== 2) return undefined;
  const [anchor, breakers] = node.options;
  if (anchor?.kind !== 'anchor' || anchor.at !== at) return undefined;
  if (breakers?.kind !== 'class' || breakers.negated) return undefined;
  return breakers.ranges.map(({ from }) => String.fromCodePoint(from)).join('');
}
