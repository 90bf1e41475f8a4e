import type { SourceFile } from '../source/index.ts';
import { kindOfDocument, type SigmaDocument, sigmaDocuments, textAt } from './sigma-documents.ts';
import { mayLink } from './sigma-linking.ts';

/**
 * The Sigma documents of all files of a run, for those that refer to others. A file is parsed only when it may hold a
 * correlation or a filter, or something that one of them refers to.
 */
export class SigmaRun {
  readonly files: readonly SourceFile[];
  readonly #documents = new Map<SourceFile, readonly SigmaDocument[]>();
  #byPath: ReadonlyMap<string, SourceFile> | undefined;
  #filesByReference: ReadonlyMap<string, readonly SourceFile[]> | undefined;
  #linking: readonly SigmaDocument[] | undefined;

  constructor(files: readonly SourceFile[]) {
    this.files = files;
  }

  /** The file of this run with the same path, so that spans and documents are the same wherever they are found. */
  fileAt(path: string): SourceFile | undefined {
    this.#byPath ??= new Map(this.files.map(file => [file.path, file]));
    return this.#byPath.get(path);
  }

  documentsOf(file: SourceFile): readonly SigmaDocument[] {
    let documents = this.#documents.get(file);
    if (documents === undefined) {
      documents = sigmaDocuments(file);
      this.#documents.set(file, documents);
    }
    return documents;
  }

  /** Every correlation and filter. */
  get linking(): readonly SigmaDocument[] {
    this.#linking ??= this.files
      .filter(file => mayLink(file.text))
      .flatMap(file => this.documentsOf(file))
      .filter(({ map }) => map !== undefined && kindOfDocument(map) !== 'rule');
    return this.#linking;
  }

  /** The rules and correlations with this id or name; a filter is none. */
  find(reference: string): readonly SigmaDocument[] {
    const files = this.filesByReference.get(reference) ?? [];
    return files
      .flatMap(file => this.documentsOf(file))
      .filter(
        ({ map }) =>
          map !== undefined &&
          kindOfDocument(map) !== 'filter' &&
          (textAt(map, 'id') === reference || textAt(map, 'name') === reference),
      );
  }

  /** Every name and id, for finding the one that was meant. */
  get references(): Iterable<string> {
    return this.filesByReference.keys();
  }

  /** By what looks like an id or a name: many times faster than parsing, and checked by parsing. */
  private get filesByReference(): ReadonlyMap<string, readonly SourceFile[]> {
    if (this.#filesByReference !== undefined) return this.#filesByReference;
    const found = new Map<string, SourceFile[]>();
    for (const file of this.files)
      for (const [, double, single, plain] of file.text.matchAll(reference)) {
        const name = (double ?? single ?? plain ?? '').trim();
        const files = found.get(name);
        if (files === undefined) found.set(name, [file]);
        else if (!files.includes(file)) files.push(file);
      }
    this.#filesByReference = found;
    return found;
  }
}

const reference =
  /(?:^|[{,])[ \t]*["']?(?:id|name)["']?[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'\n#,}]+))/gm;
