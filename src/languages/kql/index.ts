import type { QueryLanguage } from '../language.ts';
import { lowerKql } from './lower.ts';
import { parseKql } from './parse.ts';

export type * from './ast.ts';
export { parseKql } from './parse.ts';
export { quoteKql } from './quote.ts';

/** Kibana's query language: https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql */
export const kql: QueryLanguage = {
  name: 'kql',
  lower: (text, source) => {
    const { value: query, diagnostics } = parseKql(text);
    if (query === undefined) return { value: undefined, diagnostics };
    const where = lowerKql(query, text);
    const origin = [text.span(0, text.text.length)];
    return where.value === undefined
      ? { value: undefined, diagnostics: where.diagnostics }
      : { value: { kind: 'events', source, where: where.value, origin }, diagnostics: where.diagnostics };
  },
};
