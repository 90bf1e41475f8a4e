import { compileRegex, parseRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import { matchesRegex } from './text-test.ts';
import type { DerivedText, Guarded, Value } from './value.ts';

/**
 * Of what a text consists, as a regex of all of it, in ASCII: Python goes by the properties of Unicode
 * (https://docs.python.org/3/library/stdtypes.html#str.isalpha), which no target has.
 */
const classes: Readonly<Record<string, string>> = {
  isdigit: '[0-9]+',
  isdecimal: '[0-9]+',
  isnumeric: '[0-9]+',
  isalpha: '[A-Za-z]+',
  isalnum: '[A-Za-z0-9]+',
  islower: '[^A-Z]*[a-z][^A-Z]*',
  isupper: '[^a-z]*[A-Z][^a-z]*',
  isspace: String.raw`[\x09-\x0d\x1c-\x20]+`,
  isascii: String.raw`[\x00-\x7f]*`,
};

export const classNames: readonly string[] = Object.keys(classes);

export function isOfClass(
  context: Context,
  text: DerivedText | Extract<Value, { kind: 'text' }>,
  name: string,
  at: Extent,
): Guarded {
  const whole = parseRegex(classes[name] ?? '', 'python', 'whole', {});
  const isPlain = name === 'isascii';
  const unread = (): Guarded => context.unsupported(`the method ${name} of such a text`, at);
  if (whole.problem !== undefined) return unread();
  if (text.kind === 'text')
    return isPlain || /^\p{ASCII}*$/u.test(text.text)
      ? context.guards.constant(compileRegex(whole.regex)(text.text))
      : unread();
  const formula = matchesRegex(context, text, whole.regex, [context.span(at)]);
  if (formula === undefined) return unread();
  if (!isPlain) for (const place of text.places) context.assumed.add(`ascii:${place.written}`);
  return context.guards.truth(formula);
}
