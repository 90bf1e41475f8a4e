import { dirname, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { isOneRule, withOwnId } from '../project/derived-id.ts';
import { emptyLock, ruleOf } from '../project/lock.ts';
import { readerFor, readerNamed } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import type { BuildBase } from './build-base.ts';
import { type BasePackGround, basePacks } from './build-base-packs.ts';
import { type GoneRule, gonePacks, goneRules } from './build-gone.ts';
import { comparedRules, meaningChanges, type OutputChanges } from './build-meaning.ts';
import type { BuildResult, BuiltRule } from './build-result.ts';
import type { Judged } from './difference-words.ts';
import { readSource } from './input-files.ts';
import type { OpenedProject } from './open-project.ts';
import { formatOfGone, type ProjectFile } from './project-files.ts';

/** What a review tells since a revision that has no packs: those that are not committed cannot be compared, their sources can. */
export interface SourceChanges {
  /** Tells of each rule whose own text means something else. */
  readonly withChanges: (result: BuildResult) => BuildResult;
  /** What packs made of the sources then tell of rules that their own texts do not; undefined where none can be made. */
  readonly outputs: (result: BuildResult) => Promise<OutputChanges | undefined>;
  readonly gone: (result: BuildResult) => readonly GoneRule[];
  /** What a review that has no packs to compare with cannot tell. */
  readonly notes: readonly Diagnostic[];
}

/** Reads the base of `--since`, and makes its packs of its sources. */
export async function openSourceChanges(ground: BasePackGround, result: BuildResult): Promise<SourceChanges> {
  const { base, project, plan } = ground;
  const compared = await comparedSources(result, base, project);
  const gone = await goneSources(result, base, project);
  const packs = await basePacks(ground);
  const made = packs.kind === 'made' ? packs.result : undefined;
  const names = new Set(plan.packs.map(({ pack }) => pack.name));
  return {
    withChanges: ({ rules, ...rest }) => ({
      ...rest,
      rules: rules.map(each => compared.get(each.key) ?? each),
    }),
    outputs: async now => {
      if (made === undefined) return undefined;
      const { lock, assembled } = made;
      const texts = (paths: readonly string[]): ReadonlyMap<string, string> =>
        new Map(paths.flatMap(path => textIn(assembled.files, path)));
      const lockedAs = { plan, earlier: lock, earlierTexts: texts, isRemade: true };
      return withoutTold(await meaningChanges({ ...lockedAs, result: now }), now.rules);
    },
    gone: now => {
      const known = new Set(gone.map(({ path, id }) => `${path} ${id}`));
      const more = made === undefined ? [] : goneRules(now, made.lock, names);
      return [...gone, ...more.filter(({ path, id }) => !known.has(`${path} ${id?.toLowerCase()}`))];
    },
    notes:
      packs.kind === 'unread'
        ? [diagnose('build/base-unread', { ref: base.ref, reason: packs.reason })]
        : gonePacks(made?.lock ?? emptyLock, names),
  };
}

function textIn(files: ReadonlyMap<string, string>, path: string): readonly (readonly [string, string])[] {
  const text = files.get(path);
  return text === undefined ? [] : [[path, text]];
}

/** What is told of a rule is not told again of each of its packs. */
function withoutTold(outputs: OutputChanges, rules: readonly BuiltRule[]): OutputChanges {
  const told = new Set(
    rules.filter(({ found }) => found.some(({ code }) => ownCodes.has(code))).map(({ key }) => key),
  );
  const isLeft = ([key]: readonly [string, unknown]): boolean => !told.has(ruleOf(key));
  return {
    ...outputs,
    diagnostics: new Map([...outputs.diagnostics].filter(isLeft)),
    alerts: new Map([...outputs.alerts].filter(isLeft)),
  };
}

const ownCodes: ReadonlySet<string> = new Set(['build/rule-changed', 'build/alerts-changed']);

/** The rules whose files have changed, with what has changed in them, by their places. */
async function comparedSources(
  result: BuildResult,
  base: BuildBase,
  project: OpenedProject,
): Promise<ReadonlyMap<string, BuiltRule>> {
  const changed = new Map(
    result.rules.filter(({ file }) => base.isChanged(file.path)).map(({ file }) => [file.path, file]),
  );
  if (changed.size === 0) return new Map();
  const old = await oldRules([...changed.values()], base, project);
  const current = new Map<string, SourceRule>();
  for (const file of changed.values())
    for (const each of file.source === undefined
      ? []
      : await rulesOf(file, file.source.text, besideIn(project.root)))
      current.set(each.place, each);
  // To a first build nothing is new.
  const isFirst = old.length === 0 && result.rules.every(({ file }) => changed.has(file.path));
  const rules = result.rules.flatMap(built => {
    const after = current.get(built.key);
    if (after === undefined) return [];
    const before = beforeOf(after, old);
    if (before !== undefined) return [withChanges(built, comparedRules(before.rule, after.rule), base.ref)];
    return isFirst ? [] : [{ ...built, isNew: true }];
  });
  return new Map(rules.map(built => [built.key, built]));
}

function withChanges(built: BuiltRule, { kind, how, alerts = [] }: Judged, ref: string): BuiltRule {
  const isDecided = kind === 'changed';
  const found = [
    ...built.found,
    ...(how === undefined ? [] : [diagnose('build/rule-changed', { ref, isDecided, how })]),
    ...(alerts.length === 0 ? [] : [diagnose('build/alerts-changed', sinceOf(ref, alerts))]),
  ];
  return { ...built, found, ...(alerts.length === 0 ? {} : { alerts }) };
}

function sinceOf(ref: string, alerts: readonly string[]): { readonly where: string; readonly how: string } {
  return { where: `since ${ref}`, how: alerts.join('; ') };
}

/** A rule that was moved has its own id; one without an id stands where it stood. */
function beforeOf({ id, place }: SourceRule, old: readonly SourceRule[]): SourceRule | undefined {
  return (
    old.find(each => each.id === id && each.place === place) ??
    old.find(each => each.id === id) ??
    old.find(each => each.place === place && isOneRule(place, each.id, id))
  );
}

/** Rules of files that have changed, as they were, and of those that are gone. */
async function oldRules(
  changed: readonly ProjectFile[],
  base: BuildBase,
  project: OpenedProject,
): Promise<readonly SourceRule[]> {
  const gone = base.gone.flatMap(path => {
    const format = formatOfGone(path, project);
    return format === undefined ? [] : [{ path, format: format === 'auto' ? undefined : format }];
  });
  const files = [...changed, ...gone];
  const texts = base.texts(files.map(({ path }) => path));
  const found: SourceRule[] = [];
  for (const file of files) {
    const text = texts.get(file.path);
    if (text !== undefined) found.push(...(await rulesOf(file, text, besideAt(base))));
  }
  return found;
}

function besideAt(base: BuildBase): (name: string) => string | undefined {
  return name => base.texts([name]).get(name);
}

function besideIn(root: string): (name: string) => string | undefined {
  return name => {
    const found = readSource(join(root, name));
    return 'code' in found ? undefined : found.text;
  };
}

/** Rules that are gone since then, with their files or out of them, and which stand in no other file now. */
async function goneSources(
  { rules, unread }: BuildResult,
  base: BuildBase,
  project: OpenedProject,
): Promise<readonly GoneRule[]> {
  const changed = new Set(rules.map(({ file }) => file.path));
  const left = [...changed].filter(path => base.isChanged(path) && !unread.has(path));
  const texts = base.texts([...base.gone, ...left]);
  const ids = new Set(rules.map(({ rule }) => rule.id?.toLowerCase()));
  const gone: GoneRule[] = [];
  for (const [path, text] of texts) {
    const format = formatOfGone(path, project);
    if (format === undefined) continue;
    const file = { path, format: format === 'auto' ? undefined : format };
    for (const { id, place } of await rulesOf(file, text, besideAt(base)))
      if (!ids.has(id) && !rules.some(({ key, rule }) => key === place && isOneRule(place, id, rule.id)))
        gone.push({ path, id, isThere: false, packs: [], ...idAt(rules, place) });
  }
  return gone;
}

function idAt(rules: BuildResult['rules'], place: string): Pick<GoneRule, 'now'> {
  const id = rules.find(({ key }) => key === place)?.rule.id;
  return id === undefined ? {} : { now: id };
}

/** Rules that are gone with the titles that they had at the base. */
export async function withTitles(
  gone: readonly GoneRule[],
  base: BuildBase,
  project: OpenedProject,
): Promise<readonly GoneRule[]> {
  const titles = new Map<string, string>();
  for (const [path, text] of base.texts([...new Set(gone.map(rule => rule.path))])) {
    const format = formatOfGone(path, project);
    const file = { path, format: format === 'auto' ? undefined : format };
    for (const { rule, id } of await rulesOf(file, text, besideAt(base)))
      titles.set(`${path} ${id}`, rule.metadata.title);
  }
  return gone.map(each => {
    const title = titles.get(`${each.path} ${each.id?.toLowerCase()}`);
    return title === undefined ? each : { ...each, title };
  });
}

/** A rule as its file has it. */
interface SourceRule {
  readonly rule: Rule;
  /** In small letters. */
  readonly id: string;
  /** `rules/a.yml#0.0` */
  readonly place: string;
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
