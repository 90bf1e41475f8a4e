import { targets } from '../../backends/index.ts';
import { capabilitiesOf, formsOf } from '../compile/index.ts';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import {
  calculatedFieldsOf,
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
import { sourceDetails, sourceFacts, sourcesCalled } from './list-sources.ts';
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

/** By its id, by what a product calls it where that is one, or by a part of its id that no other has. */
function knownSource(word: string): DataSource | Diagnostic {
  const found = sourcesCalled(word);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const ids = dataSources().map(each => each.id);
  const near =
    found.length === 0
      ? nearestName(word, ids)
      : ids.filter(id => found.some(each => each.id === id)).join(', ');
  return badValue('--source', word, 'the id of a data source, or what one product calls it', near);
}

function fieldRows(id: string | undefined): readonly Row[] | Diagnostic {
  if (id === undefined) return diagnose('cli/missing', { what: '--source' });
  const source = knownSource(id);
  if ('code' in source) return source;
  const rows = fieldsOf(source.id).map(({ canonical, type, names, forms, also }) => ({
    canonical,
    type,
    ...Object.fromEntries(productNames.map(vendor => [vendor, names[vendor] ?? ''])),
    forms: productNames.flatMap(vendor => (forms[vendor] ? [`${vendor}: ${forms[vendor]}`] : [])).join('; '),
    'also read': productNames
      .flatMap(vendor => (also[vendor] ? [`${vendor}: ${also[vendor].join(' ')}`] : []))
      .join('; '),
  }));
  const nameless = {
    canonical: '',
    type: '',
    ...Object.fromEntries(productNames.map(vendor => [vendor, ''])),
  };
  const made = calculatedFieldsOf(source).map(([splunk, how]) => ({
    ...nameless,
    splunk,
    forms: `splunk: an add-on makes it of ${how}`,
    'also read': '',
  }));
  const told = (all: ReturnType<typeof openFieldsOf>, forms: string) =>
    all.map(names => ({ ...names, type: '', forms, 'also read': '' }));
  const listed = told(listedFieldsOf(source.id), 'named as its log does');
  return [...rows, ...made, ...listed, ...told(openFieldsOf(source.id), 'any name')];
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
