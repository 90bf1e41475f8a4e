import { printSearch } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

function lower(query: string) {
  return eql.lower(EmbeddedText.whole(new SourceFile('query.eql', query)), {});
}

/** The printed search without the head of `events`, outdented. */
export function searchOf(query: string): string {
  const { value, diagnostics } = lower(query);
  if (value === undefined) return diagnostics.map(each => each.message).join('\n');
  const printed = printSearch(value);
  const body = /^events \(unknown source\)\n([\s\S]*)$/.exec(printed)?.[1];
  return body === undefined ? printed : body.replaceAll(/^ {2}/gm, '');
}

/** The condition of `any where …`. */
export function conditionOf(condition: string): string {
  return searchOf(`any where ${condition}`);
}

/** Each diagnostic as its code and the text it points at. */
export function problemsOf(query: string): readonly (readonly [string, string])[] {
  return lower(query).diagnostics.map(({ code, span }) => [
    code,
    span === undefined ? '' : span.file.text.slice(span.start, span.end),
  ]);
}

export function helpOf(query: string): string | undefined {
  return lower(query).diagnostics[0]?.help;
}
