import { caseVariants } from './case-folding.ts';
import { type CharacterSet, onlyCharacter } from './character-set.ts';
import type { Core } from './core.ts';
import { coreOf } from './core-of.ts';
import type { Regex } from './tree.ts';

/** Texts of which every match holds at least one. */
export interface RequiredLiterals {
  readonly literals: readonly string[];
  /** The literals are lower-case, and to be looked for in the lower-case form of the text. */
  readonly ignoreCase: boolean;
}

const optionLimit = 32;
const lengthLimit = 64;
const repeatLimit = 8;

/** What a text must hold to match at all, so that most texts need not be tried; undefined when nothing is sure. */
export function requiredLiterals(regex: Regex): RequiredLiterals | undefined {
  return literalsOf(coreOf(regex));
}

export function literalsOf(core: Core): RequiredLiterals | undefined {
  const found = scan(core);
  const best = better(found.best, found.exact);
  if (!best || shortest(best) < 1) return undefined;
  const ignoreCase = best.some(text => text.folded);
  const literals = [...new Set(best.map(({ text }) => (ignoreCase ? text.toLowerCase() : text)))];
  return { literals, ignoreCase };
}

interface Piece {
  readonly text: string;
  /** Whether a letter of it may be in either case. */
  readonly folded: boolean;
}

/** `exact`: all texts that a regex takes, when they are few; `best`: pieces of which one must be there. */
interface Scan {
  readonly exact: readonly Piece[] | undefined;
  readonly best: readonly Piece[] | undefined;
}

const emptyPiece: Piece = { text: '', folded: false };
const unknown: Scan = { exact: undefined, best: undefined };

function scan(core: Core): Scan {
  switch (core.kind) {
    case 'empty':
    case 'anchor':
    case 'look':
      return { exact: [emptyPiece], best: undefined };
    case 'set': {
      const exact = setPieces(core.set);
      return { exact, best: undefined };
    }
    case 'sequence':
      return scanSequence(core.items);
    case 'alternation':
      return scanOptions(core.options.map(scan));
    case 'capture':
    case 'atomic':
      return scan(core.body);
    case 'repeat':
      return scanRepeat(core.body, core.minimum, core.maximum);
    case 'intersection':
      return {
        exact: undefined,
        best: core.bodies
          .map(body => scan(body))
          .map(({ best, exact }) => better(best, exact))
          .reduce(better),
      };
    default:
      return unknown;
  }
}

/** Non-ASCII letters of either case are left out: the lower-case form of a text may hold them changed by their neighbours. */
function setPieces(set: CharacterSet): readonly Piece[] | undefined {
  const only = onlyCharacter(set);
  if (only !== undefined)
    return only > 0x7f ? undefined : [{ text: String.fromCodePoint(only), folded: false }];
  const first = set[0]?.from ?? 0;
  const count = set.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (count <= 3 && first <= 0x7f) {
    const variants = caseVariants(first);
    if (
      variants.length === count &&
      variants.every(code => set.some(({ from, to }) => from <= code && code <= to))
    )
      return [{ text: String.fromCodePoint(first).toLowerCase(), folded: true }];
  }
  if (count > 4 || (set.at(-1)?.to ?? 0) > 0x7f) return undefined;
  return set.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      text: String.fromCodePoint(from + index),
      folded: false,
    })),
  );
}

function scanSequence(items: readonly Core[]): Scan {
  let best: readonly Piece[] | undefined;
  let run: readonly Piece[] | undefined = [emptyPiece];
  let whole = true;
  for (const item of items) {
    const { exact, best: inside } = scan(item);
    best = better(best, inside);
    const joined: readonly Piece[] | undefined = run && exact && join(run, exact);
    if (!joined) {
      whole = false;
      best = better(best, run);
    }
    run = joined ?? exact ?? [emptyPiece];
  }
  return { exact: whole ? run : undefined, best: better(best, run) };
}

function join(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] | undefined {
  if (a.length * b.length > optionLimit) return undefined;
  if (Math.max(...a.map(({ text }) => text.length)) >= lengthLimit) return undefined;
  return a.flatMap(left =>
    b.map(right => ({ text: left.text + right.text, folded: left.folded || right.folded })),
  );
}

function scanOptions(options: readonly Scan[]): Scan {
  const exact: Piece[] = [];
  const best: Piece[] = [];
  let allExact = true;
  for (const option of options) {
    const required = better(option.best, option.exact);
    if (!required) return unknown;
    best.push(...required);
    if (option.exact) exact.push(...option.exact);
    else allExact = false;
  }
  if (best.length > optionLimit) return unknown;
  return { exact: allExact ? exact : undefined, best };
}

function scanRepeat(body: Core, minimum: number, maximum: number): Scan {
  if (minimum === 0) return unknown;
  const inner = scan(body);
  if (minimum !== maximum || minimum > repeatLimit || !inner.exact)
    return { exact: undefined, best: better(inner.best, inner.exact) };
  return scanSequence(Array.from({ length: minimum }, () => body));
}

/** The pieces that fewer texts will hold: the longer ones, then the fewer. */
function better(
  a: readonly Piece[] | undefined,
  b: readonly Piece[] | undefined,
): readonly Piece[] | undefined {
  if (!a || !b) return a ?? b;
  const difference = shortest(a) - shortest(b);
  if (difference !== 0) return difference > 0 ? a : b;
  return a.length <= b.length ? a : b;
}

function shortest(pieces: readonly Piece[]): number {
  return Math.min(...pieces.map(({ text }) => text.length));
}
