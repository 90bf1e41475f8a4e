import { eventView } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateEvent } from '../../src/fields/index.ts';
import { readBackOf } from '../../src/verify/read-back.ts';
import { type CorpusRule, type EventData, knownMatches, regressionSamples, windowsEvents } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';
import type { Translated } from './translations.ts';

/** Events that a rule is tried on: those known to match it, and a few of everybody else's. */
export function labelledEvents(rules: readonly CorpusRule[]): ReadonlyMap<string, readonly EventData[]> {
  const windows = windowsEvents();
  const samples = regressionSamples();
  const known = knownMatches();
  const others = windows.filter((_, index) => index % 1500 === 7);
  return new Map(
    rules.flatMap(rule => {
      const id = rule.read.location.id;
      if (id === undefined) return [];
      const own = samples.filter(sample => sample.rule === id).map(sample => sample.event);
      const matched = (known[id]?.events ?? []).slice(0, 10).flatMap(line => windows[line] ?? []);
      return [[id, [...own, ...matched, ...others]] as const];
    }),
  );
}

/** Every printed query is read again by its own language and, where it is called exact, agrees with its rule on every labelled event. */
export async function reportReadBack(
  report: Report,
  translated: readonly Translated[],
  events: ReadonlyMap<string, readonly EventData[]>,
): Promise<void> {
  const unread = new Map<string, number>();
  const apart = new Map<string, number>();
  const totals = new Map<string, { queries: number; read: number; events: number; agreed: number }>();
  for (const each of translated) {
    const { dialect, query, planned, given } = each.translation;
    if (dialect === undefined || query === undefined || planned === undefined) continue;
    const reader = await readBackOf(dialect);
    if (reader === undefined) continue;
    const total = totals.get(dialect.name) ?? { queries: 0, read: 0, events: 0, agreed: 0 };
    totals.set(dialect.name, total);
    total.queries++;
    const found = reader(query, planned, given).value?.predicate;
    if (found === undefined)
      tally(
        unread,
        `${dialect.name}: ${each.rule.path}: ${reader(query, planned, given).diagnostics[0]?.message}`,
      );
    else {
      total.read++;
      if (each.translation.verdict === 'exact')
        compareOn(each, compilePredicate(found), events, total, apart);
    }
  }
  report.title('Printed queries read back');
  for (const [name, { queries, read, events: judged, agreed }] of totals) {
    report.figure(`read back: ${name}: parsed again`, percent(read, queries), ` % of ${queries}`);
    report.figure(`read back: ${name}: events judged alike`, percent(agreed, judged), ` % of ${judged}`);
  }
  report.counts('Not parsed again', unread);
  report.counts('Judged otherwise', apart);
}

function compareOn(
  { rule, translation }: Translated,
  found: (event: EventData) => boolean,
  events: ReadonlyMap<string, readonly EventData[]>,
  total: { events: number; agreed: number },
  apart: Map<string, number>,
): void {
  const { rule: ir } = rule.read;
  const { dialect } = translation;
  if (
    ir === undefined ||
    dialect === undefined ||
    ir.search.kind !== 'events' ||
    ir.metadata.vendor !== 'sigma'
  )
    return;
  // A Sigma document says its source beside the detection, so only the detection is compared.
  const view = eventView(ir, 'sigma', true);
  if (view === undefined) return;
  const expected = compilePredicate(view.predicate);
  const scope = compilePredicate(eventView(ir, 'sigma', false)?.predicate ?? view.predicate);
  for (const event of events.get(rule.read.location.id ?? '') ?? []) {
    const wanted = dialect.vendor === 'sigma' ? expected(event) : scope(event);
    const seen = placed(
      translateEvent(event, ir.search.source, 'sigma', dialect.vendor),
      wanted,
      translation,
    );
    total.events++;
    if (found(seen) === wanted) total.agreed++;
    else tally(apart, `${dialect.name}: ${rule.path}: ${wanted ? 'missed' : 'matched'}`);
  }
}

/** An event of the source bears what the target's scope asks for; one that is not of the source, what it came with. */
function placed(event: EventData, isOfSource: boolean, translation: Translated['translation']): EventData {
  const scope = translation.planned?.scope;
  if (!isOfSource || scope === undefined) return event;
  const conjuncts = scope.kind === 'and' ? scope.operands : [scope];
  const result: Record<string, unknown> = { ...event };
  for (const leaf of conjuncts)
    if (leaf.kind === 'equals' && leaf.subject.kind === 'field') result[leaf.subject.name] = leaf.values[0];
  return result;
}
