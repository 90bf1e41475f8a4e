import { compilePatterns } from '../evaluate/leaf-like.ts';
import { foldCase } from '../evaluate/values.ts';
import { type Casing, type Pattern, pattern, plainText } from '../ir/index.ts';
import { absorbRuns } from '../regex/absorb.ts';
import { isRegular, setsOf, wholeCore } from '../regex/automaton.ts';
import { withoutCaptures } from '../regex/captures.ts';
import { type Core, someCore } from '../regex/core.ts';
import { coreKey } from '../regex/core-key.ts';
import { coreOf } from '../regex/core-of.ts';
import { compileRegex, type Regex, regexAsPatterns } from '../regex/index.ts';
import { relax } from '../regex/possessive.ts';
import { withoutAnchors } from '../regex/resolve-anchors.ts';
import { hasLeftOut, isAboutLeftOut, isCaseless } from './characters.ts';
import { lazily } from './lazily.ts';
import { nodeKey } from './leaf-key.ts';
import type { Step } from './step.ts';
import { through } from './subject.ts';

/** A language over the text of one value that a leaf names as a unit: a word, a pattern, a regex. */
export interface Piece {
  /** Equal keys are equal languages; the reverse is what automata are for. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** Made on first need, as is what `holds` runs: most comparisons end with equal keys. */
  readonly form: () => PieceForm;
  readonly holds: (text: string) => boolean;
}

/** `written` is how the rule has it, before case is folded. `opaque`: no automaton holds it. `outside`: what none of the pieces has. */
export type PieceForm =
  | { readonly kind: 'word'; readonly text: string; readonly folded: boolean; readonly written: string }
  | {
      readonly kind: 'pattern';
      readonly pattern: Pattern;
      readonly folded: boolean;
      readonly written: Pattern;
    }
  | { readonly kind: 'regex'; readonly core: Core }
  | { readonly kind: 'outside'; readonly domain: Piece; readonly pieces: readonly Piece[] }
  | { readonly kind: 'opaque' };

export const anything: Pattern = [{ kind: 'anyRun' }];

type Test = (text: string) => boolean;

function piece(key: string, path: readonly Step[], makeForm: () => PieceForm, makeTest: () => Test): Piece {
  const form = lazily(makeForm);
  const tester = lazily(makeTest);
  const test: Test = text => tester()(text);
  const prefix = path.map(step => `${step.name} `).join('');
  const holds =
    path.length === 0
      ? test
      : (text: string) => {
          const seen = through(path, text);
          return seen !== undefined && test(seen);
        };
  return { key: prefix + key, steps: path, form, holds };
}

export function wordPiece(text: string, casing: Casing, path: readonly Step[]): Piece {
  if (isLowered(path, text)) return wordPiece(text, 'ignored', path.slice(0, -1));
  const word = casing === 'ignored' ? foldCase(text) : text;
  const folded = casing === 'ignored' && !isCaseless(word);
  const form: PieceForm = hasLeftOut(word)
    ? { kind: 'opaque' }
    : { kind: 'word', text: word, folded, written: text };
  const test = folded ? (value: string) => foldCase(value) === word : (value: string) => value === word;
  return piece(
    `${folded ? '~' : '='}${JSON.stringify(word)}`,
    path,
    () => form,
    () => test,
  );
}

/** Of patterns that a value itself is held against: the same ones are read for each target. */
const patternsKnown = {
  ignored: new WeakMap<Pattern, Piece>(),
  exact: new WeakMap<Pattern, Piece>(),
} as const;

export function patternPiece(written: Pattern, casing: Casing, path: readonly Step[]): Piece {
  if (path.length > 0) return pieceOfPattern(written, casing, path);
  const known = patternsKnown[casing];
  const before = known.get(written);
  if (before !== undefined) return before;
  const made = pieceOfPattern(written, casing, path);
  known.set(written, made);
  return made;
}

function pieceOfPattern(written: Pattern, casing: Casing, path: readonly Step[]): Piece {
  const parts = runsLast(pattern(written));
  const plain = plainText(parts);
  if (plain !== undefined) return wordPiece(plain, casing, path);
  const text = parts.map(part => (part.kind === 'text' ? part.text : '')).join('');
  if (isLowered(path, text)) return patternPiece(parts, 'ignored', path.slice(0, -1));
  const folded = casing === 'ignored' && !isCaseless(text);
  const seen = folded ? parts.map(foldPart) : parts;
  const form: PieceForm = seen.some(part => part.kind === 'text' && hasLeftOut(part.text))
    ? { kind: 'opaque' }
    : { kind: 'pattern', pattern: seen, folded, written: parts };
  return piece(
    `${folded ? '~' : '='}*${seen.map(partKey).join('')}`,
    path,
    () => form,
    () => {
      const fits = compilePatterns([seen], folded ? 'ignored' : 'exact');
      return folded ? value => fits(foldCase(value)) : fits;
    },
  );
}

