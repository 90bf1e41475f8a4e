import type { DataEntry, DataTree } from '../../source/index.ts';
import { type Alternative, entriesOf, itemsWithin, valuesOf } from './detection-edit.ts';

const none: ReadonlySet<string> = new Set();

/** An item of a detection, or a keyword. */
type Marked = DataEntry | DataTree;

/**
 * Which transformations were applied to which items of a detection, and to which fields: what `processing_item_applied` asks of these.
 * A transformation has been applied to what it made anew, be it the same as before; what it left alone is the same object.
 */
export class Marks {
  readonly #marked = new WeakMap<Marked, ReadonlySet<string>>();
  readonly #fields = new Map<string, ReadonlySet<string>>();

  of(item: Marked): ReadonlySet<string> {
    return this.#marked.get(item) ?? none;
  }

  ofField(name: string): ReadonlySet<string> {
    return this.#fields.get(name) ?? none;
  }

  /** What stands in the place of an entry has been changed by all that had changed that, and by this one. */
  onEntries(id: string | undefined, entry: DataEntry, found: readonly Alternative[]): readonly Alternative[] {
    for (const each of found.flatMap(entriesOf)) if (each !== entry) this.add(each, [id], this.of(entry));
    return found;
  }

  on(id: string | undefined, item: Marked): void {
    this.add(item, [id], none);
  }

  /** Those of a list are one item. */
  onKeywords(id: string | undefined, before: readonly DataTree[], found: readonly DataTree[]): void {
    const isOther = found.length !== before.length || found.some((each, at) => each !== before[at]);
    const earlier = before.flatMap(each => [...this.of(each)]);
    for (const each of found) this.onAll(isOther ? [id] : [], each, earlier);
  }

  /** On whatever a tree holds. */
  onAll(ids: readonly (string | undefined)[], tree: DataTree, earlier: Iterable<string> = none): void {
    for (const each of itemsWithin(tree)) this.add(each, ids, earlier);
  }

  onFields(id: string | undefined, field: string, found: readonly string[]): void {
    if (found.length === 1 && found[0] === field) return;
    const own = new Set([...this.ofField(field), ...(id === undefined ? [] : [id])]);
    this.#fields.delete(field);
    for (const name of found) this.#fields.set(name, own);
  }

  private add(item: Marked, ids: readonly (string | undefined)[], earlier: Iterable<string>): void {
    const own = new Set([...this.of(item), ...earlier, ...ids.flatMap(id => id ?? [])]);
    if (own.size > 0) this.#marked.set(item, own);
  }
}

export function sameTexts(one: DataEntry, other: DataEntry): boolean {
  const [before, after] = [valuesOf(one), valuesOf(other)];
  return before.length === after.length && before.every(({ value }, index) => value === after[index]?.value);
}
