import { tactics } from '../../ir/index.ts';
import type { CatalogRule } from '../corpus/corpus.ts';
import { groupRules, techniqueIds, techniqueTactics } from '../corpus/corpus.ts';
import { type FieldUse, fieldUses } from '../corpus/technique.ts';
import { code } from './condition-tables.ts';
import { type Content, type Html, html } from './html.ts';
import { type Page, section, table } from './layout.ts';
import {
  fileName,
  rulePath,
  sourcePath,
  type TechniqueNames,
  tacticName,
  techniquePath,
  vendorName,
  vendorOrder,
  vendorPath,
} from './names.ts';
import { longTable } from './paged-table.ts';
import { ruleList } from './rule-list.ts';

/** The first page: ATT&CK with the rules of each vendor. */
export function matrixPage(rules: readonly CatalogRule[], names: TechniqueNames): Page {
  const groups = groupRules(rules, techniqueIds);
  const columns = tactics
    .map(({ shortName }) => ({
      shortName,
      ids: [...groups].filter(([id, own]) => placesOf(id, own).includes(shortName)),
    }))
    .filter(({ ids }) => ids.length > 0);
  const placed = new Set(columns.flatMap(({ ids }) => ids.map(([id]) => id)));
  const rest = [...groups].filter(([id]) => !placed.has(id));
  const vendors = vendorOrder.filter(vendor => rules.some(rule => rule.vendor === vendor));
  return {
    path: 'index.html',
    title: 'Techniques',
    trail: [],
    body: html`<h1>Detection catalog</h1>
<p class="lead">${rules.length} rules of ${vendors.map(vendorName).join(', ')}: what they look for, what they leave out, and how they stand to each other.</p>
<dl class="facts">${vendors.map(vendor => html`<div><dt><a href="${vendorPath(vendor)}">${vendorName(vendor)}</a></dt><dd>${rules.filter(rule => rule.vendor === vendor).length} rules</dd></div>`)}<div><dt>Techniques</dt><dd>${groups.size}</dd></div></dl>
<p>Downloads: <a href="catalog.json">catalog.json</a>, <a href="navigator.json">ATT&CK Navigator layer</a>${vendors.map(vendor => html`, <a href="navigator-${vendor}.json">of ${vendorName(vendor)}</a>`)}</p>
${section(
  'matrix',
  'MITRE ATT&CK',
  html`<p class="soft">The bar at the left of a technique is the darker the more vendors have rules for it. Tactics of a technique are those that rules have it under.</p>
<div class="matrix" role="region" aria-label="Matrix of tactics and techniques" tabindex="0">${columns.map(({ shortName, ids }) => column(tacticName(shortName), ids, names))}${rest.length === 0 ? undefined : column('No tactic said', rest, names)}</div>`,
)}`,
  };
}

/** Tactics that rules say a technique is of; where none says so, the one that its rules name most. */
function placesOf(id: string, rules: readonly CatalogRule[]): readonly string[] {
  const said = techniqueTactics(id, rules);
  if (said.length > 0) return said;
  const [most] = [...groupRules(rules, ({ tactics: named }) => named)].sort(
    ([, left], [, right]) => right.length - left.length,
  );
  return most === undefined ? [] : [most[0]];
}

type Group = readonly [id: string, rules: readonly CatalogRule[]];

/** Techniques of a tactic, each with its sub-techniques behind a word. */
function column(title: string, groups: readonly Group[], names: TechniqueNames): Html {
  const held = new Set(groups.map(([id]) => id));
  const isBelow = ([id]: Group): boolean => id.includes('.') && held.has(id.replace(/\..*$/, ''));
  const cells = groups
    .filter(group => !isBelow(group))
    .map(group => {
      const below = groups.filter(other => isBelow(other) && other[0].startsWith(`${group[0]}.`));
      return html`<li>${cell(group, names)}${subTechniques(below, names)}</li>`;
    });
  return html`<section aria-label="${title}"><h3>${title} <small class="soft">${cells.length}</small></h3><ul>${cells}</ul></section>`;
}

