import { eventInTarget } from '../fields/index.ts';
import type { LabelledEvent, Rule, Vendor } from '../ir/index.ts';
import type { RuleEvent } from './labelled-events.ts';

/** A rule's labelled events as the target holds them. */
export function targetEvents(
  rule: Rule,
  events: readonly RuleEvent[],
  vendor: Vendor,
): readonly LabelledEvent[] {
  const { search } = rule;
  if (search.kind !== 'events') return [];
  return events.flatMap(({ name, matches, event }) => {
    const there = eventInTarget(event, search.source, rule.metadata.vendor, vendor);
    return there === undefined ? [] : [{ name, matches, event: there }];
  });
}
