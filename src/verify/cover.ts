import { foldCase } from '../evaluate/values.ts';
import type { Pattern, PatternPart } from '../ir/index.ts';
import type { Core } from '../regex/core.ts';
import { literalsOf } from '../regex/literals.ts';
import { outlineOf } from '../regex/outline.ts';
import type { TextAtom } from './atom.ts';
import { isCaseless } from './characters.ts';
import { type Piece, patternPiece } from './piece.ts';

/** Whether each piece of the narrow atom lies in one of the wide atom's: what can be seen without automata. */
export function coversPieces(wide: TextAtom, narrow: TextAtom): boolean {
  const keys = new Set(wide.pieces.map(({ key }) => key));
  const covers = (piece: Piece): boolean =>
    keys.has(piece.key) || wide.pieces.some(each => coversPiece(each, piece));
  return narrow.pieces.every(
    piece => covers(piece) || outlinesOf(piece).some(each => each.length > 0 && each.every(covers)),
  );
}

const outlines = new WeakMap<Piece, readonly (readonly Piece[])[]>();

/** Patterns that every text of a regex fits one of, drawn in two ways: what prefilters are made of. */
function outlinesOf(piece: Piece): readonly (readonly Piece[])[] {
  const known = outlines.get(piece);
  if (known !== undefined) return known;
  const form = piece.steps.length === 0 ? piece.form() : undefined;
  const made = form?.kind === 'regex' ? [[outline(form.core)], aroundLiterals(form.core)] : [];
  outlines.set(piece, made);
  return made;
}

function outline(core: Core): Piece {
  const { parts, ignoreCase } = outlineOf(core);
  return patternPiece(parts, ignoreCase ? 'ignored' : 'exact', []);
}

function aroundLiterals(core: Core): readonly Piece[] {
  const { literals = [], ignoreCase = false } = literalsOf(core) ?? {};
  return literals.map(text =>
    patternPiece(
      [{ kind: 'anyRun' }, { kind: 'text', text }, { kind: 'anyRun' }],
      ignoreCase ? 'ignored' : 'exact',
      [],
    ),
  );
}

function coversPiece(wide: Piece, narrow: Piece): boolean {
  if (wide.steps.length > 0 || narrow.steps.length > 0) return false;
  const [outer, inner] = [wildcardsOf(wide), wildcardsOf(narrow)];
  if (outer === undefined || inner === undefined || (inner.folded && !outer.folded && !outer.caseless))
    return false;
  const text = outer.folded && !inner.folded ? inner.folds() : inner;
  // What stands together in the wide one must stand together in the narrow one, and mostly does not.
  return text.text.includes(outer.longest) && fits(outer.signs, text.signs);
}

interface Wildcards {
  readonly folded: boolean;
  /** No letter stands in it. */
  readonly caseless: boolean;
  readonly signs: readonly Sign[];
  /** The texts in it, one after the other. */
  readonly text: string;
  /** The longest text without a wildcard. */
  readonly longest: string;
  readonly folds: () => Pick<Wildcards, 'signs' | 'text'>;
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
  const texts = parts.map(part => (part.kind === 'text' ? part.text : ''));
  const inFold = (fold: (text: string) => string) => ({
    signs: parts.flatMap(part => signs(part, fold)),
    text: texts.map(fold).join(''),
  });
  let folds: Pick<Wildcards, 'signs' | 'text'> | undefined;
  return {
    folded: form.folded,
    caseless: parts.every(part => part.kind !== 'text' || isCaseless(part.text)),
    ...inFold(text => text),
    longest: texts.reduce((longest, text) => (text.length > longest.length ? text : longest), ''),
    folds: () => (folds ??= inFold(foldCase)),
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
