import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { useTables } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { isOneRule } from '../project/derived-id.ts';
import { environmentOf } from '../project/environment.ts';
import { type Lock, type LockedRule, packOf, ruleOf } from '../project/lock.ts';
import { namedPart, PackParts } from '../project/pack-parts.ts';
import type { BuildPlan, PlannedPack } from '../project/plan.ts';
import { diffRules } from '../verify/index.ts';
import { alertChanges, runChanges } from './alert-changes.ts';
import { type LeansOnChange, macroChanges, macroFiles } from './build-macros.ts';
import type { BuildResult } from './build-result.ts';
import { type TableChange, tableChanges } from './build-tables.ts';
import { differenceWords, type Judged } from './difference-words.ts';
import { packRule } from './pack-rule.ts';

export interface MeaningRequest {
  readonly plan: BuildPlan;
  readonly result: BuildResult;
  /** What the new packs are compared with. */
  readonly earlier: Lock;
  /** Files of packs as they were then, by their paths in the project. */
  readonly earlierTexts: (paths: readonly string[]) => ReadonlyMap<string, string>;
  /** Whether the earlier ones were made by this version now, of earlier sources: other words are then none of an upgrade's. */
  readonly isRemade?: boolean;
}

/** Outputs that differ from the earlier ones, or stand on macros that do. */
export interface OutputChanges {
  /** What is to be told, by `rules/a.yml#0.0 pack`. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly changed: number;
  readonly reworded: number;
  readonly undecided: number;
  /** What comes of matches in other ways, by the same names. */
  readonly alerts: ReadonlyMap<string, readonly string[]>;
  /** Rules that the earlier ones have not: `rules/a.yml#0.0`. */
  readonly added: ReadonlySet<string>;
  /** Tables of rows that rules look up, and that are not what they were. */
  readonly tables: readonly TableChange[];
  /** Versions of ruleglot that made the earlier ones of rules that are as they were. */
  readonly tools: readonly string[];
}

/** Both are read back, as they were and as they are, and compared: what has changed in meaning, and what in words alone. */
export async function meaningChanges(request: MeaningRequest): Promise<OutputChanges> {
  const differing = differences(request, await macroChanges(request));
  const wanted = differing.flatMap(each => filesOf(each, request.earlier));
  const texts = request.earlierTexts([...new Set(wanted)]);
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const alerts = new Map<string, readonly string[]>();
  const counts = { changed: 0, reworded: 0, undecided: 0 };
  const tools = new Set<string>();
  for (const difference of differing) {
    const { key, planned, old, isSameSource, isSameText } = difference;
    const found = await judged(difference, request, texts);
    const { kind, how, alerts: own = [] } = found;
    const pack = planned.pack.name;
    if (own.length > 0) alerts.set(key, own);
    diagnostics.set(key, told(found, pack, isSameSource ? old.tool : undefined));
    if (isSameText && how === undefined) continue;
    counts[kind]++;
    if (isSameSource) tools.add(old.tool);
  }
  const ofTables = await tableChanges(request);
  for (const [key, { kind, how }] of ofTables.judged) {
    if (how === undefined) continue;
    const own = diagnostics.get(key) ?? [];
    if (!own.some(({ code }) => code === 'build/meaning-changed')) counts[kind]++;
    diagnostics.set(key, [...own, meaningDiagnostic(packOf(key), { kind, how })]);
  }
  const { tables } = ofTables;
  return { diagnostics, alerts, added: addedRules(request), ...counts, tables, tools: [...tools].sort() };
}

/** `tool`: the version that made the old output of a source that is as it was. */
function told(
  { kind, how, alerts = [] }: Judged,
  pack: string,
  tool: string | undefined,
): readonly Diagnostic[] {
  const meaning = how === undefined ? [] : [meaningDiagnostic(pack, { kind, how })];
  const words =
    how === undefined && tool !== undefined ? [diagnose('build/reworded', { pack, tool })] : meaning;
  if (alerts.length === 0) return words;
  return [...words, diagnose('build/alerts-changed', { where: `in ${pack}`, how: alerts.join('; ') })];
}

function meaningDiagnostic(
  pack: string,
  { kind, how }: { readonly kind: Judged['kind']; readonly how: string },
): Diagnostic {
  return diagnose('build/meaning-changed', { pack, isDecided: kind === 'changed', how });
}

interface Difference {
  readonly key: string;
  readonly planned: PlannedPack;
  readonly old: LockedRule;
  readonly output: Readonly<Record<string, string>>;
  readonly isSameSource: boolean;
  /** Only its macros differ. */
  readonly isSameText: boolean;
}

