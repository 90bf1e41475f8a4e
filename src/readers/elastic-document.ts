import { type EmbeddedText, type SourceFile, type Span, spanOf } from '../source/index.ts';

/** The way to a value: keys, and 0-based positions in arrays. */
export type Path = readonly (string | number)[];

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the values of a document stand in its file, by path. */
export class Places {
  readonly #places = new Map<string, Range>();

  set(path: Path, range: Range): void {
    this.#places.set(keyOf(path), range);
  }

  get(path: Path): Range | undefined {
    return this.#places.get(keyOf(path));
  }

  /** The place of the value, or of the nearest thing around it. */
  nearest(path: Path): Range | undefined {
    for (let length = path.length; length > 0; length--) {
      const place = this.get(path.slice(0, length));
      if (place !== undefined) return place;
    }
    return undefined;
  }
}

function keyOf(path: Path): string {
  return path.map(part => (typeof part === 'number' ? `#${part}` : `.${part}`)).join('\0');
}

/** A document of rules, as data and as text, whatever its syntax. */
export interface RuleDocument {
  readonly file: SourceFile;
  /** With a `rule` table, beside others. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The range of a value, or of what stands around it. */
  readonly span: (path: Path) => Span;
  /** A string value with the way back to the file. */
  readonly text: (path: Path) => EmbeddedText | undefined;
}

/** Decodes the string that stands at a place; undefined when that is no string. */
export type DecodeText = (file: SourceFile, range: Range) => EmbeddedText | undefined;

export function makeDocument(
  file: SourceFile,
  data: Readonly<Record<string, unknown>>,
  places: Places,
  whole: Range,
  decode: DecodeText,
): RuleDocument {
  return {
    file,
    data,
    span: path => {
      const { start, end } = places.nearest(path) ?? whole;
      return spanOf(file, start, end);
    },
    text: path => {
      const place = places.get(path);
      return place === undefined ? undefined : decode(file, place);
    },
  };
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The strings of a list, or of a string alone; anything else counts for nothing. */
export function stringsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(item => typeof item === 'string');
}
