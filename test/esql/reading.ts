import { compilePredicate } from '../../src/evaluate/index.ts';
import { printSearch, type Search } from '../../src/ir/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

export function read(query: string) {
  return esql.lower(EmbeddedText.whole(new SourceFile('query.esql', query)), {});
}

/** The printed search without the head of `events`, outdented. */
export function searchOf(query: string): string {
  const { value, diagnostics } = read(query);
  if (value === undefined) return diagnostics.map(each => each.message).join('\n');
  const printed = printSearch(value);
  const body = /^events \(unknown source\)\n([\s\S]*)$/.exec(printed)?.[1];
  return body === undefined ? printed : body.replaceAll(/^ {2}/gm, '');
}

export function conditionOf(condition: string): string {
  return searchOf(`from logs-* | where ${condition}`);
}

/** Whether an event fits a query over single events. */
export function holds(query: string, event: Readonly<Record<string, unknown>>): boolean {
  const { value, diagnostics } = read(query);
  if (value?.kind !== 'events') throw new Error(diagnostics.map(each => each.message).join('\n'));
  return compilePredicate(value.where, { now: () => Date.parse('2026-11-21T12:00:00Z') })(event);
}

/** The stages of a pipeline, as their kinds. */
export function stagesOf(query: string): readonly string[] {
  const search = searchValue(query);
  return search.kind === 'pipeline' ? search.stages.map(({ kind }) => kind) : [search.kind];
}

export function searchValue(query: string): Search {
  const { value, diagnostics } = read(query);
  if (value === undefined) throw new Error(diagnostics.map(each => each.message).join('\n'));
  return value;
}

/** Each diagnostic as its code and the text it points at. */
export function problemsOf(query: string): readonly (readonly [string, string])[] {
  return read(query).diagnostics.map(({ code, span }) => [
    code,
    span === undefined ? '' : span.file.text.slice(span.start, span.end),
  ]);
}

export function helpOf(query: string): string | undefined {
  return read(query).diagnostics[0]?.help;
}
