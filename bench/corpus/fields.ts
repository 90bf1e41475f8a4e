import { dataSources, gapPage, translateLeaf } from '../../src/fields/index.ts';
import { type Events, eventsOf, fieldsOf, leaves, subjects, type Vendor } from '../../src/ir/index.ts';
import type { CorpusRule } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';

const targets: readonly { readonly vendor: Vendor; readonly name: string; readonly otherwise?: Vendor }[] = [
  // What `-t splunk:cim` is: a search of events where no data model holds all that the rule asks for.
  { vendor: 'cim', name: 'Splunk CIM', otherwise: 'splunk' },
  // What `-t splunk:datamodel` is.
  { vendor: 'cim', name: 'Splunk CIM, of which by data models alone' },
  { vendor: 'splunk', name: 'Splunk raw' },
  { vendor: 'elastic', name: 'Elastic' },
  { vendor: 'panther', name: 'Panther' },
];

interface Coverage {
  rules: number;
  windows: number;
  mapped: number;
  windowsMapped: number;
  /** Not mapped whole for fields alone that the product is known not to have. */
  named: number;
  /** Mapped whole by the first of two vendors. */
  first: number;
  /** Fields of rules, each once a rule; those that have a name; and of the rest those that the product is known not to have. */
  uses: number;
  usesMapped: number;
  usesNamed: number;
}

const nothing: Coverage = {
  ...{ rules: 0, windows: 0, mapped: 0, windowsMapped: 0, named: 0, first: 0 },
  ...{ uses: 0, usesMapped: 0, usesNamed: 0 },
};

/** Sigma rules each of whose fields the tables have a name for, by target; and the fields that they have none for, by use. */
export function reportFields(report: Report, rules: readonly CorpusRule[]): void {
  report.title('Sigma rules with every field mapped');
  for (const { vendor, name, otherwise } of targets) {
    const coverage: Coverage = { ...nothing };
    const gaps = new Map<string, number>();
    const pages = new Map<string, number>();
    for (const { read, group } of rules) {
      if (group !== 'sigma' || read.rule === undefined) continue;
      const all = [...eventsOf(read.rule.search)];
      const first = all.flatMap(events => unmappedIn(events, vendor));
      const missing =
        first.length === 0 || otherwise === undefined
          ? first
          : all.flatMap(events => unmappedIn(events, otherwise));
      const told = otherwise ?? vendor;
      for (const field of new Set(missing)) {
        tally(gaps, field);
        tally(pages, gapPageOf(field, told) ?? 'no page tells');
      }
      count(coverage, all, missing.length === 0);
      if (first.length === 0) coverage.first++;
      countUses(coverage, all, missing, told);
      if (missing.length > 0 && missing.every(field => gapPageOf(field, told) !== undefined))
        coverage.named++;
    }
    const { mapped, windowsMapped, windows, named, first } = coverage;
    if (otherwise !== undefined)
      report.line(`${name}: ${first} rules have every field in a data model, ${mapped - first} in events`);
    report.figure(`fields: Sigma rules mapped whole, ${name}`, percent(mapped, coverage.rules), ' %');
    report.figure(
      `fields: Windows rules mapped whole, ${name}`,
      percent(windowsMapped, windows),
      ` % of ${windows}`,
    );
    report.figure(
      `fields: Sigma rules with fields that it does not have, ${name}`,
      percent(named, coverage.rules),
      ' %',
    );
    report.figure(
      `fields: uses of fields mapped, ${name}`,
      percent(coverage.usesMapped, coverage.uses),
      ' %',
    );
    report.figure(
      `fields: uses of fields that it does not have, ${name}`,
      percent(coverage.usesNamed, coverage.uses),
      ` % of ${coverage.uses}`,
    );
    report.counts(`${name}: fields without a name, by rules`, gaps, 12);
    report.counts(`${name}: uses of fields without a name, by the page that tells of them`, pages, 12);
  }
}

