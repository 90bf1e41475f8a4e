import type { DataSource } from './data-source.ts';
import applications from './names/applications.json' with { type: 'json' };
import cloud from './names/cloud.json' with { type: 'json' };
import network from './names/network.json' with { type: 'json' };
import unix from './names/unix.json' with { type: 'json' };
import windows from './names/windows.json' with { type: 'json' };

/**
 * The names of the fields of logs, as their products list them. `names`: in the log's own spelling, with blanks between them, and members
 * of an object in braces after it; `*` is any name, of objects that have what members they like.
 */
export interface NameList {
  readonly sources: readonly string[];
  /** The names of all lists of sources whose ids begin so. */
  readonly all?: string;
  readonly pages: readonly string[];
  readonly names: string;
}

export const nameLists: readonly NameList[] = [windows, unix, cloud, network, applications].flatMap(
  ({ lists }: { readonly lists: readonly NameList[] }) => lists,
);

/** How two spellings of a name compare: as they are, in any case, or with `_` before what others write with a capital. */
export type Letters = 'exact' | 'any case' | 'snake';

/** The names that a log is known to have. Read off the packed lists when first asked for. */
export class LogNames {
  readonly #lists: readonly NameList[];
  #all: readonly string[] | undefined;
  #objects: ReadonlySet<string> | undefined;
  readonly #spelt = new Map<Letters, ReadonlySet<string>>();

  constructor(lists: readonly NameList[]) {
    this.#lists = lists;
  }

  /** Names of fields and of objects; those of objects with any members end in `.*`. */
  all(): readonly string[] {
    this.#all ??= [...new Set(this.#lists.flatMap(({ names }) => unpacked(names)))];
    return this.#all;
  }

  /** Whether the log has a field of the name, or an object whose members have any names. A name with wildcards is one that fits. */
  has(name: string, letters: Letters): boolean {
    if (this.#lists.length === 0) return false;
    const spelt = this.#in(letters);
    const asked = inLetters(atNoPosition(name), letters);
    if (spelt.has(asked)) return true;
    const [start = ''] = asked.split('*', 1);
    if (start !== asked) return [...spelt].some(each => each.startsWith(start)) || this.#isFree(start, spelt);
    return this.#isFree(asked, spelt);
  }

  /** Whether the log has an object, or a list of objects, of the name. */
  isObject(name: string): boolean {
    this.#objects ??= new Set(this.all().flatMap(each => holdersOf(each)));
    return this.#objects.has(atNoPosition(name));
  }

  /** Whether the name is of a member of an object that has any members, which the log's lists do not go into. */
  isOpen(name: string, letters: Letters): boolean {
    if (this.#lists.length === 0) return false;
    const spelt = this.#in(letters);
    const asked = inLetters(atNoPosition(name), letters);
    return !spelt.has(asked) && this.#isFree(asked, spelt);
  }

  #isFree(name: string, spelt: ReadonlySet<string>): boolean {
    for (let dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1))
      if (spelt.has(`${name.slice(0, dot)}.*`)) return true;
    return spelt.has('*');
  }

  #in(letters: Letters): ReadonlySet<string> {
    const held = this.#spelt.get(letters);
    if (held !== undefined) return held;
    const made = new Set(this.all().map(name => inLetters(name, letters)));
    this.#spelt.set(letters, made);
    return made;
  }
}

/** The lists of a source, and those of the whole of the log that it is a part of. */
export function logNames(source: DataSource | undefined): LogNames {
  const ids = source === undefined ? [] : [source.id, ...(source.partOf ? [source.partOf.source] : [])];
  const own = nameLists.filter(({ sources }) => ids.some(id => sources.includes(id)));
  return new LogNames(own.flatMap(list => [list, ...(list.all === undefined ? [] : within(list.all))]));
}

/** The objects on the way to a name. */
function holdersOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, last) => parts.slice(0, last + 1).join('.'));
}

function within(start: string): readonly NameList[] {
  return nameLists.filter(({ sources }) => sources.some(id => id.startsWith(start)));
}

/** Elements of lists have the names that the lists have for them all: `items{}.id`, `items.0.id`, `items[0].id`. */
function atNoPosition(name: string): string {
  return name.replaceAll(/\{\d*\}|\[\d+\]|\.\d+(?=\.|$)/g, '');
}

function inLetters(name: string, letters: Letters): string {
  if (letters === 'exact') return name;
  const snake = letters === 'snake' ? name.replace(/([a-z0-9])([A-Z])/g, '$1_$2') : name;
  return snake.toLowerCase();
}

/** `a{b c{*}} d` has the names `a`, `a.b`, `a.c`, `a.c.*` and `d`. */
export function unpacked(text: string): readonly string[] {
  const names: string[] = [];
  const objects: string[] = [];
  for (const [token] of text.matchAll(/[{}]|[^\s{}]+/g))
    if (token === '{') objects.push(names.at(-1) ?? '');
    else if (token === '}') objects.pop();
    else names.push(objects.length === 0 ? token : `${objects.at(-1)}.${token}`);
  return names;
}