function differences(
  { plan, result, earlier, isRemade = false }: MeaningRequest,
  leansOnChange: LeansOnChange,
): readonly Difference[] {
  const moved = movedRules(earlier, result.lock);
  return [...result.lock.rules].flatMap(([key, rule]) => {
    const place = sameRule(earlier.rules.get(key), rule, key);
    const old = place ?? moved.get(`${rule.id} ${packOf(key)}`);
    const planned = plan.packs.find(({ pack }) => key.endsWith(` ${pack.name}`));
    const { output = {} } = rule;
    if (old?.output === undefined || planned === undefined) return [];
    const isSameText = (place === undefined ? areSameTexts : areSame)(old.output, output);
    if (isSameText && !leansOnChange(planned.folder, output)) return [];
    return [{ key, planned, old, output, isSameSource: !isRemade && old.source === rule.source, isSameText }];
  });
}

/** To a first build nothing is new. */
function addedRules({ earlier, result }: MeaningRequest): ReadonlySet<string> {
  if (earlier.rules.size === 0) return new Set();
  const ids = new Set([...earlier.rules.values()].map(({ id }) => id));
  const places = new Map([...earlier.rules].map(([key, { id }]) => [ruleOf(key), id]));
  const isOld = (place: string, id: string | undefined): boolean =>
    (id !== undefined && ids.has(id)) || (places.has(place) && isOneRule(place, places.get(place), id));
  const rules = [...result.lock.rules].map(([key, { id }]) => [ruleOf(key), id] as const);
  return new Set(rules.filter(([place, id]) => !isOld(place, id)).map(([place]) => place));
}

/** What stood at a place, unless another rule stands there now. */
function sameRule(old: LockedRule | undefined, rule: LockedRule, key: string): LockedRule | undefined {
  return old !== undefined && isOneRule(ruleOf(key), old.id, rule.id) ? old : undefined;
}

/** Rules that stood elsewhere, by id and pack. */
function movedRules(earlier: Lock, now: Lock): ReadonlyMap<string, LockedRule> {
  const left = [...earlier.rules].filter(
    ([key, { id }]) => id !== undefined && now.rules.get(key)?.id !== id,
  );
  return new Map(left.map(([key, rule]) => [`${rule.id} ${packOf(key)}`, rule]));
}

function areSame(old: Readonly<Record<string, string>>, output: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(old);
  return (
    names.length === Object.keys(output).length &&
    names.every(name => Object.hasOwn(output, name) && old[name] === output[name])
  );
}

/** Under other names. */
function areSameTexts(
  old: Readonly<Record<string, string>>,
  output: Readonly<Record<string, string>>,
): boolean {
  return Object.values(old).sort().join() === Object.values(output).sort().join();
}

/** All that the documents of a rule are read with: a module beside them, macros. */
function filesOf({ planned: { folder }, old }: Difference, earlier: Lock): readonly string[] {
  const names = Object.keys(old.output ?? {}).map(name => namedPart(name).file);
  return [...names, ...macroFiles(earlier.files.keys(), folder)].map(name => `${folder}/${name}`);
}

async function judged(
  { planned, old, output }: Difference,
  { plan, result, earlier }: MeaningRequest,
  texts: ReadonlyMap<string, string>,
): Promise<Judged> {
  if (Object.keys(output).length === 0) return { kind: 'changed', how: 'it is not in the pack any more' };
  const { folder, profile } = planned;
  const { files } = result.assembled;
  const was = sideOf(old.output ?? {}, macroFiles(earlier.files.keys(), folder), name =>
    texts.get(`${folder}/${name}`),
  );
  const is = sideOf(output, macroFiles(files.keys(), folder), name => files.get(`${folder}/${name}`));
  useTables(environmentOf(plan.config, profile).tables);
  try {
    const [before, after] = [await packRule(was), await packRule(is)];
    if (before === undefined || after === undefined)
      return { kind: 'undecided', how: unread(before === undefined) };
    return comparedRules(before, after);
  } finally {
    useTables(undefined);
  }
}

/** Of an old rule and a new one: whether they match the same, and what comes of it. */
export function comparedRules(before: Rule, after: Rule): Judged {
  const words = differenceWords(diffRules(before, after));
  const runs = words.kind === 'reworded' ? runChanges(before, after) : [];
  const alerts = [...alertChanges(before, after), ...runs];
  return alerts.length === 0 ? words : { ...words, alerts };
}

function unread(isOld: boolean): string {
  return isOld ? 'what was written before is not there, or cannot be read back' : 'it cannot be read back';
}

function sideOf(
  output: Readonly<Record<string, string>>,
  macroNames: readonly string[],
  textOf: (file: string) => string | undefined,
): Parameters<typeof packRule>[0] {
  const parts = new PackParts(textOf);
  const documents = Object.entries(output).map(
    ([name, digest]) => [namedPart(name).file, parts.text(name, digest)] as const,
  );
  return { documents, macros: macroNames.map(name => [name, textOf(name)]) };
}
