import { eventView, searchView } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Alert, compileSearch, parseTime } from '../evaluate/index.ts';
import { auditedProcess } from '../fields/index.ts';
import { fieldsIn, type Rule, type Vendor } from '../ir/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { AlertMatcher, type MatchedSearch, secondsIn, timesOf } from './alert-matcher.ts';
import { badChoice, badValue } from './bad-value.ts';
import { type EventSource, openEvents } from './event-lines.ts';
import { EventReader } from './event-reader.ts';
import { crashOf, fail } from './failures.ts';
import { shownPath } from './input-files.ts';
import type { Arguments } from './options.ts';
import { type MatchLine, type RuleLine, ruleLine } from './report-lines.ts';
import { joined, outputLines, type Reports } from './reports.ts';
import { type MatchedRule, RuleMatcher } from './rule-matcher.ts';
import { type ReadFile, readRuleFile, ruleInput } from './rule-stream.ts';
import { openRun, type Run } from './run.ts';
import { reasonOf } from './system-errors.ts';
import type { Screen } from './terminal.ts';

const forms: readonly Vendor[] = ['sigma', 'elastic', 'splunk', 'panther'];

/** What a match tells of its rule. */
interface Identity {
  readonly read: ReadRule;
  readonly line: RuleLine;
}

type Loaded = MatchedRule<Identity> | MatchedSearch<Identity>;

interface Matching {
  readonly run: Run;
  /** Whose field names the events bear; the rule's own when undefined. */
  readonly form: Vendor | undefined;
  readonly assumeSource: boolean;
  /** When scheduled searches run, in epoch milliseconds; just after the last event when absent. */
  readonly now?: number;
}

/** `ruleglot match`: gives the exit code, or what is wrong with the arguments. */
export async function match(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const path = given.one('events');
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  if (path === undefined) return diagnose('cli/missing', { what: '--events' });
  if (path === '-' && given.operands.includes('-'))
    return badValue('--events', path, 'a file, when standard input holds the rules');
  const form = given.one('events-form') as Vendor | undefined;
  if (form !== undefined && !forms.includes(form)) return badChoice('--events-form', form, forms);
  const nowText = given.one('now');
  const now = nowText === undefined ? undefined : parseTime(nowText);
  if (nowText !== undefined && now === undefined)
    return badValue('--now', nowText, 'a time: 2026-01-31T12:00:00Z, or seconds since the epoch');
  const events = eventsAt(path);
  if ('code' in events) return events;
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const assumeSource = given.has('assume-source');
  const matching = { run, form, assumeSource, ...(now === undefined ? {} : { now }) };
  const rules = await loadRules([...given.operands, ...given.all('filter')], matching);
  const lines = run.reports.onOutput ? run.reports : joined([run.reports, outputLines()]);
  const counts = await matchEvents(
    rules,
    { path: path === '-' ? '-' : shownPath(path), ...events },
    matching,
    lines,
  );
  lines.close();
  run.terminal.say(
    `${rules.length} rules, ${counts.events} events, ${counts.matches} matches by ${counts.rules} rules`,
  );
  return run.outcome.code;
}

function eventsAt(path: string): EventSource | Diagnostic {
  try {
    return openEvents(path);
  } catch (error) {
    return badValue('--events', path, `a readable file (${reasonOf(error)})`);
  }
}

async function loadRules(operands: readonly string[], matching: Matching): Promise<readonly Loaded[]> {
  const { run } = matching;
  const input = ruleInput(operands);
  for (const { path, diagnostic } of input.failures) fail(run, path, [diagnostic]);
  const loaded: Loaded[] = [];
  for (const [done, path] of input.files.entries()) {
    for (const rule of loadFile(await readRuleFile(path, run), matching)) loaded.push(rule);
    run.terminal.progress(done + 1, input.files.length, 'rule files');
  }
  return loaded;
}

