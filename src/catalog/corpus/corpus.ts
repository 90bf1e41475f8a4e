import type { Row, RuleEntry } from '../model/catalog-rule.ts';

/** A rule with the name of its page. */
export interface CatalogRule extends RuleEntry {
  /** Place in the catalog, from 0. */
  readonly index: number;
  /** Name of its page, without folder and ending. */
  readonly slug: string;
}

/** All rules, with the rules of each condition. */
export class Corpus {
  readonly rules: readonly CatalogRule[];
  readonly #indicators = new Map<string, number[]>();

  constructor(rules: readonly CatalogRule[]) {
    this.rules = rules;
    for (const rule of rules) {
      const keys = new Set(rule.indicators.flatMap(indicatorKeys));
      for (const key of keys) {
        const known = this.#indicators.get(key);
        if (known === undefined) this.#indicators.set(key, [rule.index]);
        else known.push(rule.index);
      }
    }
  }

  /** How many rules look for a value of a field in the same way, by canonical names. */
  reach(row: Pick<Row, 'canonical' | 'kind'>, value: string | undefined): number {
    return this.#indicators.get(indicatorKey(row, value))?.length ?? 0;
  }

  rule(index: number): CatalogRule {
    const rule = this.rules[index];
    if (rule === undefined) throw new RangeError(`no rule ${index}`);
    return rule;
  }
}

export function indicatorKey(
  { canonical, kind }: Pick<Row, 'canonical' | 'kind'>,
  value: string | undefined,
): string {
  return `${canonical}\0${kind}\0${value ?? ''}`;
}

function indicatorKeys(row: Row): readonly string[] {
  return row.values.length === 0
    ? [indicatorKey(row, undefined)]
    : row.values.map(value => indicatorKey(row, value));
}

/** Techniques of a rule, and those that its sub-techniques belong to. */
export function techniqueIds({ techniques }: Pick<RuleEntry, 'techniques'>): readonly string[] {
  return [...new Set(techniques.flatMap(({ id }) => [id, id.split('.')[0] ?? id]))];
}

/** Rules by a key that each may have several of; keys in order. */
export function groupRules(
  rules: readonly CatalogRule[],
  keysOf: (rule: CatalogRule) => readonly string[],
): ReadonlyMap<string, readonly CatalogRule[]> {
  const groups = new Map<string, CatalogRule[]>();
  for (const rule of rules)
    for (const key of new Set(keysOf(rule))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [rule]);
      else known.push(rule);
    }
  return new Map([...groups].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Tactics that rules name a technique under, or a sub-technique of it. */
export function techniqueTactics(id: string, rules: readonly CatalogRule[]): readonly string[] {
  const under = rules.flatMap(({ techniques }) =>
    techniques.flatMap(each => (each.id === id || each.id.startsWith(`${id}.`) ? each.tactics : [])),
  );
  return [...new Set(under)];
}
