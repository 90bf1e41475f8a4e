import { compile, defaultProfile } from '../../src/compile/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateEvent } from '../../src/fields/index.ts';
import type { Backend, Predicate, Rule } from '../../src/ir/index.ts';
import { readBackOf } from '../../src/verify/index.ts';
import { type CorpusRule, type EventData, regressionSamples } from './inputs.ts';
import { percent, type Report } from './report.ts';
import { backends } from './translations.ts';

/** SigmaHQ's positive samples in each target's shape, against the printed query as its own language reads it. */
export async function reportMappedSamples(report: Report, rules: readonly CorpusRule[]): Promise<void> {
  const samples = new Map<string, EventData[]>();
  for (const { rule, event } of regressionSamples()) samples.set(rule, [...(samples.get(rule) ?? []), event]);
  report.title('Positive samples after translation and mapping');
  for (const backend of await backends()) {
    let [tried, matched] = [0, 0];
    for (const { read, path } of rules) {
      const events = samples.get(read.location.id ?? '');
      if (events === undefined || read.rule?.search.kind !== 'events') continue;
      tried++;
      const hit = await matchesMapped(read.rule, backend, events);
      if (hit === true) matched++;
      else report.line(`${backend.target}: ${hit === false ? 'no match' : hit}: ${path}`);
    }
    report.figure(
      `fields: rules whose mapped samples match, ${backend.target}`,
      percent(matched, tried),
      ` % of ${tried}`,
    );
  }
}

async function matchesMapped(
  rule: Rule,
  backend: Backend,
  events: readonly EventData[],
): Promise<boolean | string> {
  const { dialect, planned, query, given } = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  if (rule.search.kind !== 'events' || dialect === undefined || planned === undefined || query === undefined)
    return 'refused';
  const { source } = rule.search;
  const reading = (await readBackOf(dialect))?.(query, planned, given).value;
  if (reading === undefined) return 'not read back';
  const holds = compilePredicate(reading.predicate);
  return events.some(event =>
    holds(withScope(translateEvent(event, source, 'sigma', dialect.vendor), planned.scope)),
  );
}

/** What puts the event in its place in the target: the source's own values. */
function withScope(event: EventData, scope: Predicate): EventData {
  const result: Record<string, unknown> = { ...event };
  for (const leaf of scope.kind === 'and' ? scope.operands : [scope])
    if (leaf.kind === 'equals' && leaf.subject.kind === 'field') result[leaf.subject.name] = leaf.values[0];
  return result;
}
