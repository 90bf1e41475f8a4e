import type { QueryLanguage } from '../language.ts';
import { lowerLucene } from './lower.ts';
import { parseLucene } from './parse.ts';

export type * from './ast.ts';
export { parseLucene } from './parse.ts';
export { quoteLucene } from './quote.ts';

/** Elasticsearch's query_string: https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query */
export const lucene: QueryLanguage = {
  name: 'lucene',
  lower: (text, source) => {
    const { value: query, diagnostics } = parseLucene(text);
    if (query === undefined) return { value: undefined, diagnostics };
    const where = lowerLucene(query, text);
    const origin = [text.span(0, text.text.length)];
    return where.value === undefined
      ? { value: undefined, diagnostics: where.diagnostics }
      : { value: { kind: 'events', source, where: where.value, origin }, diagnostics: where.diagnostics };
  },
};
