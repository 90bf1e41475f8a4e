import { diagnose } from '../diagnostics/index.ts';
import { type Dialect, type Rule, rewriteQuery, type Vendor } from '../ir/index.ts';
import { refused } from './plan.ts';
import type { Translation } from './translation.ts';

const why = 'The processing pipeline changes the text of the query, and nothing has read it since.';

/** The query as the rule's pipelines leave it: until it is read back it may say anything. */
export function postProcessed(printed: string, translation: Translation): Partial<Translation> {
  const { planned, dialect, diagnostics, reasons } = translation;
  const query = rewriteQuery(printed, planned?.rule.rewrites ?? []);
  if (query === printed) return { query };
  const doubt = diagnose('plan/different', { why, target: dialect?.name ?? '' });
  return {
    query,
    verdict: 'different',
    diagnostics: [...diagnostics, doubt],
    reasons: [...reasons, why],
  };
}

/** What is no text of a query, and holds none, cannot be post-processed. */
export function refusedRewrites({ rewrites, search }: Rule, dialect: Dialect): Translation | undefined {
  if (rewrites === undefined || ofQueries.has(dialect.vendor)) return undefined;
  const why = 'post-processing of a pipeline is of queries, and a document of this target has none';
  return refused([diagnose('plan/refused', { why, target: dialect.name }, search.origin[0])]);
}

/** pySigma, too, takes a pipeline for the backends alone that it names. */
export function refusedPipelines(
  { madeFor = [], dataModel, search }: Rule,
  { vendor, name }: Dialect,
): Translation | undefined {
  if (vendor === 'splunk' && dataModel !== undefined) {
    const why = `the pipeline names fields as the data model ${dataModel} does, which events do not: splunk:cim searches data models`;
    return refused([diagnose('plan/refused', { why, target: name }, search.origin[0])]);
  }
  const other = madeFor.find(({ backends }) => !backends.some(each => backendsOf[vendor].test(each)));
  if (other === undefined) return undefined;
  const why = `the pipeline ${other.pipeline} is for ${other.backends.join(', ')} alone (\`allowed_backends\`)`;
  return refused([diagnose('plan/refused', { why, target: name }, search.origin[0])]);
}

/** Backends of pySigma by the product that they write for; its own names and values may be put into any Sigma rule. */
const backendsOf: Readonly<Record<Vendor, RegExp>> = {
  sigma: /^/,
  splunk: /^splunk/,
  cim: /^splunk/,
  elastic: /^(?:elast|lucene|eql|esql|opensearch)/,
  panther: /^panther/,
};

const ofQueries: ReadonlySet<Vendor> = new Set(['splunk', 'cim', 'elastic']);

/** The translation once its query has been read: what was found stands in the place of the doubt. */
export function withoutDoubt(read: Translation): Translation {
  const { verdict, evidence, dialect, diagnostics, reasons } = read;
  if (!reasons.includes(why) || verdict === 'refused' || evidence?.kind === 'unverified') return read;
  const others = diagnostics.filter(({ message }) => !message.endsWith(why));
  const kept = reasons.filter(each => each !== why);
  if (verdict === 'exact') return { ...read, diagnostics: others, reasons: kept };
  const found = 'The query as the processing pipeline leaves it says something else.';
  const loss = diagnose(`plan/${verdict}`, { why: found, target: dialect?.name ?? '' });
  return { ...read, diagnostics: [...others, loss], reasons: [...kept, found] };
}
