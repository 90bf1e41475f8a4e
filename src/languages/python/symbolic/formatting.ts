import type { Extent } from '../ast.ts';
import { asString } from './as-text.ts';
import { concatenated } from './concatenation.ts';
import type { Arguments, Context } from './context.ts';
import { type Guarded, textValue, type Value } from './value.ts';

/** A text as it is, or which of the values stands in its place: by number, or by name. */
type Part = { readonly text: string } | { readonly value: number | string };

/** `"{}/{}".format(a, b)`: https://docs.python.org/3/library/string.html#format-string-syntax */
export function formatText(context: Context, template: string, given: Arguments, at: Extent): Guarded {
  const parts = partsOfFormat(template);
  if (parts === undefined) return context.unsupported('a text with format() of this kind', at);
  const values = parts.map(part =>
    'text' in part
      ? context.guards.always(textValue(part.text))
      : typeof part.value === 'number'
        ? (given.positional[part.value] ?? context.raise('IndexError'))
        : (given.named.get(part.value) ?? context.raise('KeyError')),
  );
  return filled(context, parts, values, at);
}

/** Fields without a form; `{{` and `}}` are braces. Numbers are all written, or none. */
function partsOfFormat(template: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let next = 0;
  let rest = template;
  while (rest !== '') {
    const [whole, text, brace, name] = /^(?:([^{}]+)|(\{\{|\}\})|\{(\w*)\})/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    if (text !== undefined || brace !== undefined) parts.push({ text: text ?? whole.charAt(0) });
    else if (name === '') parts.push({ value: next++ });
    else parts.push({ value: /^\d+$/.test(name ?? '') ? Number(name) : (name ?? '') });
    rest = rest.slice(whole.length);
  }
  const isNumbered = next > 0 && /\{\d+\}/.test(template.replaceAll(/\{\{|\}\}/g, ''));
  return isNumbered ? undefined : parts;
}

/** `"%s of %s" % (a, b)`: https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
export function fillText(context: Context, template: string, by: Value, at: Extent): Guarded {
  const pieces = template.split(/(%s|%%)/);
  if (pieces.some((piece, index) => index % 2 === 0 && piece.includes('%')))
    return context.unsupported('a text that is filled in by %', at);
  const given = by.kind === 'collection' && by.type === 'tuple' ? by.items : [context.guards.always(by)];
  const wanted = pieces.filter(piece => piece === '%s').length;
  if (by.kind === 'dictionary' || by.kind === 'event')
    return context.unsupported('a text that is filled in by a dict', at);
  if (wanted !== given.length) return context.raise('TypeError');
  let next = 0;
  const parts = pieces.map(
    (piece): Part => (piece === '%s' ? { value: next++ } : { text: piece === '%%' ? '%' : piece }),
  );
  const values = parts.map(part =>
    'text' in part
      ? context.guards.always(textValue(part.text))
      : (given[Number(part.value)] ?? context.raise('TypeError')),
  );
  return filled(context, parts, values, at);
}

function filled(context: Context, parts: readonly Part[], values: readonly Guarded[], at: Extent): Guarded {
  const texts = values.map((value, index) => {
    const part = parts[index];
    return part !== undefined && 'text' in part
      ? value
      : context.guards.map(value, each => asString(context, each, at));
  });
  return context.guards.mapAll(texts, each => concatenated(context, each, at));
}
