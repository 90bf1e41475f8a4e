/** Markup that is finished: everything that came from outside is escaped in it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | undefined | readonly Content[];

/** Markup with values in it, each escaped unless it is markup itself. Values may stand in text and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += rendered(value) + (strings[index + 1] ?? '');
  return new Html(text);
}

function rendered(value: Content): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value instanceof Html ? value.text : value.map(rendered).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Text that stays text in markup, in and out of attributes. Characters that turn the direction of what follows, that cannot be seen, or
 * that no document may hold are shown by their code: a value must look like what it is.
 */
export function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"'`]/g, sign => entities[sign] ?? sign)
    .replaceAll(
      hidden,
      sign => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

const hidden =
  /(?![\n\r\t])[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]/gu;

/** Markup that a tool of ours made of escaped parts. */
export function raw(text: string): Html {
  return new Html(text);
}

/** Data within a script: nothing in it can end the script. */
export function scriptData(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A link that leaves the site: an address of the web, or text. */
export function outwardLink(address: string): Html {
  return /^https?:\/\//i.test(address)
    ? html`<a href="${address}" rel="noreferrer nofollow">${address}</a>`
    : html`${address}`;
}
