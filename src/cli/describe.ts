import { describeRule, printStatements } from '../describe/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { dataSources } from '../fields/index.ts';
import { crashOf, fail } from './failures.ts';
import type { Arguments } from './options.ts';
import { ruleLine } from './report-lines.ts';
import { forEachRule, type WholeRule } from './rule-pass.ts';
import { openRun, type Run } from './run.ts';
import { writeOutput } from './standard-output.ts';
import type { Screen } from './terminal.ts';

/** `ruleglot describe`. */
export async function describe(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const titles = new Map(dataSources().map(({ id, title }) => [id, title]));
  await forEachRule(given.operands, run, read => describeOne(read, titles, run));
  run.reports.close();
  return run.outcome.code;
}

function describeOne(read: WholeRule, titles: ReadonlyMap<string, string>, run: Run): void {
  const { path, line, title } = read.location;
  for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, path);
  try {
    const statements = describeRule(read.rule, { sourceTitle: id => titles.get(id) });
    run.reports.add({ schemaVersion: 1, kind: 'description', path, rule: ruleLine(read), statements });
    const head = `${title ?? 'A rule'} (${path}:${line})`;
    if (!run.reports.onOutput) writeOutput(`${head}\n${printStatements(statements)}\n`);
  } catch (error) {
    fail(run, path, [crashOf(error, run.debug)], read);
  }
}
