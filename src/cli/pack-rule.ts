import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { macrosOf, readerFor } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';

/** The documents of one rule in a pack. */
export interface PackDocuments {
  /** File within the pack, and the text of the document; undefined where it is not to be had. */
  readonly documents: readonly (readonly [file: string, text: string | undefined])[];
  /** The macros.conf of the pack. */
  readonly macros: string | undefined;
}

/** Documents that say what a rule looks for; of those that say the same, the first. */
const readable = [/\.ya?ml$/i, /\.toml$/i, /\.conf$/i, /\.ndjson$/i];

/** Reads a rule back from a pack, fields resolved; undefined where our readers do not take it. */
export async function packRule({ documents, macros }: PackDocuments): Promise<Rule | undefined> {
  const [found] = readable.flatMap(form => documents.filter(([file]) => form.test(file)));
  const [path = '', text] = found ?? [];
  if (text === undefined) return undefined;
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const beside = documents.flatMap(([name, own]) => (own === undefined ? [] : [new SourceFile(name, own)]));
  const [read] =
    reader?.read(file, {
      placeholders: new Map(),
      macros: macros === undefined ? {} : await macrosOf([new SourceFile('macros.conf', macros)]),
      beside: {
        file: (_path, name) => beside.find(each => nameOf(each.path) === name),
        folder: () => undefined,
      },
    }) ?? [];
  return read?.rule === undefined ? undefined : resolve(read.rule).value;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
