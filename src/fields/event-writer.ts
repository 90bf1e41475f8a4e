import { keysOf, type Vendor } from '../ir/index.ts';
import type { EventLeaf } from './event-leaves.ts';
import { isMultiValued } from './multi-valued.ts';

type Data = Record<string, unknown>;
type Positions = EventLeaf['positions'];

/** An event in the making, in a vendor's shape: nested for Elastic and Panther, flat names elsewhere. The first value of a name stays. */
export class EventWriter {
  readonly event: Data;
  readonly #nested: boolean;
  readonly #flattened = new Map<string, unknown[]>();

  readonly #vendor: Vendor;

  /** `begun`: an event that is written on; it is not changed itself. */
  constructor(vendor: Vendor, begun: Readonly<Data> = {}) {
    this.event = structuredClone(begun);
    this.#vendor = vendor;
    this.#nested = vendor === 'elastic' || vendor === 'panther';
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): unknown {
    if (!this.#nested) return own(this.event, name);
    return keysOf(name).reduce<unknown>((holder, part) => own(holder, part), this.event);
  }

  /** Where names are flat, the elements of an array make one field of many values. */
  put(name: string, held: unknown, positions: Positions = []): void {
    const value = this.#asHeld(name, held);
    if (positions.length > 0 && !this.#nested) this.#add(name, value);
    else this.#put(this.#nested ? withPositions(name, positions) : [name], value);
  }

  /**
   * Elastic holds lists of one value where other products hold the value
   * (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/array); Windows' event data are texts.
   */
  #asHeld(name: string, value: unknown): unknown {
    if (typeof value === 'boolean' && this.#vendor === 'panther' && name.startsWith('ExtraEventData.'))
      return String(value);
    if (!Array.isArray(value) || value.length > 1 || isMultiValued(this.#vendor, name)) return value;
    return value.length === 0 ? null : value[0];
  }

  /** In place of what may be there. */
  set(name: string, value: unknown): void {
    this.#put(this.#nested ? [...keysOf(name)] : [name], value, true);
  }

  #add(name: string, value: unknown): void {
    const values = this.#flattened.get(name) ?? [];
    if (values.length === 0) this.#put([name], values);
    this.#flattened.set(name, values);
    values.push(...[value].flat());
  }

  #put(path: readonly (string | number)[], value: unknown, over = false): void {
    let holder: object = this.event;
    for (const [place, part] of path.slice(0, -1).entries()) {
      const next = own(holder, part);
      if (typeof next === 'object' && next !== null) holder = next;
      else {
        const fresh = typeof path[place + 1] === 'number' ? [] : {};
        define(holder, part, fresh);
        holder = fresh;
      }
    }
    const last = path.at(-1) ?? '';
    if (over || own(holder, last) === undefined) define(holder, last, value);
  }
}

/** `a.b` with a position before its last part is `a[0].b`; a name with a wildcard takes the position in its place. */
function withPositions(name: string, positions: Positions): readonly (string | number)[] {
  const parts: (string | number)[] = [...keysOf(name)];
  if (parts.includes('*')) {
    const left = [...positions];
    return parts.map(part => (part === '*' ? String(left.shift()?.index ?? 0) : part));
  }
  const byPlace = new Map(positions.map(({ after, index }) => [parts.length - after, index]));
  return parts.flatMap((part, place) => {
    const index = place === 0 ? undefined : byPlace.get(place);
    return index === undefined ? [part] : [index, part];
  });
}

function own(holder: unknown, key: string | number): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? (holder as Data)[key]
    : undefined;
}

/** Also a key named `__proto__` is data. */
function define(holder: object, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
