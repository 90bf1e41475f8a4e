import { compilePredicate } from '../evaluate/index.ts';
import {
  type Analysed,
  contains,
  type Expression,
  fieldsIn,
  type InNetwork,
  type Keyword,
  type Leaf,
  plainText,
  subjects,
  wordsAsRegex,
} from '../ir/index.ts';
import { beforeCoercion, networkRanges } from './address-ranges.ts';
import type { Formula } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { type Piece, patternPiece, regexPieces } from './piece.ts';
import { readCompares } from './read-comparison.ts';
import { readEquals } from './read-equals.ts';
import { rangedOperand, readExists } from './read-exists.ts';
import { type Quantified, type Reading, readRanges, readText, texts } from './reading.ts';
import { requiredOf } from './required.ts';
import { everyValue, type Subject, subjectOf } from './subject.ts';

/** A leaf as tests of values; `positive` is whether it, or its negation, is meant. */
export function readLeaf(leaf: Leaf, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  if (isConstant(leaf)) return builder.constant(compilePredicate(leaf)({}) === positive);
  const formula = readKind(leaf, positive, reading);
  const digested = digestedBy(leaf);
  return digested === undefined
    ? formula
    : builder.join(positive ? 'and' : 'or', [
        formula,
        ...digested.map(each => readExists(each, positive, reading)),
      ]);
}

/** Of what a digest is made: no event is made for one that is asked for, so that what it needs is said. */
function digestedBy(leaf: Leaf): readonly Expression[] | undefined {
  if (leaf.kind !== 'equals' && leaf.kind !== 'like' && leaf.kind !== 'matches') return undefined;
  const { subject, quantifier } = leaf;
  const isDigest = subject.kind === 'call' && /^(?:md5|sha\d+)$/.test(subject.function);
  return isDigest && quantifier !== 'all' ? requiredOf(subject) : undefined;
}

function readKind(leaf: Leaf, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  switch (leaf.kind) {
    case 'exists':
      return readExists(leaf.subject, positive, reading);
    case 'equals':
      return readEquals(leaf, positive, reading);
    case 'like': {
      const plain = leaf.patterns.map(plainText).filter(each => each !== undefined);
      if (plain.length === leaf.patterns.length)
        return readEquals({ ...leaf, kind: 'equals', values: plain }, positive, reading);
      return readTexts(leaf, positive, reading, path =>
        leaf.patterns.map(each => patternPiece(each, leaf.casing, path)),
      );
    }
    case 'matches':
      return readTexts(leaf, positive, reading, path => regexPieces(leaf.regex, path));
    case 'inNetwork':
      return readNetwork(leaf, positive, reading);
    case 'compares':
      return readCompares(leaf, positive, reading);
    case 'keyword':
      return builder.some(everyValue, texts(keywordPieces(leaf)), positive);
    case 'analysed':
      return readAnalysed(leaf, positive, reading);
    case 'element': {
      const key = `element ${nodeKey(leaf.path)} ${reading.keyOfElement(leaf)}`;
      return builder.test({ kind: 'opaque', key, leaf }, positive);
    }
  }
}

/** A leaf that looks at no event; times depend on the clock. */
function isConstant(leaf: Leaf): boolean {
  if (leaf.kind === 'keyword' || leaf.kind === 'element') return false;
  if (leaf.kind === 'compares' && leaf.as === 'time') return false;
  return fieldsIn(leaf).length === 0 && !nodeKey(subjects(leaf)).includes('"fieldPattern"');
}

function readTexts(
  leaf: Quantified & { readonly subject: Expression },
  positive: boolean,
  reading: Reading,
  piecesOf: (path: Subject['steps']) => readonly Piece[],
): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  return readText(leaf, subject, piecesOf(subject.steps), positive, reading);
}

function readNetwork(leaf: InNetwork, positive: boolean, reading: Reading): Formula {
  const ranges = networkRanges(leaf.networks);
  const operand = rangedOperand(leaf.subject, 'ip', leaf, reading);
  if (operand !== undefined)
    return readRanges(leaf, operand, 'address', beforeCoercion(ranges), positive, reading);
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  return readRanges(leaf, subject, 'address', ranges, positive, reading);
}

/** `contains`: within a value. A regex keeps its own case and anchoring. */
function keywordPieces(leaf: Keyword): readonly Piece[] {
  const patterns = leaf.scope === 'contains' ? leaf.patterns.map(contains) : leaf.patterns;
  const pieces = patterns.map(each => patternPiece(each, leaf.casing, []));
  return leaf.regex === undefined ? pieces : [...pieces, ...regexPieces(leaf.regex, [])];
}

/** `any` and `all` look at the tokens of all values together, so that each token is a test of its own. */
function readAnalysed(leaf: Analysed, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  const regex = wordsAsRegex(leaf);
  if (regex?.kind === 'matches') return readLeaf(regex, positive, reading);
  const tokens = leaf.tokens.map(foldToken);
  if (tokens.length === 0) return builder.constant(!positive);
  const prefix = leaf.mode === 'phrasePrefix';
  const single = (token: string) => {
    const alone: Analysed = { ...leaf, tokens: [token], mode: prefix ? 'phrasePrefix' : 'phrase' };
    if (leaf.analyser !== undefined) return readAnalysed(alone, positive, reading);
    return builder.test({ kind: 'opaque', key: nodeKey(alone), leaf: alone }, positive);
  };
  if (leaf.mode === 'pattern') return builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  if (tokens.length === 1 || leaf.mode === 'any' || leaf.mode === 'all') {
    if (leaf.subject.kind !== 'fieldPattern' || tokens.length === 1 || leaf.mode === 'any')
      return builder.join((leaf.mode === 'any') === positive ? 'or' : 'and', tokens.map(single));
  }
  const whole = { ...leaf, tokens };
  return builder.test({ kind: 'opaque', key: nodeKey(whole), leaf: whole }, positive);
}

function foldToken(token: string): string {
  return token.toLowerCase();
}
