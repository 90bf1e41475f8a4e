import { visibleText } from '../diagnostics/visible-text.ts';
import type { ReportLine } from './report-lines.ts';
import {
  cellText,
  noRules,
  type ReportTable,
  reportTable,
  type TableRow,
  verdictOrder,
} from './report-table.ts';

/** GitHub cuts a comment at 65,536 characters; a summary with more rows than this is read by nobody. */
const mostRows = 200;

/** A summary for a pull request: counts, what has changed in meaning, and a table of rules and targets. */
export function markdownReport(lines: readonly ReportLine[]): string {
  const table = reportTable(lines);
  const sections = [
    '## Detection rules',
    countTable(table),
    ...(table.partial === undefined ? [] : [`${cell(table.partial)}.`]),
    ...table.notes.map(note => `> ${cell(note)}.`),
    ...staleSection(table),
    ...stoppedSection(table.rows),
    ...changesSection(table.rows),
    ...tablesSection(table),
    ...alertsSection(table.rows),
    ...newSection(table.rows),
    ...goneSection(table),
    ...failuresSection(table),
    ...rowsSection(table),
  ];
  return `${sections.join('\n\n')}\n`;
}

function countTable({ columns, counts }: ReportTable): string {
  if (columns.length === 0) return noRules;
  const verdicts = verdictOrder.filter(verdict => [...counts.values()].some(column => column.has(verdict)));
  return markdownTable(
    ['', ...verdicts],
    columns.map(column => [
      cell(column),
      ...verdicts.map(verdict => String(counts.get(column)?.get(verdict) ?? 0)),
    ]),
  );
}

function changesSection(rows: readonly TableRow[]): readonly string[] {
  const items = rows.flatMap(({ title, path, changes }) => {
    const [first] = changes;
    if (first === undefined) return [];
    const head = `- **${cell(title)}** (${cell(path)}):`;
    const messages = changes.map(({ message }) => cell(message));
    return [messages.length === 1 ? `${head} ${messages[0]}` : [head, ...messages].join('\n  - ')];
  });
  return items.length === 0 ? [] : ['### Changed in meaning', cut(items).join('\n')];
}

/** Rows of lookups, which change rules whose texts are as they were. */
function tablesSection({ tables }: ReportTable): readonly string[] {
  const items = tables.map(
    ({ path, diagnostics }) => `- ${cell(path)}: ${cell(diagnostics[0]?.message ?? '')}`,
  );
  return items.length === 0 ? [] : ['### Tables', cut(items).join('\n')];
}

/** What no event tells: rules that are switched off, or whose alerts are of another level. */
function alertsSection(rows: readonly TableRow[]): readonly string[] {
  const items = rows.flatMap(({ title, path, alerts }) =>
    [...alerts].map(
      ([how, packs]) => `- **${cell(title)}** (${cell(path)}): ${cell(how)} (${cell(packs.join(', '))})`,
    ),
  );
  return items.length === 0 ? [] : ['### Alerts', cut(items).join('\n')];
}

function newSection(rows: readonly TableRow[]): readonly string[] {
  const items = rows.flatMap(({ title, path, isNew }) =>
    isNew ? [`- **${cell(title)}** (${cell(path)})`] : [],
  );
  return items.length === 0 ? [] : ['### New', cut(items).join('\n')];
}

/** What a job fails for, in the first place. */
function staleSection({ stale }: ReportTable): readonly string[] {
  const items = stale.map(({ diagnostics }) => `- ${cell(diagnostics[0]?.message ?? '')}`);
  return items.length === 0
    ? []
    : ['### Stale', 'Run `ruleglot build`, and commit what it writes:', cut(items).join('\n')];
}

/** By what each rule and pack fails the policy. */
function stoppedSection(rows: readonly TableRow[]): readonly string[] {
  const items = rows.flatMap(({ title, path, cells }) =>
    [...cells].flatMap(([column, { failing = [] }]) =>
      failing.length === 0
        ? []
        : [`- **${cell(title)}** (${cell(path)}) in ${cell(column)}: ${failing.map(cell).join(', ')}`],
    ),
  );
  return items.length === 0 ? [] : ['### What the policy fails for', cut(items).join('\n')];
}

function goneSection({ gone }: ReportTable): readonly string[] {
  const items = gone.map(
    ({ path, diagnostics }) => `- ${cell(path)}: ${cell(diagnostics[0]?.message ?? '')}`,
  );
  return items.length === 0 ? [] : ['### Gone', cut(items).join('\n')];
}

function failuresSection({ failures }: ReportTable): readonly string[] {
  const items = failures.map(({ path, diagnostics }) => {
    const first = diagnostics[0];
    const kept = diagnostics.filter(({ code }) => code === 'build/unread-kept');
    const told = [first, ...kept].flatMap(each => (each === undefined ? [] : [cell(each.message)]));
    return `- ${cell(path)}${first?.line === undefined ? '' : `:${first.line}`}: ${told.join('; ')}`;
  });
  return items.length === 0 ? [] : ['### Not read', cut(items).join('\n')];
}

function rowsSection({ columns, rows }: ReportTable): readonly string[] {
  const open = rows.filter(({ cells }) => [...cells.values()].some(({ verdict }) => verdict !== 'exact'));
  if (rows.length === 0) return [];
  const shown = rows.length <= mostRows ? rows : open.slice(0, mostRows);
  const note =
    shown.length === rows.length ? [] : [`${rows.length - shown.length} more rules are not shown.`];
  const body = shown.map(({ title, cells }) => [
    cell(title),
    ...columns.map(column => cellText(cells.get(column))),
  ]);
  return ['### Rules', markdownTable(['rule', ...columns.map(cell)], body), ...note];
}

function cut(items: readonly string[]): readonly string[] {
  const more = items.length - mostRows;
  return more <= 0 ? items : [...items.slice(0, mostRows), `- … and ${more} more`];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text of a rule is no Markdown, and no HTML. */
function cell(text: string): string {
  return visibleText(text)
    .replaceAll(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}
