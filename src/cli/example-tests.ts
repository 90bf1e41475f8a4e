import { plannedView } from '../compile/index.ts';
import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { EventWriter } from '../fields/event-writer.ts';
import { and, type LabelledEvent, type PlannedRule, type Rule, type Vendor } from '../ir/index.ts';
import { exampleEvents } from '../verify/witness/examples.ts';

/** Products whose rules carry tests of their own. */
const carriers: ReadonlySet<Vendor> = new Set(['panther']);

/**
 * Tests for a rule over single events that has no labelled ones, made of its own values in the target's names. They expect what the
 * rule says; an event on which the emitted one says otherwise is left out, whether the two differ or what the verdict rests on is not
 * so of that event.
 */
export function exampleTests(rule: Rule, vendor: Vendor, planned: PlannedRule): readonly LabelledEvent[] {
  const isOfOneEvent = rule.search.kind === 'events';
  const view = carriers.has(vendor) && isOfOneEvent ? plannedView(rule, vendor, planned.parts) : undefined;
  if (view === undefined) return [];
  const isEmitted = compilePredicate(and([planned.scope, planned.where]));
  const predicate = and([planned.scope, view.predicate]);
  const names = new Set<string>();
  return exampleEvents(predicate, { ...planned.profile, shape: event => inShape(event, vendor) }).flatMap(
    ({ name, matches, event }) => {
      if (isEmitted(event) !== matches) return [];
      return [{ name: distinct(name.replaceAll(/\s+/g, ' '), names), matches, event }];
    },
  );
}

/** As the product holds it: names with dots are objects within objects. */
function inShape(event: EventData, vendor: Vendor): EventData {
  const writer = new EventWriter(vendor);
  for (const [field, value] of Object.entries(event)) writer.put(field, value);
  return writer.event;
}

/** Panther's tools tell tests of one rule apart by their names. */
function distinct(name: string, names: Set<string>): string {
  let free = name;
  for (let count = 2; names.has(free); count++) free = `${name} (${count})`;
  names.add(free);
  return free;
}
