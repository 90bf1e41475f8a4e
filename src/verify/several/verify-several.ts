import { searchView, type Translation } from '../../compile/index.ts';
import { type Diagnostic, failure, type Result, success } from '../../diagnostics/index.ts';
import type { Dialect, LogSource, PlannedRule, Rule, Search } from '../../ir/index.ts';
import type { QueryLanguage } from '../../languages/language.ts';
import type { Reader } from '../../readers/reader.ts';
import { EmbeddedText, SourceFile } from '../../source/index.ts';
import { compareSearches, type SearchComparison } from './compare.ts';

/** What was found of a translation of a search over several events. */
export type SeveralFinding =
  | { readonly kind: 'compared'; readonly comparison: SearchComparison }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] };

/** Reads a query over several events back, and compares it with the rule part by part, in the target's names. */
export async function compareSeveral(rule: Rule, translation: Translation): Promise<SeveralFinding> {
  const { dialect, planned, query } = translation;
  if (dialect === undefined || planned === undefined || query === undefined) return { kind: 'no-reader' };
  const reader = await readerOf(dialect);
  if (reader === undefined) return { kind: 'no-reader' };
  const { value: found, diagnostics } = reader(dialect, planned, query);
  if (found === undefined) return { kind: 'unreadable', diagnostics };
  const source = searchView(rule, dialect.vendor).search;
  const comparison = compareSearches(source, found, {
    isMultiValued: planned.profile.isMultiValued,
    withoutScope: dialect.vendor === 'sigma',
  });
  return { kind: 'compared', comparison };
}

type ReadSearch = (dialect: Dialect, planned: PlannedRule, query: string) => Result<Search>;

const nowhere: LogSource = {};

async function readerOf(dialect: Dialect): Promise<ReadSearch | undefined> {
  switch (dialect.name) {
    case 'kql':
    case 'lucene':
      return ofDocument((await import('../../readers/elastic-toml.ts')).elasticTomlReader);
    case 'eql':
      return ofLanguage((await import('../../languages/eql/index.ts')).eql);
    case 'sigma':
      return ofCollection((await import('../../readers/sigma-yaml.ts')).sigmaReader);
    default:
      return undefined;
  }
}

/** The last document of several is the rule, which refers to those before it. */
function ofCollection(reader: Reader): ReadSearch {
  return (_dialect, _planned, query) => {
    const read = reader.read(new SourceFile('(query)', query), { placeholders: new Map() }).at(-1);
    const search = read?.rule?.search;
    return search === undefined
      ? failure(...(read?.diagnostics ?? []))
      : success(search, read?.diagnostics ?? []);
  };
}

function ofLanguage(language: QueryLanguage): ReadSearch {
  return (_dialect, _planned, query) =>
    language.lower(EmbeddedText.whole(new SourceFile('(query)', query)), nowhere);
}

/** A query that is but a part of the rule is read in the document around it. */
function ofDocument(reader: Reader): ReadSearch {
  return ({ document }, planned, query) => {
    const text = document?.(planned, query);
    if (text === undefined) return failure();
    const [read] = reader.read(new SourceFile('(rule)', text), { placeholders: new Map() });
    const search = read?.rule?.search;
    return search === undefined
      ? failure(...(read?.diagnostics ?? []))
      : success(search, read?.diagnostics ?? []);
  };
}