function subTechniques(groups: readonly Group[], names: TechniqueNames): Content {
  if (groups.length === 0) return undefined;
  const what = groups.length === 1 ? '1 sub-technique' : `${groups.length} sub-techniques`;
  const items = groups.map(group => html`<li>${cell(group, names)}</li>`);
  return html`<details><summary>${what}</summary><ul>${items}</ul></details>`;
}

function cell([id, rules]: Group, names: TechniqueNames): Html {
  const counts = vendorOrder.flatMap(vendor => {
    const count = rules.filter(rule => rule.vendor === vendor).length;
    return count === 0 ? [] : [`${vendorName(vendor)} ${count}`];
  });
  return html`<a class="cell v${counts.length}" href="${techniquePath(id)}">${id} ${names.own(id)}<small>${counts.join(', ')}</small></a>`;
}

/** A page a data source, and the list of them. */
export function sourcePages(rules: readonly CatalogRule[]): readonly Page[] {
  const groups = groupRules(rules, rule => rule.sources.map(({ title }) => title));
  const heads = ['Data source', 'Rules', ...vendorOrder.map(vendorName)];
  const rows = [...groups].map(([title, own]) => [
    html`<a href="${fileOf(sourcePath(title))}">${title}</a>`,
    own.length,
    ...vendorCells(own),
  ]);
  const index = indexPage('sources/index.html', 'Data sources', heads, rows);
  const pages = [...groups].flatMap(([title, own]) => {
    const trail = [{ title: 'Data sources', path: 'sources/index.html' }, { title }];
    return listPages({ path: sourcePath(title), title, trail }, own);
  });
  return [...index, ...pages];
}

export function vendorPages(rules: readonly CatalogRule[]): readonly Page[] {
  const groups = groupRules(rules, ({ vendor }) => [vendor]);
  const rows = [...groups].map(([vendor, own]) => [
    html`<a href="${fileOf(vendorPath(vendor))}">${vendorName(vendor)}</a>`,
    own.length,
    own.filter(({ isWhole }) => isWhole).length,
    own.filter(({ exclusions }) => exclusions.length > 0).length,
    groupRules(own, techniqueIds).size,
  ]);
  const heads = ['Vendor', 'Rules', 'Read as a whole', 'With exclusions', 'Techniques'];
  const pages = [...groups].flatMap(([vendor, own]) => {
    const title = vendorName(vendor);
    return listPages(
      {
        path: vendorPath(vendor),
        title,
        trail: [{ title: 'Vendors', path: 'vendors/index.html' }, { title }],
      },
      own,
    );
  });
  return [...indexPage('vendors/index.html', 'Vendors', heads, rows), ...pages];
}

function vendorCells(rules: readonly CatalogRule[]): readonly Content[] {
  return vendorOrder.map(vendor => rules.filter(rule => rule.vendor === vendor).length);
}

function fileOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function indexPage(
  path: string,
  title: string,
  heads: readonly string[],
  rows: readonly (readonly Content[])[],
): readonly Page[] {
  const owner = { path, title, trail: [{ title }] };
  const long = longTable({
    label: title,
    heads,
    rows,
    owner,
    stem: path.replace(/index\.html$/, 'all'),
    shown: 400,
  });
  return [{ ...owner, body: html`<h1>${title}</h1>${long.first}` }, ...long.pages];
}

/** More rules than these stand on several pages, by the first letters of their titles. */
const rulesOfPage = 400;

function listPages(
  owner: Pick<Page, 'path' | 'title' | 'trail'>,
  rules: readonly CatalogRule[],
): readonly Page[] {
  const sorted = [...rules].sort((left, right) =>
    left.title < right.title ? -1 : left.title > right.title ? 1 : left.index - right.index,
  );
  const count = Math.ceil(sorted.length / rulesOfPage);
  const pathOf = (at: number): string =>
    at === 0 ? owner.path : owner.path.replace(/\.html$/, `-rules-${at + 1}.html`);
  return Array.from({ length: count }, (_, at) => {
    const part = sorted.slice(at * rulesOfPage, (at + 1) * rulesOfPage);
    const links = Array.from({ length: count }, (__, other) => {
      const first = sorted[other * rulesOfPage]?.title.slice(0, 24) ?? '';
      return other === at
        ? html`<li aria-current="page">${first} …</li>`
        : html`<li><a href="${fileOf(pathOf(other))}">${first} …</a></li>`;
    });
    const pager = count < 2 ? undefined : html`<nav aria-label="Pages"><ul class="chips">${links}</ul></nav>`;
    return {
      ...owner,
      path: pathOf(at),
      body: html`<h1>${owner.title}</h1><p>${rules.length} rules${count < 2 ? '' : `, page ${at + 1} of ${count}`}</p>${pager}${ruleList(part, 'rule-list', pathOf(at))}${pager}`,
    };
  });
}

