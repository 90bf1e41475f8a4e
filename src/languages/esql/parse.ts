import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import {
  type Diagnostic,
  diagnose,
  failure,
  nearestName,
  type Result,
  success,
} from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Statement } from './ast.ts';
import { commandNames, helpAgainst, reasonAgainst } from './commands.ts';
import { EsqlParser } from './grammar.ts';
import { formOf, otherCommands, syntaxHelp } from './syntax-help.ts';
import * as t from './tokens.ts';

/** Deeper than any rule, and shallow enough for the stack of every phase. */
const deepest = 80;

let parser: EsqlParser | undefined;

/** The tree of a query, or the first thing wrong with it. */
export function parseEsql(text: EmbeddedText): Result<Statement> {
  const { tokens, errors } = t.esqlLexer.tokenize(text.text);
  const refused = refusal(tokens, text);
  if (refused !== undefined) return failure(refused);
  const [lexing] = errors;
  if (lexing !== undefined) return failure(unlexable(lexing, text));
  const deep = tooDeep(tokens);
  if (deep !== undefined)
    return failure(diagnose('esql/too-deep', { limit: deepest }, spanOfToken(deep, text)));
  parser ??= new EsqlParser();
  parser.input = tokens;
  const statement = parser.statement();
  const [problem] = parser.errors;
  parser.input = [];
  return problem === undefined ? success(statement) : failure(unparsable(problem, tokens, text));
}

/** A command that is refused by its name, whatever follows it; or a word that is none. */
function refusal(tokens: readonly IToken[], text: EmbeddedText): Diagnostic | undefined {
  const word = tokens.find(({ tokenType }) => tokenType === t.OtherCommand);
  if (word === undefined) return undefined;
  const name = word.image.toLowerCase();
  const reason = reasonAgainst(name);
  const span = spanOfToken(word, text);
  if (reason !== undefined) {
    const help = helpAgainst(name);
    return diagnose('esql/refused-command', { name, reason }, span, help === undefined ? {} : { help });
  }
  const nearest = nearestName(name, commandNames);
  const help = nearest === 'from' ? undefined : instead(name, tokens.indexOf(word), tokens);
  const more = help === undefined ? {} : { help };
  return diagnose('esql/unknown-command', { name, nearest }, span, more);
}

function instead(name: string, at: number, tokens: readonly IToken[]): string | undefined {
  if (tokens[at - 1]?.image === '|' && tokens[at - 2]?.image === '|') return 'write `or`';
  if (at === 0) return 'a query begins with its indices: `from logs-* | …`';
  return otherCommands[name];
}

function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  for (const token of tokens) {
    if (token.image === '(' || token.image === '[') depth++;
    else if (token.image === ')' || token.image === ']') depth--;
    if (depth > deepest) return token;
  }
  return undefined;
}

function unlexable(error: ILexingError, text: EmbeddedText): Diagnostic {
  const found = String.fromCodePoint(text.text.codePointAt(error.offset) ?? 0x20);
  const span = text.span(error.offset, error.offset + found.length);
  const help = lexicalHelp[found];
  return diagnose(
    'esql/unexpected-character',
    { found: JSON.stringify(found) },
    span,
    help === undefined ? {} : { help },
  );
}

const lexicalHelp: Readonly<Record<string, string>> = {
  '"': 'this string is not closed on its line',
  "'": 'strings stand in double quotes, or in three: "…" or """…"""',
  '`': 'this name is not closed by a backtick',
  '!': 'write `not` before a condition, `!=` between values',
  '&': 'write `and`',
  '~': 'ES|QL has no operator that ignores case: write to_lower(field) == "…"',
};

function unparsable(
  problem: IRecognitionException,
  tokens: readonly IToken[],
  text: EmbeddedText,
): Diagnostic {
  const token = Number.isNaN(problem.token.startOffset) || tokens.length === 0 ? undefined : problem.token;
  const found = token === undefined ? 'the end of the query' : JSON.stringify(token.image);
  const span = token === undefined ? text.span(text.text.length, text.text.length) : spanOfToken(token, text);
  const expected = problem.message;
  const at = token === undefined ? tokens.length : tokens.indexOf(token);
  const previous = tokens[at - 1];
  const command = tokens.slice(0, at).findLast(each => formOf(each.image.toLowerCase()) !== undefined);
  const isOfForm =
    expected === "'as' or '='" ||
    expected === 'a string' ||
    (expected === "'('" && previous?.tokenType === t.Fork);
  const form = isOfForm && command !== undefined ? formOf(command.image.toLowerCase()) : undefined;
  const help = form ?? syntaxHelp({ token, previous, expected });
  return diagnose('esql/unexpected-token', { expected, found }, span, help === undefined ? {} : { help });
}

function spanOfToken(token: IToken, text: EmbeddedText) {
  return text.span(token.startOffset, token.startOffset + token.image.length);
}
