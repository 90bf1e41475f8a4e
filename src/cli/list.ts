import { targets } from '../../backends/index.ts';
import { capabilitiesOf, formsOf } from '../compile/index.ts';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import {
  type DataSource,
  dataSources,
  fieldsOf,
  listedFieldsOf,
  openFieldsOf,
  productNames,
} from '../fields/index.ts';
import { type Capability, type Feature, features } from '../ir/index.ts';
import { formats } from '../readers/index.ts';
import { badChoice, badValue } from './bad-value.ts';
import { listSpec } from './list-options.ts';
import { sourceDetails, sourceFacts } from './list-sources.ts';
import type { Arguments } from './options.ts';
import { ownEnvironment } from './own-environment.ts';
import { writeOutput } from './standard-output.ts';
import { openTerminal, type Screen } from './terminal.ts';

type Row = Readonly<Record<string, string>>;

/** `ruleglot list`. */
export async function list(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const [what, extra] = given.operands;
  if (what === undefined) return diagnose('cli/missing', { what: listSpec.operands });
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const environment = await ownEnvironment(given, openTerminal(given, screen));
  if ('code' in environment) return environment;
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
      return sourceRows(given.one('source'));
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
  return backends.map(backend => ({
    target: backend.target,
    dialects: formsOf(backend).join(' '),
    formats: backend.formats.join(' '),
    title: backend.title,
  }));
}

/** All sources with what each product calls them; of one, each fact on a line of its own. */
function sourceRows(id: string | undefined): readonly Row[] | Diagnostic {
  if (id === undefined) return dataSources().map(source => sourceFacts(source));
  const source = knownSource(id);
  if ('code' in source) return source;
  return Object.entries(sourceDetails(source)).map(([what, value]) => ({ what, value }));
}

function knownSource(id: string): DataSource | Diagnostic {
  const ids = dataSources().map(each => each.id);
  const source = dataSources().find(each => each.id === id);
  return source ?? badValue('--source', id, 'the id of a data source', nearestName(id, ids));
}

function fieldRows(id: string | undefined): readonly Row[] | Diagnostic {
  if (id === undefined) return diagnose('cli/missing', { what: '--source' });
  const source = knownSource(id);
  if ('code' in source) return source;
  const rows = fieldsOf(source.id).map(({ canonical, type, names, forms }) => ({
    canonical,
    type,
    ...Object.fromEntries(productNames.map(vendor => [vendor, names[vendor] ?? ''])),
    forms: productNames.flatMap(vendor => (forms[vendor] ? [`${vendor}: ${forms[vendor]}`] : [])).join('; '),
  }));
  const told = (all: ReturnType<typeof openFieldsOf>, forms: string) =>
    all.map(names => ({ ...names, type: '', forms }));
  const listed = told(listedFieldsOf(source.id), 'named as its log does');
  return [...rows, ...listed, ...told(openFieldsOf(source.id), 'any name')];
}

async function featureRows(): Promise<readonly Row[]> {
  const backends = await Promise.all(targets.map(entry => entry.load()));
  const columns = backends.flatMap(backend =>
    formsOf(backend).map(form => [`${backend.target}:${form}`, capabilitiesOf(backend, form)] as const),
  );
  return features.map(feature => ({
    feature,
    ...Object.fromEntries(columns.map(([name, capabilities]) => [name, word(capabilities, feature)])),
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
