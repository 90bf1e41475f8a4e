import {
  compile,
  defaultProfile,
  eventView,
  type Translation,
  writeDocuments,
} from '../../src/compile/index.ts';
import { joinAccounts, resolve, translateLeaf } from '../../src/fields/index.ts';
import {
  type Backend,
  fieldsIn,
  fold,
  type LogSource,
  mapLeaves,
  type Predicate,
  type Rule,
  type Vendor,
} from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { comparePredicates } from '../../src/verify/index.ts';
import { onSingleLines } from '../../src/verify/single-lines.ts';
import { withTypes } from '../../src/verify/typed.ts';
import type { CorpusRule } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';
import { backends } from './translations.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

/** Rules of one vendor written in the other's language, read again, and compared in the names that they had: the same where proved equal. */
export async function reportRoundTrips(report: Report, rules: readonly CorpusRule[]): Promise<void> {
  const all = await backends();
  report.title('Round trips');
  for (const author of ['sigma', 'elastic'] as const) {
    const by = author === 'sigma' ? 'elastic' : 'sigma';
    const [own, backend] = [author, by].map(name => all.find(({ target }) => target === name));
    const outcomes = new Map<string, number>();
    let [tried, equal] = [0, 0];
    for (const { read, group, path } of rules) {
      if (group !== author || read.rule?.search.kind !== 'events' || !own || !backend) continue;
      const outcome = await roundTrip(read.rule, own, backend);
      tried++;
      if (outcome === 'equal') equal++;
      else tally(outcomes, outcome);
      if (process.env['TRIPS'] !== undefined && outcome !== 'equal') report.line(`${outcome}: ${path}`);
    }
    report.figure(
      `fields: ${author} to ${by} and back, proved equal`,
      percent(equal, tried),
      ` % of ${tried}`,
    );
    report.counts(`${author} to ${by} and back: not proved equal, by reason`, outcomes);
  }
}

/** `equal`, or a code that explains why not. */
async function roundTrip(rule: Rule, own: Backend, backend: Backend): Promise<string> {
  const there = compile(rule, backend, options);
  if (there.verdict === 'refused') return 'plan/refused';
  const format = backend.formats[0] ?? '';
  const [document] = writeDocuments(there, backend, { format, fileName: 'rule', events: [] }).files;
  const file = new SourceFile(document?.path ?? '', document?.text ?? '');
  const found = (await readerFor(file))?.read(file, { placeholders: new Map() })[0];
  const back = found?.rule && resolve(found.rule).value;
  if (back === undefined) return `not read again: ${found?.diagnostics[0]?.code}`;
  const again = compile(back, own, options);
  const lines = [there, again].some(({ given }) => given.some(each => each.startsWith('no-line-breaks:')));
  const related = (by: Backend, through?: Backend): string => relationOf(rule, back, by, lines, through);
  const relation = related(own);
  // Where either map is exact, what is equal in the other vendor's names is equal by the definitions of the map.
  const isExact = there.mapping === 'exact' && again.mapping === 'exact';
  if (relation === 'equal' || (isExact && related(backend) === 'equal')) return 'equal';
  if (related(own, backend) === 'equal') return 'equal';
  if (sources(rule, back) === '' && isEqualInSource(rule, back, own)) return 'equal';
  const codes = [there, again]
    .filter(({ verdict }) => verdict !== 'exact')
    .map(each => `plan/${each.verdict}`);
  return `${relation}: ${codes.join(', ') || assumed([there, again]) || sources(rule, back) || 'no code'}`;
}

/** What a rule asks of all events of its data source is taken for what selects the source when it is read again. */
function isEqualInSource(rule: Rule, back: Rule, own: Backend): boolean {
  const vendor = own.dialects[0]?.vendor ?? 'sigma';
  const [before, after] = [rule, back].map(each => eventView(each, vendor, false)?.predicate);
  if (before === undefined || after === undefined) return false;
  return comparePredicates(before, after, defaultProfile(vendor)).relation === 'equal';
}

/** Where a log and one kind of its events are two data sources, the rule that comes back names the other one. */
function sources(rule: Rule, back: Rule): string {
  const [before, after] = [rule, back].map(({ search }) =>
    search.kind === 'events' ? search.source.id : '',
  );
  return before === after ? '' : `given:source, ${before} is ${after}`;
}

/** What two exact translations rest on: where the rule is another one then, it is another where that does not hold. */
function assumed(translations: readonly Translation[]): string {
  const kinds = translations.flatMap(({ given }) => given.map(each => `given:${each.split(':')[0]}`));
  return [...new Set(kinds)].sort().join(', ');
}

/**
 * How two rules stand in the names of the author's vendor; with `by`, under the definitions of the field map: what it holds exactly is
 * compared in the other vendor's names, and what it does not in the author's, so that nothing that was lost counts as equal. `lines`: values
 * are given to hold no line breaks, which a translation may rest on.
 */
function relationOf(rule: Rule, back: Rule, own: Backend, lines: boolean, by?: Backend): string {
  const vendor = own.dialects[0]?.vendor ?? 'sigma';
  const views = [eventView(rule, vendor, true), eventView(back, vendor, true)];
  const [before, after] = views.map(view => view && inLines(inNames(view.predicate, rule, by), lines));
  if (before === undefined || after === undefined) return 'not one event again';
  const { expected, found } = withTypes(before, after);
  return comparePredicates(expected, found, { isMultiValued: defaultProfile(vendor).isMultiValued }).relation;
}

function inNames(predicate: Predicate, { search }: Rule, by: Backend | undefined): Predicate {
  const vendor = by?.dialects[0]?.vendor;
  if (vendor === undefined || search.kind !== 'events') return predicate;
  return fold(
    mapLeaves(withAccounts(fold(predicate), search.source, vendor), leaf => {
      const { verdict, predicate: named } = translateLeaf(leaf, search.source, vendor);
      return verdict === 'exact' ? named : leaf;
    }),
  );
}

/** As plan does: a domain and a name that are asked for together are one account of the other vendor. */
function withAccounts(predicate: Predicate, source: LogSource, vendor: Vendor): Predicate {
  const inner = (each: Predicate): Predicate => withAccounts(each, source, vendor);
  if (predicate.kind === 'not') return { ...predicate, operand: inner(predicate.operand) };
  if (predicate.kind === 'or') return { ...predicate, operands: predicate.operands.map(inner) };
  if (predicate.kind !== 'and') return predicate;
  const joined = joinAccounts(predicate, source, vendor).predicate;
  return { ...joined, operands: joined.operands.map(inner) };
}

function inLines(predicate: Predicate, lines: boolean): Predicate {
  if (!lines) return predicate;
  return onSingleLines(
    predicate,
    [...fieldsIn(predicate)].map(({ name }) => `no-line-breaks:${name}`),
  );
}