function loadFile(file: ReadFile, matching: Matching): readonly Loaded[] {
  const { run } = matching;
  if (file.failures.length > 0) fail(run, file.path, file.failures);
  return file.rules.flatMap(read => {
    const loaded = loadRule(read, matching);
    if ('id' in loaded) return [loaded];
    fail(run, file.path, loaded, read);
    return [];
  });
}

function loadRule(read: ReadRule, matching: Matching): Loaded | readonly Diagnostic[] {
  const { rule } = read;
  const { run, form, assumeSource } = matching;
  if (rule === undefined) return read.diagnostics;
  for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, read.location.path);
  try {
    const view = eventView(rule, form ?? rule.metadata.vendor, assumeSource);
    const id = { read, line: ruleLine(read) };
    const seconds = secondsIn(rule, form ?? rule.metadata.vendor);
    const asksTime = view !== undefined && fieldsIn(view.predicate).some(({ name }) => name === seconds);
    return view === undefined || asksTime
      ? loadSearch(id, rule, matching)
      : { id, predicate: view.predicate };
  } catch (error) {
    return [crashOf(error, run.debug)];
  }
}

/** A search over several events. */
function loadSearch(
  id: Identity,
  rule: Rule,
  { form = rule.metadata.vendor, assumeSource, now }: Matching,
): Loaded | readonly Diagnostic[] {
  const times = timesOf(rule, form);
  const seconds = secondsIn(rule, form);
  const search = compileSearch(searchView(rule, form).search, {
    timestamp: times,
    assumeSource,
    ...(rule.schedule === undefined ? {} : { schedule: rule.schedule }),
    ...(now === undefined ? {} : { now }),
  });
  const [gap] = search.unsupported;
  return gap === undefined
    ? { id, search, times, ...(seconds === undefined ? {} : { seconds }) }
    : [diagnose('cli/cannot-match', { what: gap.what }, gap.part.origin[0])];
}

interface Counts {
  readonly events: number;
  readonly matches: number;
  /** How many rules matched anything. */
  readonly rules: number;
}

async function matchEvents(
  rules: readonly Loaded[],
  events: EventSource & { readonly path: string },
  { run, now }: Matching,
  lines: Pick<Reports, 'add'>,
): Promise<Counts> {
  const crashed = ({ read }: Identity, error: unknown) =>
    fail(run, read.location.path, [crashOf(error, run.debug)], read);
  const matcher = new RuleMatcher(
    rules.filter(rule => 'predicate' in rule),
    crashed,
  );
  const alerts = new AlertMatcher(
    rules.filter(rule => 'search' in rule),
    now === undefined ? {} : { now },
    crashed,
  );
  const reader = new EventReader(events, run);
  const matched = new Set<Identity>();
  let matches = 0;
  const tell = (id: Identity, found: Finding) => {
    lines.add(matchLine(id, events.path, found));
    matched.add(id);
    matches++;
  };
  await reader.forEach((event, index, isOfXml) => {
    const audited = isOfXml ? auditedProcess(event) : undefined;
    const found = new Set(matcher.match(event));
    for (const id of audited === undefined ? [] : matcher.match(audited)) found.add(id);
    for (const id of found) tell(id, { event: index });
    alerts.push(event, index);
  });
  for (const { id, alert, isOfOne } of alerts.finish()) tell(id, findingOf(alert, isOfOne));
  if (alerts.untimed > 0)
    run.terminal.say(`${events.path}: ${alerts.untimed} events without a time are in no window of time`);
  return { events: reader.count, matches, rules: matched.size };
}

type Finding = Pick<MatchLine, 'event' | 'events' | 'row'>;

/** What looks at one event at a time names it as other matches do. */
function findingOf({ events, row }: Alert, isOfOne: boolean): Finding {
  const [only, ...more] = events;
  if (isOfOne && row === undefined && only !== undefined && more.length === 0) return { event: only };
  return { events, ...(row === undefined ? {} : { row }) };
}

function matchLine({ read, line }: Identity, events_file: string, found: Finding): MatchLine {
  return { schemaVersion: 1, kind: 'match', path: read.location.path, rule: line, events_file, ...found };
}
