import type { Guarded } from './value.ts';

/** The names of a function, or of the module, and what they hold at this point. */
export class Environment {
  readonly outer: Environment | undefined;
  private names: Map<string, Guarded>;

  constructor(outer?: Environment, names: Map<string, Guarded> = new Map()) {
    this.outer = outer;
    this.names = names;
  }

  get(name: string): Guarded | undefined {
    return this.names.get(name) ?? this.outer?.get(name);
  }

  set(name: string, value: Guarded): void {
    this.names.set(name, value);
  }

  /** A name of the outside that this function may set: what it holds there afterwards is not known. */
  spoilOuter(name: string, value: Guarded): void {
    const here = this.get(name);
    for (let each = this.outer; each !== undefined; each = each.outer) each.names.set(name, value);
    if (here !== undefined) this.names.set(name, here);
  }

  /** The same names on a way of their own. */
  fork(): Environment {
    return new Environment(this.outer, new Map(this.names));
  }

  own(): ReadonlyMap<string, Guarded> {
    return this.names;
  }

  become(names: Map<string, Guarded>): void {
    this.names = names;
  }
}
