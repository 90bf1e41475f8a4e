import { printPredicate } from '../../src/ir/index.ts';
import { kql } from '../../src/languages/kql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

export function lower(query: string) {
  return kql.lower(EmbeddedText.whole(new SourceFile('rule.kql', query)), {});
}

/** The printed predicate on one line, its operands in parentheses. */
export function printed(query: string): string {
  const { value, diagnostics } = lower(query);
  if (value?.kind !== 'events') return `refused: ${diagnostics.map(each => each.code).join(', ')}`;
  return inline(printPredicate(value.where).split('\n'));
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

/** Codes with the text that each underlines. */
export function problems(query: string): string[] {
  return lower(query).diagnostics.map(
    ({ code, span }) =>
      `${code} at ${span?.start} "${span === undefined ? '' : query.slice(span.start, span.end)}"`,
  );
}
