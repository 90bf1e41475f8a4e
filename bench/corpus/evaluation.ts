import { eventView } from '../../src/compile/index.ts';
import { compilePredicate, RuleSet } from '../../src/evaluate/index.ts';
import { type CorpusRule, knownMatches, regressionSamples, windowsEvents } from './inputs.ts';
import { percent, type Report, tally } from './report.ts';

/** SigmaHQ's positive samples: each rule matches one of its events at least. */
export function reportRegression(report: Report, rules: readonly CorpusRule[]): void {
  const byId = new Map(
    rules.flatMap(rule => (rule.read.location.id ? [[rule.read.location.id, rule] as const] : [])),
  );
  const matched = new Map<string, boolean>();
  for (const { rule, event } of regressionSamples()) {
    const view = viewOf(byId.get(rule));
    if (view !== undefined) matched.set(rule, (matched.get(rule) ?? false) || compilePredicate(view)(event));
  }
  const hits = [...matched.values()].filter(Boolean).length;
  report.title('SigmaHQ regression samples');
  report.figure('regression: rules that match their sample', percent(hits, matched.size), ' %');
  for (const [id, hit] of matched) if (!hit) report.line(`no match: ${byId.get(id)?.path}`);
}

function viewOf(rule: CorpusRule | undefined) {
  return rule?.read.rule === undefined ? undefined : eventView(rule.read.rule, 'sigma', false)?.predicate;
}

/** The Windows events, line for line against what independent engines agree on. */
export function reportWindowsMatches(report: Report, rules: readonly CorpusRule[]): void {
  const known = knownMatches();
  const chosen = rules.flatMap(rule => {
    const predicate = viewOf(rule);
    const id = rule.read.location.id;
    return predicate !== undefined && id !== undefined && known[id] !== undefined ? [{ id, predicate }] : [];
  });
  const set = new RuleSet(chosen);
  const found = new Map<string, number[]>();
  windowsEvents().forEach((event, index) => {
    for (const id of set.match(event)) found.set(id, [...(found.get(id) ?? []), index]);
  });
  const agreement = new Map<string, number>();
  report.title('Windows events against known matches');
  for (const { id } of chosen) {
    const expected = known[id];
    if (expected === undefined) continue;
    const got = found.get(id) ?? [];
    const same = got.join() === expected.events.join();
    tally(agreement, `${expected.agreed} ${same ? 'same' : 'different'}`);
    if (!same)
      report.line(
        `${expected.agreed}: ${expected.path}: ${got.length} found, ${expected.events.length} known`,
      );
  }
  const unanimous = (agreement.get('unanimous same') ?? 0) + (agreement.get('unanimous different') ?? 0);
  report.figure(
    'windows: unanimous rules met line for line',
    percent(agreement.get('unanimous same') ?? 0, unanimous),
    ' %',
  );
  report.counts('Agreement', agreement);
}
