import type { CatalogRule, Corpus } from './corpus.ts';

/** A rule near another one. */
export interface Neighbour {
  readonly index: number;
  /** 0-1: how much of what both look for is the same, rare values counting more. */
  readonly likeness: number;
  readonly shared: readonly string[];
}

export interface Related {
  /** Rules of the same data source that ask for the same action, those of the rarest first. */
  readonly sameAction: readonly number[];
  readonly similar: readonly Neighbour[];
}

const mostSimilar = 6;
const mostShared = 8;
/** Values that more rules have say little of any two. */
const commonest = 150;
const leastLikeness = 0.2;

/** Finds the rules near each one, by the values that they look for, whatever they call the field. */
export class Neighbourhood {
  readonly #corpus: Corpus;
  readonly #values: readonly (readonly string[])[];
  readonly #byValue = new Map<string, number[]>();
  readonly #byAction = new Map<string, number[]>();

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
    this.#values = corpus.rules.map(valuesOf);
    for (const [index, values] of this.#values.entries())
      for (const value of values) add(this.#byValue, value, index);
    for (const rule of corpus.rules) for (const key of actionKeys(rule)) add(this.#byAction, key, rule.index);
  }

  of(rule: CatalogRule): Related {
    return { sameAction: this.sameAction(rule), similar: this.similar(rule) };
  }

  private sameAction(rule: CatalogRule): readonly number[] {
    const groups = actionKeys(rule)
      .map(key => this.#byAction.get(key) ?? [])
      .sort((left, right) => left.length - right.length);
    return [...new Set(groups.flat())].filter(index => index !== rule.index);
  }

  /** The rules that are most like one, the nearest first. */
  similar(rule: CatalogRule): readonly Neighbour[] {
    const shared = new Map<number, string[]>();
    for (const value of this.#values[rule.index] ?? []) {
      const others = this.#byValue.get(value) ?? [];
      if (others.length > commonest) continue;
      for (const other of others) if (other !== rule.index) add(shared, other, value);
    }
    return [...shared]
      .map(([index, values]) => this.neighbour(rule.index, index, values))
      .filter(({ likeness }) => likeness >= leastLikeness)
      .sort((left, right) => right.likeness - left.likeness || left.index - right.index)
      .slice(0, mostSimilar);
  }

  private neighbour(own: number, index: number, values: readonly string[]): Neighbour {
    const both = this.weight(values);
    const all = this.weight(this.#values[own] ?? []) + this.weight(this.#values[index] ?? []) - both;
    const rarest = [...values].sort((left, right) => this.count(left) - this.count(right));
    return { index, likeness: Math.round((both / all) * 100) / 100, shared: rarest.slice(0, mostShared) };
  }

  private weight(values: readonly string[]): number {
    const { length } = this.#corpus.rules;
    return values.reduce((sum, value) => sum + Math.log((length + 1) / this.count(value)), 0);
  }

  private count(value: string): number {
    return this.#byValue.get(value)?.length ?? 1;
  }
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Values in small letters, without the separators and wildcards at their ends that products write differently. */
function valuesOf({ indicators }: CatalogRule): readonly string[] {
  const values = indicators.flatMap(row =>
    row.values.map(value => value.toLowerCase().replaceAll(/^[\\/*]+|\*+$/g, '')),
  );
  return [...new Set(values)].filter(value => value.length > 1);
}

function actionKeys({ sources, actions }: CatalogRule): readonly string[] {
  const source = sources[0]?.id ?? sources[0]?.title ?? '';
  return actions.map(({ field, value }) => `${source}\0${field}\0${value.toLowerCase()}`);
}
