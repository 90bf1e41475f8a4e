import type { Translation } from '../../src/compile/index.ts';
import { dataSources, fieldNameIn } from '../../src/fields/index.ts';
import { eventsOf, type Rule, type Vendor } from '../../src/ir/index.ts';
import { percent, type Report, tally } from './report.ts';

/** A translation of a rule after its query has been read back. */
export interface Checked {
  readonly rule: Rule;
  readonly target: string;
  readonly translation: Translation;
}

/**
 * What the verdicts rest on, by kind: how many translations, and how many of those called exact. A translation that keeps a
 * field's name though the product has another name for it elsewhere is none that is exact given the field map.
 */
export function reportGiven(report: Report, checked: readonly Checked[]): void {
  const all = new Map<string, number>();
  const ofExact = new Map<string, number>();
  const misnamed = new Map<string, number>();
  let exact = 0;
  for (const each of checked) {
    const { given, verdict, dialect } = each.translation;
    const kinds = new Set(given.map(one => one.split(':')[0] ?? one));
    for (const kind of kinds) tally(all, kind);
    if (verdict !== 'exact') continue;
    for (const kind of kinds) tally(ofExact, kind);
    const others = dialect === undefined ? [] : otherNames(each.rule, given, dialect.vendor);
    for (const one of others) tally(misnamed, `${each.target}: ${one}`);
    if (others.length === 0) exact++;
  }
  report.title(`Given, by kind: of ${checked.length} translations, and of those called exact`);
  for (const [kind, count] of [...all].sort((one, other) => other[1] - one[1]))
    report.line(`${String(count).padStart(6)} ${String(ofExact.get(kind) ?? 0).padStart(6)}  ${kind}`);
  report.figure(
    'given: exact, and on no name that the product has otherwise',
    percent(exact, checked.length),
    ` % of ${checked.length}`,
  );
  report.counts('Names kept that the product has otherwise', misnamed);
}

/** Fields that kept their names though a source of the same product has the target's name for them. */
function otherNames(rule: Rule, given: readonly string[], to: Vendor): readonly string[] {
  const from = rule.metadata.vendor;
  const products = new Set([...eventsOf(rule.search)].map(({ source }) => productOf(source.id)));
  return given.flatMap(each => {
    if (!each.startsWith('same-name:')) return [];
    const name = each.slice('same-name:'.length);
    const other = otherName(name, from, to, products);
    return other === undefined ? [] : [`${name} is ${other}`];
  });
}

function productOf(source: string | undefined): string | undefined {
  return source?.split('.')[0];
}

const known = new Map<string, string | undefined>();

function otherName(
  name: string,
  from: Vendor,
  to: Vendor,
  products: ReadonlySet<string | undefined>,
): string | undefined {
  for (const { id } of dataSources()) {
    if (!products.has(productOf(id))) continue;
    const key = JSON.stringify([name, from, to, id]);
    if (!known.has(key)) known.set(key, fieldNameIn(name, { id }, from, to));
    const found = known.get(key);
    if (found !== undefined && found !== name) return found;
  }
  return undefined;
}
