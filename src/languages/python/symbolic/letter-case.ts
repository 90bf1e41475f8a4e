import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import { frozen } from './text-test.ts';
import { type DerivedText, type Guarded, textValue, type Value } from './value.ts';

type Text = Extract<Value, { kind: 'text' }> | DerivedText;

export function inCase(context: Context, text: Text, letters: 'lower' | 'upper'): Guarded {
  const { guards } = context;
  if (text.kind === 'text')
    return guards.always(textValue(letters === 'lower' ? text.text.toLowerCase() : text.text.toUpperCase()));
  const base =
    text.letters === 'exact' || text.letters === letters || text.piece !== undefined ? text : frozen(text);
  return guards.always({ ...base, letters });
}

/** Of ASCII it is lower case; beyond, `ß` becomes `ss` and the like. */
export function caseFold(context: Context, text: Text, at: Extent): Guarded {
  if (text.kind === 'text' && !/^\p{ASCII}*$/u.test(text.text))
    return context.unsupported('casefold() of letters beyond ASCII', at);
  if (text.kind === 'derivedText')
    for (const place of text.places) context.assumed.add(`ascii:${place.written}`);
  return inCase(context, text, 'lower');
}
