import { type CatalogRule, groupRules, techniqueIds } from './corpus/corpus.ts';
import { rulePath, TechniqueNames, techniquePath } from './site/names.ts';

export interface CatalogInput {
  readonly rules: readonly CatalogRule[];
  /** What the page of a rule says, as JSON. */
  readonly detailText: (rule: CatalogRule) => string;
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
    yield `${separator}{"index":${index},"slug":${JSON.stringify(slug)},"page":${JSON.stringify(rulePath(rule))},"entry":${JSON.stringify(entry)},"detail":${detailText(rule)}}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
