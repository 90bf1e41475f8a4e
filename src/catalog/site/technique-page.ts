import type { CatalogRule, Corpus } from '../corpus/corpus.ts';
import { groupRules, techniqueTactics } from '../corpus/corpus.ts';
import { type ExclusionUse, type Patterns, patternsOf, type ValueUse } from '../corpus/technique.ts';
import type { Row } from '../model/catalog-rule.ts';
import { code } from './condition-tables.ts';
import { highlighted } from './highlight.ts';
import { type Content, type Html, html } from './html.ts';
import { type Page, section, table } from './layout.ts';
import {
  sourcePath,
  type TechniqueNames,
  tacticName,
  techniquePath,
  vendorName,
  vendorOrder,
} from './names.ts';
import { longTable } from './paged-table.ts';
import { ruleCount, ruleList, shownRules } from './rule-list.ts';
import type { StartingRule } from './starting-rule.ts';
import { aboutTechnique, type RulesByTechnique } from './technique-about.ts';

export interface TechniqueContext {
  readonly corpus: Corpus;
  readonly names: TechniqueNames;
  readonly all: RulesByTechnique;
}

/** What an author needs to know of a technique: the page, and those that hold its longer tables. */
export function techniquePages(
  id: string,
  rules: readonly CatalogRule[],
  { corpus, names, all }: TechniqueContext,
  start: StartingRule | undefined,
): readonly Page[] {
  const path = techniquePath(id);
  const title = `${id} ${names.of(id)}`;
  const trail = [{ title: 'Techniques', path: 'index.html' }, { title }];
  const patterns = patternsOf(rules, corpus);
  const owner = { path, title, trail };
  const tables = patternTables(patterns, owner, corpus);
  const tactics = techniqueTactics(id, rules);
  const body = html`<h1>${title}</h1>
${tactics.length === 0 ? undefined : html`<p>Tactic: ${tactics.map(tacticName).join(', ')}</p>`}
${aboutTechnique(id, rules, names, all)}
<p class="lead">${lead(rules, patterns)}</p>
${section('events', 'Events covered', eventsCovered(rules))}
${section('guide', 'Authoring guide', html`<p class="soft">What the ${rules.length} rules of this technique and of those below it filter on, look for and leave out. A rule counts at most once in a row. Field names are canonical; the authors’ own stand beside them.</p>`)}
${section('filtered', `Fields filtered most (${patterns.fields.length} distinct)`, tables.fields.first)}
${section('values', `Top indicator values (${patterns.values.length} distinct)`, html`<p class="soft">Reach counts the rules of the whole catalog, of any technique, that look for the same.</p>${tables.values.first}`)}
${section('exclusions', `Exclusions (${patterns.exclusions.length} distinct)`, tables.exclusions.first)}
${section('vendors', 'What the vendors cover differently', differences(rules))}
${startSection(id, start)}
${section('rules', `Rules under this technique (${rules.length})`, html`${ruleList(rules, 'rule-list', path)}`)}`;
  return [
    { path, title, trail, body },
    ...tables.fields.pages,
    ...tables.values.pages,
    ...tables.exclusions.pages,
  ];
}

function eventsCovered(rules: readonly CatalogRule[]): Html {
  const groups = groupRules(rules, ({ sources }) => sources.map(({ title }) => title));
  const rows = [...groups]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([title, own]) => {
      const actions = new Map(
        own.flatMap(({ actions: asked }) => asked.map(({ value }) => [value, value] as const)),
      );
      return [
        html`<a href="../${sourcePath(title)}">${title}</a>`,
        own.length,
        shortList([...actions.keys()]),
      ];
    });
  return table('Events covered', ['Data source', 'Rules', 'Actions asked for'], rows);
}

function shortList(values: readonly string[]): Content {
  const shown = values.slice(0, 12).map((value, at) => html`${at === 0 ? '' : ', '}${code(value)}`);
  if (values.length <= 12) return shown;
  return html`${shown}<details><summary>${values.length - 12} more</summary>${values.slice(12).map((value, at) => html`${at === 0 ? '' : ', '}${code(value)}`)}</details>`;
}

const shownRows = 30;

interface PatternTables {
  readonly fields: ReturnType<typeof longTable>;
  readonly values: ReturnType<typeof longTable>;
  readonly exclusions: ReturnType<typeof longTable>;
}

type Rows = readonly (readonly Content[])[];

function patternTables(
  patterns: Patterns,
  owner: Pick<Page, 'path' | 'title' | 'trail'>,
  corpus: Corpus,
): PatternTables {
  const long = (name: string, label: string, heads: readonly string[], rows: Rows, brief?: Rows) =>
    longTable({
      ...{ label, heads, rows, owner, shown: shownRows },
      stem: `${owner.path.replace(/\.html$/, '')}-${name}`,
      ...(brief === undefined ? {} : { brief }),
    });
  const counted = <Use extends { readonly rules: readonly number[] }>(
    uses: readonly Use[],
    row: (use: Use, rules: Html) => readonly Content[],
  ): [Rows, Rows?] => {
    const rows = uses.map(use => row(use, ruleCount(use.rules, corpus, owner.path, true)));
    if (!uses.slice(0, shownRows).some(({ rules }) => rules.length > shownRules)) return [rows];
    return [rows, uses.slice(0, shownRows).map(use => row(use, ruleCount(use.rules, corpus, owner.path)))];
  };
  const fields = patterns.fields.map(({ canonical, names, rules, how, samples }) => [
    html`<code>${canonical}</code>${names.some(name => name !== canonical) ? html` <small class="soft">${names.filter(name => name !== canonical).join(', ')}</small>` : undefined}`,
    rules,
    how.map(({ kind, count }) => `${kind} ${count}`).join(', '),
    samples.map((value, at) => html`${at === 0 ? '' : ', '}${sample(value)}`),
  ]);
  return {
    fields: long('fields', 'Fields filtered', ['Field', 'Rules', 'How', 'Sample values'], fields),
    values: long(
      'values',
      'Indicator values',
      ['Field', 'Kind', 'Value', 'Rules here', 'Reach'],
      ...counted(patterns.values, valueRow),
    ),
    exclusions: long(
      'exclusions',
      'Exclusions',
      ['Field', 'Kind', 'Value', 'Rules excluding'],
      ...counted(patterns.exclusions, exclusionRow),
    ),
  };
}

