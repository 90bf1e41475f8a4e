import type { Statement } from '../../describe/index.ts';
import { type Content, type Html, html } from './html.ts';
import { section } from './layout.ts';

const openItems = 30;
/** The tables below hold all values. */
const mostItems = 300;

/** What the rule looks for, in plain English. */
export function summarySection(statements: readonly Statement[]): Content {
  if (statements.length === 0) return undefined;
  return section(
    'summary',
    'In plain English',
    html`<p class="soft">Made from what the rule’s query says, not from its description.</p>${statements.map(statementBlock)}`,
  );
}

function statementBlock({ text, parts }: Statement): Html {
  return html`<p>${inlineCode(text)}</p>${statementList(parts)}`;
}

function statementList(parts: readonly Statement[]): Content {
  if (parts.length === 0) return undefined;
  const items = parts
    .slice(0, mostItems)
    .map(part => html`<li>${inlineCode(part.text)}${statementList(part.parts)}</li>`);
  const rest = parts.length - items.length;
  if (rest > 0) items.push(html`<li>and ${rest} more, which the <a href="#indicators">tables</a> hold</li>`);
  if (items.length <= openItems) return html`<ul>${items}</ul>`;
  return html`<ul>${items.slice(0, openItems)}</ul><details><summary>${parts.length - openItems} more</summary><ul>${items.slice(openItems)}</ul></details>`;
}

/** What stands between backquotes is a value. */
function inlineCode(text: string): Content {
  return text
    .split(/(`[^`]*`)/)
    .map(part => (/^`[^`]*`$/.test(part) ? html`<code>${part.slice(1, -1)}</code>` : part));
}
