import type { EmbeddedActionsParser, IRecognitionException, IToken, Lexer } from 'chevrotain';
import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { Assignment, EvalExpression, Range, SearchExpression } from './ast.ts';
import { EvalParser } from './eval-grammar.ts';
import * as e from './eval-tokens.ts';
import type { ExpandedText } from './expanded-text.ts';
import { SearchParser } from './search-grammar.ts';
import { deepest, type ScanProblem, scanSearch } from './search-scan.ts';

let searchParser: SearchParser | undefined;
let evalLexer: Lexer | undefined;
let evalParser: EvalParser | undefined;

/** A range of the query as a search expression; without a value and without a problem when nothing stands there. */
export function parseSearch(expanded: ExpandedText, range: Range): Result<SearchExpression> {
  const tokens = scanSearch(expanded.text, range);
  if (!Array.isArray(tokens)) return failure(unscannable(tokens as ScanProblem, expanded));
  if (tokens.length === 0) return failure();
  searchParser ??= new SearchParser();
  const parser = searchParser;
  return finished(parser, tokens, () => parser.search(), expanded, range);
}

export function parseCondition(expanded: ExpandedText, range: Range): Result<EvalExpression> {
  return parseEval(expanded, range, parser => parser.expression());
}

export function parseAssignments(expanded: ExpandedText, range: Range): Result<readonly Assignment[]> {
  return parseEval(expanded, range, parser => parser.assignments());
}

function parseEval<Tree>(
  expanded: ExpandedText,
  range: Range,
  rule: (parser: EvalParser) => Tree,
): Result<Tree> {
  evalLexer ??= e.makeEvalLexer();
  const { tokens, errors } = evalLexer.tokenize(expanded.text.slice(range.start, range.end));
  const [lexing] = errors;
  if (lexing !== undefined) {
    const start = range.start + lexing.offset;
    const found = expanded.text.charAt(start);
    return failure(diagnose('spl/unexpected-character', { found }, expanded.span({ start, end: start + 1 })));
  }
  for (const token of tokens) token.startOffset += range.start;
  const deep = tooDeep(tokens);
  if (deep !== undefined)
    return failure(diagnose('spl/too-deep', { limit: deepest }, spanOf(deep, expanded)));
  evalParser ??= new EvalParser();
  const parser = evalParser;
  return finished(parser, tokens, () => rule(parser), expanded, range);
}

function finished<Tree>(
  parser: EmbeddedActionsParser,
  tokens: IToken[],
  rule: () => Tree,
  expanded: ExpandedText,
  range: Range,
): Result<Tree> {
  parser.input = tokens;
  const tree = rule();
  const [problem] = parser.errors;
  parser.input = [];
  return problem === undefined ? success(tree) : failure(unparsable(problem, tokens, expanded, range));
}

function unparsable(
  { token }: IRecognitionException,
  tokens: readonly IToken[],
  expanded: ExpandedText,
  range: Range,
): Diagnostic {
  if (Number.isNaN(token.startOffset) || !tokens.includes(token))
    return diagnose('spl/unexpected-end', {}, expanded.span({ start: range.end, end: range.end }));
  const found = token.image.length > 60 ? `${token.image.slice(0, 60)}…` : token.image;
  return diagnose('spl/unexpected-token', { found }, spanOf(token, expanded));
}

function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  for (const token of tokens) {
    if (token.tokenType === e.OpenParenthesis) {
      depth++;
      if (depth > deepest) return token;
    } else if (token.tokenType === e.CloseParenthesis) depth--;
  }
  return undefined;
}

function unscannable({ problem, start, end }: ScanProblem, expanded: ExpandedText): Diagnostic {
  const span = expanded.span({ start, end });
  switch (problem) {
    case 'subsearch':
      return diagnose('spl/unexpected-token', { found: ']' }, span);
    case 'unterminated':
      return diagnose('spl/unterminated', { what: 'string' }, span);
    case 'tooDeep':
      return diagnose('spl/too-deep', { limit: deepest }, span);
    case 'doubleEquals':
      return diagnose('spl/double-equals', {}, span);
    case 'joined':
      return diagnose('spl/joined-terms', {}, span);
    case 'strayCharacter':
      return diagnose('spl/unexpected-character', { found: expanded.text.slice(start, end) }, span);
  }
}

function spanOf(token: IToken, expanded: ExpandedText) {
  return expanded.span({ start: token.startOffset, end: token.startOffset + token.image.length });
}
