import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { anyPieceRegex, hasPieces, overlapsItself, restOf, type Separator } from './piece.ts';
import { frozen } from './text-test.ts';
import type { DerivedText, Guarded, PiecesValue } from './value.ts';

/** A piece of what `split` gave; beyond the last one IndexError is raised. */
export function pieceOf(context: Context, pieces: PiecesValue, index: number, at: Extent): Guarded {
  const { guards, formulas } = context;
  const count = index < 0 ? -index : index + 1;
  const value = pieceAt(context, pieces, index, at);
  if (count === 1) return value;
  const has = atLeast(context, pieces, count, at);
  if (has === formulas.false) return context.raise('IndexError');
  return guards.choose([
    { when: has, gives: value },
    { when: formulas.not(has), gives: context.raise('IndexError') },
  ]);
}

/** Where there is such a piece. */
export function pieceAt(context: Context, pieces: PiecesValue, index: number, at: Extent): Guarded {
  const { guards } = context;
  const problem = problemOf(pieces);
  if (problem !== undefined) return context.unsupported(problem, at);
  const { separator, once } = pieces;
  const plain = pieces.of.spelled === undefined ? pieces.of : frozen(pieces.of);
  const origin = [context.span(at)];
  if (once !== undefined && (index === 1 || index === -1 || index === 0 || index === -2))
    return guards.always(
      ofTwo(plain, separator, once, index === 1 || index === -1 ? 'last' : 'first', origin),
    );
  if (index === -1 && 'anyOf' in separator && [...separator.anyOf].sort().join('') === '/\\') {
    const subject = { kind: 'call', function: 'baseName', arguments: [plain.subject], origin } as const;
    return guards.always({ ...plain, subject });
  }
  if ('text' in separator && (index < -1 || (index !== 0 && overlapsItself(separator.text))))
    return context.unsupported('this piece of a text', at);
  return guards.always({ ...plain, piece: { separator, index } });
}

/** What a split with `maxsplit` of 1 gives: the pieces before and after the first, or the last separator. */
function ofTwo(
  text: DerivedText,
  separator: Separator,
  once: 'first' | 'last',
  which: 'first' | 'last',
  origin: Parameters<typeof restOf>[3],
): DerivedText {
  return which === once
    ? { ...text, piece: { separator, index: once === 'first' ? 0 : -1 } }
    : { ...text, subject: restOf(text.subject, separator, once, origin) };
}

/** Why the pieces are not known, or undefined. */
export function problemOf({ of, separator }: PiecesValue): string | undefined {
  const cut = 'text' in separator ? separator.text : separator.anyOf;
  return cut.toLowerCase() !== cut.toUpperCase() && of.letters !== 'exact'
    ? 'a text split by a letter after its case was changed'
    : undefined;
}

/** Whether there are so many pieces. */
export function atLeast(
  context: Context,
  { of, separator, once }: PiecesValue,
  count: number,
  at: Extent,
): Formula {
  const { formulas } = context;
  if (count <= 1) return formulas.true;
  if (once !== undefined && count > 2) return formulas.false;
  return formulas.leaf(hasPieces(of.subject, separator, count, [context.span(at)]), of.places);
}

/** Whether there are exactly so many. */
export function areSoMany(context: Context, pieces: PiecesValue, count: number, at: Extent): Guarded {
  const { formulas, guards } = context;
  const problem = problemOf(pieces);
  if (problem !== undefined) return context.unsupported(problem, at);
  if (count < 1 || !Number.isInteger(count)) return guards.constant(false);
  const more = formulas.not(atLeast(context, pieces, count + 1, at));
  return guards.truth(formulas.and([atLeast(context, pieces, count, at), more]));
}

/** `len(pieces) < bound` and its like. */
export function countedAgainst(
  context: Context,
  pieces: PiecesValue,
  operator: 'lt' | 'lte' | 'gt' | 'gte',
  bound: number,
  at: Extent,
): Guarded {
  const { formulas, guards } = context;
  const problem = problemOf(pieces);
  if (problem !== undefined) return context.unsupported(problem, at);
  const least = operator === 'gte' || operator === 'lt' ? Math.ceil(bound) : Math.floor(bound) + 1;
  if (least > mostPieces) return context.unsupported(`more than ${mostPieces} pieces of a text`, at);
  const has = atLeast(context, pieces, least, at);
  return guards.truth(operator === 'gte' || operator === 'gt' ? has : formulas.not(has));
}

/** What is asked for beyond is no rule's. */
const mostPieces = 100;

/** Whether one of the pieces is the text. */
export function isOnePiece(context: Context, pieces: PiecesValue, text: string, at: Extent): Guarded {
  const { formulas, guards } = context;
  const { of, separator, once } = pieces;
  const regex = 'anyOf' in separator ? anyPieceRegex(separator.anyOf, text) : undefined;
  if (regex === undefined || once !== undefined || of.letters !== 'exact' || of.spelled !== undefined)
    return context.unsupported('what is among the pieces of a text', at);
  const origin = [context.span(at)];
  return guards.truth(
    formulas.leaf({ kind: 'matches', subject: of.subject, regex, quantifier: 'any', origin }, of.places),
  );
}
