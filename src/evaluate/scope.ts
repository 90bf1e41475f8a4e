import type { Predicate } from '../ir/index.ts';
import { type EventView, FieldTable } from './event-view.ts';
import type { Texts, Values } from './values.ts';

/** A predicate that is ready to run. */
export type Test = (view: EventView) => boolean;

/** An expression that is ready to run. */
export type Read = (view: EventView) => Values;

/** What a leaf looks at, as it is, as texts, and with case ignored. */
export interface Subject {
  readonly values: Read;
  readonly texts: (view: EventView) => Texts;
  readonly folded: (view: EventView) => Texts;
}

export interface EvaluateOptions {
  /** The time that `now` means in date maths, in epoch milliseconds; the clock when absent. */
  readonly now?: () => number;
}

/** Where field names are looked up while a predicate is compiled: the event, or an element of one of its arrays. */
export class Scope {
  readonly fields = new FieldTable();
  readonly now: () => number;
  /** Makes a test of a predicate that stands within an expression. */
  readonly compile: (predicate: Predicate, scope: Scope) => Test;
  readonly parent: Scope | undefined;
  /** Full path of the array whose elements these are; undefined for the event. */
  readonly path: string | undefined;

  constructor(
    compile: (predicate: Predicate, scope: Scope) => Test,
    options: EvaluateOptions,
    parent?: Scope,
    path?: string,
  ) {
    this.compile = compile;
    this.now = options.now ?? Date.now;
    this.parent = parent;
    this.path = path;
  }

  within(path: string): Scope {
    return new Scope(this.compile, { now: this.now }, this, path);
  }

  /** A field of this scope by its slot; undefined when it belongs to the event around the element. */
  slot(name: string): number | undefined {
    if (this.path === undefined) return this.fields.slot(name, name);
    if (name === this.path) return this.fields.slot(name, null);
    if (name.startsWith(`${this.path}.`)) return this.fields.slot(name, name.slice(this.path.length + 1));
    return undefined;
  }

  field(name: string): Subject {
    const slot = this.slot(name);
    if (slot !== undefined)
      return {
        values: view => view.values(slot),
        texts: view => view.texts(slot),
        folded: view => view.folded(slot),
      };
    const outer = this.parent?.field(name);
    return {
      values: view => view.parent && outer?.values(view.parent),
      texts: view => view.parent && outer?.texts(view.parent),
      folded: view => view.parent && outer?.folded(view.parent),
    };
  }
}
