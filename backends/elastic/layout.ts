/**
 * A query as pieces that know where they may break. A group stands on one line when it fits, else each of its own lines
 * breaks; a fill breaks only where the next piece would not fit, as Elastic's own rules are written.
 */
export type Doc = string | Pieces | Indented | Line | Group | Fill;

interface Pieces {
  readonly kind: 'pieces';
  readonly parts: readonly Doc[];
  readonly width: number;
}

interface Indented {
  readonly kind: 'indented';
  readonly body: Doc;
  readonly width: number;
}

interface Line {
  readonly kind: 'line';
  /** What stands in its place when it does not break. */
  readonly flat: '' | ' ';
  readonly width: number;
}

interface Group {
  readonly kind: 'group';
  readonly body: Doc;
  readonly width: number;
}

/** Items joined by `separator` and a space or line break. */
interface Fill {
  readonly kind: 'fill';
  readonly items: readonly Doc[];
  readonly separator: string;
  readonly width: number;
}

/** Columns, as in Elastic's rules; a single value may be longer. */
const lineWidth = 120;

export const space: Doc = { kind: 'line', flat: ' ', width: 1 };
export const softBreak: Doc = { kind: 'line', flat: '', width: 0 };

export function pieces(...parts: readonly Doc[]): Doc {
  return { kind: 'pieces', parts, width: total(parts) };
}

export function indented(body: Doc): Doc {
  return { kind: 'indented', body, width: widthOf(body) };
}

export function group(body: Doc): Doc {
  return { kind: 'group', body, width: widthOf(body) };
}

export function fill(items: readonly Doc[], separator: string): Doc {
  const gaps = Math.max(0, items.length - 1) * (separator.length + 1);
  return { kind: 'fill', items, separator, width: total(items) + gaps };
}

/** `(a, b)`, opened over several lines when it is long. */
export function bracketed(body: Doc): Doc {
  return group(pieces('(', indented(pieces(softBreak, body)), softBreak, ')'));
}

/** One item a line when they do not fit on one. */
export function stacked(items: readonly Doc[], separator: string): Doc {
  return pieces(
    ...items.flatMap((item, index) => (index === items.length - 1 ? [item] : [item, separator, space])),
  );
}

function total(docs: readonly Doc[]): number {
  let sum = 0;
  for (const doc of docs) sum += widthOf(doc);
  return sum;
}

function widthOf(doc: Doc): number {
  return typeof doc === 'string' ? doc.length : doc.width;
}

/** The text; `start` is the column at which it begins. */
export function render(doc: Doc, start = 0): string {
  const page: Page = { text: [], column: start };
  put(doc, page, 0, false);
  return page.text.join('');
}

/** The text on one line. */
export function renderFlat(doc: Doc): string {
  const page: Page = { text: [], column: 0 };
  put(doc, page, 0, true);
  return page.text.join('');
}

interface Page {
  readonly text: string[];
  column: number;
}

function put(doc: Doc, page: Page, depth: number, flat: boolean): void {
  if (typeof doc === 'string') write(doc, page);
  else if (doc.kind === 'pieces') for (const part of doc.parts) put(part, page, depth, flat);
  else if (doc.kind === 'indented') put(doc.body, page, depth + 1, flat);
  else if (doc.kind === 'group') put(doc.body, page, depth, flat || fits(doc, page, 0));
  else if (doc.kind === 'fill') putFill(doc, page, depth, flat);
  else if (flat) write(doc.flat, page);
  else startLine(page, depth);
}

/** After an item that took several lines the next one begins a line of its own. */
function putFill({ items, separator }: Fill, page: Page, depth: number, flat: boolean): void {
  let broken = false;
  items.forEach((item, index) => {
    const onward = !broken && fits(item, page, separator.length + 1);
    if (index > 0) {
      if (flat || onward) write(' ', page);
      else startLine(page, depth);
    }
    const isFlat = flat || fits(item, page, separator.length);
    put(item, page, depth, isFlat);
    broken = !isFlat;
    if (index < items.length - 1) write(separator, page);
  });
}

function fits(doc: Doc, page: Page, reserve: number): boolean {
  return page.column + widthOf(doc) + reserve <= lineWidth;
}

function startLine(page: Page, depth: number): void {
  const indent = '  '.repeat(Math.min(depth, 40));
  page.text.push('\n', indent);
  page.column = indent.length;
}

function write(text: string, page: Page): void {
  page.text.push(text);
  page.column += text.length;
}