/** Fields by their first letters, with how rules use them. */
export function fieldPages(rules: readonly CatalogRule[]): {
  readonly pages: readonly Page[];
  readonly pathOf: (canonical: string) => string;
} {
  const uses = fieldUses(rules);
  const groups = new Map<string, FieldUse[]>();
  const letterOf = (canonical: string): string => /^[a-z]/i.exec(canonical)?.[0]?.toLowerCase() ?? 'other';
  for (const use of uses) {
    const letter = letterOf(use.canonical);
    groups.set(letter, [...(groups.get(letter) ?? []), use]);
  }
  const letters = [...groups.keys()].sort();
  const byField = groupRules(rules, rule => rule.indicators.map(({ canonical }) => canonical));
  const pathOf = (canonical: string): string => `fields/${letterOf(canonical)}.html`;
  const index = html`<h1>Fields</h1><p>${uses.length} fields that rules filter on.</p>
<nav aria-label="Letters"><ul class="chips">${letters.map(letter => html`<li><a href="${letter}.html">${letter}</a></li>`)}</ul></nav>
${table(
  'Fields used most',
  heads,
  uses.slice(0, 200).map(use => fieldRow(use, byField, pathOf)),
)}`;
  const pages = letters.flatMap(letter => letterPages(letter, groups.get(letter) ?? [], byField, pathOf));
  return {
    pages: [
      { path: 'fields/index.html', title: 'Fields', trail: [{ title: 'Fields' }], body: index },
      ...pages,
    ],
    pathOf,
  };
}

const heads = ['Field', 'Authors’ names', 'Rules', 'How', 'Commonest values'];

function fieldRow(
  { canonical, names, rules, how, samples }: FieldUse,
  byField: ReadonlyMap<string, readonly CatalogRule[]>,
  pathOf: (canonical: string) => string,
): readonly Content[] {
  const own = byField.get(canonical) ?? [];
  const few =
    own.length <= 10
      ? html`<details><summary>${rules}</summary><ul class="plain">${own.map(rule => html`<li><a href="../${rulePath(rule)}">${rule.title}</a></li>`)}</ul></details>`
      : rules;
  return [
    html`<a href="${fileOf(pathOf(canonical))}"><code>${canonical}</code></a>`,
    names
      .filter(name => name !== canonical)
      .map((name, at) => html`${at === 0 ? '' : ', '}<code>${name}</code>`),
    few,
    how.map(({ kind, count }) => `${kind} ${count}`).join(', '),
    samples.map(
      (value, at) =>
        html`${at === 0 ? '' : ', '}${code(value.length > 100 ? `${value.slice(0, 97)}…` : value)}`,
    ),
  ];
}

function letterPages(
  letter: string,
  uses: readonly FieldUse[],
  byField: ReadonlyMap<string, readonly CatalogRule[]>,
  pathOf: (canonical: string) => string,
): readonly Page[] {
  const title = `Fields: ${letter}`;
  const owner = {
    path: `fields/${fileName(letter)}.html`,
    title,
    trail: [{ title: 'Fields', path: 'fields/index.html' }, { title: letter }],
  };
  const rows = uses.map(use => fieldRow(use, byField, pathOf));
  const long = longTable({
    label: 'All fields',
    heads,
    rows,
    owner,
    stem: `fields/${fileName(letter)}-all`,
    shown: 250,
  });
  return [{ ...owner, body: html`<h1>${title}</h1>${long.first}` }, ...long.pages];
}
