import { foldCase } from '../evaluate/values.ts';
import type { Pattern, PatternPart } from '../ir/index.ts';
import type { TextAtom } from './atom.ts';
import type { Piece } from './piece.ts';

/** Whether each piece of the narrow atom lies in one of the wide atom's: what can be seen without automata. */
export function coversPieces(wide: TextAtom, narrow: TextAtom): boolean {
  const keys = new Set(wide.pieces.map(({ key }) => key));
  return narrow.pieces.every(
    piece => keys.has(piece.key) || wide.pieces.some(each => coversPiece(each, piece)),
  );
}

function coversPiece(wide: Piece, narrow: Piece): boolean {
  if (wide.steps.length > 0 || narrow.steps.length > 0) return false;
  const [outer, inner] = [wildcardsOf(wide), wildcardsOf(narrow)];
  if (outer === undefined || inner === undefined || (inner.folded && !outer.folded)) return false;
  return fits(outer.signs, outer.folded && !inner.folded ? inner.foldedSigns() : inner.signs);
}

interface Wildcards {
  readonly folded: boolean;
  readonly signs: readonly Sign[];
  readonly foldedSigns: () => readonly Sign[];
}

/** Each piece is held against many. */
const known = new WeakMap<Piece, { readonly wildcards: Wildcards | undefined }>();

function wildcardsOf(piece: Piece): Wildcards | undefined {
  let entry = known.get(piece);
  if (entry === undefined) {
    entry = { wildcards: readWildcards(piece) };
    known.set(piece, entry);
  }
  return entry.wildcards;
}

function readWildcards(piece: Piece): Wildcards | undefined {
  const form = piece.form();
  if (form.kind !== 'pattern' && form.kind !== 'word') return undefined;
  const parts: Pattern = form.kind === 'pattern' ? form.pattern : [{ kind: 'text', text: form.text }];
  let folded: readonly Sign[] | undefined;
  return {
    folded: form.folded,
    signs: parts.flatMap(part => signs(part, text => text)),
    foldedSigns: () => (folded ??= parts.flatMap(part => signs(part, foldCase))),
  };
}

const anyRun = Symbol('any run');
const anyOne = Symbol('any one');

/** A character, or a wildcard. */
type Sign = string | typeof anyRun | typeof anyOne;

function signs(part: PatternPart, fold: (text: string) => string): readonly Sign[] {
  if (part.kind === 'text') return [...fold(part.text)];
  return [part.kind === 'anyRun' ? anyRun : anyOne];
}

/** Whether a pattern takes another one as if it were a text: its runs take all, its single wildcards all but a run. */
function fits(pattern: readonly Sign[], text: readonly Sign[]): boolean {
  let at = 0;
  let retry: { readonly pattern: number; text: number } | undefined;
  for (let index = 0; index < text.length; ) {
    const sign = pattern[at];
    if (sign === anyRun) {
      retry = { pattern: ++at, text: index };
    } else if (sign !== undefined && takes(sign, text[index])) {
      at++;
      index++;
    } else if (retry !== undefined) {
      index = ++retry.text;
      at = retry.pattern;
    } else return false;
  }
  return pattern.slice(at).every(sign => sign === anyRun);
}

function takes(sign: Sign, other: Sign | undefined): boolean {
  return sign === anyOne ? other !== anyRun : sign === other;
}
