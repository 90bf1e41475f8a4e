import { type CatalogRule, groupRules, techniqueIds } from './corpus/corpus.ts';
import type { RuleDetail } from './model/catalog-rule.ts';
import { rulePath, TechniqueNames, techniquePath } from './site/names.ts';

export interface CatalogInput {
  readonly rules: readonly CatalogRule[];
  /** What the page of a rule says, as JSON. */
  readonly detailText: (rule: CatalogRule) => string;
}

/**
 * What a page says and the data do not: texts that stand in the file of the rule, events and queries that `verify` and `convert` make
 * again. They are two thirds of all.
 */
const ofPageAlone: ReadonlySet<string> = new Set<keyof RuleDetail>([
  'body',
  'note',
  'setup',
  'logic',
  'witnesses',
]);

function leanText(detailText: string): string {
  const detail = JSON.parse(detailText) as RuleDetail;
  const kept = Object.entries(detail).filter(([key]) => !ofPageAlone.has(key));
  const translations = detail.translations.map(({ query: _, ...rest }) => rest);
  return JSON.stringify({ ...Object.fromEntries(kept), translations });
}

/** The catalog as JSON, piece by piece: it is as large as all its rules. `schemas/catalog.schema.json` describes it. */
export function* catalogJson({ rules, detailText }: CatalogInput): Generator<string> {
  yield '{"schemaVersion":1,\n"techniques":[';
  const names = new TechniqueNames(rules);
  let separator = '\n';
  for (const [id, own] of groupRules(rules, techniqueIds)) {
    const technique = {
      id,
      name: names.of(id),
      page: techniquePath(id),
      rules: own.map(({ index }) => index),
    };
    yield `${separator}${JSON.stringify(technique)}`;
    separator = ',\n';
  }
  yield '\n],\n"rules":[';
  separator = '\n';
  for (const rule of rules) {
    const { index, slug, ...entry } = rule;
    yield `${separator}{"index":${index},"slug":${JSON.stringify(slug)},"page":${JSON.stringify(rulePath(rule))},"entry":${JSON.stringify(entry)},"detail":${leanText(detailText(rule))}}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