function sample(value: string): Content {
  if (value.length <= 120) return code(value);
  return html`<details><summary><code>${value.slice(0, 117)}…</code></summary><code>${value}</code></details>`;
}

function valueRow({ canonical, kind, value, reach }: ValueUse, rules: Html): readonly Content[] {
  const said = value === undefined ? html`<span class="soft">(null check)</span>` : sample(value);
  return [html`<code>${canonical}</code>`, kind, said, rules, reach];
}

function exclusionRow({ canonical, kind, value }: ExclusionUse, rules: Html): readonly Content[] {
  return [html`<code>${canonical}</code>`, kind, sample(value), rules];
}

/** The page in two sentences. */
function lead(rules: readonly CatalogRule[], { fields, exclusions }: Patterns): string {
  const counts = vendorOrder.flatMap(vendor => {
    const count = rules.filter(rule => rule.vendor === vendor).length;
    return count === 0 ? [] : [`${count} of ${vendorName(vendor)}`];
  });
  const sources = new Set(rules.flatMap(rule => rule.sources.map(({ title }) => title)));
  const most = fields.slice(0, 3).map(({ canonical }) => canonical);
  const filtered = most.length === 0 ? '' : ` They filter most on ${most.join(', ')}.`;
  const excluding = rules.filter(rule => rule.exclusions.length > 0).length;
  const left = exclusions.length === 0 ? '' : ` ${excluding} of them leave something out.`;
  return `${rules.length === 1 ? '1 rule' : `${rules.length} rules`} (${counts.join(', ')}) over ${sources.size === 1 ? '1 data source' : `${sources.size} data sources`}.${filtered}${left}`;
}

/** Data sources by vendor, and what the rules of one vendor alone look for. */
function differences(rules: readonly CatalogRule[]): Html {
  const vendors = vendorOrder.filter(vendor => rules.some(rule => rule.vendor === vendor));
  if (vendors.length < 2)
    return html`<p class="soft">${vendorName(vendors[0] ?? '')} alone has rules of this technique.</p>`;
  const sources = [...groupRules(rules, rule => rule.sources.map(({ title }) => title))].sort(
    ([, left], [, right]) => right.length - left.length,
  );
  const rows = sources.map(([title, own]) => [
    title,
    ...vendors.map(
      vendor => own.filter(rule => rule.vendor === vendor).length || html`<span class="soft">none</span>`,
    ),
  ]);
  const alone = vendors.map(
    vendor => html`<h3>Only ${vendorName(vendor)} looks for</h3>${onlyOf(vendor, rules)}`,
  );
  return html`${table('Data sources by vendor', ['Data source', ...vendors.map(vendorName)], rows)}${alone}`;
}

function onlyOf(vendor: string, rules: readonly CatalogRule[]): Html {
  const valuesIn = (all: readonly CatalogRule[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { indicators } of all)
      for (const value of new Set(indicators.filter(isOwn).flatMap(row => row.values.map(plain))))
        counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const others = valuesIn(rules.filter(rule => rule.vendor !== vendor));
  const own = [...valuesIn(rules.filter(rule => rule.vendor === vendor))].filter(
    ([value]) => value.length > 1 && !others.has(value),
  );
  const top = own
    .sort(([left, many], [right, more]) => more - many || (left < right ? -1 : 1))
    .map(([value]) => value);
  return top.length === 0
    ? html`<p class="soft">Nothing that others do not.</p>`
    : html`<p>${shortList(top.slice(0, mostAlone))}</p>${top.length > mostAlone ? html`<p class="soft">And ${top.length - mostAlone} more, which the <a href="#values">table of values</a> holds.</p>` : undefined}`;
}

const mostAlone = 100;
/** Fields that say which collection an event is of: each product has its own. */
const placeFields: ReadonlySet<string> = new Set([
  ...['data_stream.dataset', 'event.dataset', 'event.module', 'event.category', 'event.kind', 'event.type'],
  ...['host.os.type', 'event.provider', 'p_log_type', 'sourcetype', 'index'],
]);

function isOwn({ canonical }: Row): boolean {
  return !placeFields.has(canonical);
}

/** Products write the ends of paths differently. */
function plain(value: string): string {
  return value.toLowerCase().replaceAll(/^[\\/*]+|\*+$/g, '');
}

function startSection(id: string, start: StartingRule | undefined): Content {
  if (start === undefined) return undefined;
  const file = `${techniquePath(id)
    .replace(/^.*\//, '')
    .replace(/\.html$/, '')}.yml`;
  return section(
    'start',
    'A starting rule',
    html`<p class="soft">The commonest values and exclusions of the ${start.rules} rules over ${start.source}, as Sigma. <a href="${file}">Open it as a file</a>.</p>
<div class="code" data-label="the starting rule"><pre tabindex="0"><code>${highlighted(start.text, 'yaml')}</code></pre></div>`,
  );
}