function countUses(
  coverage: Coverage,
  all: readonly Events[],
  missing: readonly string[],
  vendor: Vendor,
): void {
  const used = new Set(
    all.flatMap(events => [...namesIn(events)].map(name => `${events.source.id ?? 'unknown'} ${name}`)),
  );
  const without = new Set(missing);
  coverage.uses += used.size;
  coverage.usesMapped += used.size - without.size;
  coverage.usesNamed += [...without].filter(field => gapPageOf(field, vendor) !== undefined).length;
}

function count(coverage: Coverage, all: readonly Events[], whole: boolean): void {
  const windows = all.every(({ source }) => source.sigma?.product === 'windows');
  coverage.rules++;
  if (whole) coverage.mapped++;
  if (windows) coverage.windows++;
  if (windows && whole) coverage.windowsMapped++;
}

/** `source FIELD` of each field that the target's tables do not have. */
function unmappedIn({ source, where }: Events, vendor: Vendor): readonly string[] {
  const place = source.id ?? 'unknown';
  return [...leaves(where)].flatMap(({ leaf, positive }) =>
    translateLeaf(leaf, source, vendor, positive).given.flatMap(given =>
      given.startsWith('same-name:') ? [`${place} ${given.slice('same-name:'.length)}`] : [],
    ),
  );
}

/** The page that tells of `source FIELD` that the product has no such field. */
function gapPageOf(missing: string, product: Vendor): string | undefined {
  const [id, ...name] = missing.split(' ');
  const source = dataSources().find(each => each.id === id);
  return source && gapPage(source, 'sigma', name.join(' '), product);
}

/** Families of sources whose fields the issue asks Sigma's own names of. */
const families: readonly string[] = ['windows', 'linux', 'aws', 'okta', 'azure', 'kubernetes'];

/** What selects events of a kind is no field of a rule, as log sources say it, also where none is of that kind. */
const selecting: ReadonlySet<string> = new Set(['event.category', 'event.type']);

function nameOf(gap: string): string {
  return gap.split(' ').slice(1).join(' ');
}

/** Fields of Elastic's rules that Sigma has a name of its own for: a rule's field counts once. */
export function reportOwnNames(report: Report, rules: readonly CorpusRule[]): void {
  const gaps = new Map<string, number>();
  const counts = new Map<string, { named: number; all: number }>();
  for (const { read, group } of rules) {
    if (group !== 'elastic' || read.rule === undefined) continue;
    for (const events of eventsOf(read.rule.search)) {
      const family = events.source.id?.split('.')[0] ?? 'unknown';
      const count = counts.get(family) ?? { named: 0, all: 0 };
      counts.set(family, count);
      const asked = [...namesIn(events)].filter(name => !selecting.has(name));
      const missing = new Set(unmappedIn(events, 'sigma').filter(gap => asked.includes(nameOf(gap))));
      count.all += asked.length;
      count.named += asked.length - missing.size;
      for (const field of missing) tally(gaps, field);
    }
  }
  report.title("Fields of Elastic's rules under Sigma's own names");
  for (const [family, { named, all }] of counts) report.line(`${family.padEnd(20)} ${named} of ${all}`);
  const asked = families.map(family => counts.get(family) ?? { named: 0, all: 0 });
  for (const [index, { named, all }] of asked.entries())
    report.figure(
      `fields: Elastic to Sigma, own names, ${families[index]}`,
      percent(named, all),
      ` % of ${all}`,
    );
  const sum = (of: 'named' | 'all'): number => asked.reduce((total, count) => total + count[of], 0);
  report.figure(
    'fields: Elastic to Sigma, own names',
    percent(sum('named'), sum('all')),
    ` % of ${sum('all')}`,
  );
  report.counts('Elastic to Sigma: fields without a name', gaps);
}

function namesIn({ where }: Events): ReadonlySet<string> {
  const all = [...leaves(where)].flatMap(({ leaf }) =>
    subjects(leaf).flatMap(subject => [...fieldsOf(subject)]),
  );
  return new Set(all.map(({ name }) => name));
}
