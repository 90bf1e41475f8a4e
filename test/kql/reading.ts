import type { Diagnostic, Result } from '../../src/diagnostics/index.ts';
import { printPredicate, type Search } from '../../src/ir/index.ts';
import type { QueryLanguage } from '../../src/languages/language.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

export interface Reading {
  readonly lower: (query: string) => Result<Search>;
  /** The printed predicate on one line, its operands in parentheses. */
  readonly printed: (query: string) => string;
  /** Codes with the text that each underlines. */
  readonly problems: (query: string) => string[];
}

/** How a language reads a query that is a whole file. */
export function readingOf(language: QueryLanguage): Reading {
  const lower = (query: string) =>
    language.lower(EmbeddedText.whole(new SourceFile(`rule.${language.name}`, query)), {});
  return {
    lower,
    printed: query => {
      const { value, diagnostics } = lower(query);
      return value?.kind === 'events'
        ? inline(printPredicate(value.where).split('\n'))
        : `refused: ${diagnostics.map(each => each.code).join(', ')}`;
    },
    problems: query => lower(query).diagnostics.map(each => placed(each, query)),
  };
}

function placed({ code, span }: Diagnostic, query: string): string {
  return `${code} at ${span?.start} "${span === undefined ? '' : query.slice(span.start, span.end)}"`;
}

function inline(lines: readonly string[]): string {
  const [head = '', ...rest] = lines;
  const children: string[][] = [];
  for (const line of rest) {
    const inner = line.slice(2);
    if (inner.startsWith(' ')) children.at(-1)?.push(inner);
    else children.push([inner]);
  }
  return children.length === 0 ? head : `${head}(${children.map(inline).join('; ')})`;
}
