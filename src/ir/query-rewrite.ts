/** What is made of the text of a query once it is printed, as a processing pipeline of its user asks. */
export type QueryRewrite =
  /** Texts, and the places where the query stands. */
  | { readonly kind: 'template'; readonly parts: readonly (string | QueryPlace)[] }
  /** Data whose texts `%QUERY%` stand for the query. */
  | { readonly kind: 'json'; readonly data: unknown }
  /** All that a JavaScript regex finds. */
  | { readonly kind: 'replace'; readonly regex: RegExp; readonly replacement: string };

export interface QueryPlace {
  readonly filters: readonly TextFilter[];
}

/** What a template does to a text before it is put in its place. */
export type TextFilter =
  | { readonly kind: 'lower' | 'upper' | 'trim' | 'json' }
  | { readonly kind: 'replace'; readonly from: string; readonly to: string }
  /** Every line but the first. */
  | { readonly kind: 'indent'; readonly width: number };

export function rewriteQuery(query: string, rewrites: readonly QueryRewrite[]): string {
  return rewrites.reduce(rewritten, query);
}

function rewritten(query: string, rewrite: QueryRewrite): string {
  switch (rewrite.kind) {
    case 'template':
      return rewrite.parts
        .map(part => (typeof part === 'string' ? part : filtered(query, part.filters)))
        .join('');
    case 'json':
      return asJson(filled(rewrite.data, query));
    case 'replace':
      return query.replaceAll(rewrite.regex, rewrite.replacement);
  }
}

export function filtered(text: string, filters: readonly TextFilter[]): string {
  return filters.reduce(passed, text);
}

function passed(text: string, filter: TextFilter): string {
  switch (filter.kind) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'trim':
      return text.trim();
    case 'replace':
      return text.replaceAll(filter.from, () => filter.to);
    case 'indent':
      return text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(filter.width)}`);
    case 'json':
      return jsonInMarkup(text);
  }
}

function filled(data: unknown, query: string): unknown {
  if (data === '%QUERY%') return query;
  if (Array.isArray(data)) return data.map(each => filled(each, query));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, filled(value, query)]));
}

/** As Python writes it: a space after each comma and colon, nothing but ASCII. https://docs.python.org/3/library/json.html#json.dumps */
export function asJson(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(asJson).join(', ')}]`;
  if (typeof data === 'object' && data !== null)
    return `{${Object.entries(data)
      .map(([key, value]) => `${asJson(key)}: ${asJson(value)}`)
      .join(', ')}}`;
  return JSON.stringify(data).replaceAll(/[^ -~]/g, unit);
}

/** https://jinja.palletsprojects.com/en/stable/templates/#jinja-filters.tojson: safe between the tags of a page too. */
export function jsonInMarkup(data: unknown): string {
  return asJson(data).replaceAll(/[<>&']/g, unit);
}

function unit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
