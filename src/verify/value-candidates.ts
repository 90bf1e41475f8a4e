import type { Pattern } from '../ir/index.ts';
import { addressTexts } from './address-ranges.ts';
import type { ValueAtom } from './atom.ts';
import { inOtherCase } from './characters.ts';
import { numberTexts } from './number-ranges.ts';
import type { Piece } from './piece.ts';

/** How many ways of choosing a piece of each atom are tried. */
const ways = 6;
const mostCandidates = 300;

/**
 * Texts to try before any search, the most natural first: what the rule itself says, put together where several patterns are
 * asked for at once.
 */
export function* candidates(wanted: readonly ValueAtom[], pool: readonly ValueAtom[]): Generator<string> {
  const shown = new Set<string>();
  for (const text of unlimited(wanted, pool)) {
    if (shown.size >= mostCandidates) return;
    if (shown.has(text)) continue;
    shown.add(text);
    yield text;
  }
}

function* unlimited(wanted: readonly ValueAtom[], pool: readonly ValueAtom[]): Generator<string> {
  for (const atom of wanted) if (atom.kind !== 'text') yield* rangeTexts(atom);
  for (let way = 0; way < ways; way++) {
    const spelling = spellings[Math.max(0, way - ways + spellings.length)] ?? 'written';
    const chosen = wanted.flatMap(atom =>
      atom.kind === 'text' ? [atom.pieces[way % atom.pieces.length]] : [],
    );
    yield* together(
      chosen.filter(piece => piece !== undefined),
      spelling,
    );
  }
  for (const atom of wanted) yield* samples(atom);
  yield* plain;
  for (const atom of pool) yield* samples(atom);
}

/** How letters are written whose case does not matter; the last ways are in other cases than the rule's. */
type Spelling = 'written' | 'upper' | 'lower';
const spellings: readonly Spelling[] = ['written', 'upper', 'lower'];

const plain = ['other', '1', 'x', ''];

function* samples(atom: ValueAtom): Generator<string> {
  if (atom.kind !== 'text') yield* rangeTexts(atom);
  else for (const piece of atom.pieces.slice(0, 20)) yield* together([piece]);
}

function* rangeTexts(atom: Extract<ValueAtom, { kind: 'number' | 'address' }>): Generator<string> {
  const ranges = atom.kind === 'number' ? atom.ranges : [...atom.ranges].reverse();
  for (const range of ranges.slice(0, 4))
    yield* atom.kind === 'number' ? numberTexts(range) : addressTexts(range);
}

const joints = [' ', '', '\\', 'a'];

/** A text with the beginnings in front, the endings at the end, and the rest between. */
function* together(pieces: readonly Piece[], spelling: Spelling = 'written'): Generator<string> {
  for (const joint of joints) {
    const parts = pieces.map(piece => partsOf(piece, joint, spelling)).filter(part => part !== undefined);
    if (parts.length === 0) return;
    const front = longest(parts.map(({ front }) => front));
    const back = longest(parts.map(({ back }) => back));
    const middle = distinctParts(
      parts.flatMap(part => [part.front, ...part.middle, part.back]),
      front,
      back,
    );
    const whole = parts.find(({ whole }) => whole !== undefined)?.whole;
    if (whole !== undefined) yield whole;
    const text = [front, ...middle, back].filter(part => part !== '').join(joint);
    yield text;
    if (front === '') yield `a${joint}${text}`;
    if (back === '') yield `${text}${joint}a`;
  }
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

function distinctParts(texts: readonly string[], front: string, back: string): readonly string[] {
  const result: string[] = [];
  for (const text of texts)
    if (
      text !== '' &&
      !front.startsWith(text) &&
      !back.endsWith(text) &&
      !result.some(each => each.includes(text))
    )
      result.push(text);
  return result;
}

interface Parts {
  readonly front: string;
  readonly middle: readonly string[];
  readonly back: string;
  readonly whole: string | undefined;
}

/** Of a word or pattern; what else there is has no texts of its own. */
function partsOf(piece: Piece, joint: string, spelling: Spelling): Parts | undefined {
  const form = piece.form();
  const prefix = dress(piece);
  if (form.kind === 'word')
    return { front: '', middle: [], back: '', whole: prefix + spelt(form.written, form.folded, spelling) };
  if (form.kind !== 'pattern') return undefined;
  const texts = textsBetweenRuns(form.written).map(text => spelt(text, form.folded, spelling));
  if (texts.length === 1) return { front: '', middle: [], back: '', whole: prefix + (texts[0] ?? '') };
  const inner = texts.slice(1, -1).filter(text => text !== '');
  return {
    front: texts[0] === '' ? '' : prefix + (texts[0] ?? ''),
    middle: inner.length === 0 ? [] : [inner.join(joint)],
    back: texts.at(-1) ?? '',
    whole: undefined,
  };
}

function spelt(text: string, folded: boolean, spelling: Spelling): string {
  if (!folded || spelling === 'written') return text;
  return inOtherCase(text, each => (spelling === 'upper' ? each.toUpperCase() : each.toLowerCase()));
}

/** What a function takes away. */
function dress(piece: Piece): string {
  return piece.steps.some(step => step.name === 'extension') ? 'file.' : '';
}

function textsBetweenRuns(pattern: Pattern): readonly string[] {
  const texts = [''];
  for (const part of pattern)
    if (part.kind === 'anyRun') texts.push('');
    else texts[texts.length - 1] += part.kind === 'text' ? part.text : 'a';
  return texts;
}
