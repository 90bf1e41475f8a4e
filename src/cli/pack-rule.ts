import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { macrosOf, readerFor } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';

/** File within the pack, and the text of it, or of what is in it of the rule; undefined where it is not to be had. */
type PackText = readonly [file: string, text: string | undefined];

/** The documents of one rule in a pack. */
export interface PackDocuments {
  readonly documents: readonly PackText[];
  /** The macros.conf of an app, or the files of security content's folder of macros. */
  readonly macros: readonly PackText[];
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
  const beside = filesOf(documents);
  const [read] =
    reader?.read(file, {
      placeholders: new Map(),
      macros: await macrosOf(filesOf(macros)),
      beside: {
        file: (_path, name) => beside.find(each => nameOf(each.path) === name),
        folder: () => undefined,
      },
    }) ?? [];
  return read?.rule === undefined ? undefined : resolve(read.rule).value;
}

function filesOf(texts: readonly PackText[]): readonly SourceFile[] {
  return texts.flatMap(([name, text]) => (text === undefined ? [] : [new SourceFile(name, text)]));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
