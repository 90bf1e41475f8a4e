import { eventView, withPlainOrders } from '../compile/index.ts';
import { compilePredicate } from '../evaluate/index.ts';
import { eventInTarget } from '../fields/index.ts';
import { and, type LabelledEvent, type PlannedRule, type Rule, type Vendor } from '../ir/index.ts';
import { exampleTests } from './example-tests.ts';
import type { RuleEvent } from './labelled-events.ts';
import { ownTests } from './own-tests.ts';

/**
 * A rule's labelled events as the target holds them, to test the emitted rule with. What is expected is what this rule says (a file's
 * events are of all its rules together); an event on which a broader or narrower translation differs is left out.
 */
export function targetEvents(
  written: Rule,
  events: readonly RuleEvent[],
  vendor: Vendor,
  planned: PlannedRule,
): readonly LabelledEvent[] {
  const rule = withPlainOrders(written);
  if (events.length === 0) {
    const own = vendor === 'panther' ? ownTests(rule, planned) : [];
    return own.length > 0 ? own : exampleTests(rule, vendor, planned);
  }
  const { search } = rule;
  const view = eventView(rule, rule.metadata.vendor, false);
  if (search.kind !== 'events' || view === undefined) return [];
  const ofRule = compilePredicate(view.predicate);
  const ofTarget = compilePredicate(and([planned.scope, planned.where]));
  return events.flatMap(({ name, event }) => {
    const matches = ofRule(event);
    const there = eventInTarget(event, search.source, rule.metadata.vendor, vendor);
    return there === undefined || ofTarget(there) !== matches ? [] : [{ name, matches, event: there }];
  });
}
