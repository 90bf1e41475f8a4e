import type { CatalogRule, Corpus } from '../corpus/corpus.ts';
import type { Related } from '../corpus/related.ts';
import type { ProvedRelation } from '../corpus/relations.ts';
import type { RuleDetail } from '../model/catalog-rule.ts';
import { Attachments } from './attachments.ts';
import { exclusionTable, indicatorTable, stageTable } from './condition-tables.ts';
import { type Content, type Html, html, outwardLink } from './html.ts';
import { fieldName, folded, type Page, type SiteFile, section, table } from './layout.ts';
import { logicDrawing } from './logic-drawing.ts';
import {
  rulePath,
  sourcePath,
  type TechniqueNames,
  tacticName,
  techniquePath,
  vendorName,
  vendorPath,
} from './names.ts';
import { summarySection } from './summary-section.ts';
import { translationSection, witnessSection } from './translation-sections.ts';

/** What the pages of all rules have in common. */
export interface RuleContext {
  readonly corpus: Corpus;
  readonly techniques: TechniqueNames;
}

/** Everything about one rule: its page, and the texts that are too long for it. */
export function rulePage(
  rule: CatalogRule,
  detail: RuleDetail,
  related: RelatedRules,
  context: RuleContext,
): { readonly page: Page; readonly beside: readonly SiteFile[] } {
  const attached = new Attachments(rulePath(rule));
  const page = {
    path: rulePath(rule),
    title: rule.title,
    trail: [
      { title: 'Detection rules', path: 'vendors/index.html' },
      { title: vendorName(rule.vendor), path: vendorPath(rule.vendor) },
      { title: rule.title },
    ],
    body: html`<h1>${rule.title}</h1>
${detail.description === undefined ? undefined : html`<p class="lead">${paragraphs(detail.description)}</p>`}
${facts(rule, detail)}
${summarySection(detail.summary)}
${attack(rule, context.techniques)}
${conditions(rule, detail, context, attached)}
${translationSection(detail.translations, attached)}
${relatedSection(related, context.corpus)}
${witnessSection(detail.witnesses)}
${outputs(detail)}
${availability(detail)}
${body(detail, attached)}
${notes(detail)}`,
  };
  return { page, beside: attached.files };
}

/** Lines of a paragraph as one: authors break them for their editor. */
function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(part => part.replaceAll(/\s+/g, ' '))
    .join('\n\n');
}

/** Rules near a rule, with what is proved of how they stand to it. */
export interface RelatedRules extends Related {
  readonly relations: Readonly<Record<number, ProvedRelation>>;
}

function facts(rule: CatalogRule, detail: RuleDetail): Html {
  const sources = rule.sources.map(({ title }) => html`<a href="../${sourcePath(title)}">${title}</a>`);
  const pairs: readonly (readonly [string, Content])[] = [
    ['Status', statusWord(rule)],
    ['Severity', rule.level],
    ['Risk score', rule.riskScore],
    ['Rule type', rule.type],
    ['Language', rule.language],
    ['Time window', detail.timeWindow],
    ['Runs every', detail.runsEvery],
    ['Group by', list(detail.groupBy)],
    ['New terms of', detail.newTerms && list(detail.newTerms.fields)],
    ['History window', detail.newTerms?.history],
    ['Data source', separated(sources)],
    ['Index patterns', list(detail.indices)],
    ['Integrations', list(detail.integrations)],
    ['Log types', list(detail.logTypes)],
    ['Platform', rule.platforms.join(', ')],
    ['Domain', rule.domains.join(', ')],
    ['Author', detail.authors.join(', ')],
    ['Created', rule.created],
    ['Updated', rule.modified],
    ['Licence', detail.licence],
    ['Rule id', rule.id],
    ['Source', rule.path],
  ];
  const shown = pairs.filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  const tags =
    rule.tags.length === 0
      ? undefined
      : html`<ul class="chips" aria-label="Tags">${rule.tags.map(tag => html`<li>${tag}</li>`)}</ul>`;
  return html`<dl class="facts">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${tags}`;
}

/** In the words of the vendor: what is ready is stable for Sigma, and in production for the others. */
function statusWord({ vendor, status }: CatalogRule): string | undefined {
  return vendor !== 'sigma' && status === 'stable' ? 'production' : status;
}

function list(items: readonly string[]): Content {
  return separated(items.map(item => html`<code>${item}</code>`));
}

function separated(items: readonly Html[]): Content {
  return items.map((item, at) => (at === 0 ? item : html`, ${item}`));
}

function attack(rule: CatalogRule, names: TechniqueNames): Content {
  const { techniques, tactics } = rule;
  if (techniques.length === 0 && tactics.length === 0) return undefined;
  const deepest = techniques.filter(({ id }) => !techniques.some(other => other.id.startsWith(`${id}.`)));
  const rows = deepest.map(({ id, tactics: under }) => [
    html`<a href="../${techniquePath(id)}">${id} ${names.of(id)}</a>`,
    (under.length > 0 ? under : tactics).map(tacticName).join(', '),
  ]);
  const alone =
    techniques.length === 0
      ? html`<p>Tactics: ${tactics.map(tacticName).join(', ')}</p>`
      : table('ATT&CK coverage', ['Technique', 'Tactic'], rows);
  return section('attack', 'MITRE ATT&CK coverage', alone);
}

