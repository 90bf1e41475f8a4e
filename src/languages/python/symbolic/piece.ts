import type { CharacterRange, Pattern, Regex, RegexNode } from '../../../ir/index.ts';

/**
 * A text whose piece between separators fits one of the patterns. Indices count from 0, negative ones from the end. Each character of
 * `separator` is one.
 */
export function pieceRegex(
  piece: { readonly separator: string; readonly index: number },
  patterns: readonly Pattern[],
  ignoreCase: boolean,
): Regex {
  const inside = repeat(notOneOf(piece.separator), 0);
  const options = patterns.flatMap(each => sequenceOf(each, piece.separator, inside) ?? []);
  return anchored(piece, { kind: 'alternation', options }, inside, ignoreCase);
}

/** Whether there are so many pieces that this one exists. */
export function hasPieceRegex(piece: { readonly separator: string; readonly index: number }): Regex {
  const inside = repeat(notOneOf(piece.separator), 0);
  return anchored(piece, inside, inside, false);
}

function anchored(
  { separator, index }: { readonly separator: string; readonly index: number },
  body: RegexNode,
  inside: RegexNode,
  ignoreCase: boolean,
): Regex {
  const cut: RegexNode = { kind: 'class', ranges: rangesOf(separator), negated: false };
  const start: RegexNode = { kind: 'anchor', at: 'textStart' };
  const end: RegexNode = { kind: 'anchor', at: 'textEnd' };
  const others = (items: readonly RegexNode[], count: number): RegexNode =>
    repeat({ kind: 'sequence', items }, count, count);
  const items =
    index < 0
      ? [either(start, cut), body, others([cut, inside], -index - 1), end]
      : [start, others([inside, cut], index), body, either(cut, end)];
  const node: RegexNode = { kind: 'sequence', items: items.filter(item => item.kind !== 'empty') };
  return { node, anchoring: 'search', flags: { ignoreCase, multiline: false, dotAll: true } };
}

function either(...options: readonly RegexNode[]): RegexNode {
  return { kind: 'alternation', options };
}

function repeat(node: RegexNode, minimum: number, maximum = Number.POSITIVE_INFINITY): RegexNode {
  if (maximum === 0) return { kind: 'empty' };
  return minimum === 1 && maximum === 1 ? node : { kind: 'repeat', node, minimum, maximum, mode: 'greedy' };
}

function notOneOf(separator: string): RegexNode {
  return { kind: 'class', ranges: rangesOf(separator), negated: true };
}

function rangesOf(separator: string): readonly CharacterRange[] {
  return [...separator].map(character => {
    const code = character.codePointAt(0) ?? 0;
    return { from: code, to: code };
  });
}

/** Undefined when the pattern needs the separator, which no piece holds. */
function sequenceOf(pattern: Pattern, separator: string, inside: RegexNode): RegexNode | undefined {
  const items: RegexNode[] = [];
  for (const part of pattern) {
    if (part.kind === 'text') {
      if ([...separator].some(character => part.text.includes(character))) return undefined;
      items.push({ kind: 'literal', text: part.text });
    } else items.push(part.kind === 'anyRun' ? inside : notOneOf(separator));
  }
  return items.length === 0 ? { kind: 'empty' } : { kind: 'sequence', items };
}
