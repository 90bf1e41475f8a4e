import { nearestName } from '../../diagnostics/index.ts';
import { type Expression, type Pattern, plainText } from '../../ir/index.ts';
import { isEventField } from './event-fields.ts';
import { type Kind, sharedKind } from './kind.ts';
import { nameTest } from './patterns-of-names.ts';
import type { Truth } from './truth.ts';

/** A value, what is known of its type, and of a condition when it is true and when false. */
export interface Typed {
  readonly expression: Expression;
  readonly kind: Kind;
  readonly truth?: Truth;
  /** Of a range: its ends apart. */
  readonly bounds?: Bounds;
}

/** What a range begins with, and what it ends before; where the two are not written out, whether they are a range. */
export interface Bounds {
  readonly from: Typed;
  readonly to: Typed;
  readonly known?: Truth;
}

/** The columns at one place of the query. All fields of the indices are there until stats or keep leave but some. */
export class Columns {
  readonly #made = new Map<string, { readonly value: Typed; readonly size: number }>();
  readonly #gone = new Set<string>();
  /** Of the fields of the indices, those that are there by each keep so far. */
  #kept: ((name: string) => boolean)[] = [];
  /** Fields that were asked for while there was no table that could have them. */
  readonly #asked = new Set<string>();
  /** What was asked of the last table that brought columns of its own. */
  #brought: Set<string> | undefined;
  #areEvents = true;
  /** The fields of the indices that are left, where a keep or stats has left but some. */
  #named: readonly string[] | undefined;
  /** Of rows that came by several ways: the columns at the end of each. */
  #ways: readonly Columns[] = [];

  /** The same columns, for a way of its own from here. */
  copy(): Columns {
    const copy = new Columns();
    for (const [name, each] of this.#made) copy.#made.set(name, each);
    for (const name of this.#gone) copy.#gone.add(name);
    copy.#kept = [...this.#kept];
    for (const name of this.#asked) copy.#asked.add(name);
    copy.#brought = this.#brought;
    copy.#areEvents = this.#areEvents;
    copy.#named = this.#named;
    copy.#ways = this.#ways;
    return copy;
  }

  /** The columns of rows that came by several ways, each of which has some of them: the others have no value there. */
  static ofWays(ways: readonly Columns[], columnOf: (name: string, kind: Kind) => Typed): Columns {
    const all = new Columns();
    for (const name of new Set(ways.flatMap(way => [...way.#made.keys()]))) {
      const kinds = ways.flatMap(way => (way.has(name) ? [way.made(name)?.kind ?? 'unknown'] : []));
      all.put(name, columnOf(name, sharedKind(kinds)), 1);
    }
    all.#kept = [name => ways.some(way => way.has(name))];
    all.#areEvents = ways.some(way => way.#areEvents);
    const named = ways.map(way => way.all);
    if (named.every(names => names !== undefined)) all.#named = [...new Set(named.flat())];
    all.#ways = ways;
    return all;
  }

  /** What eval, stats or an extraction made. */
  made(name: string): Typed | undefined {
    return this.#made.get(name)?.value;
  }

  get allMade(): readonly (readonly [string, Typed])[] {
    return [...this.#made].map(([name, { value }]) => [name, value]);
  }

  sizeOf(name: string): number {
    return this.#made.get(name)?.size ?? 1;
  }

  has(name: string): boolean {
    if (this.#made.has(name)) return true;
    return !this.#gone.has(name) && this.#kept.every(each => each(name));
  }

  /** `size` counts the values that it is made of. */
  put(name: string, value: Typed, size: number): void {
    this.#made.set(name, { value, size });
    this.#gone.delete(name);
  }

  /** After stats there are only the columns that it makes. */
  leaveNothing(): void {
    this.#made.clear();
    this.#kept = [() => false];
    this.#named = [];
    this.#areEvents = false;
  }

  /** A table brings columns that the query does not name: those that are asked for from here on, and not of the events. */
  bringAny(): ReadonlySet<string> {
    this.#kept = [];
    this.#brought = new Set();
    return this.#brought;
  }

  /** Whether a table may have brought it, in a form that nothing is known of. */
  isBrought(name: string): boolean {
    return this.#brought !== undefined && !isEventField(name) && !this.#made.has(name);
  }

  /** Notes that a name is asked for, and takes it for a column of the table before it where it is no field of the events. */
  ask(name: string): void {
    for (const way of this.#ways) if (way.has(name)) way.ask(name);
    if (this.#made.has(name) || this.#asked.has(name)) return;
    const isOwn = this.#areEvents && isEventField(name);
    (isOwn ? this.#asked : (this.#brought ?? this.#asked)).add(name);
  }

  /** All columns, where they are known by their names. */
  get all(): readonly string[] | undefined {
    const areKnown = this.#named !== undefined && this.#brought === undefined;
    return areKnown
      ? [...new Set([...(this.#named ?? []), ...this.#made.keys()])].filter(name => this.has(name))
      : undefined;
  }

  keep(names: readonly RegExp[], plain: readonly string[] | undefined): void {
    this.#named =
      plain ??
      (this.#named === undefined
        ? undefined
        : this.#named.filter(name => names.some(each => each.test(name))));
    for (const name of this.#made.keys()) if (!names.some(each => each.test(name))) this.#made.delete(name);
    this.#kept.push(name => names.some(each => each.test(name)));
  }

  drop(patterns: readonly Pattern[]): void {
    for (const each of patterns) {
      const test = nameTest(each);
      for (const name of this.#made.keys()) if (test.test(name)) this.#made.delete(name);
      const plain = plainText(each);
      if (plain !== undefined) this.#gone.add(plain);
    }
  }

  remove(name: string): void {
    this.#made.delete(name);
    this.#gone.add(name);
  }

  nearest(name: string): string | undefined {
    return nearestName(name, [...this.#made.keys()]);
  }
}