function conditions(
  rule: CatalogRule,
  detail: RuleDetail,
  { corpus }: RuleContext,
  attached: Attachments,
): Html {
  const stages = detail.stages.map(
    ({ kind, text, rows }, at) => html`<h3>Stage ${at + 1}: ${kind}</h3>
${text === '' ? undefined : attached.code(`stage ${at + 1}`, text, languageOf(rule))}
${rows.length === 0 ? undefined : html`<details><summary>Conditions (${rows.length})</summary>${stageTable(rows)}</details>`}
`,
  );
  const nothing = html`<p class="soft">None.</p>`;
  return html`${section('coverage', 'Event coverage', coverage(rule))}
${detail.logic === undefined ? undefined : section('logic', 'Logic', logicDrawing(detail.logic))}
${detail.stages.length === 0 ? undefined : section('stages', 'Stages and predicates', html`${stages}`)}
${section('exclusions', 'Exclusions', rule.exclusions.length === 0 ? nothing : html`<p class="soft">What the rule leaves out. Conditions that do so only together are one exclusion.</p>${exclusionTable(rule.exclusions, attached)}`)}
${section('indicators', 'Indicators', rule.indicators.length === 0 ? nothing : html`<p class="soft">A number behind a value counts the other rules of the catalog that look for the same field, kind and value.</p>${indicatorTable(rule.indicators, corpus, attached)}`)}`;
}

function languageOf({ language }: CatalogRule): string {
  return language === 'Sigma' ? 'yaml' : language.toLowerCase().replace('|', '');
}

function coverage({ sources, actions }: CatalogRule): Html {
  const rows = sources.map(({ title, id }) => [
    html`<a href="../${sourcePath(title)}">${title}</a>`,
    id ?? '',
  ]);
  const asked = actions.map(({ field, value }) => html`<code>${field}</code> ${html`<code>${value}</code>`}`);
  return html`${rows.length === 0 ? html`<p class="soft">The data source is not known.</p>` : table('Event coverage', ['Data source', 'Id'], rows)}
${asked.length === 0 ? undefined : html`<h3>Actions asked for</h3>${folded(asked, 20, 'actions')}`}`;
}

const shownRules = 12;

function relatedSection({ sameAction, similar, relations }: RelatedRules, corpus: Corpus): Html {
  const link = (index: number): Html => {
    const rule = corpus.rule(index);
    return html`<a href="../${rulePath(rule)}">${rule.title}</a> <span class="soft">${vendorName(rule.vendor)}</span>`;
  };
  const same =
    sameAction.length === 0
      ? html`<p class="soft">None.</p>`
      : folded(sameAction.slice(0, 200).map(link), shownRules, 'rules');
  const rows = similar.map(({ index, likeness, shared }) => [
    link(index),
    `${Math.round(likeness * 100)} %`,
    relationText(relations[index]),
    html`<ul class="plain">${shared.map(value => html`<li><code>${value}</code></li>`)}</ul>`,
  ]);
  const near =
    rows.length === 0
      ? html`<p class="soft">None.</p>`
      : table('Similar rules', ['Rule', 'Likeness', 'Proved', 'Rarest values in common'], rows);
  return html`${section('same-action', 'Rules detecting the same action', html`<p class="soft">Other rules over the same data source that ask for the same call or operation.</p>${same}`)}
${section('similar', 'Similar rules', near)}`;
}

const relationWords = {
  equal: 'equal: matches the same events',
  wider: 'wider: matches all that this rule matches, and more',
  narrower: 'narrower: matches only what this rule matches, and not all of it',
} as const;

function relationText(proved: ProvedRelation | undefined): Content {
  if (proved === undefined) return undefined;
  const { relation, given } = proved;
  const rests = given.map(each => html`<li><code>${each}</code></li>`);
  return html`${relationWords[relation]}${given.length === 0 ? undefined : html`<details><summary>given</summary><ul class="plain">${rests}</ul></details>`}`;
}

function outputs({ outputs: fields }: RuleDetail): Content {
  if (fields.length === 0) return undefined;
  const rows = fields.map(({ field, from }) => [html`<code>${field}</code>`, html`<code>${from}</code>`]);
  return section('outputs', 'Output fields', table('Output fields', ['Field', 'Source'], rows));
}

const vendorColumns = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

function availability({ fields }: RuleDetail): Content {
  if (fields.length === 0) return undefined;
  const rows = fields.map(({ field, canonical, names }) => [
    fieldName(field, canonical),
    ...vendorColumns.map(vendor =>
      names[vendor] === undefined
        ? html`<span class="soft">no name</span>`
        : html`<code>${names[vendor]}</code>`,
    ),
  ]);
  const heads = ['Field', 'Sigma', 'Elastic', 'Splunk', 'Splunk CIM', 'Panther'];
  return section(
    'fields',
    'Field availability',
    html`<p class="soft">What each product calls the fields that the rule reads. A name that no table has is kept as it is.</p>${table('Field availability', heads, rows)}`,
  );
}

function body({ body: parts }: RuleDetail, attached: Attachments): Html {
  const blocks = parts.map(
    ({ name, language, text }) => html`<h3>${name}</h3>${attached.code(name, text, language)}`,
  );
  return section('body', 'Rule body', html`${blocks}`);
}

function notes({ references, falsePositives, note, setup, remarks }: RuleDetail): Html {
  const items = (texts: readonly Content[]): Html =>
    html`<ul>${texts.map(text => html`<li>${text}</li>`)}</ul>`;
  return html`${falsePositives.length === 0 ? undefined : section('false-positives', 'False positives', items(falsePositives))}
${note === undefined ? undefined : section('note', 'Investigation', html`<details><summary>The author’s guide</summary><pre tabindex="0">${note.trim()}</pre></details>`)}
${setup === undefined ? undefined : section('setup', 'Setup', html`<details><summary>What has to be in place</summary><pre tabindex="0">${setup.trim()}</pre></details>`)}
${references.length === 0 ? undefined : section('references', 'References', items(references.map(outwardLink)))}
${remarks.length === 0 ? undefined : section('remarks', 'Remarks of the reader', items(remarks))}`;
}
