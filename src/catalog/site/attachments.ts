import { highlighted } from './highlight.ts';
import { type Html, html } from './html.ts';
import type { SiteFile } from './layout.ts';

/** Longer texts stand in a file of their own, with their beginning on the page. */
const longestText = 60_000;
const beginning = 8_000;

/** What is too long for a page: texts that stand beside it, whole. */
export class Attachments {
  readonly #stem: string;
  readonly #files: SiteFile[] = [];

  /** Of the page at a path. */
  constructor(path: string) {
    this.#stem = path.replace(/\.html$/, '');
  }

  get files(): readonly SiteFile[] {
    return this.#files;
  }

  /** A link to a text in a file of its own. */
  link(words: string, text: string): Html {
    const path = `${this.#stem}-${this.#files.length + 1}.txt`;
    this.#files.push({ path, text: `${text}\n` });
    return html`<a href="${path.split('/').at(-1) ?? path}">${words}</a>`;
  }

  /** A text with colours and a button to copy it; the beginning of a long one, with the way to all of it. */
  code(label: string, text: string, language: string): Html {
    const isLong = text.length > longestText;
    const shown = isLong ? `${text.slice(0, beginning).replace(/\n[^\n]*$/, '')}\n…` : text;
    const all = isLong
      ? html`<p>${this.link(`All of it (${Math.ceil(text.length / 1000)} kB)`, text)}</p>`
      : undefined;
    return html`<div class="code" data-label="${label}"><pre tabindex="0"><code>${highlighted(shown, language)}</code></pre></div>${all}`;
  }
}
