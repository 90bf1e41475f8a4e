/** The catalog: what many rules look for, as data and as pages. */
export { type CatalogInput, catalogJson } from './catalog-json.ts';
export type { CatalogRule } from './corpus/corpus.ts';
export {
  comparablePairs,
  type ProvedRelation,
  type RulePair,
  relationBetween,
  turned,
} from './corpus/relations.ts';
export { analyseRule, type RuleInput } from './model/analyse.ts';
export { offsetOf } from './model/body.ts';
export type { AnalysedRule, RuleDetail, RuleEntry } from './model/catalog-rule.ts';
export type { CatalogTarget } from './model/translate.ts';
export type { SiteFile } from './site/layout.ts';
export { type SiteInput, siteFiles } from './site/site-files.ts';
