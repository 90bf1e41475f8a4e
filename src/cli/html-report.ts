import { escaped } from '../diagnostics/junit-reporter.ts';
import { visibleText } from '../diagnostics/visible-text.ts';
import type { DiagnosticLine, ReportLine, TranslationLine } from './report-lines.ts';
import {
  cellText,
  noRules,
  type ReportTable,
  reportTable,
  type TableRow,
  verdictOrder,
} from './report-table.ts';

/** One page that needs nothing else: a table of rules and targets, with query and findings behind each verdict. */
export function htmlReport(lines: readonly ReportLine[]): string {
  const table = reportTable(lines);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing is fetched, and nothing runs, whatever a rule says.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>ruleglot</title><style>${style}</style></head><body>`,
    '<h1>Detection rules</h1>',
    countTable(table),
    table.partial === undefined ? '' : `<p>${text(table.partial)}.</p>`,
    ...table.notes.map(note => `<p><b>${text(note)}.</b></p>`),
    stale(table),
    changes(table.rows),
    tables(table),
    alerts(table.rows),
    added(table.rows),
    gone(table),
    failures(table),
    ruleTable(table),
    '</body></html>',
    '',
  ].join('\n');
}

const style = [
  'body{font:15px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}',
  'table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}',
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f5;padding:.5rem}',
  '.exact{background:#e3f4e3}.broader,.narrower{background:#fff3d6}.different,.refused{background:#fbe0e0}',
  '@media (prefers-color-scheme:dark){body{background:#181818;color:#ddd}pre{background:#222}th,td{border-color:#444}.exact{background:#1d3a1d}.broader,.narrower{background:#4a3a10}.different,.refused{background:#4a1d1d}}',
].join('');

function text(value: string): string {
  return escaped(value.split('\n').map(visibleText).join('\n'));
}

function countTable({ columns, counts }: ReportTable): string {
  if (columns.length === 0) return `<p>${noRules}</p>`;
  const head = verdictOrder.map(verdict => `<th>${verdict}</th>`).join('');
  const rows = columns.map(column => {
    const cells = verdictOrder.map(verdict => `<td>${counts.get(column)?.get(verdict) ?? 0}</td>`);
    return `<tr><th scope="row">${text(column)}</th>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function changes(rows: readonly TableRow[]): string {
  const items = rows.flatMap(({ title, path, changes: own }) =>
    own.map(({ message }) => `<li><b>${text(title)}</b> (${text(path)}): ${text(message)}</li>`),
  );
  return items.length === 0 ? '' : `<h2>Changed in meaning</h2><ul>${items.join('\n')}</ul>`;
}

function tables({ tables: all }: ReportTable): string {
  const items = all.map(
    ({ path, diagnostics }) => `<li>${text(path)}: ${text(diagnostics[0]?.message ?? '')}</li>`,
  );
  return items.length === 0 ? '' : `<h2>Tables</h2><ul>${items.join('\n')}</ul>`;
}

function alerts(rows: readonly TableRow[]): string {
  const items = rows.flatMap(({ title, path, alerts: own }) =>
    [...own].map(
      ([how, packs]) =>
        `<li><b>${text(title)}</b> (${text(path)}): ${text(how)} (${text(packs.join(', '))})</li>`,
    ),
  );
  return items.length === 0 ? '' : `<h2>Alerts</h2><ul>${items.join('\n')}</ul>`;
}

function added(rows: readonly TableRow[]): string {
  const items = rows.flatMap(({ title, path, isNew }) =>
    isNew ? [`<li><b>${text(title)}</b> (${text(path)})</li>`] : [],
  );
  return items.length === 0 ? '' : `<h2>New</h2><ul>${items.join('\n')}</ul>`;
}

function stale({ stale: own }: ReportTable): string {
  const items = own.map(({ diagnostics }) => `<li>${text(diagnostics[0]?.message ?? '')}</li>`);
  return items.length === 0 ? '' : `<h2>Stale</h2><ul>${items.join('\n')}</ul>`;
}

function gone({ gone: own }: ReportTable): string {
  const items = own.map(({ path, diagnostics }) => `<li>${text(path)}${findingList(diagnostics)}</li>`);
  return items.length === 0 ? '' : `<h2>Gone</h2><ul>${items.join('\n')}</ul>`;
}

function failures({ failures: own }: ReportTable): string {
  const items = own.map(({ path, diagnostics }) => `<li>${text(path)}${findingList(diagnostics)}</li>`);
  return items.length === 0 ? '' : `<h2>Not read</h2><ul>${items.join('\n')}</ul>`;
}

function ruleTable({ columns, rows }: ReportTable): string {
  if (rows.length === 0) return '';
  const head = columns.map(column => `<th>${text(column)}</th>`).join('');
  const body = rows.map(({ title, path, line, cells }) => {
    const own = columns.map(column => cell(cells.get(column)));
    return `<tr><th scope="row">${text(title)}<br><small>${text(path)}:${line}</small></th>${own.join('')}</tr>`;
  });
  return `<h2>Rules</h2><table><thead><tr><td></td>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function cell(line: TranslationLine | undefined): string {
  if (line === undefined) return '<td></td>';
  const { query, given, diagnostics, verdict } = line;
  const more = [
    query === null ? '' : `<pre>${text(query)}</pre>`,
    given.length === 0 ? '' : `<p>given ${text(given.join(', '))}</p>`,
    findingList(diagnostics),
  ].join('');
  return `<td class="${text(verdict)}"><details><summary>${text(cellText(line))}</summary>${more}</details></td>`;
}

function findingList(diagnostics: readonly DiagnosticLine[]): string {
  const items = diagnostics.map(
    ({ code, severity, message, line }) =>
      `<li>${text(severity)} <code>${text(code)}</code>${line === undefined ? '' : ` (line ${line})`}: ${text(message)}</li>`,
  );
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}
