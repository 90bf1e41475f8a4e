import type { Corpus } from '../corpus/corpus.ts';
import type { Exclusion, Row } from '../model/catalog-rule.ts';
import type { Attachments } from './attachments.ts';
import { type Content, type Html, html } from './html.ts';
import { fieldName, table } from './layout.ts';

const openValues = 40;
/** More stand in a file of their own. */
const mostValues = 400;

/** Values as a list; many of them behind a word, very many of them in a file beside the page. */
function values(row: Row, said: (value: string) => Content, attached?: Attachments): Content {
  if (row.values.length === 0) return html`<span class="soft">(no value, null check)</span>`;
  const items = row.values.slice(0, mostValues).map(value => html`<li>${said(value)}</li>`);
  const first = html`<ul class="plain">${items.slice(0, openValues)}</ul>`;
  if (items.length <= openValues) return first;
  const more = html`<details><summary>${items.length - openValues} more values</summary><ul class="plain">${items.slice(openValues)}</ul></details>`;
  if (row.values.length <= mostValues) return html`${first}${more}`;
  const count = row.values.length;
  const all =
    attached === undefined
      ? html`<p class="soft">${count} values in all: see Indicators and Exclusions.</p>`
      : html`<p>${attached.link(`All ${count} values`, row.values.join('\n'))}</p>`;
  return html`${first}${more}${all}`;
}

export function code(value: string): Html {
  return value === '' ? html`<span class="soft">(empty text)</span>` : html`<code>${value}</code>`;
}

/** What a rule looks for, with the number of other rules that look for the same. */
export function indicatorTable(rows: readonly Row[], corpus: Corpus, attached: Attachments): Html {
  return table(
    'Indicators',
    ['Field', 'Kind', 'Values, and other rules with the same'],
    rows.map(row => [
      fieldName(row.field, row.canonical),
      row.kind,
      row.values.length === 0
        ? html`<span class="soft">(no value, null check)</span> ${reach(row, undefined, corpus)}`
        : values(row, value => html`${code(value)} ${reach(row, value, corpus)}`, attached),
    ]),
  );
}

function reach(row: Row, value: string | undefined, corpus: Corpus): Content {
  const others = corpus.reach(row, value) - 1;
  return others > 0
    ? html`<span class="count" title="${others} other rules look for this">+${others}</span>`
    : undefined;
}

/** What a rule leaves out; conditions that do so only together stand in one row. */
export function exclusionTable(exclusions: readonly Exclusion[], attached: Attachments): Html {
  return table(
    'Exclusions',
    ['Field', 'Kind', 'Excluded values'],
    exclusions.map(({ conditions }) => {
      const [only, ...more] = conditions;
      if (only !== undefined && more.length === 0)
        return [fieldName(only.field, only.canonical), kindOf(only), values(only, code, attached)];
      const parts = conditions.map(
        row =>
          html`<li>${fieldName(row.field, row.canonical)} ${kindOf(row)} ${values(row, code, attached)}</li>`,
      );
      return ['only together', 'all of', html`<ul class="plain">${parts}</ul>`];
    }),
  );
}

function kindOf({ kind, negated }: Row): string {
  return negated ? `not ${kind}` : kind;
}

/** The conditions of a stage, denied ones marked. */
export function stageTable(rows: readonly Row[]): Html {
  return table(
    'Conditions of the stage',
    ['Field', 'Kind', 'Values'],
    rows.map(row => [fieldName(row.field, row.canonical), kindOf(row), values(row, code)]),
  );
}
