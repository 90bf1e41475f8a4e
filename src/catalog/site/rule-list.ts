import type { CatalogRule, Corpus } from '../corpus/corpus.ts';
import { compareText } from '../model/split-conditions.ts';
import { type Content, type Html, html } from './html.ts';
import { rootOf } from './layout.ts';
import { rulePath, vendorName, vendorOrder } from './names.ts';

/** Rules as links, under their vendors, with filters where there are several vendors, platforms or domains. */
export function ruleList(rules: readonly CatalogRule[], id: string, path: string): Html {
  const root = rootOf(path);
  const vendors = vendorOrder.filter(vendor => rules.some(rule => rule.vendor === vendor));
  const lists = vendors.map(vendor => {
    const own = rules.filter(rule => rule.vendor === vendor);
    const heading =
      vendors.length < 2
        ? undefined
        : html`<h3>${vendorName(vendor)} <span class="soft">${own.length === 1 ? '1 rule' : `${own.length} rules`}</span></h3>`;
    return html`<div data-group>${heading}<ul class="plain">${own.map(rule => listItem(rule, root))}</ul></div>`;
  });
  return html`${filters(rules, id)}<div id="${id}">${lists}</div>`;
}

function listItem(rule: CatalogRule, root: string): Html {
  return html`<li data-item data-vendor="${vendorName(rule.vendor)}" data-platform="${rule.platforms.join('|')}" data-domain="${rule.domains.join('|')}"><a href="${root}${rulePath(rule)}">${rule.title}</a> <span class="soft">${[vendorName(rule.vendor), rule.level].filter(each => each !== undefined).join(', ')}</span></li>
`;
}

function filters(rules: readonly CatalogRule[], id: string): Html {
  return html`<form class="filters" data-filters="${id}" hidden>
${choice(
  id,
  'vendor',
  'Vendor',
  rules.map(({ vendor }) => vendorName(vendor)),
)}
${choice(
  id,
  'platform',
  'Platform',
  rules.flatMap(({ platforms }) => platforms),
)}
${choice(
  id,
  'domain',
  'Domain',
  rules.flatMap(({ domains }) => domains),
)}
<label>Title contains <input type="text" autocomplete="off"></label>
<p role="status" class="soft"></p></form>
`;
}

function choice(id: string, name: string, label: string, values: readonly string[]): Content {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size < 2) return undefined;
  const options = [...counts]
    .sort(([left], [right]) => compareText(left, right))
    .map(([value, count]) => html`<option value="${value}">${value} (${count})</option>`);
  return html`<label for="${id}-${name}">${label}<select id="${id}-${name}" name="${name}"><option value="">all</option>${options}</select></label>`;
}

/** Of a row, where a further page has all of them. */
export const shownRules = 8;

/** The rules of one row of a table, behind their number. */
export function ruleCount(indices: readonly number[], corpus: Corpus, path: string, all = false): Html {
  const root = rootOf(path);
  const shown = all ? indices : indices.slice(0, shownRules);
  const links = shown.map(index => {
    const rule = corpus.rule(index);
    return html`<li><a href="${root}${rulePath(rule)}">${rule.title}</a></li>`;
  });
  const rest = indices.length - shown.length;
  const more = rest > 0 ? html`<li class="soft">and ${rest} more, on the page of all rows</li>` : undefined;
  return html`<details><summary>${indices.length}</summary><ul class="plain">${links}${more}</ul></details>`;
}
