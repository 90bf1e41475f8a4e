import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Statement } from './ast.ts';
import { EqlParser } from './grammar.ts';
import { syntaxHelp } from './syntax-help.ts';
import * as t from './tokens.ts';

/** Deeper than any rule, and shallow enough for the stack of every phase. */
const deepest = 80;

let parser: EqlParser | undefined;

/** The tree of a query, with sequences, samples, joins and pipes; or the first thing wrong with it. */
export function parseEql(text: EmbeddedText): Result<Statement> {
  const { tokens, errors } = t.eqlLexer.tokenize(text.text);
  const [lexing] = errors;
  if (lexing !== undefined) return failure(unlexable(lexing, text));
  const deep = tooDeep(tokens);
  if (deep !== undefined)
    return failure(diagnose('eql/too-deep', { limit: deepest }, spanOfToken(deep, text)));
  parser ??= new EqlParser();
  parser.input = tokens;
  const statement = parser.statement();
  const [problem] = parser.errors;
  parser.input = [];
  return problem === undefined ? success(statement) : failure(unparsable(problem, tokens, text));
}

function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  for (const token of tokens) {
    const type = token.tokenType;
    if (type === t.OpenParenthesis || type === t.OpenBracket || type === t.MissingOpen) {
      depth++;
      if (depth > deepest) return token;
    } else if (type === t.CloseParenthesis || type === t.CloseBracket) depth--;
  }
  return undefined;
}

function unlexable(error: ILexingError, text: EmbeddedText): Diagnostic {
  const found = String.fromCodePoint(text.text.codePointAt(error.offset) ?? 0x20);
  const span = text.span(error.offset, error.offset + found.length);
  const help = lexicalHelp[found];
  return diagnose(
    'eql/unexpected-character',
    { found: JSON.stringify(found) },
    span,
    help === undefined ? {} : { help },
  );
}

const lexicalHelp: Readonly<Record<string, string>> = {
  '"': 'this string is not closed on its line',
  "'": 'strings stand in double quotes; this one is not closed',
  '`': 'this name is not closed by a backtick',
  '!': 'write `not` before a condition, `!=` between values, or `![…]` for a missing event',
  '&': 'write `and`',
  '~': '~ stands right behind in, like, regex or the name of a function; values are compared without regard to case by :',
};

function unparsable(
  problem: IRecognitionException,
  tokens: readonly IToken[],
  text: EmbeddedText,
): Diagnostic {
  const token = offending(problem, tokens);
  const found = token === undefined ? 'the end of the query' : JSON.stringify(token.image);
  const span = token === undefined ? text.span(text.text.length, text.text.length) : spanOfToken(token, text);
  const expected = problem.message;
  const previous = tokens[(token === undefined ? tokens.length : tokens.indexOf(token)) - 1];
  const own = token === undefined ? undefined : grammaticalHelp(token, previous);
  const help = own ?? syntaxHelp({ token, previous, expected }) ?? wordHelp(token);
  return diagnose('eql/unexpected-token', { expected, found }, span, help === undefined ? {} : { help });
}

/** The end of the query has no offset. */
function offending(problem: IRecognitionException, tokens: readonly IToken[]): IToken | undefined {
  const token = problem.token;
  return Number.isNaN(token.startOffset) || tokens.length === 0 ? undefined : token;
}

function grammaticalHelp(token: IToken, previous: IToken | undefined): string | undefined {
  const word = token.image;
  if (token.tokenType === t.LegacyString)
    return 'strings stand in double quotes, raw ones in three: "…" or """…"""';
  if (token.tokenType === t.Assign) return 'write == (case counts) or : (case does not count)';
  if (token.tokenType === t.Of) return 'Elasticsearch has no `child of`, `descendant of` and `event of`';
  if (isMatchWord(token) && previous?.tokenType === t.Not)
    return `only \`in\` takes \`not\` before it: write \`not FIELD ${word} …\``;
  return undefined;
}

function wordHelp(token: IToken | undefined): string | undefined {
  const word = token?.image ?? '';
  if (t.keywordWords.has(word)) return `\`${word}\` is a word of EQL; as a field name it stands in backticks`;
  if (t.keywordWords.has(word.toLowerCase())) return `words of EQL are lower case: ${word.toLowerCase()}`;
  return undefined;
}

function isMatchWord(token: IToken): boolean {
  return [t.Like, t.LikeFolded, t.Regex, t.RegexFolded, t.Colon].includes(token.tokenType);
}

function spanOfToken(token: IToken, text: EmbeddedText) {
  return text.span(token.startOffset, token.startOffset + token.image.length);
}
