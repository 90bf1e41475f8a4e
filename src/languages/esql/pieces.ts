import {
  anyRun,
  type Expression,
  equals,
  haveOneValue,
  type Leaf,
  like,
  type Pattern,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { constantTruth, joinTruths, leafTruth, type Truth } from './truth.ts';

/** The first or the last piece of a text, between what parts it. */
interface Piece {
  readonly whole: Expression;
  readonly delimiter: string;
  readonly isLast: boolean;
}

/**
 * Whether the first or the last piece of a text is one of some values, as what the text begins or ends with: other languages have no
 * lists of pieces. Undefined for other values.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/split
 */
export function pieceIsOneOf(
  value: Expression,
  wanted: readonly unknown[],
  origin: readonly Span[],
): Truth | undefined {
  const piece = pieceIn(value);
  if (piece === undefined) return undefined;
  const { whole, delimiter, isLast } = piece;
  const possible = wanted.flatMap(each =>
    typeof each === 'string' && !each.includes(delimiter) ? [each] : [],
  );
  if (possible.length === 0) {
    const [there] = haveOneValue([whole]);
    return { yes: constantTruth(false, origin).yes, no: there ?? constantTruth(true, origin).yes };
  }
  const patterns = possible.map((each): Pattern => {
    const text = isLast ? `${delimiter}${each}` : `${each}${delimiter}`;
    return isLast ? [anyRun, { kind: 'text', text }] : [{ kind: 'text', text }, anyRun];
  });
  const leaves: readonly Leaf[] = [
    equals(whole, possible, { quantifier: 'single', origin }),
    like(whole, patterns, { quantifier: 'single', origin }),
  ];
  return joinTruths(
    'or',
    leaves.map(leaf => leafTruth(leaf, [whole])),
    origin,
  );
}

function pieceIn(value: Expression): Piece | undefined {
  if (value.kind !== 'call' || (value.function !== 'mvFirst' && value.function !== 'mvLast'))
    return undefined;
  const [split] = value.arguments;
  if (split?.kind !== 'call' || split.function !== 'split') return undefined;
  const [whole, delimiter] = split.arguments;
  if (whole === undefined || delimiter?.kind !== 'literal' || typeof delimiter.value !== 'string')
    return undefined;
  if (delimiter.value.length !== 1) return undefined;
  return { whole, delimiter: delimiter.value, isLast: value.function === 'mvLast' };
}
