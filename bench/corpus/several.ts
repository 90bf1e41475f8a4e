import { compile, defaultProfile } from '../../src/compile/index.ts';
import type { Rule, Search } from '../../src/ir/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';
import type { CorpusRule } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';
import { correlationSamples } from './several-correlations.ts';
import { backends } from './translations.ts';

/** A search over several events in a target, with what was found of it. */
interface Entry {
  /** What the table has a line for. */
  readonly kind: string;
  readonly target: string;
  readonly verified: Verified;
}

/** What Elastic's rules over several events, and each type of Sigma's correlations, become in every target, and on what evidence. */
export async function reportSeveral(report: Report, elastic: readonly CorpusRule[]): Promise<void> {
  const rules = elastic.flatMap(({ read: { rule } }) =>
    rule === undefined || rule.search.kind === 'events' ? [] : [{ kind: kindOf(rule.search), rule }],
  );
  const entries = await entriesOf(rules);
  report.title(`Elastic's rules over several events (${rules.length})`);
  table(report, entries);
  for (const target of ['splunk', 'panther', 'sigma', 'elastic'])
    report.figure(`several: elastic to ${target}: translated`, translated(entries, target), ' %');
  figures(report, 'elastic', entries);
  const correlations = await entriesOf(correlationSamples());
  report.title("Sigma's correlations by type");
  table(report, correlations);
  figures(report, 'sigma', correlations);
  reasons(report, [...entries, ...correlations]);
}

function kindOf(search: Search): string {
  switch (search.kind) {
    case 'sequence':
      return search.ordered ? 'sequence' : 'sample';
    case 'correlate':
      return 'threshold';
    case 'newTerms':
      return 'new_terms';
    case 'indicatorMatch':
      return 'threat_match';
    case 'pipeline':
      return search.from.kind === 'sequence' ? 'sequence' : 'ES|QL';
    default:
      return search.kind;
  }
}

async function entriesOf(
  rules: readonly { readonly kind: string; readonly rule: Rule }[],
): Promise<readonly Entry[]> {
  const all = await backends();
  const entries: Entry[] = [];
  for (const { kind, rule } of rules)
    for (const backend of all) {
      const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
      const verified = await verifyTranslation(rule, compile(rule, backend, options));
      entries.push({ kind, target: backend.target, verified });
    }
  return entries;
}

function table(report: Report, entries: readonly Entry[]): void {
  const rows = new Map<string, Map<string, number>>();
  for (const { kind, target, verified } of entries) {
    const row = `${kind} to ${target}`;
    const counts = rows.get(row) ?? new Map<string, number>();
    rows.set(row, counts);
    tally(counts, cellOf(verified));
  }
  for (const [row, counts] of [...rows].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const cells = [...counts].sort((one, other) => other[1] - one[1]);
    report.line(`${row.padEnd(28)} ${cells.map(([cell, count]) => `${count} ${cell}`).join(', ')}`);
  }
}

function cellOf({ translation: { verdict, evidence }, contradicted }: Verified): string {
  if (verdict === 'refused') return verdict;
  return `${verdict} ${evidence?.kind ?? ''}${contradicted ? ' contradicted' : ''}`;
}

function translated(entries: readonly Entry[], target: string): number {
  const own = entries.filter(each => each.target === target);
  const held = own.filter(({ verified }) => verified.translation.verdict !== 'refused');
  return percent(held.length, own.length);
}

function figures(report: Report, source: string, entries: readonly Entry[]): void {
  const all = entries.map(({ verified }) => verified);
  const exact = all.filter(({ translation }) => translation.verdict === 'exact');
  const known = exact.filter(({ translation: { evidence } }) => isKnown(evidence?.kind));
  report.figure(
    `several: ${source}: evidence of exact translations`,
    percent(known.length, exact.length),
    ' %',
  );
  const lossy = all.filter(({ translation: { verdict, form, evidence } }) => {
    return verdict !== 'exact' && verdict !== 'refused' && form !== 'exact' && isKnown(evidence?.kind);
  });
  report.figure(
    `several: ${source}: losses of form shown by a series`,
    percent(lossy.filter(isShown).length, lossy.length),
    ` % of ${lossy.length}`,
  );
  report.figure(`several: ${source}: contradicted`, all.filter(each => each.contradicted).length);
}

function isKnown(kind: string | undefined): boolean {
  return kind === 'proved' || kind === 'tested';
}

function isShown({ series }: Verified): boolean {
  return (series?.onlyRule ?? series?.onlyQuery) !== undefined;
}

function reasons(report: Report, entries: readonly Entry[]): void {
  const refused = new Map<string, number>();
  const unverified = new Map<string, number>();
  for (const { kind, target, verified } of entries) {
    const { verdict, reasons: why, evidence } = verified.translation;
    if (verdict === 'refused') for (const each of why) tally(refused, `${kind} to ${target}: ${each}`);
    else if (evidence?.kind === 'unverified') tally(unverified, `${kind} to ${target}: ${evidence.because}`);
  }
  report.counts('Several events: refused, by reason', refused, 40);
  report.counts('Several events: not verified, by reason', unverified, 40);
}