/** Whether what is compared was made lower case just before, and the text is: then case means nothing. */
function isLowered(path: readonly Step[], text: string): boolean {
  return path.at(-1)?.name === 'lower' && text.toLowerCase() === text && !hasLeftOut(text);
}

function foldPart(part: Pattern[number]): Pattern[number] {
  return part.kind === 'text' ? { kind: 'text', text: foldCase(part.text) } : part;
}

function partKey(part: Pattern[number]): string {
  return part.kind === 'text' ? JSON.stringify(part.text) : part.kind === 'anyRun' ? '*' : '?';
}

/** `*?` and `?*` are the same: the single characters first. */
function runsLast(parts: Pattern): Pattern {
  if (!parts.some(({ kind }, at) => kind === 'anyOne' && parts[at - 1]?.kind === 'anyRun')) return parts;
  const result = [...parts];
  for (let swapped = true; swapped; ) {
    swapped = false;
    for (let index = 1; index < result.length; index++)
      if (result[index - 1]?.kind === 'anyRun' && result[index]?.kind === 'anyOne') {
        result[index - 1] = { kind: 'anyOne' };
        result[index] = { kind: 'anyRun' };
        swapped = true;
      }
  }
  return pattern(result);
}

const known = new WeakMap<Regex, readonly Piece[]>();

/** A regex that is wildcard patterns in other words is those, so that it has their keys. */
export function regexPieces(regex: Regex, path: readonly Step[]): readonly Piece[] {
  if (path.length > 0) return piecesOf(regex, path);
  const before = known.get(regex);
  if (before !== undefined) return before;
  const pieces = piecesOf(regex, path);
  known.set(regex, pieces);
  return pieces;
}

function piecesOf(regex: Regex, path: readonly Step[]): readonly Piece[] {
  const wild = regexAsPatterns(regex);
  if (wild === undefined) return [regexPiece(regex, path)];
  return wild.patterns.map(each => patternPiece(each, wild.ignoreCase ? 'ignored' : 'exact', path));
}

function regexPiece(regex: Regex, path: readonly Step[]): Piece {
  const core = withoutCaptures(relax(coreOf(regex), regex.anchoring !== 'whole'));
  const whole = absorbRuns(wholeCore(core, regex.anchoring));
  const key = isRegular(core) ? coreKey(unanchored(core, regex) ?? whole) : nodeKey(regex);
  return piece(
    `/${key}`,
    path,
    () => regexForm(whole),
    () => compileRegex(regex),
  );
}

/** Over whole texts: what an engine without anchors is given for a regex with some, which is then seen to be the same. */
function unanchored(core: Core, { anchoring }: Regex): Core | undefined {
  if (!someCore(core, ({ kind }) => kind === 'anchor')) return undefined;
  const resolved = withoutAnchors(core, anchoring);
  return 'core' in resolved ? absorbRuns(resolved.core) : undefined;
}

/** A language given by a core over whole texts, and the test that says the same. */
export function corePiece(key: string, core: Core, test: Test, path: readonly Step[]): Piece {
  return piece(
    key,
    path,
    () => regexForm(core),
    () => test,
  );
}

function regexForm(core: Core): PieceForm {
  if (!isRegular(core)) return { kind: 'opaque' };
  for (const set of setsOf(core)) if (isAboutLeftOut(set)) return { kind: 'opaque' };
  return { kind: 'regex', core };
}

/** Every text that none of the pieces has; pieces that see through functions leave out what these give no value for. */
export function outsidePiece(pieces: readonly Piece[], path: readonly Step[]): Piece {
  const key = pieces
    .map(each => each.key)
    .sort()
    .join(' | ');
  return {
    key: `not (${key}) ${path.map(step => step.name).join(' ')}`,
    steps: [],
    form: () => ({ kind: 'outside', domain: patternPiece(anything, 'exact', path), pieces }),
    holds: text => through(path, text) !== undefined && !pieces.some(each => each.holds(text)),
  };
}

/** Whether it holds for every text. */
export function isAnything(each: Piece): boolean {
  const form = each.form();
  return (
    form.kind === 'pattern' &&
    form.pattern.length === 1 &&
    form.pattern[0]?.kind === 'anyRun' &&
    total(each.steps)
  );
}

/** Whether the functions have a value for every text. */
export function total(path: readonly Step[]): boolean {
  return path.every(step => step.name === 'lower' || step.name === 'baseName');
}
