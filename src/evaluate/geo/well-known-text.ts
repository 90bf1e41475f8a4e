import type { CollectionName, Geometry, Position } from './geometry.ts';

/** Deeper collections are none that anybody writes. */
const deepest = 50;

/** A text such as `POINT (13.4 52.5)`; undefined for what is none. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/geo-shape#input-structure */
export function parseGeometry(text: string): Geometry | undefined {
  const reader = new Reader(text);
  const found = reader.geometry(0);
  return reader.isAtEnd ? found : undefined;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[A-Za-z]+(?![\w.])|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\S/g) ?? [];
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  geometry(depth: number): Geometry | undefined {
    const name = this.#tokens[this.#at]?.toUpperCase();
    this.#at++;
    if (depth > deepest) return undefined;
    if (this.#tokens[this.#at]?.toUpperCase() === 'EMPTY') return this.#empty(name ?? '');
    switch (name) {
      case 'POINT': {
        const [at, ...others] = this.#positions() ?? [];
        return at !== undefined && others.length === 0 ? { kind: 'point', at } : undefined;
      }
      case 'LINESTRING': {
        const points = this.#positions();
        return points && points.length > 1 ? { kind: 'line', points } : undefined;
      }
      case 'POLYGON':
        return this.#polygon();
      case 'BBOX':
      case 'ENVELOPE':
        return this.#box();
      default:
        return this.#collection(name, depth);
    }
  }

  /** Of a point there is none that is empty. */
  #empty(name: string): Geometry | undefined {
    this.#at++;
    return /^(?:LINESTRING|POLYGON|MULTI(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)$/.test(name)
      ? { kind: 'empty', name }
      : undefined;
  }

  #collection(name: string | undefined, depth: number): Geometry | undefined {
    const readers: Readonly<Record<CollectionName, () => Geometry | undefined>> = {
      MULTIPOINT: () => this.#bareOrNot(),
      MULTILINESTRING: () => {
        const points = this.#positions();
        return points && points.length > 1 ? { kind: 'line', points } : undefined;
      },
      MULTIPOLYGON: () => this.#polygon(),
      GEOMETRYCOLLECTION: () => this.geometry(depth + 1),
    };
    if (name === undefined || !Object.hasOwn(readers, name)) return undefined;
    const known = name as CollectionName;
    const parts = this.#list(readers[known]);
    return parts && { kind: 'collection', name: known, parts };
  }

  /** `(1 2)`, which may stand without its parentheses. */
  #bareOrNot(): Geometry | undefined {
    if (this.#tokens[this.#at] !== '(') {
      const at = this.#position();
      return at && { kind: 'point', at };
    }
    const [at] = this.#positions() ?? [];
    return at && { kind: 'point', at };
  }

  #polygon(): Geometry | undefined {
    const rings = this.#list(() => this.#positions());
    const areClosed = rings?.every(ring => ring.length > 3 && isSame(ring[0], ring.at(-1)));
    return rings !== undefined && areClosed ? { kind: 'polygon', rings } : undefined;
  }

  /** Left, right, top, bottom. */
  #box(): Geometry | undefined {
    const [left, right, top, bottom, ...others] = this.#list(() => this.#number()) ?? [];
    if (left === undefined || right === undefined || top === undefined || bottom === undefined)
      return undefined;
    return others.length === 0 && top >= bottom
      ? { kind: 'box', box: { left, right, top, bottom } }
      : undefined;
  }

  #positions(): readonly Position[] | undefined {
    return this.#list(() => this.#position());
  }

  /** A height is not taken into account. */
  #position(): Position | undefined {
    const [x, y] = [this.#number(), this.#number()];
    if (/^[-+.\d]/.test(this.#tokens[this.#at] ?? '')) this.#number();
    return x === undefined || y === undefined ? undefined : [x, y];
  }

  #number(): number | undefined {
    const value = Number(this.#tokens[this.#at]);
    this.#at++;
    return Number.isFinite(value) ? value : undefined;
  }

  #list<T>(read: () => T | undefined): readonly T[] | undefined {
    const items: T[] = [];
    for (let expected = '('; this.#tokens[this.#at] === expected; expected = ',') {
      this.#at++;
      const item = read();
      if (item === undefined) return undefined;
      items.push(item);
    }
    if (items.length === 0 || this.#tokens[this.#at] !== ')') return undefined;
    this.#at++;
    return items;
  }
}

export function isSame(one: Position | undefined, other: Position | undefined): boolean {
  return one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1];
}

/** As Elasticsearch shows it. */
export function printGeometry(geometry: Geometry): string {
  switch (geometry.kind) {
    case 'point':
      return `POINT (${printPosition(geometry.at)})`;
    case 'line':
      return `LINESTRING ${printPositions(geometry.points)}`;
    case 'polygon':
      return `POLYGON ${printRings(geometry.rings)}`;
    case 'box': {
      const { left, right, top, bottom } = geometry.box;
      return `BBOX (${[left, right, top, bottom].map(printNumber).join(', ')})`;
    }
    case 'empty':
      return `${geometry.name} EMPTY`;
    case 'collection':
      return `${geometry.name} ${printParts(geometry.name, geometry.parts)}`;
  }
}

function printParts(name: CollectionName, parts: readonly Geometry[]): string {
  const bare = name === 'GEOMETRYCOLLECTION' ? parts.map(printGeometry) : parts.map(withoutName);
  return `(${bare.join(name === 'MULTIPOINT' ? ', ' : ',')})`;
}

function withoutName(part: Geometry): string {
  const text = printGeometry(part);
  return part.kind === 'point' ? printPosition(part.at) : text.slice(text.indexOf('('));
}

function printRings(rings: readonly (readonly Position[])[]): string {
  return `(${rings.map(printPositions).join(', ')})`;
}

function printPositions(points: readonly Position[]): string {
  return `(${points.map(printPosition).join(', ')})`;
}

function printPosition([x, y]: Position): string {
  return `${printNumber(x)} ${printNumber(y)}`;
}

/** A double as Java writes it: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double) */
function printNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '0', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
