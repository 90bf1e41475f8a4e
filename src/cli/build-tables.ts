import { useTables } from '../fields/index.ts';
import { environmentOf } from '../project/environment.ts';
import { type Lock, ruleOf } from '../project/lock.ts';
import { namedPart, PackParts } from '../project/pack-parts.ts';
import type { PlannedPack } from '../project/plan.ts';
import { diffTables, type Tables } from '../verify/index.ts';
import { macroFiles } from './build-macros.ts';
import type { MeaningRequest } from './build-meaning.ts';
import { csvRows, recordOf } from './csv-rows.ts';
import { differenceWords, type Judged } from './difference-words.ts';
import { looksUp } from './looks-up.ts';
import { packRule } from './pack-rule.ts';

/** A table that rules look up, and whose rows are not what they were. */
export interface TableChange {
  readonly table: string;
  readonly packs: readonly string[];
  /** Rows as JSON objects. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The places of the rules that look it up: `rules/a.yml#0.0`. */
  readonly rules: readonly string[];
}

/** What has become of tables, and what that makes of rules that look them up: by `rules/a.yml#0.0 pack`. */
export interface TableChanges {
  readonly tables: readonly TableChange[];
  readonly judged: ReadonlyMap<string, Judged>;
}

/** Compares the tables of each pack with those that it had; a table that comes with a new rule is none that has changed. */
export async function tableChanges(request: MeaningRequest): Promise<TableChanges> {
  const tables = new Map<string, TableChange>();
  const judged = new Map<string, Judged>();
  for (const planned of request.plan.packs) {
    const sides = sidesOf(planned, request);
    for (const [table, { added, removed }] of sides.changed) {
      const users = usersOf(planned, table, request);
      const key = JSON.stringify([table, added, removed]);
      const { packs = [], rules = [] } = tables.get(key) ?? {};
      tables.set(key, {
        ...{ table, added, removed, packs: [...packs, planned.pack.name] },
        rules: [...new Set([...rules, ...users.map(ruleOf)])],
      });
    }
    for (const [key, found] of await judgedRules(planned, sides, request)) judged.set(key, found);
  }
  return { tables: [...tables.values()], judged };
}

interface Sides {
  readonly before: Tables;
  readonly after: Tables;
  readonly changed: ReadonlyMap<string, Pick<TableChange, 'added' | 'removed'>>;
}

function sidesOf({ folder }: PlannedPack, { earlier, result, earlierTexts }: MeaningRequest): Sides {
  const now = result.assembled.files;
  const paths = [...earlier.files.keys()].filter(path => isTable(path, folder) && now.has(path));
  const isSame = (path: string): boolean => earlier.files.get(path) === result.lock.files.get(path);
  if (paths.every(isSame)) return { before: {}, after: {}, changed: new Map() };
  const was = earlierTexts(paths);
  const both = paths.flatMap(path => {
    const [old, current] = [was.get(path), now.get(path)];
    return old === undefined || current === undefined ? [] : [{ name: nameOf(path), old, current }];
  });
  const changes = both.map(({ name, old, current }) => [name, rowChanges(old, current)] as const);
  return {
    before: Object.fromEntries(both.flatMap(({ name, old }) => named(name, old))),
    after: Object.fromEntries(both.flatMap(({ name, current }) => named(name, current))),
    changed: new Map(changes.filter(([, { added, removed }]) => added.length + removed.length > 0)),
  };
}

function isTable(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/lookups/`) && path.endsWith('.csv');
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.csv$/, '');
}

/** Searches name a table as it is defined, or its file. */
function named(name: string, text: string): readonly (readonly [string, Tables[string]])[] {
  const read = csvRows(text);
  const rows = read.rows.map(row => recordOf(read, row));
  return [
    [name, rows],
    [`${name}.csv`, rows],
  ];
}

function rowChanges(old: string, current: string): Pick<TableChange, 'added' | 'removed'> {
  const [was, is] = [rowTexts(old), rowTexts(current)];
  return { added: lacking(is, was), removed: lacking(was, is) };
}

function rowTexts(text: string): readonly string[] {
  const read = csvRows(text);
  return read.rows.map(row => JSON.stringify(recordOf(read, row)));
}

/** Rows of one that the other has not, or not as often. */
function lacking(rows: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1);
  return rows.filter(each => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

/** Rules of a pack whose searches look a table up: `rules/a.yml#0.0 pack`. */
function usersOf(
  { pack, folder }: PlannedPack,
  table: string,
  { result }: MeaningRequest,
): readonly string[] {
  const parts = new PackParts(file => result.assembled.files.get(`${folder}/${file}`));
  return [...result.lock.rules].flatMap(([key, { output = {} }]) => {
    if (!key.endsWith(` ${pack.name}`)) return [];
    const texts = Object.entries(output).map(([name, digest]) => parts.text(name, digest) ?? '');
    return texts.some(text => looksUp(text, table)) ? [key] : [];
  });
}

async function judgedRules(
  planned: PlannedPack,
  { before, after, changed }: Sides,
  request: MeaningRequest,
): Promise<readonly (readonly [string, Judged])[]> {
  const { plan, result, earlier } = request;
  const { folder, profile } = planned;
  const { files } = result.assembled;
  const tables = new Map<string, readonly string[]>();
  for (const table of changed.keys())
    for (const key of usersOf(planned, table, request)) tables.set(key, [...(tables.get(key) ?? []), table]);
  const found: (readonly [string, Judged])[] = [];
  useTables(environmentOf(plan.config, profile).tables);
  try {
    for (const [key, names] of tables) {
      if (!isOld(key, earlier)) continue;
      const parts = new PackParts(file => files.get(`${folder}/${file}`));
      const rule = await packRule({
        documents: Object.entries(result.lock.rules.get(key)?.output ?? {}).map(
          ([name, digest]) => [namedPart(name).file, parts.text(name, digest)] as const,
        ),
        macros: macroFiles(files.keys(), folder).map(name => [name, files.get(`${folder}/${name}`)] as const),
      });
      const difference = rule && diffTables(rule, before, after);
      found.push([key, wordsOf(names, difference)]);
    }
  } finally {
    useTables(undefined);
  }
  return found;
}

function isOld(key: string, { rules }: Lock): boolean {
  return rules.get(key)?.output !== undefined;
}

function wordsOf(tables: readonly string[], difference: ReturnType<typeof diffTables>): Judged {
  const what = `rows of ${tables.join(', ')} are others`;
  if (difference === undefined)
    return { kind: 'undecided', how: `${what}, and how it looks them up cannot be read back` };
  const { kind, how } = differenceWords(difference);
  return how === undefined ? { kind } : { kind, how: `${what}: ${how}` };
}
