import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { DuplicateFinder } from '../verify/check-duplicates.ts';
import { attackDiagnostics } from './check-attack.ts';
import { conditionDiagnostics } from './check-rule.ts';
import { crashOf, fail } from './failures.ts';
import type { Arguments } from './options.ts';
import { diagnosticLine, ruleLine } from './report-lines.ts';
import { forEachRule, type WholeRule } from './rule-pass.ts';
import { openRun, type Run } from './run.ts';
import type { Screen } from './terminal.ts';

interface Checking {
  readonly run: Run;
  readonly duplicates: DuplicateFinder<WholeRule>;
  /** Where each id was met first. */
  readonly ids: Map<string, WholeRule>;
  readonly counts: Map<string, number>;
}

/** `ruleglot check`. */
export async function check(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const checking: Checking = { run, duplicates: new DuplicateFinder(), ids: new Map(), counts: new Map() };
  let rules = 0;
  await forEachRule(given.operands, run, read => {
    rules++;
    checkOne(read, checking);
  });
  run.reports.close();
  run.terminal.say(`${rules} rules checked`);
  for (const [code, count] of [...checking.counts].sort()) run.terminal.say(`  ${code} ${count}`);
  return run.outcome.code;
}

function checkOne(read: WholeRule, { run, duplicates, ids, counts }: Checking): void {
  const { path } = read.location;
  try {
    const conditions = conditionDiagnostics(read.rule);
    const isDead = conditions.some(({ code }) => code === 'check/never-matches');
    const found = [
      ...idDiagnostics(read, ids),
      ...attackDiagnostics(read),
      ...conditions,
      // Rules that match nothing are not the same rule for it.
      ...(isDead ? [] : duplicateDiagnostics(read, duplicates)),
    ];
    const all = [...read.diagnostics, ...found];
    for (const diagnostic of all) {
      run.terminal.diagnostic(diagnostic, path);
      counts.set(diagnostic.code, (counts.get(diagnostic.code) ?? 0) + 1);
    }
    run.reports.add({
      schemaVersion: 1,
      kind: 'check',
      path,
      rule: ruleLine(read),
      diagnostics: all.map(diagnosticLine),
    });
    judge(all, run);
  } catch (error) {
    fail(run, path, [crashOf(error, run.debug)], read);
  }
}

function idDiagnostics(read: WholeRule, ids: Map<string, WholeRule>): readonly Diagnostic[] {
  const { id } = read.location;
  if (id === undefined) return [];
  const other = ids.get(id);
  ids.set(id, other ?? read);
  if (other === undefined || isSameDocument(other, read)) return [];
  return [diagnose('check/duplicate-id', { id, other: placeOf(other) }, read.rule.search.origin[0])];
}

function duplicateDiagnostics(
  read: WholeRule,
  duplicates: DuplicateFinder<WholeRule>,
): readonly Diagnostic[] {
  const other = duplicates.add(read, read.rule);
  if (other === undefined) return [];
  return [diagnose('check/duplicate-rule', { other: placeOf(other) }, read.rule.search.origin[0])];
}

function isSameDocument({ location: one }: WholeRule, { location: other }: WholeRule): boolean {
  return one.path === other.path && one.document === other.document;
}

function placeOf({ location: { path, line, title } }: WholeRule): string {
  return title === undefined ? `${path}:${line}` : `'${title}' (${path}:${line})`;
}

function judge(found: readonly Diagnostic[], { failOn, outcome }: Run): void {
  const isWarned = found.some(({ severity }) => severity !== 'note');
  if (failOn.events.has('note') && found.length > 0) outcome.raise(1);
  if (failOn.events.has('warning') && isWarned) outcome.raise(1);
}
