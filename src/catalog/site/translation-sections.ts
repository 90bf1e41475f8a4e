import type { TranslationEntry, Witness } from '../model/catalog-rule.ts';
import type { Attachments } from './attachments.ts';
import { highlighted } from './highlight.ts';
import { type Content, type Html, html } from './html.ts';
import { section } from './layout.ts';

/** The rule in each target, one beneath the other; the script makes tabs of them. */
export function translationSection(translations: readonly TranslationEntry[], attached: Attachments): Html {
  if (translations.length === 0)
    return section(
      'translations',
      'Translations',
      html`<p class="soft">The search is not known as a whole, so that it is not translated.</p>`,
    );
  return section(
    'translations',
    'Translations',
    html`<div data-tabs="Translations">${translations.map(each => panel(each, attached))}</div>`,
  );
}

function panel(entry: TranslationEntry, attached: Attachments): Html {
  const { target, title, verdict, language, query, given, reasons } = entry;
  return html`<div id="to-${target}" data-tab="${title}"><h3>${title}</h3>
<p><span class="verdict ${verdict}">${verdict}</span> ${evidenceText(entry)}</p>
${reasons.length === 0 ? undefined : html`<ul>${reasons.map(reason => html`<li>${reason}</li>`)}</ul>`}
${query === undefined ? undefined : attached.code(`the query for ${title}`, query, language)}
${given.length === 0 ? undefined : html`<details><summary>Given (${given.length})</summary><ul>${given.map(each => html`<li><code>${each}</code></li>`)}</ul></details>`}
</div>
`;
}

function evidenceText({ evidence, verdict }: TranslationEntry): Content {
  if (evidence === undefined)
    return verdict === 'refused' ? 'No query of this target says the same.' : undefined;
  switch (evidence.kind) {
    case 'proved':
      return 'proved for every event: the query was read back and compared with the rule.';
    case 'tested':
      return `tested on ${evidence.events} events made for the purpose.`;
    case 'unverified':
      return html`not verified: ${evidence.because}`;
  }
}

/** Events on which the rule's conditions decide. */
export function witnessSection(witnesses: readonly Witness[]): Content {
  if (witnesses.length === 0) return undefined;
  const items = witnesses.map(
    ({
      matches,
      why,
      event,
    }) => html`<details><summary><span class="verdict ${matches ? 'exact' : 'refused'}">${matches ? 'match' : 'no match'}</span> ${why === '' ? 'an event' : why}</summary>
<pre tabindex="0"><code>${highlighted(JSON.stringify(event, undefined, 2), 'json')}</code></pre></details>`,
  );
  return section(
    'witnesses',
    'Witness events',
    html`<p class="soft">Events made from the rule’s own values, on which one condition decides.</p>${items}`,
  );
}
