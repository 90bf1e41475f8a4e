import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { LuceneQuery } from './ast.ts';
import { LuceneParser } from './grammar.ts';
import { deepest, type ScanProblem, scan } from './scan.ts';
import { unexpected } from './unexpected.ts';

let parser: LuceneParser | undefined;

/** The syntax tree of a Lucene query; an empty one has no clauses. */
export function parseLucene(source: EmbeddedText): Result<LuceneQuery> {
  const tokens = scan(source.text);
  if ('problem' in tokens) return failure(describe(tokens, source));
  if (tokens.length === 0) return success({ kind: 'query', clauses: [], start: 0, end: 0 });
  parser ??= new LuceneParser();
  parser.input = [...tokens];
  const query = parser.query();
  const [error] = parser.errors;
  parser.input = [];
  return error === undefined ? success(query) : failure(unexpected(error.token, tokens, source));
}

function describe({ problem, start, end }: ScanProblem, source: EmbeddedText): Diagnostic {
  const span = source.span(start, end);
  switch (problem) {
    case 'strayCharacter':
      return diagnose('lucene/stray-character', { character: source.text.slice(start, end) }, span);
    case 'unterminatedQuote':
      return diagnose('lucene/unterminated-quote', {}, span);
    case 'unterminatedRegex':
      return diagnose('lucene/unterminated-regex', {}, span);
    case 'missingBoost':
      return diagnose('lucene/missing-boost', {}, span);
    case 'tooDeep':
      return diagnose('lucene/too-deep', { deepest }, span);
  }
}
