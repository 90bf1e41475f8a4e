import type { DataEntry } from '../../source/index.ts';
import { type Alternative, entriesOf, valuesOf } from './detection-edit.ts';

const none: ReadonlySet<string> = new Set();

/** Which transformations have changed which items of a detection, and which fields: what `processing_item_applied` asks of these. */
export class Marks {
  readonly #entries = new WeakMap<DataEntry, ReadonlySet<string>>();
  readonly #fields = new Map<string, ReadonlySet<string>>();

  of(entry: DataEntry): ReadonlySet<string> {
    return this.#entries.get(entry) ?? none;
  }

  ofField(name: string): ReadonlySet<string> {
    return this.#fields.get(name) ?? none;
  }

  /** What stands in the place of an entry has been changed by all that had changed that, and by this one if it is another or has been named. */
  onEntries(
    id: string | undefined,
    entry: DataEntry,
    found: readonly Alternative[],
    isNamed: boolean,
  ): readonly Alternative[] {
    const before = this.of(entry);
    for (const each of found.flatMap(entriesOf)) {
      const isOther = isNamed || each.key.written !== entry.key.written || !sameTexts(each, entry);
      const own = id !== undefined && isOther ? new Set([...before, id]) : before;
      if (own.size > 0) this.#entries.set(each, own);
    }
    return found;
  }

  onFields(id: string | undefined, field: string, found: readonly string[]): void {
    const own = new Set([...this.ofField(field), ...(id === undefined ? [] : [id])]);
    for (const name of found) this.#fields.set(name, own);
  }
}

export function sameTexts(one: DataEntry, other: DataEntry): boolean {
  const [before, after] = [valuesOf(one), valuesOf(other)];
  return before.length === after.length && before.every(({ value }, index) => value === after[index]?.value);
}
