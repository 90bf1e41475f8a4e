import { timesOf } from '../cli/alert-matcher.ts';
import { eventView, searchView } from '../compile/index.ts';
import { type Alert, compileSearch, type EventData, RuleSet, runSearch } from '../evaluate/index.ts';
import type { Rule, Vendor } from '../ir/index.ts';

export interface EvaluateSettings {
  /** Whose field names the events bear; those of the rule's own format when absent. */
  readonly form?: Vendor;
  /** Takes every event as of the rule's data source, instead of testing its scope. */
  readonly assumeSource?: boolean;
  /** When a scheduled search runs, in epoch milliseconds; just after the last event when absent. */
  readonly now?: number;
}

/** What a rule found: of a rule for single events, an event each. */
export interface RuleMatch {
  /** Places in `events`, ascending in time. */
  readonly events: readonly number[];
  /** The fields of a row that was made of several events. */
  readonly row?: Alert['row'];
}

/** Runs a rule on events, whatever language it was written in. A part of it that cannot be run is a RangeError. */
export function evaluate(
  rule: Rule,
  events: readonly EventData[],
  settings: EvaluateSettings = {},
): readonly RuleMatch[] {
  const { form = rule.metadata.vendor, assumeSource = false, now } = settings;
  if (rule.search.kind === 'events') {
    const matches = matcher([rule], settings);
    return events.flatMap((event, at) => (matches(event).length > 0 ? [{ events: [at] }] : []));
  }
  const options = {
    timestamp: timesOf(rule, form),
    assumeSource,
    ...(rule.schedule === undefined ? {} : { schedule: rule.schedule }),
    ...(now === undefined ? {} : { now }),
  };
  const { search } = searchView(rule, form);
  const [gap] = compileSearch(search, options).unsupported;
  if (gap !== undefined) throw new RangeError(`'${rule.metadata.title}' cannot be run: ${gap.what}`);
  const found = runSearch(search, events, options);
  return found.map(({ events: own, row }) => ({ events: own, ...(row === undefined ? {} : { row }) }));
}

/**
 * Many rules on a stream of events: gives those that match an event, in the order in which they were given. It is much faster than one
 * rule after the other. Rules that look at several events are a RangeError: they need all of them, see `evaluate`.
 */
export function matcher(
  rules: readonly Rule[],
  settings: Omit<EvaluateSettings, 'now'> = {},
): (event: EventData) => readonly Rule[] {
  const set = new RuleSet(
    rules.map(rule => {
      const { form = rule.metadata.vendor, assumeSource = false } = settings;
      const view = eventView(rule, form, assumeSource);
      if (view === undefined) throw new RangeError(`'${rule.metadata.title}' looks at several events`);
      return { id: rule, predicate: view.predicate };
    }),
  );
  return event => set.match(event);
}
