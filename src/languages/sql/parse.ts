import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Query } from './ast.ts';
import { SqlParser } from './grammar.ts';
import * as t from './tokens.ts';

/** Deeper than any query, and shallow enough for the stack of every phase. */
const deepest = 60;

const opens = new Set([t.Open, t.OpenSquare, t.Case]);
const closes = new Set([t.Close, t.CloseSquare, t.End]);

let parser: SqlParser | undefined;

/** The tree of a query, or the first thing wrong with it. */
export function parseSql(text: EmbeddedText): Result<Query> {
  const { tokens, errors } = t.sqlLexer.tokenize(text.text);
  const [lexing] = errors;
  if (lexing !== undefined)
    return failure(
      diagnose('sql/syntax', { problem: `no word begins here` }, text.span(lexing.offset, lexing.offset + 1)),
    );
  let depth = 0;
  for (const token of tokens) {
    if (opens.has(token.tokenType)) depth += 1;
    if (closes.has(token.tokenType)) depth -= 1;
    if (depth > deepest)
      return failure(
        diagnose(
          'sql/syntax',
          { problem: `brackets are nested more than ${deepest} deep` },
          text.span(token.startOffset, token.startOffset + 1),
        ),
      );
  }
  parser ??= new SqlParser();
  parser.input = tokens;
  const query = parser.query();
  const [problem] = parser.errors;
  const rest = parser.input.length;
  parser.input = [];
  if (problem !== undefined) {
    const { startOffset } = problem.token;
    const start = Number.isNaN(startOffset) ? text.text.length : startOffset;
    return failure(
      diagnose(
        'sql/syntax',
        { problem: `${JSON.stringify(problem.token.image)} is not expected here` },
        text.span(start, start),
      ),
    );
  }
  return rest === 0
    ? failure(diagnose('sql/syntax', { problem: 'there is no query' }, text.span(0, 0)))
    : success(query);
}
