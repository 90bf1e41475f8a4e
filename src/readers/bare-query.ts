import { eql } from '../languages/eql/index.ts';
import { kql } from '../languages/kql/index.ts';
import type { QueryLanguage } from '../languages/language.ts';
import { lucene } from '../languages/lucene/index.ts';
import { EmbeddedText, type SourceFile } from '../source/index.ts';
import { baseName } from './elastic-rule.ts';
import type { Reader, ReadRule } from './reader.ts';

const languages = {
  kql: { language: kql, title: 'bare KQL query' },
  lucene: { language: lucene, title: 'bare Lucene query' },
  eql: { language: eql, title: 'bare EQL query' },
} as const satisfies Record<string, { readonly language: QueryLanguage; readonly title: string }>;

/** A file, or stdin, that is a query and nothing else; the rule is called after the file. */
export function bareQueryReader(format: keyof typeof languages): Reader {
  const { language, title } = languages[format];
  return {
    format,
    title,
    accepts: file => file.path.toLowerCase().endsWith(`.${format}`),
    read: file => [readBare(file, language)],
  };
}

function readBare(file: SourceFile, language: QueryLanguage): ReadRule {
  const { value: search, diagnostics } = language.lower(EmbeddedText.whole(file), {});
  const title = file.path === '-' ? 'stdin' : baseName(file.path);
  const metadata = {
    vendor: 'elastic',
    title,
    authors: [],
    references: [],
    falsePositives: [],
    attack: [],
    tags: [],
    related: [],
    fields: [],
    extra: {},
  } as const;
  return {
    location: { path: file.path, format: language.name, document: 0, part: 0, line: 1, title },
    rule: search && { metadata, search },
    diagnostics,
  };
}
