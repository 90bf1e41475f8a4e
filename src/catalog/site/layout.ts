import { type Content, type Html, html } from './html.ts';

/** A file of the site. */
export interface SiteFile {
  /** Relative to the folder of the site, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Page {
  readonly path: string;
  readonly title: string;
  readonly trail: readonly { readonly title: string; readonly path?: string }[];
  readonly body: Content;
}

/** The way from a page to the folder of the site: `../` for each folder that the page is in. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

const sections = [
  ['index.html', 'Techniques'],
  ['sources/index.html', 'Data sources'],
  ['fields/index.html', 'Fields'],
  ['vendors/index.html', 'Vendors'],
] as const;

/** A page whole: what it says stands in the markup, and scripts only make it quicker to use. */
export function pageFile({ path, title, trail, body }: Page): SiteFile {
  const root = rootOf(path);
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:; connect-src 'self' file:; base-uri 'none'; form-action 'none'">
<title>${title} · ruleglot catalog</title>
<link rel="stylesheet" href="${root}style.css">
<script src="${root}site.js" data-root="${root}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<p class="name"><a href="${root}index.html">Detection catalog</a></p>
<nav aria-label="Sections"><ul>${sections.map(([to, label]) => html`<li><a href="${root}${to}">${label}</a></li>`)}</ul></nav>
<div class="search" role="search" hidden><label for="search">Search</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="Title, technique, field, value" aria-controls="results" aria-describedby="found">
<p id="found" class="found" role="status"></p><ul id="results" class="results" hidden></ul></div>
</header>
${trailOf(trail, root)}
<main id="main" tabindex="-1">
${body}
</main>
<footer><label class="names"><input type="checkbox" id="canonical"> Field names of ECS instead of each vendor’s own</label>
<p>Made by ruleglot from the rules themselves. Verdicts and similarities are computed, not curated.</p></footer>
</body>
</html>
`;
  return { path, text: document.text };
}

function trailOf(trail: Page['trail'], root: string): Html | undefined {
  if (trail.length === 0) return undefined;
  const steps = trail.map(({ title, path }) =>
    path === undefined
      ? html`<li aria-current="page">${title}</li>`
      : html`<li><a href="${root}${path}">${title}</a></li>`,
  );
  return html`<nav class="trail" aria-label="Breadcrumb"><ol>${steps}</ol></nav>`;
}

/** A section with a heading that can be linked to. */
export function section(id: string, title: Content, body: Content): Html {
  return html`<section id="${id}"><h2>${title}</h2>
${body}
</section>
`;
}

/** A table that may be wider than the screen. */
export function table(
  label: string,
  heads: readonly Content[],
  rows: readonly (readonly Content[])[],
  className = '',
): Html {
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table class="${className}">
<thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    cells => html`<tr>${cells.map(cell => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table></div>
`;
}

/** A list whose first items stand open and the rest behind a word. */
export function folded(items: readonly Content[], shown: number, what: string): Html {
  const first = html`<ul class="plain">${items.slice(0, shown).map(item => html`<li>${item}</li>`)}</ul>`;
  if (items.length <= shown) return first;
  const rest = items.slice(shown);
  return html`${first}<details><summary>${rest.length} more ${what}</summary><ul class="plain">${rest.map(item => html`<li>${item}</li>`)}</ul></details>`;
}

/** A field name in the author's words and in canonical ones; the box at the foot of a page chooses. */
export function fieldName(written: string, canonical: string): Html {
  if (written === canonical) return html`<code>${written}</code>`;
  return html`<code class="own" title="${canonical}">${written}</code><code class="ecs" title="${written}">${canonical}</code>`;
}
