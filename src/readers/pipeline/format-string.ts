import { checkValue, type Template, type TemplateValue, UnsupportedTemplate } from './template.ts';

const piece = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/**
 * The text of `simple_template`, a format string of Python (https://docs.python.org/3/library/string.html#format-string-syntax).
 * Throws `UnsupportedTemplate`.
 */
export function parseFormatString(text: string): Template {
  const parts: (string | TemplateValue)[] = [];
  let from = 0;
  for (const found of text.matchAll(piece)) {
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[0] === '{{' || found[0] === '}}') parts.push(found[0].charAt(0));
    else if (found[1] === undefined) throw new UnsupportedTemplate(`a lone \`${found[0]}\``);
    else parts.push(checkValue({ path: pathOf(found[1]), filters: [] }));
  }
  return [...parts, text.slice(from)];
}

/** `rule.tags[0]`, `pipeline.state[index]`. */
function pathOf(text: string): readonly (string | number)[] {
  const [, name = '', conversion, format] = /^([^!:]*)(?:!(\w*))?(?::(.*))?$/s.exec(text) ?? [];
  if ((conversion ?? 's') !== 's') throw new UnsupportedTemplate(`the conversion \`!${conversion}\``);
  if ((format ?? '') !== '') throw new UnsupportedTemplate(`the format \`:${format}\``);
  if (!/^\w+(?:\.\w+|\[[^\]]+\])*$/.test(name)) throw new UnsupportedTemplate(`the value \`${text}\``);
  return [...name.matchAll(/(\w+)|\[([^\]]+)\]/g)].map(([, word, key]) => keyOf(word ?? key ?? ''));
}

function keyOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}
