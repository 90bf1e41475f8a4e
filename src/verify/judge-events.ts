import { eventView, type Verdict } from '../compile/index.ts';
import { atPolarity, compose, type LeafVerdict } from '../compile/loss.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { EventWriter } from '../fields/event-writer.ts';
import { eventInTarget, translateEvent } from '../fields/index.ts';
import { and, type Rule, type Vendor } from '../ir/index.ts';
import type { Verified } from './verified.ts';
import { witnessEvents } from './witness/witness.ts';

/** An event with what the rule and the query say of it. */
export interface JudgedEvent {
  readonly origin: 'proof' | 'labelled' | 'given' | 'made';
  /** What it is called, or shows. */
  readonly name?: string;
  readonly rule: boolean;
  readonly query: boolean;
  /** What an engine of the target says. */
  readonly engine?: boolean;
  /** In the rule's own names, and in the target's. */
  readonly source?: EventData;
  readonly target: EventData;
}

export interface NamedEvent {
  readonly name: string;
  readonly event: EventData;
}

/** Enough to try each condition of most rules, and to be looked through. */
const mostMade = 60;

/** The events that the proof found, as the rule and the query see them. */
export function provedEvents(rule: Rule, verified: Verified): readonly JudgedEvent[] {
  const { onlyRule, onlyQuery } = verified.witness;
  return [
    ...(onlyRule === undefined ? [] : [{ event: onlyRule, ofRule: true }]),
    ...(onlyQuery === undefined ? [] : [{ event: onlyQuery, ofRule: false }]),
  ].map(({ event, ofRule }) => ({
    origin: 'proof' as const,
    rule: ofRule,
    query: !ofRule,
    ...inSource(rule, verified, event),
    target: written(event, verified),
  }));
}

/** Events made of the rule's own values, in the target's names. */
export function madeEvents(rule: Rule, verified: Verified): readonly JudgedEvent[] {
  const { readings, translation } = verified;
  if (readings === undefined) return [];
  const [ofRule, ofQuery] = [compilePredicate(readings.rule), compilePredicate(readings.query)];
  const isMultiValued = translation.planned?.profile.isMultiValued;
  const options = { limit: mostMade, ...(isMultiValued === undefined ? {} : { isMultiValued }) };
  return witnessEvents(readings.rule, options).map(({ event, why }) => ({
    origin: 'made',
    name: why,
    rule: ofRule(event),
    query: ofQuery(event),
    ...inSource(rule, verified, event),
    target: written(event, verified),
  }));
}

/** Events in the rule's own names, as the target would hold them; those that it would not are left out. */
export function translatedEvents(
  rule: Rule,
  verified: Verified,
  events: readonly NamedEvent[],
  origin: 'labelled' | 'given',
): readonly JudgedEvent[] {
  const { readings, translation } = verified;
  const { dialect, planned } = translation;
  const { search } = rule;
  const own = eventView(rule, rule.metadata.vendor, false)?.predicate;
  if (search.kind !== 'events' || own === undefined || readings === undefined) return [];
  if (dialect === undefined || planned === undefined) return [];
  const ofRule = compilePredicate(own);
  const scoped = dialect.vendor === 'sigma' ? and([planned.scope, readings.query]) : readings.query;
  const ofQuery = compilePredicate(scoped);
  return events.flatMap(({ name, event }) => {
    const target = eventInTarget(event, search.source, rule.metadata.vendor, dialect.vendor);
    if (target === undefined) return [];
    return [{ origin, name, rule: ofRule(event), query: ofQuery(target), source: event, target }];
  });
}

/** Only the way back tells whether an event can be had in the rule's names. */
function inSource(rule: Rule, { translation }: Verified, event: EventData): Pick<JudgedEvent, 'source'> {
  const vendor = translation.dialect?.vendor;
  if (vendor === undefined || rule.search.kind !== 'events') return {};
  try {
    return { source: translateEvent(event, rule.search.source, vendor, rule.metadata.vendor) };
  } catch {
    return {};
  }
}

/** Dotted names as the product holds them: objects within objects where it has those. */
function written(event: EventData, { translation }: Verified): EventData {
  const vendor: Vendor | undefined = translation.dialect?.vendor;
  if (vendor === undefined) return event;
  const writer = new EventWriter(vendor);
  for (const [name, value] of Object.entries(event)) writer.put(name, value);
  return writer.event;
}

/** What events say where no proof does: the verdict that they show, under the number of them. */
export function testedBy(verified: Verified, events: readonly JudgedEvent[], engine: string): Verified {
  const { translation } = verified;
  if (translation.evidence?.kind !== 'unverified' || events.length === 0) return verified;
  const seen: LeafVerdict[] = [];
  if (events.some(({ rule, query }) => rule && !query)) seen.push('narrower');
  if (events.some(({ rule, query }) => !rule && query)) seen.push('broader');
  const found = compose(seen.map(each => atPolarity(each, true)));
  const verdict = compose([found, ...declaredLosses(translation.verdict)]);
  const evidence = { kind: 'tested', events: events.length, engine } as const;
  const contradicted = verdict !== translation.verdict;
  const diagnostics = contradicted
    ? [...translation.diagnostics, contradiction(translation.verdict, verdict, translation.dialect?.name)]
    : translation.diagnostics;
  return {
    ...verified,
    translation: { ...translation, verdict, evidence, diagnostics },
    contradicted: verified.contradicted || contradicted,
  };
}

function declaredLosses(verdict: Verdict): readonly LeafVerdict[] {
  return verdict === 'refused' ? [] : [verdict];
}

function contradiction(declared: string, found: string, target = ''): Diagnostic {
  return diagnose('internal/verdict-contradicted', { declared, found, target });
}
