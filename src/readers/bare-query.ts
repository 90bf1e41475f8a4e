import type { Diagnostic } from '../diagnostics/index.ts';
import type { LogSource, Metadata, Search } from '../ir/index.ts';
import { eql } from '../languages/eql/index.ts';
import { esql } from '../languages/esql/index.ts';
import { kql } from '../languages/kql/index.ts';
import type { QueryLanguage } from '../languages/language.ts';
import { lucene } from '../languages/lucene/index.ts';
import { type Macros, spl } from '../languages/spl/index.ts';
import { EmbeddedText, type SourceFile } from '../source/index.ts';
import { anyRowsGiven } from './any-rows.ts';
import { baseName } from './elastic-rule.ts';
import { type RunsOfRule, withRuns } from './kept-terms.ts';
import { runsOfQuery } from './own-times.ts';
import type { Reader, ReadRule } from './reader.ts';
import { givenOfSpl } from './spl-given.ts';
import { readBareSpl, type SplunkSearch } from './splunk-search.ts';

const languages = {
  kql: { language: kql, vendor: 'elastic', source: {} },
  lucene: { language: lucene, vendor: 'elastic', source: {} },
  eql: { language: eql, vendor: 'elastic', source: {} },
  esql: { language: esql, vendor: 'elastic', source: {} },
  spl: { language: spl, vendor: 'splunk', source: { splunk: { search: '' } } },
} as const satisfies Record<string, BareLanguage>;

interface BareLanguage {
  readonly language: QueryLanguage;
  readonly vendor: Metadata['vendor'];
  /** What goes without saying of the events: whose they are. */
  readonly source: LogSource;
}

/** A file, or stdin, that is a query and nothing else; the rule is called after the file. */
export function bareQueryReader(format: keyof typeof languages): Reader {
  const bare = languages[format];
  return { format, read: (file, { macros }) => [readBare(file, bare, macros)] };
}

function readBare(
  file: SourceFile,
  { language, vendor, source }: BareLanguage,
  macros: Macros | undefined,
): ReadRule {
  const text = EmbeddedText.whole(file);
  const { search, diagnostics } =
    language === spl ? readBareSpl(text, macros) : readPlain(language, text, source);
  const title = file.path === '-' ? 'stdin' : baseName(file.path);
  const metadata = {
    vendor,
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
    rule: search && {
      metadata,
      ...ofQuery(search, withGiven(runsOfQuery(search, diagnostics), language, search, diagnostics)),
    },
    diagnostics,
  };
}

function ofQuery(search: Search, { schedule, ...more }: ReturnType<typeof runsOfQuery>): RunsOfRule {
  return withRuns(search, schedule, more);
}

function withGiven(
  runs: ReturnType<typeof runsOfQuery>,
  { name }: QueryLanguage,
  search: Search,
  diagnostics: readonly Diagnostic[],
): ReturnType<typeof runsOfQuery> {
  const own = name === 'spl' ? givenOfSpl(search, diagnostics).given : undefined;
  const given = [...(runs.given ?? []), ...(own ?? []), ...anyRowsGiven(name, search)];
  return given.length === 0 ? runs : { ...runs, given };
}

function readPlain(language: QueryLanguage, text: EmbeddedText, source: LogSource): SplunkSearch {
  const { value: search, diagnostics } = language.lower(text, source);
  return { search, diagnostics };
}
