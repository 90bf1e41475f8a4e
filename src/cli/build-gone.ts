import { join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { isOneRule } from '../project/derived-id.ts';
import { type Lock, packOf, ruleOf } from '../project/lock.ts';
import type { BuildResult } from './build-result.ts';
import { shownPath } from './input-files.ts';
import type { GoneLine } from './report-lines.ts';
import { diagnosticLine } from './report-lines.ts';

/** A rule that there was, and of which the packs have nothing any more. */
export interface GoneRule {
  /** In the project. */
  readonly path: string;
  readonly id?: string;
  /** Where its source can be read. */
  readonly title?: string;
  /** Whether other packs have it still. */
  readonly isThere: boolean;
  /** Whether its file is there, and cannot be read. */
  readonly isUnread?: boolean;
  /** The id of the rule that stands in its place. */
  readonly now?: string;
  /** Packs that had it; none where only the file is known to be gone. */
  readonly packs: readonly string[];
}

/**
 * Rules of the earlier lock that packs of the plan have no more. What was moved, and kept its id, is not gone; what a filter leaves out
 * of some packs is gone from these alone.
 */
export function goneRules(
  { lock, unread }: BuildResult,
  earlier: BuildResult['lock'],
  packs: ReadonlySet<string>,
): readonly GoneRule[] {
  const nowAt = new Map([...lock.rules].map(([key, rule]) => [ruleOf(key), rule]));
  const ids = new Set([...lock.rules].map(([key, { id }]) => `${id} ${packOf(key)}`));
  const anyPack = new Set([...lock.rules.values()].map(({ id }) => id));
  const heirs = new Set(
    [...earlier.rules].flatMap(([key, { id }]) => {
      const now = nowAt.get(ruleOf(key));
      return now !== undefined && isOneRule(ruleOf(key), id, now.id) ? [ruleOf(key)] : [];
    }),
  );
  const gone = new Map<string, GoneRule & { readonly packs: string[] }>();
  for (const [key, { id, output }] of earlier.rules) {
    const pack = packOf(key);
    const place = ruleOf(key);
    const now = lock.rules.get(key);
    const isSame = now !== undefined && isOneRule(place, id, now.id);
    if (isSame || (id !== undefined && ids.has(`${id} ${pack}`))) continue;
    const isThere = heirs.has(place) || (id !== undefined && anyPack.has(id));
    if (isThere && (output === undefined || !packs.has(pack))) continue;
    const path = place.replace(/#[^#]*$/, '');
    const known = gone.get(place) ?? {
      path,
      ...(id === undefined ? {} : { id }),
      ...(isThere ? {} : idNow(nowAt.get(place))),
      isThere,
      isUnread: unread.has(path),
      packs: [],
    };
    if (output !== undefined) known.packs.push(pack);
    gone.set(place, known);
  }
  return [...gone.values()];
}

function idNow(rule: { readonly id?: string } | undefined): Pick<GoneRule, 'now'> {
  return rule?.id === undefined ? {} : { now: rule.id };
}

/** Packs that there were, and that are built no more. */
export function gonePacks({ rules }: Lock, packs: ReadonlySet<string>): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  for (const [key, { output }] of rules) {
    const pack = packOf(key);
    if (output !== undefined && !packs.has(pack)) counts.set(pack, (counts.get(pack) ?? 0) + 1);
  }
  return [...counts].map(([pack, count]) => diagnose('build/pack-gone', { pack, rules: count }));
}

export function goneDiagnostic({ id, title, isThere, isUnread = false, packs, now }: GoneRule): Diagnostic {
  return diagnose('build/rule-gone', { id, title, isThere, isUnread, packs: packs.join(', '), now });
}

/** What a report says of it. */
export function goneLine(rule: GoneRule, root: string): GoneLine {
  const { path, id, title, packs } = rule;
  return {
    schemaVersion: 1,
    kind: 'gone',
    path: shownPath(join(root, path)),
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    packs,
    diagnostics: [diagnosticLine(goneDiagnostic(rule))],
  };
}
