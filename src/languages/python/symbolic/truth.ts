import { equals } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { fieldAt, holdsSomething } from './coerce.ts';
import type { Context } from './context.ts';
import { anyOf } from './iteration.ts';
import { countedAgainst } from './pieces.ts';
import { equalsText } from './text-test.ts';
import type { FieldValue, Guarded, Value } from './value.ts';

/** Whether a value counts as true (https://docs.python.org/3/library/stdtypes.html#truth-value-testing). */
export function truthOf(context: Context, guarded: Guarded, at: Extent): Guarded {
  const { guards, formulas } = context;
  const seen = context.lenient
    ? guarded.map(({ when, value }) => ({
        when,
        value:
          value.kind === 'unknown'
            ? ({ kind: 'truth', when: formulas.unknown(value.problem) } as const)
            : value,
      }))
    : guarded;
  return guards.map(seen, value => truthOfValue(context, value, at));
}

function truthOfValue(context: Context, value: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  const origin = [context.span(at)];
  switch (value.kind) {
    case 'none':
      return guards.constant(false);
    case 'truth':
      return guards.always(value);
    case 'text':
      return guards.constant(value.text !== '');
    case 'number':
      return guards.constant(value.value !== 0);
    case 'collection':
      return guards.constant(value.items.length > 0);
    case 'dictionary':
      return guards.constant(value.entries.length > 0);
    case 'derivedText':
      return guards.truth(formulas.not(equalsText(context, value, [''], origin)));
    case 'bytes':
      return value.isDigest === true ? guards.constant(true) : truthOfValue(context, value.text, at);
    case 'derivedNumber': {
      const zero = equals(value.subject, [0], { origin });
      return guards.truth(formulas.not(formulas.leaf(zero, value.places)));
    }
    case 'field':
      return guards.truth(truthOfField(context, value, at));
    case 'iterable':
      return value.type === 'generator'
        ? guards.constant(true)
        : anyOf(context, value.of, () => guards.constant(true), at);
    case 'count':
      return anyOf(context, value.of, () => guards.constant(true), at);
    case 'pieceCount':
      return countedAgainst(context, value.of, 'gt', value.less, at);
    case 'event':
    case 'node':
      return context.unsupported('whether a dict holds anything', at);
    default:
      return guards.constant(true);
  }
}

/**
 * Of a text: that it is not empty; of a number or boolean: that it is neither 0 nor false; of a list or dict: that it holds something.
 * Where nothing tells texts from numbers, "0" and "false" are taken for the latter.
 */
function truthOfField(context: Context, { place }: FieldValue, at: Extent) {
  const { formulas } = context;
  const origin = [context.span(at)];
  const isOneOf = (values: readonly (string | number | boolean)[]) =>
    formulas.leaf(equals(fieldAt(context, place, at), values, { origin }), [place]);
  const several = formulas.isOneOf(place, ['list', 'mapping']);
  const single = formulas.choose(
    formulas.is(place, 'text'),
    formulas.not(isOneOf([''])),
    formulas.not(isOneOf(['', 0, false])),
  );
  return formulas.and([holdsSomething(context, place), formulas.or([several, single])]);
}
