import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { printPredicate } from '../ir/index.ts';
import { diffRules, type RuleDifference } from '../verify/index.ts';
import { printDifference } from './diff-text.ts';
import { failsOnGiven } from './fail-on.ts';
import { crashOf, fail } from './failures.ts';
import { shownPath } from './input-files.ts';
import { metadataChanges } from './metadata-changes.ts';
import type { Arguments } from './options.ts';
import { pairRules, type RulePair } from './pair-rules.ts';
import { type DiffLine, type DiffSide, type PartLine, ruleLine } from './report-lines.ts';
import { forEachRule, type WholeRule } from './rule-pass.ts';
import { openRun, type Run } from './run.ts';
import { writeOutput } from './standard-output.ts';
import type { Screen } from './terminal.ts';

/** `ruleglot diff`. */
export async function diff(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const [old, current, extra] = given.operands;
  if (old === undefined || current === undefined) return diagnose('cli/missing', { what: 'OLD NEW' });
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const before = await sideAt(old, run);
  const after = await sideAt(current, run);
  const pairs = pairRules(before, after);
  const counts = new Map<string, number>();
  for (const [done, pair] of pairs.entries()) {
    diffPair(pair, run, counts);
    run.terminal.progress(done + 1, pairs.length, 'rules');
  }
  run.reports.close();
  const total = [...counts].map(([relation, count]) => `${count} ${relation}`).join(', ');
  run.terminal.say(`${pairs.length} rules: ${total || 'none'}`);
  return run.outcome.code;
}

async function sideAt(path: string, run: Run): Promise<{ root: string; rules: readonly WholeRule[] }> {
  const rules: WholeRule[] = [];
  await forEachRule([path], run, read => void rules.push(read));
  return { root: shownPath(path), rules };
}

function diffPair(pair: RulePair, run: Run, counts: Map<string, number>): void {
  const shown = pair.new ?? pair.old;
  if (shown === undefined) return;
  try {
    const line = lineOf(pair);
    counts.set(line.relation, (counts.get(line.relation) ?? 0) + 1);
    run.reports.add(line);
    if (!run.reports.onOutput && (line.relation !== 'equal' || line.metadata.length > 0))
      writeOutput(printDifference(line));
    judge(line, run);
  } catch (error) {
    fail(run, shown.location.path, [crashOf(error, run.debug)], shown);
  }
}

function lineOf(pair: RulePair): DiffLine {
  const { old, new: current } = pair;
  const sides = {
    ...(old === undefined ? {} : { old: sideLine(old) }),
    ...(current === undefined ? {} : { new: sideLine(current) }),
  };
  const head = { schemaVersion: 1, kind: 'diff', ...sides } as const;
  if (old === undefined || current === undefined) {
    const relation = old === undefined ? 'added' : 'removed';
    return { ...head, relation, given: [], responsible: [], metadata: [] };
  }
  const { responsible, ...found } = diffRules(old.rule, current.rule);
  const metadata = metadataChanges(old.rule.metadata, current.rule.metadata);
  return { ...head, ...found, responsible: responsible.map(partLine), metadata };
}

function sideLine(read: WholeRule): DiffSide {
  return { path: read.location.path, rule: ruleLine(read) };
}

function partLine({ side, leaf }: RuleDifference['responsible'][number]): PartLine {
  const [span] = leaf.origin;
  const place = span === undefined ? {} : span.file.position(span.start);
  return { side, condition: printPredicate(leaf).trim(), ...place };
}

const changes: ReadonlySet<string> = new Set([
  'stronger',
  'weaker',
  'different',
  'unknown',
  'added',
  'removed',
]);

function judge({ relation, given }: DiffLine, { failOn, outcome }: Run): void {
  const changed = changes.has(relation) && failOn.events.has('changed');
  if (changed || failOn.events.has(relation) || failsOnGiven(failOn, given)) outcome.raise(1);
}
