import type { Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import { frozen } from './text-test.ts';
import { type Guarded, textValue, type Value } from './value.ts';

/** Constants side by side become one; a lone text of the event stays as it is. */
export function concatenated(context: Context, values: readonly Value[], at: Extent): Guarded {
  const { guards } = context;
  const parts: Value[] = [];
  for (const value of values) {
    const last = parts.at(-1);
    if (value.kind === 'text' && value.text === '') continue;
    if (value.kind === 'text' && last?.kind === 'text')
      parts[parts.length - 1] = textValue(last.text + value.text);
    else parts.push(value);
  }
  const [only] = parts;
  if (only === undefined) return guards.always(textValue(''));
  if (parts.length === 1) return guards.always(only);
  const texts = parts.map(value => (value.kind === 'derivedText' ? frozen(value) : value));
  const subjects = texts.flatMap((value): Subject[] =>
    value.kind === 'text'
      ? [{ kind: 'literal', value: value.text, origin: [] }]
      : value.kind === 'derivedText'
        ? [value.subject]
        : [],
  );
  const subject: Subject = {
    kind: 'call',
    function: 'concat',
    arguments: subjects,
    origin: [context.span(at)],
  };
  const places = texts.flatMap(value => (value.kind === 'derivedText' ? value.places : []));
  return subjects.length === texts.length
    ? guards.always({ kind: 'derivedText', subject, letters: 'exact', places })
    : context.unsupported('a text made of this', at);
}
