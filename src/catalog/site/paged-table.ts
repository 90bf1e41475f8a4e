import { type Content, type Html, html } from './html.ts';
import { type Page, table } from './layout.ts';

/** A table too long for one page: its first rows, and pages that hold all of them. */
export interface LongTable {
  readonly label: string;
  readonly heads: readonly Content[];
  readonly rows: readonly (readonly Content[])[];
  /** The rows as the first page shows them, where that is less. */
  readonly brief?: readonly (readonly Content[])[];
  /** The page that shows the first rows. */
  readonly owner: Pick<Page, 'path' | 'title' | 'trail'>;
  /** Of the further pages: `techniques/t1059-values`. */
  readonly stem: string;
  readonly shown: number;
}

/** Bytes of rows on a page, roughly. */
const pageSize = 250_000;

/** The first rows with the way to the others, and the pages of the others. */
export function longTable(long: LongTable): { readonly first: Html; readonly pages: readonly Page[] } {
  const { label, heads, rows, brief = rows, shown } = long;
  const first = table(label, heads, brief.slice(0, shown));
  if (rows.length <= shown && brief === rows) return { first, pages: [] };
  const parts = partsOf(rows);
  const pages = parts.map((part, at) => partPage(long, part, at, parts.length));
  const to = `${fileOf(pathOf(long, 0))}`;
  const link = html`<p><a href="${to}">All ${rows.length} rows</a>${parts.length > 1 ? html` on ${parts.length} pages` : undefined}</p>`;
  return { first: html`${first}${link}`, pages };
}

function partsOf(rows: LongTable['rows']): readonly LongTable['rows'][] {
  const parts: (readonly Content[])[][] = [[]];
  let size = 0;
  for (const row of rows) {
    const length = html`${row}`.text.length;
    if (size > 0 && size + length > pageSize) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(row);
    size += length;
  }
  return parts;
}

function pathOf({ stem }: LongTable, part: number): string {
  return `${stem}-${part + 1}.html`;
}

function fileOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function partPage(long: LongTable, rows: LongTable['rows'], at: number, count: number): Page {
  const { owner, label, heads } = long;
  const title = `${owner.title}: ${label}`;
  const others = Array.from({ length: count }, (_, part) =>
    part === at
      ? html`<li aria-current="page">${part + 1}</li>`
      : html`<li><a href="${fileOf(pathOf(long, part))}">${part + 1}</a></li>`,
  );
  const pager =
    count === 1 ? undefined : html`<nav aria-label="Pages"><ul class="chips">${others}</ul></nav>`;
  const trail = [...owner.trail.slice(0, -1), { title: owner.title, path: owner.path }, { title: label }];
  return {
    path: pathOf(long, at),
    title: count === 1 ? title : `${title}, page ${at + 1}`,
    trail,
    body: html`<h1>${title}</h1>${pager}${table(label, heads, rows)}${pager}`,
  };
}
