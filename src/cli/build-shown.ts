import { type Lock, ruleOf } from '../project/lock.ts';
import type { BuiltRule } from './build-result.ts';
import type { ProjectFile } from './project-files.ts';
import type { Terminal } from './terminal.ts';

/** Of a build that follows another: whether a file is not as that one had it, so that what is wrong with it is told again. */
export function changedSince(before: Lock): (file: ProjectFile) => boolean {
  const known = new Set(
    [...before.rules].map(([key, { source }]) => {
      const rule = ruleOf(key);
      return `${rule.slice(0, rule.lastIndexOf('#'))} ${source}`;
    }),
  );
  return ({ path, digest }) => !known.has(`${path} ${digest}`);
}

/** More rules than this are counted. */
const mostShown = 20;

/** A line a rule, with what came of it: `rules/a.yml:1  splunk exact, sigma refused`. */
export function tellVerdicts(terminal: Terminal, built: readonly BuiltRule[]): void {
  const rules = built.filter(({ rule }) => rule.packs !== undefined);
  for (const { file, rule } of rules.slice(0, mostShown)) {
    const verdicts = (rule.packs ?? []).map(({ pack, verdict }) => `${pack} ${verdict}`);
    terminal.say(`${file.shown}:${rule.line}  ${verdicts.join(', ') || 'in no pack'}`);
  }
  if (rules.length > mostShown) terminal.say(`… and ${rules.length - mostShown} more rules`);
}
