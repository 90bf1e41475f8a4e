import type { CharacterRange, Pattern, Regex, RegexNode } from '../../ir/index.ts';

/**
 * Characters at which Splunk parts raw text into the terms that searches look up; the second list parts terms further.
 * https://docs.splunk.com/Documentation/Splunk/9.4.0/Admin/Segmentersconf
 */
const major = '[]<>(){}|!;,\'"*\n\r \t&?+';
const minor = '/:=@.-$#%\\_';

export type Boundary = 'major' | 'any';

const sets: Readonly<Record<Boundary, string>> = { major, any: major + minor };

/** The text stands in raw text as terms of its own: at each end that is no wildcard, next to a breaker or to nothing. */
export function termRegex(parts: Pattern, boundary: Boundary, ignoreCase: boolean): Regex {
  const items: RegexNode[] = [];
  if (isBound(parts, 0, boundary)) items.push(edge('textStart', boundary));
  for (const part of parts)
    items.push(part.kind === 'text' ? { kind: 'literal', text: part.text } : anything);
  if (isBound(parts, parts.length - 1, boundary)) items.push(edge('textEnd', boundary));
  return {
    node: { kind: 'sequence', items },
    anchoring: 'search',
    flags: { ignoreCase, multiline: false, dotAll: true },
  };
}

/** Whether the end at `index` of the parts must stand next to a breaker: it is no wildcard, and no breaker itself. */
export function isBound(parts: Pattern, index: number, boundary: Boundary): boolean {
  const part = parts[index];
  if (part?.kind !== 'text') return false;
  const character = index === 0 ? part.text.charAt(0) : part.text.charAt(part.text.length - 1);
  return !sets[boundary].includes(character);
}

const anything: RegexNode = {
  kind: 'repeat',
  node: { kind: 'any' },
  minimum: 0,
  maximum: Number.POSITIVE_INFINITY,
  mode: 'greedy',
};

function edge(at: 'textStart' | 'textEnd', boundary: Boundary): RegexNode {
  return {
    kind: 'alternation',
    options: [
      { kind: 'anchor', at },
      { kind: 'class', ranges: rangesOf(sets[boundary]), negated: false },
    ],
  };
}

function rangesOf(characters: string): readonly CharacterRange[] {
  const codes = [...characters].map(character => character.codePointAt(0) ?? 0).sort((a, b) => a - b);
  return codes.map(code => ({ from: code, to: code }));
}
