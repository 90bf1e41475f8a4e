import type { BuildPlan } from '../project/plan.ts';
import type { OutputChanges } from './build-meaning.ts';
import type { BuildResult } from './build-result.ts';
import type { Arguments } from './options.ts';
import type { FileChanges } from './pack-files.ts';
import type { ProjectFile } from './project-files.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface BuildSummary {
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  readonly given: Arguments;
  readonly result: BuildResult;
  readonly changes: FileChanges;
  /** Whether what was to be written is written. */
  readonly isWhole: boolean;
  /** How many files were worked on. */
  readonly made: number;
  /** How many were not even looked for in the cache. */
  readonly kept: number;
  readonly outputs: OutputChanges;
}

/** The last lines of a build. */
export function tellBuild(terminal: Terminal, summary: BuildSummary): void {
  const { plan, result, given, changes, isWhole } = summary;
  terminal.say(filesLine(summary));
  for (const { pack } of plan.packs) terminal.say(packLine(pack.name, result));
  for (const line of outputLines(summary.outputs)) terminal.say(line);
  if (!isWhole) {
    terminal.say('not all files are written: the next build goes on where this one stopped');
    return;
  }
  const { written, removed } = changes;
  const isCheck = given.has('check');
  terminal.say(
    `${written.size} files ${isCheck ? 'to be written' : 'written'}, ${removed.length} ${isCheck ? 'to be removed' : 'removed'}`,
  );
}

function filesLine({ files, made, kept, given }: BuildSummary): string {
  const cached = files.length - made - kept;
  const notes = [
    ...(cached === 0 ? [] : [`${cached} from the cache`]),
    ...(kept === 0 ? [] : [`${kept} unchanged since ${given.one('since')}, which no report is of`]),
  ];
  return `files    ${files.length}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function packLine(name: string, { rules, held }: BuildResult): string {
  const counts = new Map<string, number>();
  for (const { rule } of rules)
    for (const piece of rule.packs ?? [])
      if (piece.pack === name) counts.set(piece.verdict, (counts.get(piece.verdict) ?? 0) + 1);
  const shown = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  const kept = held.filter(({ packs }) => packs.some(({ pack }) => pack === name)).length;
  const words = [
    ...shown.map(([verdict, count]) => `${count} ${verdict}`),
    ...(kept === 0 ? [] : [`${kept} kept that cannot be read`]),
  ];
  return `${name.padEnd(8)} ${words.join(', ') || 'no rules'}`;
}

/** What has become of outputs that there were: after an upgrade this is what to look at. */
function outputLines({ changed, reworded, undecided, tools }: OutputChanges): readonly string[] {
  const all = changed + reworded + undecided;
  if (all === 0) return [];
  const from = tools.filter(tool => tool !== version);
  const upgrade = from.length === 0 ? '' : ` (from version ${from.join(', ')} of ruleglot to ${version})`;
  return [
    `outputs  ${all} differ${upgrade}: ${changed} in meaning, ${reworded} in words alone, ${undecided} undecided`,
  ];
}
