import {
  anyRun,
  type CharacterRange,
  type Leaf,
  like,
  type Pattern,
  pattern,
  type Regex,
  type RegexNode,
  type Expression as Subject,
  text as textPart,
} from '../../../ir/index.ts';

/** What parts a text: each of some characters, or a text of several. */
export type Separator = { readonly anyOf: string } | { readonly text: string };

/** Indices count from 0, negative ones from the end. */
export interface Piece {
  readonly separator: Separator;
  readonly index: number;
}

type Origin = Leaf['origin'];

/** A text whose piece between separators fits one of the patterns; undefined where a separator has several characters. */
export function pieceRegex(
  { separator, index }: Piece,
  patterns: readonly Pattern[],
  ignoreCase: boolean,
): Regex | undefined {
  if (!('anyOf' in separator)) return undefined;
  const inside = repeat(notOneOf(separator.anyOf), 0);
  const options = patterns.flatMap(each => sequenceOf(each, separator.anyOf, inside) ?? []);
  return anchored(separator.anyOf, index, { kind: 'alternation', options }, inside, ignoreCase);
}

/** Whether some piece is the text; undefined where a separator is in it. */
export function anyPieceRegex(separator: string, text: string): Regex | undefined {
  if ([...separator].some(character => text.includes(character))) return undefined;
  const cut: RegexNode = { kind: 'class', ranges: rangesOf(separator), negated: false };
  const ends = (['textStart', 'textEnd'] as const).map(at => either({ kind: 'anchor', at }, cut));
  const [before, after] = ends;
  if (before === undefined || after === undefined) return undefined;
  const body: RegexNode = text === '' ? { kind: 'empty' } : { kind: 'literal', text };
  const items = [before, body, after].filter(item => item.kind !== 'empty');
  return { node: { kind: 'sequence', items }, anchoring: 'search', flags: everyCharacter };
}

/** Whether there are so many pieces, which is two or more: one separator fewer. */
export function hasPieces(subject: Subject, separator: Separator, count: number, origin: Origin): Leaf {
  const cut = 'text' in separator ? separator.text : separator.anyOf;
  if ('text' in separator || [...cut].length === 1) {
    const parts = Array.from({ length: count - 1 }, () => [textPart(cut), anyRun]).flat();
    return like(subject, [pattern([anyRun, ...parts])], { origin });
  }
  const one: RegexNode = { kind: 'class', ranges: rangesOf(cut), negated: false };
  const others: RegexNode = { kind: 'sequence', items: [repeat(notOneOf(cut), 0), one] };
  const items = count === 2 ? [one] : [one, repeat(others, count - 2, count - 2)];
  const regex: Regex = { node: { kind: 'sequence', items }, anchoring: 'search', flags: everyCharacter };
  return { kind: 'matches', subject, regex, quantifier: 'any', origin };
}

const everyCharacter: Regex['flags'] = { ignoreCase: false, multiline: false, dotAll: true };

/** The piece itself: the text without what stands before and after it. Only of texts that have such a piece. */
export function pieceSubject(subject: Subject, { separator, index }: Piece, origin: Origin): Subject {
  const cut = writtenCut(separator);
  if (index === 0) return replaced(subject, `${cut}${all}*`, '', origin);
  if (index === -1) return replaced(subject, `^${all}*${cut}`, '', origin);
  if ('text' in separator)
    return replaced(subject, `^(?:${all}*?${cut}){${index}}(${all}*?)(?:${cut}${all}*)?\\z`, '$1', origin);
  const inside = `[^${members(separator.anyOf)}]*`;
  return index > 0
    ? replaced(subject, `^(?:${inside}${cut}){${index}}(${inside})${all}*`, '$1', origin)
    : replaced(subject, `^(?:${all}*${cut})?(${inside})(?:${cut}${inside}){${-index - 1}}\\z`, '$1', origin);
}

/** What stands after the first separator, or before the last one; the whole text where there is none. */
export function restOf(
  subject: Subject,
  separator: Separator,
  once: 'first' | 'last',
  origin: Origin,
): Subject {
  const cut = writtenCut(separator);
  return once === 'first'
    ? replaced(subject, `^${all}*?${cut}`, '', origin)
    : replaced(subject, `^(${all}*)${cut}${all}*`, '$1', origin);
}

function replaced(subject: Subject, regex: string, by: string, origin: Origin): Subject {
  const written = [regex, by].map(value => ({ kind: 'literal', value, origin: [] }) as const);
  return { kind: 'call', function: 'replaceRegex', arguments: [subject, ...written], origin };
}

const all = String.raw`[\s\S]`;

function writtenCut(separator: Separator): string {
  if ('text' in separator) return members(separator.text);
  const one = members(separator.anyOf);
  return [...separator.anyOf].length === 1 ? one : `[${one}]`;
}

/** Characters as a regex of Java writes any of them, in a class as well. */
function members(characters: string): string {
  return [...characters]
    .map(each => {
      if (/[\w /@:;,%=~"'!<>]/.test(each)) return each;
      return /[!-~]/.test(each) ? `\\${each}` : `\\x{${(each.codePointAt(0) ?? 0).toString(16)}}`;
    })
    .join('');
}

/** Whether a text ends as it begins, so that two of it may overlap. */
export function overlapsItself(text: string): boolean {
  const all = [...text];
  return all.some((_, at) => at > 0 && text.startsWith(all.slice(at).join('')));
}

function anchored(
  separator: string,
  index: number,
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
  return { node, anchoring: 'search', flags: { ...everyCharacter, ignoreCase } };
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
function sequenceOf(each: Pattern, separator: string, inside: RegexNode): RegexNode | undefined {
  const items: RegexNode[] = [];
  for (const part of each) {
    if (part.kind === 'text') {
      if ([...separator].some(character => part.text.includes(character))) return undefined;
      items.push({ kind: 'literal', text: part.text });
    } else items.push(part.kind === 'anyRun' ? inside : notOneOf(separator));
  }
  return items.length === 0 ? { kind: 'empty' } : { kind: 'sequence', items };
}
