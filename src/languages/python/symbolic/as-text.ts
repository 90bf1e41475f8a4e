import type { Extent } from '../ast.ts';
import { textAt, typeName } from './coerce.ts';
import { writtenNumber } from './constants.ts';
import type { Context } from './context.ts';
import { type DerivedText, type Guarded, textValue, type Value } from './value.ts';

/** Texts and numbers as themselves, booleans with a capital letter. */
export function asString(context: Context, value: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'text':
    case 'derivedText':
      return guards.always(value);
    case 'none':
      return guards.always(textValue('None'));
    case 'number':
      return numberAsText(context, writtenNumber(value), at);
    case 'truth':
      return guards.choose([
        { when: value.when, gives: guards.always(textValue('True')) },
        { when: formulas.not(value.when), gives: guards.always(textValue('False')) },
      ]);
    case 'field': {
      const text: DerivedText = { ...textAt(context, value.place, at), spelled: value.place };
      const single = formulas.isOneOf(value.place, ['text', 'number', 'boolean']);
      return guards.choose([
        { when: single, gives: guards.always(text) },
        { when: formulas.not(single), gives: context.misfit('the text of a list or dict', at) },
      ]);
    }
    case 'derivedNumber': {
      const { subject, places, float } = value;
      return float === true
        ? context.unsupported('the text of a number with a point', at)
        : guards.always({ kind: 'derivedText', subject, letters: 'exact', places });
    }
    default:
      return context.unsupported(`the text of ${typeName(value)}`, at);
  }
}

function numberAsText(context: Context, text: string | undefined, at: Extent): Guarded {
  return text === undefined
    ? context.unsupported('the text of a number with an exponent', at)
    : context.guards.always(textValue(text));
}
