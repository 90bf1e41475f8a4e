import { failure, type Result, success } from '../../diagnostics/index.ts';
import type { Dialect, Given, LogSource, PlannedRule, SeveralEvents } from '../../ir/index.ts';
import type { QueryLanguage } from '../../languages/language.ts';
import type { Reader, ReadRule } from '../../readers/reader.ts';
import { EmbeddedText, SourceFile } from '../../source/index.ts';
import { searchWithoutSubfields } from '../caseless-subfields.ts';
import { readSpl } from './read-spl.ts';
import { type TimedSearch, timed } from './runner.ts';
import { looksBack } from './runs.ts';

export type Planned = PlannedRule & { readonly several: SeveralEvents };

/** What is to be read: a query with the rule that it was printed of, which says what stands around it. */
export interface Printed {
  readonly dialect: Dialect;
  readonly planned: Planned;
  readonly query: string;
  readonly given: readonly Given[];
}

export type ReadSeveral = (printed: Printed) => Result<TimedSearch>;

/** The reader of a dialect's queries over several events; undefined when there is none. */
export async function readerOf({ name }: Dialect): Promise<ReadSeveral | undefined> {
  switch (name) {
    case 'kql':
    case 'lucene':
      return ofDocument(await elasticRules());
    case 'eql':
      return ofLanguage((await import('../../languages/eql/index.ts')).eql, await elasticRules());
    case 'esql':
      return ofLanguage((await import('../../languages/esql/index.ts')).esql, await elasticRules());
    case 'sigma':
      return ofCollection((await import('../../readers/sigma-yaml.ts')).sigmaReader);
    case 'spl':
      return readSpl((await import('../../languages/spl/index.ts')).lowerSpl);
    case 'python':
      return (await import('./read-panther-rule.ts')).readPantherRule;
    case 'correlation':
      return (await import('./read-panther-correlation.ts')).readPantherCorrelation;
    case 'sql':
      return (await import('./read-panther-sql.ts')).readPantherSql;
    default:
      return undefined;
  }
}

const nowhere: LogSource = {};

/** The last document of several is the rule, which refers to those before it. */
function ofCollection(reader: Reader): ReadSeveral {
  return ({ query }) => searchOf(reader.read(new SourceFile('(query)', query), noPlaceholders).at(-1));
}

async function elasticRules(): Promise<Reader> {
  return (await import('../../readers/elastic-toml.ts')).elasticTomlReader;
}

/** When the query runs says the rule around it. */
function ofLanguage(language: QueryLanguage, rules: Reader): ReadSeveral {
  return printed => {
    const { value, diagnostics } = language.lower(
      EmbeddedText.whole(new SourceFile('(query)', printed.query)),
      nowhere,
    );
    if (value === undefined) return failure(...diagnostics);
    const schedule = looksBack({ search: value }) ? ofDocument(rules)(printed).value?.schedule : undefined;
    return success(timed({ search: value }, schedule ?? printed.planned.rule.schedule), diagnostics);
  };
}

/** A query that is but a part of the rule is read in the document around it. */
function ofDocument(reader: Reader): ReadSeveral {
  return ({ dialect, planned, query }) => {
    const text = dialect.document?.(planned, query);
    if (text === undefined) return failure();
    const { value, diagnostics } = searchOf(reader.read(new SourceFile('(rule)', text), noPlaceholders)[0]);
    if (value === undefined) return failure(...diagnostics);
    return success({ ...value, search: searchWithoutSubfields(value.search, planned) }, diagnostics);
  };
}

const noPlaceholders = { placeholders: new Map() };

function searchOf(read: ReadRule | undefined): Result<TimedSearch> {
  const rule = read?.rule;
  const diagnostics = read?.diagnostics ?? [];
  return rule === undefined
    ? failure(...diagnostics)
    : success(timed({ search: rule.search }, rule.schedule), diagnostics);
}
