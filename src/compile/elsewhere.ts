import { mapEvents, type Rule, type Vendor } from '../ir/index.ts';
import { withoutImplied } from './implied-by-pairs.ts';

const known = new WeakMap<Rule, Rule>();

/** A rule as its target is asked for it: any but its author's product of what that makes fields of, in place of these. */
export function askedOf(vendor: Vendor | undefined, rule: Rule): Rule {
  return vendor === undefined || isOfAuthor(vendor, rule) ? rule : abroad(rule);
}

/** A rule whose lists go with it into its author's product: what they leave out is left to them. Undefined where there are none. */
export function leftToLists(vendor: Vendor | undefined, rule: Rule): Rule | undefined {
  if (vendor === undefined || !isOfAuthor(vendor, rule) || rule.metadata.attached === undefined)
    return undefined;
  const search = mapEvents(rule.search, ({ unattached, ...events }) =>
    unattached === undefined ? events : { ...events, where: unattached },
  );
  return { ...rule, search };
}

function abroad(rule: Rule): Rule {
  const before = known.get(rule);
  if (before !== undefined) return before;
  const given = new Set(rule.given);
  let isOther = false;
  const plain = rule.search.kind === 'indicatorMatch' ? withoutImplied(rule.search) : rule.search;
  const search = mapEvents(plain, events => {
    const { elsewhere, ...own } = events;
    if (elsewhere === undefined) return events;
    isOther = true;
    for (const one of elsewhere.given) given.add(one);
    return { ...own, where: elsewhere.where };
  });
  const found = isOther || plain !== rule.search ? { ...rule, search, given: [...given] } : rule;
  known.set(rule, found);
  return found;
}

function isOfAuthor(vendor: Vendor, { metadata }: Rule): boolean {
  return vendor === metadata.vendor || (vendor === 'cim' && metadata.vendor === 'splunk');
}
