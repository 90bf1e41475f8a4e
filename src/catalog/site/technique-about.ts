import { subTechniqueIds, techniqueOf } from '../../ir/index.ts';
import { platformsOfTechnique, platformsWithoutRule } from '../corpus/attack-platforms.ts';
import type { CatalogRule } from '../corpus/corpus.ts';
import { groupRules } from '../corpus/corpus.ts';
import { type Content, type Html, html } from './html.ts';
import { type TechniqueNames, techniquePath } from './names.ts';

/** Rules of the catalog by technique; those of a sub-technique are its parent's, too. */
export type RulesByTechnique = ReadonlyMap<string, readonly CatalogRule[]>;

/** What a technique is, from the table of ATT&CK, and where the rules here look for it. */
export function aboutTechnique(
  id: string,
  rules: readonly CatalogRule[],
  names: TechniqueNames,
  all: RulesByTechnique,
): Html {
  const known = techniqueOf(id);
  const sentences: readonly Content[] = [
    known === undefined
      ? html`${id} is in no version of ATT&CK for enterprise that this catalog knows.`
      : undefined,
    known?.instead === undefined
      ? undefined
      : html`ATT&CK has ${link(known.instead, names, all)} in its place now.`,
    known === undefined ? undefined : placeOf(id, names, all),
    attackPlatforms(id, rules),
    platformsOf(rules),
  ];
  const own =
    known &&
    html`<a href="https://attack.mitre.org/techniques/${id.replace('.', '/')}/" rel="noreferrer">Description at MITRE ATT&CK</a>`;
  return html`<p>${sentences.flatMap(each => (each === undefined ? [] : [each, ' ']))}${own}</p>${below(id, names, all)}`;
}

function placeOf(id: string, names: TechniqueNames, all: RulesByTechnique): Content {
  const [parent = id] = id.split('.');
  return parent === id ? undefined : html`A sub-technique of ${link(parent, names, all)}.`;
}

function attackPlatforms(id: string, rules: readonly CatalogRule[]): Content {
  const platforms = platformsOfTechnique(id);
  if (platforms.length === 0) return undefined;
  const open = platformsWithoutRule(id, rules);
  const gap = open.length === 0 || rules.length === 0 ? '' : ` No rule here looks at ${open.join(', ')}.`;
  return `Platforms, as ATT&CK names them: ${platforms.join(', ')}.${gap}`;
}

function platformsOf(rules: readonly CatalogRule[]): Content {
  const groups = [...groupRules(rules, ({ platforms }) => platforms)];
  if (groups.length === 0) return undefined;
  const most = groups.sort(
    ([one, left], [other, right]) => right.length - left.length || (one < other ? -1 : 1),
  );
  return html`Rules here look at ${most.map(([name, own]) => `${name} (${own.length})`).join(', ')}.`;
}

function below(id: string, names: TechniqueNames, all: RulesByTechnique): Content {
  const ids = subTechniqueIds(id);
  if (ids.length === 0) return undefined;
  const held = ids.filter(each => all.has(each));
  const none = ids.filter(each => !all.has(each));
  const list = held.map(
    each =>
      html`<li>${link(each, names, all)} <small class="soft">${count(all.get(each)?.length ?? 0)}</small></li>`,
  );
  return html`<details${held.length <= 8 ? html` open` : undefined}><summary>${ids.length} sub-techniques, ${held.length} with rules here</summary>${
    list.length === 0 ? undefined : html`<ul>${list}</ul>`
  }${none.length === 0 ? undefined : html`<p class="soft">Without a rule: ${none.map(each => `${each} ${names.own(each)}`).join(', ')}.</p>`}</details>`;
}

function count(rules: number): string {
  return rules === 1 ? '1 rule' : `${rules} rules`;
}

/** Pages of techniques stand in one folder. */
function link(id: string, names: TechniqueNames, all: RulesByTechnique): Content {
  const text = `${id} ${names.own(id)}`;
  return all.has(id) ? html`<a href="../${techniquePath(id)}">${text}</a>` : text;
}
