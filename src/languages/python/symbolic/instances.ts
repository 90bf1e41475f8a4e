import type { Extent } from '../ast.ts';
import { typeName } from './coerce.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import type { Kind } from './place.ts';
import type { Guarded, Value } from './value.ts';

type Shape =
  | 'str'
  | 'int'
  | 'float'
  | 'bool'
  | 'none'
  | 'plainList'
  | 'wrappedList'
  | 'plainDict'
  | 'wrappedDict'
  | 'tuple'
  | 'set'
  | 'other';

/** Which values are instances of a type. A boolean is an int; the lists and dicts of an event are only the abstract ones. */
const instances: ReadonlyMap<string, readonly Shape[]> = new Map<string, readonly Shape[]>([
  ['str', ['str']],
  ['int', ['int', 'bool']],
  ['float', ['float']],
  ['bool', ['bool']],
  ['list', ['plainList']],
  ['tuple', ['tuple']],
  ['dict', ['plainDict']],
  ['set', ['set']],
  ['frozenset', []],
  ['bytes', []],
  // What stands in for a value in tests, and for none of an event.
  ['unittest.mock.MagicMock', []],
  ['unittest.mock.Mock', []],
  ...abstract(['Mapping'], ['plainDict', 'wrappedDict']),
  ...abstract(['MutableMapping'], ['plainDict']),
  ...abstract(['Sequence'], ['plainList', 'wrappedList', 'tuple', 'str']),
  ...abstract(['MutableSequence'], ['plainList']),
  ...abstract(
    ['Iterable', 'Collection', 'Container', 'Sized'],
    ['plainList', 'wrappedList', 'tuple', 'set', 'str', 'plainDict', 'wrappedDict'],
  ),
  ['numbers.Number', ['int', 'float', 'bool']],
  ['panther_core.immutable.ImmutableList', ['wrappedList']],
  ['panther_core.immutable.ImmutableCaseInsensitiveDict', ['wrappedDict']],
]);

function abstract(
  names: readonly string[],
  shapes: readonly Shape[],
): (readonly [string, readonly Shape[]])[] {
  return names.flatMap(name => [
    [`collections.abc.${name}`, shapes] as const,
    [`typing.${name}`, shapes] as const,
  ]);
}

/** Of several types, the shapes of all: `(int, float)` leaves nothing open of a number. */
function shapesOf(type: Value): readonly Shape[] | undefined {
  if (type.kind === 'builtin') return instances.get(type.name);
  if (type.kind !== 'collection') return undefined;
  const all = type.items.map(item => {
    const [only] = item;
    return item.length === 1 && only !== undefined ? shapesOf(only.value) : undefined;
  });
  return all.every(each => each !== undefined) ? all.flat() : undefined;
}

export function instanceOf(context: Context, value: Value, type: Value, at: Extent): Guarded {
  const { guards } = context;
  const shapes = shapesOf(type);
  if (shapes === undefined) return context.unsupported(`the type ${typeName(type)}`, at);
  const of = formulaOf(context, value, new Set(shapes), at);
  return 'kind' in of ? guards.truth(of) : of;
}

function formulaOf(
  context: Context,
  value: Value,
  shapes: ReadonlySet<Shape>,
  at: Extent,
): Formula | Guarded {
  const { formulas } = context;
  if (value.kind === 'field') return fieldOfShape(context, value, shapes, at);
  if (value.kind === 'node') {
    if (value.shape === 'any') return context.unsupported('the type of a value within the event', at);
    const [plain, wrapped]: [Shape, Shape] =
      value.shape === 'list' ? ['plainList', 'wrappedList'] : ['plainDict', 'wrappedDict'];
    return formulas.constant(shapes.has(value.plain ? plain : wrapped));
  }
  const shape = shapeOf(value);
  return shape === undefined
    ? context.unsupported(`the type of ${typeName(value)}`, at)
    : formulas.constant(shapes.has(shape));
}

function shapeOf(value: Value): Shape | undefined {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'text':
    case 'derivedText':
      return 'str';
    case 'truth':
      return 'bool';
    case 'number':
      return Number.isInteger(value.value) ? 'int' : 'float';
    case 'collection':
      return value.type === 'list' ? 'plainList' : value.type;
    case 'dictionary':
    case 'json':
      return 'plainDict';
    case 'event':
      return value.plain ? 'plainDict' : 'wrappedDict';
    case 'iterable':
      return value.type === 'generator' ? 'other' : value.type === 'list' ? 'plainList' : 'set';
    case 'address':
    case 'network':
    case 'match':
    case 'time':
      return 'other';
    default:
      return undefined;
  }
}

/** Whether a number is an int or a float is not known of a field: where whole ones are asked for, it is taken for one. */
function fieldOfShape(
  context: Context,
  { place, plain }: Extract<Value, { kind: 'field' }>,
  shapes: ReadonlySet<Shape>,
  at: Extent,
): Formula | Guarded {
  const { formulas, guards } = context;
  const kinds: Kind[] = [];
  if (shapes.has('str')) kinds.push('text');
  if (shapes.has('bool')) kinds.push('boolean');
  if (shapes.has(plain ? 'plainList' : 'wrappedList')) kinds.push('list');
  if (shapes.has(plain ? 'plainDict' : 'wrappedDict')) kinds.push('mapping');
  const both = shapes.has('int') && shapes.has('float');
  const either = shapes.has('int') || shapes.has('float');
  if (both) kinds.push('number');
  const [only, ...others] = kinds;
  const isPlain = only === 'text' || only === 'number' || only === 'boolean';
  if (either && !kinds.includes('text')) context.vote(place, 'number', 1);
  else if (isPlain && others.length === 0) context.vote(place, only, 1);
  const is = formulas.isOneOf(place, kinds);
  if (both || !either) return is;
  const isNumber = formulas.is(place, 'number');
  if (shapes.has('int')) {
    context.assumed.add(`whole-number:${place.written}`);
    return formulas.or([is, isNumber]);
  }
  return guards.choose([
    { when: isNumber, gives: context.misfit('whether a number is whole', at) },
    { when: formulas.not(isNumber), gives: guards.truth(is) },
  ]);
}
