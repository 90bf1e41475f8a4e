import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import type { Guarded, Value } from './value.ts';

/** Constants of one key are one element of a set, and one key of a dict: True is 1, and 1.0 too. Undefined for what an event decides. */
export function constantKey(context: Context, value: Value): string | undefined {
  const { formulas } = context;
  switch (value.kind) {
    case 'text':
      return `text ${value.text}`;
    case 'number':
      return `number ${value.value}`;
    case 'truth':
      return value.when === formulas.true
        ? 'number 1'
        : value.when === formulas.false
          ? 'number 0'
          : undefined;
    case 'none':
      return value.kind;
    case 'collection': {
      const keys = keysOf(context, value.items);
      return keys === undefined ? undefined : `${value.type} ${JSON.stringify(keys)}`;
    }
    default:
      return undefined;
  }
}

function keysOf(context: Context, items: readonly Guarded[]): readonly string[] | undefined {
  const keys = items.flatMap(item => {
    const [only, ...others] = item;
    return only === undefined || others.length > 0 ? [] : (constantKey(context, only.value) ?? []);
  });
  return keys.length === items.length ? keys : undefined;
}

/** How many different constants there are; undefined where an event has a say in it. */
export function countDistinct(context: Context, items: readonly Guarded[]): number | undefined {
  if (items.length < 2) return items.length;
  const keys = keysOf(context, items);
  return keys === undefined ? undefined : new Set(keys).size;
}

interface Ordered {
  readonly item: Guarded;
  readonly text: readonly string[] | undefined;
  readonly number: number;
}

/** As Python orders constants of one kind; undefined for others (https://docs.python.org/3/library/functions.html#sorted). */
export function inOrder(items: readonly Guarded[]): readonly Guarded[] | undefined {
  const known = items.flatMap((item): readonly Ordered[] => {
    const [only, ...others] = item;
    if (only === undefined || others.length > 0) return [];
    if (only.value.kind === 'text') return [{ item, text: [...only.value.text], number: 0 }];
    return only.value.kind === 'number' ? [{ item, text: undefined, number: only.value.value }] : [];
  });
  const kinds = new Set(known.map(({ text }) => text === undefined));
  if (known.length < items.length || kinds.size > 1) return undefined;
  return [...known]
    .sort((one, other) => one.number - other.number || compareTexts(one.text ?? [], other.text ?? []))
    .map(({ item }) => item);
}

/** By code points. */
function compareTexts(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((character, index) => character !== other[index]);
  if (at < 0) return one.length - other.length;
  const next = other[at];
  return next === undefined ? 1 : (one[at]?.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0);
}

/** As `str()` writes it; undefined where it takes an exponent (https://docs.python.org/3/library/stdtypes.html#numeric-types-int-float-complex). */
export function writtenNumber({ value, float }: Extract<Value, { kind: 'number' }>): string | undefined {
  if (float !== true) return Number.isSafeInteger(value) ? String(value) : undefined;
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16)) return undefined;
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

/** Of entries with one key the first has its place, and the last its value. */
export function dictionaryOf(
  context: Context,
  entries: readonly (readonly [Value, Guarded])[],
  at: Extent,
): Guarded {
  if (entries.length < 2) return context.guards.always({ kind: 'dictionary', entries });
  const known = new Map<string, readonly [Value, Guarded]>();
  for (const [key, value] of entries) {
    const name = constantKey(context, key);
    if (name === undefined) return context.unsupported('a dict whose keys are no constants', at);
    known.set(name, [known.get(name)?.[0] ?? key, value]);
  }
  return context.guards.always({ kind: 'dictionary', entries: [...known.values()] });
}
