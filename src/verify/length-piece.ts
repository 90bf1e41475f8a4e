import type { Compares, Expression, Quantifier, Value } from '../ir/index.ts';
import { type Core, coreAlternation, coreAny, coreRepeat } from '../regex/core.ts';
import { ordered } from './number-ranges.ts';
import { corePiece, type Piece } from './piece.ts';
import { holdsValue, unite } from './range-set.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Automata count in states. */
const longest = 500;

/** A comparison of a text's length as a language over the text; undefined when it is none, or of longer texts. */
export function lengthPiece(
  left: Expression,
  operator: Compares['operator'],
  values: readonly (Value | null)[],
  quantifier: Quantifier,
  isMultiValued: (field: string) => boolean,
): { readonly subject: Subject; readonly piece: Piece } | undefined {
  if (left.kind !== 'call' || left.function !== 'length') return undefined;
  const [operand] = left.arguments;
  if (operand === undefined || left.arguments.length !== 1) return undefined;
  if (values.some(value => Math.abs(Number(value)) > longest)) return undefined;
  const ranges = unite(values.flatMap(value => ordered(operator, value)));
  const subject = subjectOf(operand, isMultiValued);
  if (subject.multiValued && quantifier === 'single') return undefined;
  const allowed = (length: number) => holdsValue(ranges, length);
  const lengths = Array.from({ length: longest + 2 }, (_, length) => allowed(length));
  const key = `length ${runs(lengths)
    .map(([from, to]) => `${from}-${to}`)
    .join()}`;
  const core = coreAlternation(runs(lengths).map(([from, to]) => repeated(from, to)));
  const piece = corePiece(key, core, text => allowed([...text].length), subject.steps);
  return { subject, piece };
}

/** Runs of lengths that are allowed; what holds for the longest holds for all beyond. */
function runs(lengths: readonly boolean[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [length, allowed] of lengths.entries()) {
    if (!allowed) continue;
    const last = result.at(-1);
    const to = length === lengths.length - 1 ? Number.POSITIVE_INFINITY : length;
    if (last?.[1] === length - 1) last[1] = to;
    else result.push([length, to]);
  }
  return result;
}

function repeated(from: number, to: number): Core {
  return coreRepeat(coreAny, from, to);
}
