import { targets } from '../../backends/index.ts';
import {
  type AnalysedRule,
  analyseRule,
  type CatalogRule,
  type CatalogTarget,
  catalogJson,
  type SiteFile,
  siteFiles,
} from '../../src/catalog/index.ts';
import type { Exclusion, Row } from '../../src/catalog/model/catalog-rule.ts';
import { resolve } from '../../src/fields/index.ts';
import { type ReadOptions, readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** Files by their paths. */
export type Sources = Readonly<Record<string, string>>;

/** The rules of files, taken apart; without targets nothing is translated, which is most of the time. */
export async function analysed(
  sources: Sources,
  options: Partial<ReadOptions> = {},
  into: readonly CatalogTarget[] = [],
): Promise<readonly AnalysedRule[]> {
  const rules: AnalysedRule[] = [];
  for (const [path, text] of Object.entries(sources)) {
    const file = new SourceFile(path, text);
    const reader = await readerFor(file);
    for (const read of reader?.read(file, { placeholders: new Map(), ...options }) ?? []) {
      const { rule, ...rest } = read;
      const resolved = { ...rest, rule: rule && resolve(rule).value };
      const { macros = {} } = options;
      rules.push(await analyseRule({ read: resolved, file, end: text.length, macros }, into));
    }
  }
  return rules;
}

/** The one rule of a text. */
export async function analysedOne(
  path: string,
  text: string,
  options: Partial<ReadOptions> = {},
): Promise<AnalysedRule> {
  const [rule] = await analysed({ [path]: text }, options);
  if (rule === undefined) throw new Error(`no rule in ${path}`);
  return rule;
}

export async function allTargets(): Promise<readonly CatalogTarget[]> {
  return Promise.all(
    targets.map(async ({ target, title, load }) => ({ target, title, backend: await load() })),
  );
}

export interface MadeSite {
  readonly rules: readonly CatalogRule[];
  readonly files: readonly SiteFile[];
  readonly json: string;
}

/** The whole site of rules, in memory. */
export async function siteOf(found: readonly AnalysedRule[]): Promise<MadeSite> {
  const rules = found.map(({ entry }, index) => ({ ...entry, index, slug: `rule-${index}` }));
  const detailOf = ({ index }: CatalogRule): AnalysedRule['detail'] => {
    const detail = found[index]?.detail;
    if (detail === undefined) throw new Error(`no rule ${index}`);
    return detail;
  };
  const sigma = (await allTargets()).find(({ target }) => target === 'sigma')?.backend;
  if (sigma === undefined) throw new Error('no backend of Sigma');
  const files = [...siteFiles({ rules, sigma, detailOf, relationOf: () => undefined })];
  const json = [...catalogJson({ rules, detailText: rule => JSON.stringify(detailOf(rule)) })].join('');
  return { rules, files: [...files, { path: 'catalog.json', text: json }], json };
}

/** `field kind: value, value`. */
export function rowLine({ field, kind, values, negated }: Row): string {
  return `${negated ? 'not ' : ''}${field} ${kind}: ${values.join(', ')}`;
}

export function exclusionLine({ conditions }: Exclusion): string {
  return conditions.map(rowLine).join(' + ');
}
