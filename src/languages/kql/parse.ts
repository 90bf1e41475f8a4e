import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { KqlQuery } from './ast.ts';
import { KqlParser } from './grammar.ts';
import { deepest, type ScanProblem, scan } from './scan.ts';
import { unexpected } from './unexpected.ts';

let parser: KqlParser | undefined;

/** The syntax tree of a KQL query. Built once, at the first query: making a parser costs more than using it. */
export function parseKql(source: EmbeddedText): Result<KqlQuery> {
  const tokens = scan(source.text);
  if ('kind' in tokens) return failure(describe(tokens, source));
  parser ??= new KqlParser();
  parser.input = [...tokens];
  const query = parser.query();
  const [error] = parser.errors;
  parser.input = [];
  return error === undefined ? success(query) : failure(unexpected(error.token, tokens, source));
}

function describe({ kind, start, end }: ScanProblem, source: EmbeddedText): Diagnostic {
  const span = source.span(start, end);
  switch (kind) {
    case 'badEscape':
      return diagnose('kql/bad-escape', { written: source.text.slice(start, end) }, span);
    case 'unterminatedQuote':
      return diagnose('kql/unterminated-quote', { endsEscaped: source.text.trimEnd().endsWith('\\"') }, span);
    case 'tooDeep':
      return diagnose('kql/too-deep', { deepest }, span);
  }
}
