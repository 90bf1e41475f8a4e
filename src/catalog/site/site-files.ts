import type { Backend } from '../../ir/index.ts';
import { type CatalogRule, Corpus, groupRules, techniqueIds } from '../corpus/corpus.ts';
import { Neighbourhood } from '../corpus/related.ts';
import type { ProvedRelation } from '../corpus/relations.ts';
import type { RuleDetail } from '../model/catalog-rule.ts';
import { pageFile, type SiteFile } from './layout.ts';
import { TechniqueNames } from './names.ts';
import { navigatorLayers } from './navigator.ts';
import { fieldPages, matrixPage, sourcePages, vendorPages } from './overview-pages.ts';
import { rulePage } from './rule-page.ts';
import { script } from './script.ts';
import { searchFiles } from './search-files.ts';
import { startingRule } from './starting-rule.ts';
import { style } from './style.ts';
import { techniquePages } from './technique-page.ts';

export interface SiteInput {
  readonly rules: readonly CatalogRule[];
  readonly detailOf: (rule: CatalogRule) => RuleDetail;
  /** How another rule stands to a rule; undefined where nothing is proved. */
  readonly relationOf: (rule: CatalogRule, other: CatalogRule) => ProvedRelation | undefined;
  readonly sigma: Backend;
}

/** Every file of the site, one after another: none is held longer than it takes to write it. */
export function* siteFiles({ rules, detailOf, relationOf, sigma }: SiteInput): Generator<SiteFile> {
  const corpus = new Corpus(rules);
  const names = new TechniqueNames(rules);
  const neighbourhood = new Neighbourhood(corpus);
  yield { path: 'style.css', text: style };
  yield { path: 'site.js', text: script };
  yield pageFile(matrixPage(rules, names));
  for (const page of [...sourcePages(rules), ...vendorPages(rules)]) yield pageFile(page);
  const fields = fieldPages(rules);
  for (const page of fields.pages) yield pageFile(page);
  yield* searchFiles(rules, corpus, names, fields.pathOf);
  yield* navigatorLayers(rules);
  const all = groupRules(rules, techniqueIds);
  for (const [id, own] of all) {
    const start = startingRule(id, names.of(id), own, corpus, sigma);
    const pages = techniquePages(id, own, { corpus, names, all }, start).map(pageFile);
    yield* pages;
    const [first] = pages;
    if (start !== undefined && first !== undefined)
      yield { path: first.path.replace(/html$/, 'yml'), text: start.text };
  }
  for (const rule of rules) {
    const related = neighbourhood.of(rule);
    const relations = Object.fromEntries(
      related.similar.flatMap(({ index }) => {
        const proved = relationOf(rule, corpus.rule(index));
        return proved === undefined ? [] : [[index, proved] as const];
      }),
    );
    const context = { corpus, techniques: names };
    const { page, beside } = rulePage(rule, detailOf(rule), { ...related, relations }, context);
    yield pageFile(page);
    yield* beside;
  }
}
