import { dirname, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { isOneRule, withOwnId } from '../project/derived-id.ts';
import { readerFor, readerNamed } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { diffRules } from '../verify/index.ts';
import type { BuildBase } from './build-base.ts';
import type { GoneRule } from './build-gone.ts';
import { differenceWords } from './build-meaning.ts';
import type { BuildResult, BuiltRule } from './build-result.ts';
import { readSource } from './input-files.ts';
import type { OpenedProject } from './open-project.ts';
import { formatOfGone, type ProjectFile } from './project-files.ts';

/**
 * What has changed in the meaning of the rules themselves since a revision that has no lock: packs that are not committed cannot be
 * compared, the rules that they are made of can.
 */
export async function withSourceChanges(
  result: BuildResult,
  base: BuildBase,
  root: string,
): Promise<BuildResult> {
  const changed = result.rules.filter(({ file }) => base.isChanged(file.path));
  const texts = base.texts([...new Set(changed.map(({ file }) => file.path))]);
  const sides = new Map<string, Sides>();
  const rules: BuiltRule[] = [];
  for (const built of result.rules) {
    const { file } = built;
    const old = texts.get(file.path);
    if (old === undefined || file.source === undefined) {
      rules.push(built);
      continue;
    }
    const own = sides.get(file.path) ?? (await sidesOf(file, old, file.source.text, base, root));
    sides.set(file.path, own);
    const diagnostic = changeOf(built, own, base.ref);
    rules.push(diagnostic === undefined ? built : { ...built, found: [...built.found, diagnostic] });
  }
  return { ...result, rules };
}

/** Rules that are gone since then, with their files or out of them, and which stand in no other file now. */
export async function goneSources(
  { rules, unread }: BuildResult,
  base: BuildBase,
  project: OpenedProject,
): Promise<readonly GoneRule[]> {
  const changed = new Set(rules.map(({ file }) => file.path));
  const left = [...changed].filter(path => base.isChanged(path) && !unread.has(path));
  const texts = base.texts([...base.gone, ...left]);
  const beside = (name: string): string | undefined => base.texts([name]).get(name);
  const ids = new Set(rules.map(({ rule }) => rule.id?.toLowerCase()));
  const gone: GoneRule[] = [];
  for (const [path, text] of texts) {
    const format = formatOfGone(path, project);
    if (format === undefined) continue;
    const file = { path, format: format === 'auto' ? undefined : format };
    for (const { id, place } of await rulesOf(file, text, beside))
      if (!ids.has(id) && !rules.some(({ key, rule }) => key === place && isOneRule(place, id, rule.id)))
        gone.push({ path, id, isThere: false, packs: [] });
  }
  return gone;
}

/** A rule as its file has it. */
interface SourceRule {
  readonly rule: Rule;
  /** In small letters. */
  readonly id: string;
  /** `rules/a.yml#0.0` */
  readonly place: string;
}

interface Sides {
  readonly old: readonly SourceRule[];
  readonly current: readonly SourceRule[];
}

async function sidesOf(
  file: ProjectFile,
  old: string,
  current: string,
  base: BuildBase,
  root: string,
): Promise<Sides> {
  const besideOld = (name: string): string | undefined => base.texts([name]).get(name);
  const besideNow = (name: string): string | undefined => {
    const found = readSource(join(root, name));
    return 'code' in found ? undefined : found.text;
  };
  return { old: await rulesOf(file, old, besideOld), current: await rulesOf(file, current, besideNow) };
}

/** `beside`: the text of a file of the project. */
async function rulesOf(
  { path, format }: Pick<ProjectFile, 'path' | 'format'>,
  text: string,
  beside: (path: string) => string | undefined,
): Promise<readonly SourceRule[]> {
  const file = new SourceFile(path, text);
  const reader = format === undefined ? await readerFor(file) : await readerNamed(format);
  const found: SourceRule[] = [];
  const open = (_path: string, name: string): SourceFile | undefined => {
    const own = beside(join(dirname(path), name));
    return own === undefined ? undefined : new SourceFile(name, own);
  };
  const options = { placeholders: new Map(), beside: { file: open, folder: () => undefined } };
  for (const { rule, location } of reader?.read(file, options) ?? []) {
    const value = rule === undefined ? undefined : resolve(rule).value;
    if (value === undefined) continue;
    const { id = '' } = withOwnId(value, path, location).metadata;
    const place = `${path}#${location.document}.${location.part}`;
    found.push({ rule: value, id: id.toLowerCase(), place });
  }
  return found;
}

function changeOf({ rule }: BuiltRule, { old, current }: Sides, ref: string): Diagnostic | undefined {
  const after = current.find(({ id }) => id === rule.id?.toLowerCase());
  if (after === undefined) return undefined;
  const before =
    old.find(({ id }) => id === after.id) ??
    old.find(({ id, place }) => place === after.place && isOneRule(place, id, after.id));
  if (before === undefined) return undefined;
  const { kind, how } = differenceWords(diffRules(before.rule, after.rule));
  const isDecided = kind === 'changed';
  return how === undefined ? undefined : diagnose('build/rule-changed', { ref, isDecided, how });
}
