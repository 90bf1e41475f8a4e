import { parse } from 'yaml';
import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import { type LookedUp, readStages, type SplStage } from '../../languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../../source/index.ts';
import type { LayoutRequest, PackItem } from './pack-layout.ts';

/** A table that searches of a pack look up: a CSV file whose first line has the names of its columns. */
export interface LookupTable {
  readonly name: string;
  readonly csv: string;
}

/** The tables of a pack, by name: those of the project, and heads alone of those that it has no rows of. */
export function lookupTables({
  items,
  planned,
  lookups,
}: Pick<LayoutRequest, 'items' | 'planned' | 'lookups'>): {
  readonly tables: readonly LookupTable[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const tables = [...columnsByTable(items)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, wanted]) => {
      const csv = lookups.get(name);
      if (csv === undefined) return { name, csv: `${[...wanted].sort().map(cell).join(',')}\n` };
      const known = headOf(csv);
      for (const column of wanted)
        if (!known.includes(column))
          diagnostics.push(diagnose('build/lookup-column', { table: name, column, pack: planned.pack.name }));
      return { name, csv };
    });
  return { tables, diagnostics };
}

function columnsByTable(items: readonly PackItem[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { documents } of items)
    for (const { path, text } of documents)
      for (const { table, columns } of /lookup\b/.test(text) ? lookUps(path, searchOf(path, text)) : []) {
        const known = found.get(table) ?? new Set();
        found.set(table, known);
        for (const column of columns) known.add(column);
      }
  return found;
}

function lookUps(path: string, search: string): readonly LookedUp[] {
  const stages = stagesOf(path, search);
  return stages.flatMap(({ kind, lookedUp }, at) => {
    if (lookedUp === undefined) return [];
    const before = kind === 'outputlookup' ? stages[at - 1] : undefined;
    return before?.kind === 'stats'
      ? { ...lookedUp, columns: [...before.reads, ...before.writes] }
      : lookedUp;
  });
}

function searchOf(path: string, text: string): string {
  if (path.endsWith('.conf')) return /^search = (.*)$/m.exec(text)?.[1] ?? '';
  const { search } = parse(text) as { readonly search?: unknown };
  return typeof search === 'string' ? search : '';
}

function stagesOf(path: string, search: string): readonly SplStage[] {
  const within = (stages: readonly SplStage[]): readonly SplStage[] =>
    stages.flatMap(stage => [stage, ...stage.searches.flatMap(within)]);
  return within(readStages(EmbeddedText.whole(new SourceFile(path, search))).stages);
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function headOf(csv: string): readonly string[] {
  const [line = ''] = csv.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  const cells = line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [];
  return cells.map(each => (each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each));
}
