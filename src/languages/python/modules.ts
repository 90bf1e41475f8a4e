import { EmbeddedText, type SourceFile } from '../../source/index.ts';
import type { Block } from './ast.ts';
import { knownHelpers } from './known-helpers.ts';
import { parsePython } from './parse.ts';

/** A module of Python beside that of a rule. Offsets in its tree begin at `base`. */
export interface PythonModule {
  readonly text: EmbeddedText;
  readonly base: number;
  readonly block: Block;
}

/** Longer than any text: the offsets of each module lie in a range of their own, which tells the module. */
const range = 2 ** 32;

/** The modules that rules may import, each read once; one that cannot be read is none. */
export class PythonModules {
  readonly #open: (name: string) => SourceFile | undefined;
  readonly #byName = new Map<string, PythonModule | undefined>();
  readonly #byPath = new Map<string, PythonModule | undefined>();
  readonly #known = new Map<string, PythonModule | undefined>();
  readonly #all: PythonModule[] = [];

  /** `open` gives the file of a module by its name (`panther_base_helpers`). */
  constructor(open: (name: string) => SourceFile | undefined) {
    this.#open = open;
  }

  named(name: string): PythonModule | undefined {
    if (!this.#byName.has(name)) {
      const file = this.#open(name);
      this.#byName.set(name, file && this.of(file));
    }
    return this.#byName.get(name);
  }

  /** What is known of a module that is not there, by its members; it may have others. */
  known(name: string): PythonModule | undefined {
    if (!this.#known.has(name)) {
      const file = knownHelpers(name);
      this.#known.set(name, file && this.#read(file));
    }
    return this.#known.get(name);
  }

  of(file: SourceFile): PythonModule | undefined {
    if (!this.#byPath.has(file.path)) this.#byPath.set(file.path, this.#read(file));
    return this.#byPath.get(file.path);
  }

  /** The module in which an offset lies; undefined: that of the rule itself. */
  at(offset: number): PythonModule | undefined {
    return this.#all[Math.floor(offset / range) - 1];
  }

  #read(file: SourceFile): PythonModule | undefined {
    const text = EmbeddedText.whole(file);
    const { value } = parsePython(text);
    if (value === undefined) return undefined;
    const base = (this.#all.length + 1) * range;
    const module = { text, base, block: shifted(value, base) };
    this.#all.push(module);
    return module;
  }
}

/** A tree with all its offsets moved. Parsing has bounded how deep it is. */
function shifted<Tree>(tree: Tree, by: number): Tree {
  if (Array.isArray(tree)) return tree.map(each => shifted(each, by)) as Tree;
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      (key === 'start' || key === 'end') && typeof value === 'number' ? value + by : shifted(value, by),
    ]),
  ) as Tree;
}
