import { eventView } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type EventData, RuleSet } from '../evaluate/index.ts';
import { withoutBlanksInNames } from '../fields/index.ts';
import type { Predicate, Rule, Vendor } from '../ir/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { lineBatches } from './event-lines.ts';
import { reasonOf, shownPath } from './input-files.ts';
import type { Arguments } from './options.ts';
import { failureLine, type MatchLine, ruleLine } from './report-lines.ts';
import { openReports } from './reports.ts';
import { type ReadFile, readRuleFile, readSource, ruleInput } from './rule-stream.ts';
import { openRun, type Run } from './run.ts';
import { badValue } from './targets.ts';

const forms: readonly Vendor[] = ['sigma', 'elastic', 'splunk', 'panther'];

interface Loaded {
  readonly read: ReadRule;
  readonly predicate: Predicate;
}

/** `ruleglot match`: gives the exit code, or what is wrong with the arguments. */
export async function match(given: Arguments): Promise<number | Diagnostic> {
  const events = given.one('events');
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  if (events === undefined) return diagnose('cli/missing', { what: '--events' });
  const form = given.one('events-form') as Vendor | undefined;
  if (form !== undefined && !forms.includes(form))
    return badValue('--events-form', form, `one of ${forms.join(', ')}`);
  const run = await openRun(given);
  if ('code' in run) return run;
  const loaded = await loadRules(given, run, form);
  const stdout = given.all('report').some(report => report.endsWith('=-'))
    ? undefined
    : openReports(['ndjson=-']);
  const write = stdout === undefined || 'code' in stdout ? run.reports : both(run.reports, stdout);
  await matchEvents(loaded, events, run, line => write.add(line));
  write.close();
  return run.outcome.code;
}

function both(a: Run['reports'], b: Run['reports']): Run['reports'] {
  return {
    add: line => {
      a.add(line);
      b.add(line);
    },
    close: () => {
      a.close();
      b.close();
    },
  };
}

async function loadRules(given: Arguments, run: Run, form: Vendor | undefined): Promise<readonly Loaded[]> {
  const input = ruleInput(given.operands);
  for (const { path, diagnostic } of input.failures) unreadable(run, path, [diagnostic]);
  const loaded: Loaded[] = [];
  for (const path of input.files) {
    const file = await readRuleFile(path, readSource(path), run.readOptions, run.reader);
    loaded.push(...loadFile(file, run, form, given.has('assume-source')));
  }
  return loaded;
}

function loadFile(
  file: ReadFile,
  run: Run,
  form: Vendor | undefined,
  assumeSource: boolean,
): readonly Loaded[] {
  if (file.failures.length > 0) unreadable(run, file.path, file.failures);
  return file.rules.flatMap(read => {
    if (read.rule === undefined) return unreadable(run, file.path, read.diagnostics, read);
    const view = eventView(read.rule, form ?? vendorOf(read.rule), assumeSource);
    if (view !== undefined) return [{ read, predicate: view.predicate }];
    return unreadable(run, file.path, [diagnose('cli/cannot-match', {}, read.rule.search.origin[0])], read);
  });
}

function vendorOf(rule: Rule): Vendor {
  return rule.metadata.vendor;
}

function unreadable(
  run: Run,
  path: string,
  diagnostics: readonly Diagnostic[],
  read?: ReadRule,
): readonly [] {
  for (const diagnostic of diagnostics) run.terminal.diagnostic(diagnostic, path);
  run.reports.add(failureLine(path, diagnostics, read));
  if (run.failOn.events.has('unreadable')) run.outcome.raise(1);
  return [];
}

async function matchEvents(
  loaded: readonly Loaded[],
  path: string,
  run: Run,
  write: (line: MatchLine) => void,
): Promise<void> {
  const rules = new RuleSet(
    loaded.map(({ read, predicate }) => ({ id: { read, line: ruleLine(read) }, predicate })),
  );
  const events_file = path === '-' ? '-' : shownPath(path);
  try {
    for await (const { first, lines } of lineBatches(path))
      lines.forEach((text, index) => {
        const event = parseEvent(text, first + index, events_file, run);
        if (event === undefined) return;
        for (const { read, line } of rules.match(event))
          write({
            schemaVersion: 1,
            kind: 'match',
            path: read.location.path,
            rule: line,
            events_file,
            event: first + index,
          });
      });
  } catch (error) {
    badEvent(run, events_file, diagnose('read/unreadable', { reason: reasonOf(error) }));
  }
}

function parseEvent(text: string, line: number, path: string, run: Run): EventData | undefined {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return withoutBlanksInNames(value as EventData);
    badEvent(run, path, diagnose('cli/bad-event', { line: line + 1, reason: 'it is not a JSON object' }));
  } catch (error) {
    badEvent(run, path, diagnose('cli/bad-event', { line: line + 1, reason: reasonOf(error) }));
  }
  return undefined;
}

function badEvent(run: Run, path: string, diagnostic: Diagnostic): void {
  run.terminal.diagnostic(diagnostic, path);
  if (run.failOn.events.has('bad-event')) run.outcome.raise(1);
}
