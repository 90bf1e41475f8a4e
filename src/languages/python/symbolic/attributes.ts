import type { Extent } from '../ast.ts';
import { byKind } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import type { Guarded, Value } from './value.ts';

const ofMappings: ReadonlySet<string> = new Set(['get', 'items', 'keys', 'values']);
const ofTexts: ReadonlySet<string> = new Set([
  ...['lower', 'upper', 'strip', 'lstrip', 'rstrip', 'split', 'rsplit', 'startswith', 'endswith', 'replace'],
  ...[
    'format',
    'join',
    'encode',
    'title',
    'splitlines',
    'isdigit',
    'find',
    'casefold',
    'isalpha',
    'isalnum',
    'islower',
    'isupper',
    'isspace',
  ],
]);

/** What numbers have beside their operators, and what any value has: https://docs.python.org/3/library/stdtypes.html#additional-methods-on-integer-types */
export function isOfNumbers(name: string): boolean {
  return ofNumbers.has(name) || name.startsWith('__');
}

const ofNumbers: ReadonlySet<string> = new Set([
  ...['is_integer', 'as_integer_ratio', 'bit_length', 'bit_count', 'to_bytes', 'hex', 'conjugate'],
  ...['real', 'imag', 'numerator', 'denominator'],
]);

/** `hasattr(value, "name")`, for methods that values of one kind alone have: https://docs.python.org/3/library/stdtypes.html */
export function hasAttribute(context: Context, given: Arguments, at: Extent): Guarded {
  const [subject, name, ...others] = given.positional;
  const text = name?.length === 1 ? name[0]?.value : undefined;
  if (subject === undefined || text?.kind !== 'text' || others.length > 0)
    return context.unsupported('an attribute whose name is no constant', at);
  const isMapping = ofMappings.has(text.text);
  if (!isMapping && !ofTexts.has(text.text)) return context.unsupported(`hasattr() for ${text.text}`, at);
  return context.guards.map(subject, value => isOfKind(context, value, isMapping, at));
}

function isOfKind(context: Context, value: Value, isMapping: boolean, at: Extent): Guarded {
  const { guards } = context;
  const whether = (truth: boolean) => () => guards.constant(truth);
  switch (value.kind) {
    case 'field':
      return byKind(
        context,
        value,
        { mapping: whether(isMapping), text: whether(!isMapping) },
        guards.constant(false),
      );
    case 'event':
    case 'dictionary':
    case 'json':
      return guards.constant(isMapping);
    case 'text':
    case 'derivedText':
      return guards.constant(!isMapping);
    case 'none':
    case 'truth':
    case 'number':
    case 'derivedNumber':
    case 'collection':
    case 'iterable':
      return guards.constant(false);
    default:
      return context.unsupported('hasattr() of this', at);
  }
}
