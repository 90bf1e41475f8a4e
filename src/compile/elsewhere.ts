import { mapEvents, type Rule, type Vendor } from '../ir/index.ts';

const known = new WeakMap<Rule, Rule>();

/** A rule as products other than its author's can be asked for it: of what the author's product makes fields of, in place of these. */
export function askedOf(vendor: Vendor | undefined, rule: Rule): Rule {
  if (vendor === undefined || isOfAuthor(vendor, rule)) return rule;
  const before = known.get(rule);
  if (before !== undefined) return before;
  const given = new Set(rule.given);
  let isOther = false;
  const search = mapEvents(rule.search, events => {
    const { elsewhere, ...own } = events;
    if (elsewhere === undefined) return events;
    isOther = true;
    for (const one of elsewhere.given) given.add(one);
    return { ...own, where: elsewhere.where };
  });
  const found = isOther ? { ...rule, search, given: [...given] } : rule;
  known.set(rule, found);
  return found;
}

function isOfAuthor(vendor: Vendor, { metadata }: Rule): boolean {
  return vendor === metadata.vendor || (vendor === 'cim' && metadata.vendor === 'splunk');
}
