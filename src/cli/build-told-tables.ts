import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { BuiltRule } from './build-result.ts';
import type { TableChange } from './build-tables.ts';
import { shownPath } from './input-files.ts';
import { lookupFile } from './lookup-texts.ts';
import type { OpenedProject } from './open-project.ts';
import { diagnosticLine, type TableLine } from './report-lines.ts';

/** What is said of a table whose rows have changed; `titles`: of the rules that look it up. */
export function tableDiagnostic(
  { table, packs, added, removed }: TableChange,
  titles: readonly string[],
): Diagnostic {
  const rows = { added: rowsText(added), removed: rowsText(removed) };
  return diagnose('build/rows-changed', {
    table,
    packs: packs.join(', '),
    ...rows,
    rules: titles.join(', '),
  });
}

/** What a report says of it. */
export function tableLine(
  change: TableChange,
  built: readonly BuiltRule[],
  project: OpenedProject,
): TableLine {
  const { table, packs, added, removed } = change;
  const titles = new Map(built.map(({ key, rule }) => [key, rule.title ?? key]));
  const rules = change.rules.map(place => titles.get(place) ?? place);
  return {
    ...{ schemaVersion: 1, kind: 'table', path: shownPath(lookupFile(project, table) ?? project.configPath) },
    ...{ table, packs, added: added.length, removed: removed.length, rules },
    diagnostics: [diagnosticLine(tableDiagnostic(change, rules))],
  };
}

const mostShown = 5;

function rowsText(rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const more = rows.length - mostShown;
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  return `${count} (${rows.slice(0, mostShown).join(', ')}${more > 0 ? `, and ${more} more` : ''})`;
}
