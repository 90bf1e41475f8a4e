import { JinjaExpression } from './jinja-expression.ts';
import { type Template, type TemplateValue, UnsupportedTemplate } from './template.ts';

const mark = /\{\{-?|\{%-?\s*(\w*)|\{#-?/g;
const string = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;

/**
 * The plain part of Jinja: values with filters, and comments. Statements are unsupported by name. Throws `UnsupportedTemplate`.
 * https://jinja.palletsprojects.com/en/stable/templates/
 */
export function parseJinja(text: string): Template {
  const parts: (string | TemplateValue)[] = [];
  // One line end at the end of a template is no part of it.
  const whole = text.replace(/\r?\n$/, '');
  let from = 0;
  mark.lastIndex = 0;
  for (let found = mark.exec(whole); found !== null; found = mark.exec(whole)) {
    const [opening, statement] = found;
    if (statement !== undefined) throw new UnsupportedTemplate(`the statement \`{% ${statement} %}\``);
    const before = whole.slice(from, found.index);
    parts.push(opening.endsWith('-') ? before.trimEnd() : before);
    const inner = found.index + opening.length;
    const closing = opening.startsWith('{#') ? '#}' : '}}';
    const end = closing === '#}' ? whole.indexOf(closing, inner) : endOfValue(whole, inner);
    if (end === -1) throw new UnsupportedTemplate(`\`${opening}\` without \`${closing}\``);
    const isStripped = whole.charAt(end - 1) === '-';
    if (closing === '}}')
      parts.push(new JinjaExpression(whole.slice(inner, isStripped ? end - 1 : end)).value());
    from = end + 2;
    if (isStripped) from += /^\s*/.exec(whole.slice(from))?.[0].length ?? 0;
    mark.lastIndex = from;
  }
  return [...parts, whole.slice(from)];
}

/** Where the `}}` of a value is, which is none inside of its strings. */
function endOfValue(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('}}', at)) return at;
    string.lastIndex = at;
    const found = string.exec(text);
    if (found !== null) at += found[0].length - 1;
  }
  return -1;
}
