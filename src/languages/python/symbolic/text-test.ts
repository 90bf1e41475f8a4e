import { compilePredicate } from '../../../evaluate/index.ts';
import {
  anyRun,
  equals,
  field,
  type Leaf,
  like,
  type Pattern,
  pattern,
  plainText,
  type Regex,
  type Expression as Subject,
  text as textPart,
} from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { pieceRegex, pieceSubject } from './piece.ts';
import type { DerivedText } from './value.ts';

type Origin = readonly Span[];

/** The text, whole, fits one of the patterns; case counts, as it does in Python. */
export function fits(
  context: Context,
  text: DerivedText,
  patterns: readonly Pattern[],
  origin: Origin,
): Formula {
  const { formulas } = context;
  if (patterns.length === 0) return formulas.false;
  if (text.piece !== undefined) return fitsPiece(context, text, patterns, origin);
  const folded = text.letters === 'exact' ? undefined : foldedPatterns(context, text, patterns);
  if (text.letters !== 'exact' && folded === undefined) return fits(context, frozen(text), patterns, origin);
  if (folded?.length === 0) return formulas.false;
  const casing = folded === undefined ? 'exact' : 'ignored';
  const leaf = leafOf(text.subject, folded ?? patterns, casing, origin);
  return spelledOut(context, text, leaf, formulas.leaf(leaf, text.places));
}

function leafOf(
  subject: Subject,
  patterns: readonly Pattern[],
  casing: 'exact' | 'ignored',
  origin: Origin,
): Leaf {
  const texts = patterns.flatMap(each => plainText(each) ?? []);
  return texts.length === patterns.length
    ? equals(subject, texts, { casing, origin })
    : like(subject, patterns, { casing, origin });
}

export function equalsText(
  context: Context,
  text: DerivedText,
  values: readonly string[],
  origin: Origin,
): Formula {
  return fits(
    context,
    text,
    values.map(value => pattern([textPart(value)])),
    origin,
  );
}

/** The regex is Python's own and says how case counts; it looks at the text as it has been lower-cased or cut. */
export function matchesRegex(context: Context, text: DerivedText, regex: Regex, origin: Origin): Formula {
  const { subject } = frozen(text);
  const leaf: Leaf = { kind: 'matches', subject, regex, quantifier: 'any', origin };
  const formula = context.formulas.leaf(leaf, text.places);
  return text.letters === 'exact' ? spelledOut(context, text, leaf, formula) : formula;
}

/**
 * A lower-cased text fits a pattern when the text itself does without regard to case, if the pattern is lower case, and else never.
 * Undefined for patterns with letters of which that is not so: small sigmas, and in upper case all that is not ASCII.
 */
function foldedPatterns(
  context: Context,
  text: DerivedText,
  patterns: readonly Pattern[],
): readonly Pattern[] | undefined {
  const texts = patterns.flatMap(each => each.flatMap(part => (part.kind === 'text' ? part.text : [])));
  const upper = text.letters === 'upper';
  if (texts.some(each => (upper ? !isAscii(each) : /[σς]/.test(each)))) return undefined;
  if (upper) for (const place of text.places) context.assumed.add(`ascii:${place.written}`);
  const isOwn = (each: string) => each === (upper ? each.toUpperCase() : each.toLowerCase());
  const possible = patterns.filter(each => each.every(part => part.kind !== 'text' || isOwn(part.text)));
  return possible.map(each =>
    each.map(part => (part.kind === 'text' ? textPart(part.text.toLowerCase()) : part)),
  );
}

function isAscii(text: string): boolean {
  for (const character of text) if ((character.codePointAt(0) ?? 0) > 0x7f) return false;
  return true;
}

/** The change of case as part of the subject, and that it is a piece. */
export function frozen(text: DerivedText): DerivedText {
  if (text.letters === 'exact' && text.piece === undefined) return text;
  const { subject, letters, places } = wholeText(text);
  const changed: Subject =
    letters === 'exact'
      ? subject
      : { kind: 'call', function: letters, arguments: [subject], origin: subject.origin };
  return { kind: 'derivedText', subject: changed, letters: 'exact', places };
}

/** A piece as a text of its own; its case may still be changed. */
export function wholeText(text: DerivedText): DerivedText {
  if (text.piece === undefined) return text;
  const { subject, letters, places, piece } = text;
  return { kind: 'derivedText', subject: pieceSubject(subject, piece, subject.origin), letters, places };
}

/** `str()` of a boolean has a capital letter, which the IR's text of it has not. */
function spelledOut(context: Context, text: DerivedText, leaf: Leaf, formula: Formula): Formula {
  const { spelled } = text;
  if (spelled === undefined || !('subject' in leaf)) return formula;
  const test = compilePredicate({ ...leaf, subject: field('v', 'panther') });
  if (test({ v: true }) === test({ v: 'True' }) && test({ v: false }) === test({ v: 'False' }))
    return formula;
  const { formulas } = context;
  const isBoolean = leaf.kind === 'equals' && leaf.values.every(each => each === 'True' || each === 'False');
  context.vote(spelled, isBoolean ? 'boolean' : 'text', 2);
  const is = (value: boolean) =>
    formulas.and([
      formulas.constant(test({ v: value ? 'True' : 'False' })),
      formulas.leaf(equals(text.subject, [value], { origin: leaf.origin }), text.places),
    ]);
  return formulas.choose(formulas.is(spelled, 'boolean'), formulas.or([is(true), is(false)]), formula);
}

/** What a piece between characters fits is said of the whole text, by a regex. */
function fitsPiece(
  context: Context,
  text: DerivedText,
  patterns: readonly Pattern[],
  origin: Origin,
): Formula {
  const { piece, letters } = text;
  if (piece === undefined) return context.formulas.false;
  const folded = letters === 'exact' ? patterns : foldedPatterns(context, text, patterns);
  if (folded === undefined || folded.length === 0) return context.formulas.false;
  const regex = pieceRegex(piece, folded, letters !== 'exact');
  if (regex === undefined) return fits(context, wholeText(text), patterns, origin);
  const leaf: Leaf = { kind: 'matches', subject: text.subject, regex, quantifier: 'any', origin };
  return context.formulas.leaf(leaf, text.places);
}

export const anything: Pattern = [anyRun];
