import { eventView } from '../compile/index.ts';
import { compilePredicate } from '../evaluate/index.ts';
import {
  and,
  type Events,
  exists,
  fieldsOf,
  type LabelledEvent,
  type PlannedRule,
  type Predicate,
  type Rule,
  type Search,
} from '../ir/index.ts';

/**
 * The tests that a rule of Panther brings, as far as they hold of the emitted rule: one that needs mocks does not, as a rule, since what it
 * puts in the place of a function is read as the function. https://docs.panther.com/detections/testing
 */
export function ownTests(rule: Rule, planned: PlannedRule): readonly LabelledEvent[] {
  const { Tests: tests } = rule.metadata.extra;
  const events = eventsOf(rule.search);
  if (rule.metadata.vendor !== 'panther' || !Array.isArray(tests) || events === undefined) return [];
  const view = eventView({ ...rule, search: events }, 'panther', true);
  if (view === undefined) return [];
  const ways = [view.predicate, emitted(planned), and([emitted(planned), ...keysOf(planned)])];
  const predicates = ways.map(way => compilePredicate(way));
  return tests.filter(isTest).flatMap(({ Name: name, ExpectedResult: matches, Log: log }) => {
    const event = { ...logTypeOf(planned), ...log };
    return predicates.every(predicate => predicate(event) === matches) ? [{ name, matches, event }] : [];
  });
}

/** A rule that counts is tested by the events that it counts. */
function eventsOf(search: Search): Events | undefined {
  if (search.kind === 'events') return search;
  const [input, ...others] = search.kind === 'correlate' ? search.inputs : [];
  return input?.search.kind === 'events' && others.length === 0 ? input.search : undefined;
}

function emitted({ scope, where }: PlannedRule): Predicate {
  return and([scope, where]);
}

/** What is counted by a key is asked for the key, too. */
function keysOf({ several }: PlannedRule): readonly Predicate[] {
  const { search } = several ?? {};
  return search?.kind === 'correlate' ? search.by.flatMap(fieldsOf).map(field => exists(field)) : [];
}

/** Tools of Panther take a test without a log type as one of the rule's. */
function logTypeOf({ source, parts }: PlannedRule): Readonly<Record<string, string>> {
  const [first, ...others] = source.panther.logTypes;
  return first === undefined || (parts !== undefined && others.length > 0) ? {} : { p_log_type: first };
}

interface PantherTest {
  readonly Name: string;
  readonly ExpectedResult: boolean;
  readonly Log: Readonly<Record<string, unknown>>;
}

function isTest(value: unknown): value is PantherTest {
  if (typeof value !== 'object' || value === null) return false;
  const { Name: name, ExpectedResult: expected, Log: log } = value as Partial<PantherTest>;
  const isLog = typeof log === 'object' && log !== null && !Array.isArray(log);
  return typeof name === 'string' && typeof expected === 'boolean' && isLog;
}
