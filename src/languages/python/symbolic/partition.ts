import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import type { Separator } from './piece.ts';
import { atLeast, pieceAt, problemOf } from './pieces.ts';
import { wholeText } from './text-test.ts';
import { type DerivedText, type Guarded, type PiecesValue, textValue, type Value } from './value.ts';

/**
 * `text.partition(separator)`: what stands before the first separator, itself, and what comes after; without one the text, and twice
 * nothing. `rpartition` looks for the last one, and gives nothing twice before the text
 * (https://docs.python.org/3/library/stdtypes.html#str.partition).
 */
export function partition(
  context: Context,
  text: Extract<Value, { kind: 'text' }> | DerivedText,
  [separator]: readonly Value[],
  once: 'first' | 'last',
  at: Extent,
): Guarded {
  if (separator?.kind !== 'text') return context.unsupported('a partition at what is no constant', at);
  if (separator.text === '') return context.raise('ValueError');
  return text.kind === 'text'
    ? ofConstant(context, text.text, separator.text, once)
    : ofText(context, text, separator, once, at);
}

function ofText(
  context: Context,
  text: DerivedText,
  separator: Extract<Value, { kind: 'text' }>,
  once: 'first' | 'last',
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  const cut: Separator =
    [...separator.text].length === 1 ? { anyOf: separator.text } : { text: separator.text };
  const pieces: PiecesValue = { kind: 'pieces', of: wholeText(text), separator: cut, once };
  const problem = problemOf(pieces);
  if (problem !== undefined) return context.unsupported(problem, at);
  const has = atLeast(context, pieces, 2, at);
  const nothing = guards.always(textValue(''));
  const where = (then: Guarded, otherwise: Guarded) =>
    guards.choose([
      { when: has, gives: then },
      { when: formulas.not(has), gives: otherwise },
    ]);
  const [before, after] = [pieceAt(context, pieces, 0, at), pieceAt(context, pieces, 1, at)];
  const middle = where(guards.always(separator), nothing);
  const items =
    once === 'first' ? [before, middle, where(after, nothing)] : [where(before, nothing), middle, after];
  return guards.always({ kind: 'collection', type: 'tuple', items });
}

function ofConstant(context: Context, text: string, separator: string, once: 'first' | 'last'): Guarded {
  const place = once === 'first' ? text.indexOf(separator) : text.lastIndexOf(separator);
  const missing = once === 'first' ? [text, '', ''] : ['', '', text];
  const parts = place < 0 ? missing : [text.slice(0, place), separator, text.slice(place + separator.length)];
  const items = parts.map(part => context.guards.always(textValue(part)));
  return context.guards.always({ kind: 'collection', type: 'tuple', items });
}
