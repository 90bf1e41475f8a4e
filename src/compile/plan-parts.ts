import { diagnose } from '../diagnostics/index.ts';
import { placePredicate, titlesOf } from '../fields/index.ts';
import {
  always,
  and,
  type Events,
  fold,
  or,
  type PlannedPart,
  type PlannedRule,
  type Predicate,
  type TargetSource,
} from '../ir/index.ts';
import { draftOf, noteKinds, withScope } from './draft.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';

/** Events of several data sources in one search of the target: each with what says where it is, in the names that it has there. */
export function fitParts(parts: readonly Events[], fitting: Fitting): PlannedRule {
  const fitted = parts.map(part => fitPart(part, fitting));
  const [first, ...others] = fitted;
  if (first === undefined) return fitting.draft;
  if (others.length === 0) return first.planned;
  const places = fitted.map(({ planned }) => placePredicate(planned.source, fitting.dialect.vendor));
  const why = whyNot(parts, fitted, places, fitting);
  if (why !== undefined)
    fitting.refusals.push(
      diagnose('plan/refused', { why, target: fitting.dialect.name }, first.events.origin[0]),
    );
  const isOnePlace = new Set(places.map(each => JSON.stringify(each))).size === 1;
  const own = fitted.map(({ planned, events }, index): PlannedPart & { readonly where: Predicate } => ({
    events,
    where: planned.where,
    selects: fold(and([(isOnePlace ? undefined : places[index]) ?? always(true), planned.scope])),
  }));
  return {
    ...first.planned,
    rule: fitting.draft.rule,
    scope: always(true),
    where: fold(or(own.map(({ selects, where }) => and([selects, where])))),
    source: isOnePlace ? first.planned.source : together(fitted.map(({ planned }) => planned.source)),
    parts: own.map(({ events, selects }) => ({ events, selects })),
  };
}

interface FittedPart {
  readonly events: Events;
  readonly planned: PlannedRule;
}

function fitPart(events: Events, fitting: Fitting): FittedPart {
  const draft = draftOf(fitting.draft.rule, events, fitting.dialect, fitting.options);
  for (const given of draft.given) fitting.given.add(given);
  const inner: Fitting = { ...fitting, source: events.source, draft: draft.planned };
  const where = fold(fitPredicate(fold(events.where), inner));
  noteKinds(events, inner);
  return { events, planned: { ...draft.planned, ...withScope(events, where, inner) } };
}

function whyNot(
  parts: readonly Events[],
  fitted: readonly FittedPart[],
  places: readonly (Predicate | undefined)[],
  { dialect: { vendor } }: Fitting,
): string | undefined {
  if (vendor === 'sigma')
    return `a rule of Sigma has one log source, and this one looks at ${titlesOf(parts)}`;
  if (vendor === 'cim')
    return `a data model has one kind of events, and the rule looks at ${titlesOf(parts)}`;
  const { planned } = fitted.find((_, index) => places[index] === undefined) ?? {};
  return planned && `${planned.source.splunk.search} cannot stand beside where events of another source are`;
}

function together(sources: readonly TargetSource[]): TargetSource {
  const [{ sigma, elastic }] = sources as [TargetSource];
  const indices = [...new Set(sources.flatMap(source => source.elastic.indices))];
  return {
    title: sources.map(({ title }) => title).join(', '),
    elastic: { ...elastic, indices },
    splunk: { search: '', isPlaced: true },
    panther: { logTypes: [...new Set(sources.flatMap(({ panther }) => panther.logTypes))] },
    sigma,
  };
}
