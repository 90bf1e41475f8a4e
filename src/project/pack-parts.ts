import { digestOf } from './digest.ts';

/** Documents of a rule in a pack, by their names in the lock: `rules/one.yml`, `default/savedsearches.conf#One - Rule`. */
export interface NamedPart {
  /** Of the file, within the pack. */
  readonly file: string;
  /** Of a stanza or line; absent when the file is the document. */
  readonly part: string | undefined;
}

export function namedPart(output: string): NamedPart {
  const at = output.indexOf('#');
  return at === -1
    ? { file: output, part: undefined }
    : { file: output.slice(0, at), part: output.slice(at + 1) };
}

/** Finds documents in the files of a pack by their digests. What was changed by hand is not found. */
export class PackParts {
  readonly #textOf: (file: string) => string | undefined;
  readonly #parts = new Map<string, ReadonlyMap<string, string>>();

  /** `textOf`: of a file within the pack. */
  constructor(textOf: (file: string) => string | undefined) {
    this.#textOf = textOf;
  }

  text(output: string, digest: string): string | undefined {
    const { file, part } = namedPart(output);
    if (part !== undefined) return this.#partsOf(file).get(digest);
    const text = this.#textOf(file);
    return text !== undefined && digestOf(text) === digest ? text : undefined;
  }

  #partsOf(file: string): ReadonlyMap<string, string> {
    const known = this.#parts.get(file);
    if (known !== undefined) return known;
    const parts = new Map(partsOfFile(file, this.#textOf(file) ?? '').map(text => [digestOf(text), text]));
    this.#parts.set(file, parts);
    return parts;
  }
}

/** Lines of an NDJSON; stanzas of a .conf with the comments before them, each of which ends with an empty line. */
function partsOfFile(file: string, text: string): readonly string[] {
  return text.split(file.endsWith('.conf') ? /(?<=\n\n)/ : /(?<=\n)/);
}
