import { targets } from '../../backends/index.ts';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { dataSources, fieldsOf } from '../fields/index.ts';
import { type Capability, type Feature, features } from '../ir/index.ts';
import { formats } from '../readers/index.ts';
import { badChoice, badValue } from './bad-value.ts';
import { listSpec } from './list-options.ts';
import type { Arguments } from './options.ts';
import { writeOutput } from './standard-output.ts';

type Row = Readonly<Record<string, string>>;

/** `ruleglot list`. */
export async function list(given: Arguments): Promise<number | Diagnostic> {
  const [what, extra] = given.operands;
  if (what === undefined) return diagnose('cli/missing', { what: listSpec.operands });
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const rows = await rowsOf(what, given);
  if (!Array.isArray(rows)) return rows as Diagnostic;
  writeOutput(given.has('json') ? `${JSON.stringify(rows, undefined, 2)}\n` : table(rows as readonly Row[]));
  return 0;
}

async function rowsOf(what: string, given: Arguments): Promise<readonly Row[] | Diagnostic> {
  switch (what) {
    case 'targets':
      return targetRows();
    case 'formats':
      return formats.map(({ format, title, extensions }) => ({ format, files: extensions.join(' '), title }));
    case 'sources':
      return dataSources().map(source => ({ id: source.id, title: source.title }));
    case 'fields':
      return fieldRows(given.one('source'));
    case 'features':
      return featureRows();
    default:
      return badChoice('list', what, listSpec.operands.split('|'));
  }
}

async function targetRows(): Promise<readonly Row[]> {
  const backends = await Promise.all(targets.map(entry => entry.load()));
  return backends.map(({ target, title, dialects, formats: documents }) => ({
    target,
    dialects: dialects.map(dialect => dialect.name).join(' '),
    formats: documents.join(' '),
    title,
  }));
}

function fieldRows(source: string | undefined): readonly Row[] | Diagnostic {
  const ids = dataSources().map(each => each.id);
  if (source === undefined) return diagnose('cli/missing', { what: '--source' });
  if (!ids.includes(source))
    return badValue('--source', source, 'the id of a data source', nearestName(source, ids));
  return fieldsOf(source).map(({ canonical, type, names }) => ({ canonical, type, ...names }));
}

async function featureRows(): Promise<readonly Row[]> {
  const backends = await Promise.all(targets.map(entry => entry.load()));
  const dialects = backends.flatMap(backend => backend.dialects.map(dialect => ({ backend, dialect })));
  return features.map(feature => ({
    feature,
    ...Object.fromEntries(
      dialects.map(({ backend, dialect }) => [
        `${backend.target}:${dialect.name}`,
        word(dialect.capabilities, feature),
      ]),
    ),
  }));
}

function word(capabilities: Readonly<Record<Feature, Capability>>, feature: Feature): string {
  const capability = capabilities[feature];
  return capability.kind === 'approximate' ? capability.verdict : capability.kind;
}

function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map(column =>
    Math.max(column.length, ...rows.map(row => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(line).join('');
}
