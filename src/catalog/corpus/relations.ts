import type { Rule } from '../../ir/index.ts';
import { compareRules } from '../../verify/index.ts';
import { type CatalogRule, Corpus } from './corpus.ts';
import { Neighbourhood } from './related.ts';

/** How one rule stands to another, as proved: what the other matches is the same, more or less. */
export type Relation = 'equal' | 'wider' | 'narrower';

export interface ProvedRelation {
  readonly relation: Relation;
  /** What the proof rests on. */
  readonly given: readonly string[];
}

/** Two rules by their places in the catalog, the earlier one first. */
export type RulePair = readonly [first: CatalogRule, second: CatalogRule];

/** Similar rules of which one may match all that the other matches: both known as a whole, one asking for no field that the other does not. */
export function comparablePairs(rules: readonly CatalogRule[]): readonly RulePair[] {
  const neighbourhood = new Neighbourhood(new Corpus(rules));
  const fields = rules.map(fieldsOf);
  const pairs = new Map<string, RulePair>();
  for (const rule of rules) {
    if (!rule.isWhole) continue;
    for (const { index } of neighbourhood.similar(rule)) {
      const other = rules[index];
      if (other === undefined || !other.isWhole || rule.type !== other.type) continue;
      const [own, theirs] = [fields[rule.index] ?? none, fields[index] ?? none];
      if (!isWithin(own, theirs) && !isWithin(theirs, own)) continue;
      const pair: RulePair = rule.index < index ? [rule, other] : [other, rule];
      pairs.set(`${pair[0].index} ${pair[1].index}`, pair);
    }
  }
  return [...pairs.values()];
}

const none: ReadonlySet<string> = new Set();

/** Fields that a rule looks for; those of its scope are its vendor's own business. */
function fieldsOf({ indicators }: CatalogRule): ReadonlySet<string> {
  return new Set(indicators.map(({ canonical }) => canonical).filter(name => !scopeFields.has(name)));
}

const scopeFields: ReadonlySet<string> = new Set([
  ...['event.category', 'event.type', 'event.kind', 'event.dataset', 'event.module', 'event.provider'],
  ...['data_stream.dataset', 'host.os.type', 'host.os.family', 'event.action', 'event.code'],
]);

function isWithin(fewer: ReadonlySet<string>, more: ReadonlySet<string>): boolean {
  return [...fewer].every(name => more.has(name));
}

/** How the second rule stands to the first, where one can be proved to match all that the other matches. */
export function relationBetween(first: Rule, second: Rule): ProvedRelation | undefined {
  try {
    const { relation, given } = compareRules(first, second);
    const words = names[relation];
    return words === undefined ? undefined : { relation: words, given };
  } catch {
    return undefined;
  }
}

const names: Readonly<Partial<Record<string, Relation>>> = {
  equal: 'equal',
  stronger: 'narrower',
  weaker: 'wider',
};

/** The same, seen from the second rule. */
export function turned({ relation, given }: ProvedRelation): ProvedRelation {
  return { relation: relation === 'equal' ? relation : relation === 'wider' ? 'narrower' : 'wider', given };
}
