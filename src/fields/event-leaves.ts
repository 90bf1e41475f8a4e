type EventData = Readonly<Record<string, unknown>>;

/** A value of an event with its path. `positions`: where the path passes through an array of objects, and at which element. */
export interface EventLeaf {
  readonly name: string;
  readonly value: unknown;
  readonly positions: readonly Position[];
}

/** `after`: how many parts of the path stand behind the position. */
interface Position {
  readonly after: number;
  readonly index: number;
}

interface Prefix {
  readonly parts: readonly string[];
  readonly at: readonly { readonly depth: number; readonly index: number }[];
}

/** Deeper than any log; a value below is taken as it is. */
const deepest = 40;

/** The values of an event. Arrays of plain values are values; arrays of objects are entered. */
export function* leavesOf(event: EventData, prefix: Prefix = { parts: [], at: [] }): Generator<EventLeaf> {
  for (const [key, value] of Object.entries(event)) {
    const parts = [...prefix.parts, ...key.split('.')];
    if (parts.length < deepest && isObject(value)) yield* leavesOf(value, { ...prefix, parts });
    else if (parts.length < deepest && Array.isArray(value) && value.length > 0 && value.every(isObject))
      for (const [index, element] of value.entries())
        yield* leavesOf(element, { parts, at: [...prefix.at, { depth: parts.length, index }] });
    else
      yield {
        name: parts.join('.'),
        value,
        positions: prefix.at.map(({ depth, index }) => ({ after: parts.length - depth, index })),
      };
  }
}

export function isObject(value: unknown): value is EventData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A position that Elastic has in the name (`target_resources.0.type`), taken out of it. */
export function withoutPositions(leaf: EventLeaf): EventLeaf {
  const parts = leaf.name.split('.');
  const positions = parts.flatMap((part, place) =>
    /^\d+$/.test(part) ? [{ after: parts.length - place - 1, index: Number(part) }] : [],
  );
  return {
    name: parts.map(part => (/^\d+$/.test(part) ? '*' : part)).join('.'),
    value: leaf.value,
    positions,
  };
}
