import {
  isInDetection,
  joinAccounts,
  ofTables,
  targetScope,
  targetSource,
  translateLeaf,
} from '../fields/index.ts';
import {
  always,
  and,
  type Capabilities,
  features,
  fold,
  type Given,
  type LogSource,
  or,
  type PlannedRule,
  type Predicate,
  type Rule,
  type Search,
  type Vendor,
} from '../ir/index.ts';
import type { Fitting } from './fit-leaf.ts';
import { fitSearch } from './plan-search.ts';
import { defaultProfile } from './profile.ts';

/** A single-event rule as a predicate over events that bear a vendor's field names. */
export interface EventView {
  readonly predicate: Predicate;
  readonly given: readonly Given[];
}

/**
 * What a rule says of events in the names of `vendor`: its predicate and, unless `assumeSource`, the scope of its data
 * source, which a Sigma detection says itself where no log source does. Undefined for a search over several events.
 */
export function eventView(rule: Rule, vendor: Vendor, assumeSource: boolean): EventView | undefined {
  const { search } = rule;
  if (search.kind !== 'events') return undefined;
  const given = new Set<Given>();
  // Folded first, as plan does: a list is translated as one leaf.
  const where = inNamesOf(fold(search.where), search.source, vendor, given);
  if (assumeSource && !isInDetection(search.source, vendor))
    return { predicate: fold(where), given: [...given].sort() };
  const scope = targetScope(search.source, vendor);
  for (const each of scope.given) given.add(each);
  return { predicate: fold(and([scope.scope, where])), given: [...given].sort() };
}

/** That of a rule as it was planned, without its scope: of several sources, what each of them is selected by stands beside what it asks. */
export function plannedView(rule: Rule, vendor: Vendor, parts: PlannedRule['parts']): EventView | undefined {
  if (parts === undefined) return eventView(rule, vendor, true);
  const views = parts.map(({ events, selects }) => ({
    selects,
    view: eventView({ ...rule, search: events }, vendor, true),
  }));
  return {
    predicate: fold(or(views.flatMap(({ selects, view }) => (view ? [and([selects, view.predicate])] : [])))),
    given: [...new Set(views.flatMap(({ view }) => view?.given ?? []))].sort(),
  };
}

/**
 * What a rule looks for in the names of `vendor`, whatever that vendor's languages can hold; the scope of each of its sources
 * stands in the `source` of its events.
 */
export function searchView(rule: Rule, vendor: Vendor): SearchView {
  const ofRule = known().get(rule) ?? new Map<Vendor, SearchView>();
  known().set(rule, ofRule);
  const view = ofRule.get(vendor) ?? newView(rule, vendor);
  ofRule.set(vendor, view);
  return view;
}

export interface SearchView {
  readonly search: Search;
  readonly given: readonly Given[];
}

/** The proofs of all targets look at a rule in its own names. */
const known = ofTables(() => new WeakMap<Rule, Map<Vendor, SearchView>>());

function newView(rule: Rule, vendor: Vendor): SearchView {
  const { search } = rule;
  const given = new Set<Given>();
  const fitting: Fitting = {
    dialect: { name: vendor, language: vendor, vendor, capabilities: holdsAll, print: () => '' },
    source: {},
    options: { casing: 'keep', strictFields: false, profile: defaultProfile },
    draft: {
      rule,
      where: always(true),
      scope: always(true),
      source: targetSource({}),
      profile: defaultProfile(vendor),
    },
    losses: [],
    given,
    diagnostics: [],
    refusals: [],
  };
  const found = fitSearch(search, fitting).search;
  return { search: found, given: [...given].sort() };
}

const holdsAll = Object.fromEntries(features.map(feature => [feature, { kind: 'exact' }])) as Capabilities;

function inNamesOf(predicate: Predicate, source: LogSource, vendor: Vendor, given: Set<Given>): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return { ...predicate, operand: inNamesOf(predicate.operand, source, vendor, given) };
    case 'and':
    case 'or': {
      const joined = predicate.kind === 'and' ? joinAccounts(predicate, source, vendor) : undefined;
      for (const each of joined?.given ?? []) given.add(each);
      const { operands } = joined?.predicate ?? predicate;
      return { ...predicate, operands: operands.map(each => inNamesOf(each, source, vendor, given)) };
    }
    default: {
      const translated = translateLeaf(predicate, source, vendor);
      for (const each of translated.given) given.add(each);
      return translated.predicate;
    }
  }
}
