import { printSearch, type Rule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import type { Reader, ReadRule } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';

const options = { placeholders: new Map<string, readonly string[]>() };

export function readAll(reader: Reader, path: string, text: string): readonly ReadRule[] {
  return reader.read(new SourceFile(path, text), options);
}

export function readToml(text: string): ReadRule {
  const [entry] = readAll(elasticTomlReader, 'rules/some_rule.toml', text);
  if (entry === undefined) throw new Error('a TOML file has one entry');
  return entry;
}

/** A rule of type query over `a:1`, with more lines in its [rule] table and after it. */
export function queryRule(more: string, query = 'a:1'): string {
  return `[rule]\nname = "R"\ntype = "query"\nquery = ${JSON.stringify(query)}\n${more}`;
}

export function ruleOf(text: string): Rule {
  const { rule, diagnostics } = readToml(text);
  if (rule === undefined) throw new Error(diagnostics.map(each => each.message).join('; '));
  return rule;
}

export function searchOf(text: string): string {
  return printSearch(ruleOf(text).search);
}

/** Each diagnostic as its code and the text it points at. */
export function problemsOf({ diagnostics }: ReadRule): readonly (readonly [string, string])[] {
  return diagnostics.map(({ code, span }) => [
    code,
    span === undefined ? '' : span.file.text.slice(span.start, span.end),
  ]);
}
