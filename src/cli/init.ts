import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formatOf, isBesideEscu } from '../readers/index.ts';
import { besideSearches } from './beside-searches.ts';
import { configName } from './config-name.ts';
import { expandPaths, readSource, shownPath } from './input-files.ts';
import type { Arguments } from './options.ts';
import { replaceFile } from './replace-file.ts';
import { reasonOf } from './system-errors.ts';
import { openTerminal, type Screen } from './terminal.ts';

/** Files of a folder that are looked at: the first ones tell what is in it. */
const sample = 2000;
/** More files than this that are no rules are not named one by one. */
const mostExcluded = 20;

/** The JSON schema of the configuration, for editors: that of the package where a project has it, a copy where it has not. */
const schemaCopy = '.ruleglot.schema.json';
const schemaOfPackage = join('node_modules', 'ruleglot', 'schemas', 'config.schema.json');

/** `ruleglot init`. */
export async function init(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const [folder = '.', extra] = given.operands;
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const path = join(folder, configName);
  const unwritable = (reason: string) => diagnose('cli/unwritable', { path: shownPath(path), reason });
  if (existsSync(path) && !given.has('force')) return unwritable('there is one; --force writes over it');
  try {
    const found = foldersOfRules(folder);
    const installed = installedSchema(folder);
    if (installed === undefined)
      replaceFile(join(folder, schemaCopy), `${JSON.stringify(schema, undefined, 2)}\n`);
    replaceFile(path, configText(found, folder, installed ?? `./${schemaCopy}`));
    const terminal = openTerminal(given, screen);
    for (const { paths, files } of found) terminal.say(`${filesWord(files)} of rules in ${paths.join(', ')}`);
    if (found.length === 0)
      terminal.say('no rules are found here: put them into rules, or name where they are');
    const named = folder === '.' ? '' : ` --config ${shownPath(path)}`;
    terminal.say(`${shownPath(path)} is written: look at it, then run \`ruleglot build${named}\``);
    return 0;
  } catch (error) {
    return unwritable(reasonOf(error));
  }
}

/** Where the project, which ends with its repository, has installed ruleglot. */
function installedSchema(folder: string): string | undefined {
  const top = topOfRepository(resolve(folder)) ?? resolve(folder);
  for (let at = resolve(folder); ; at = dirname(at)) {
    const place = join(at, schemaOfPackage);
    if (existsSync(place)) return withSlashes(join('.', relative(resolve(folder), place)));
    if (at === top) return undefined;
  }
}

function topOfRepository(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : topOfRepository(dirname(folder));
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

interface RuleFolder {
  readonly paths: readonly string[];
  readonly files: number;
  readonly formats: readonly string[];
  /** What lies among the rules and is none. */
  readonly others: readonly string[];
}

/** Rules in the folder itself, and the folders right below that hold any. */
function foldersOfRules(folder: string): readonly RuleFolder[] {
  const entries = readdirSync(folder).sort();
  const isOf = (kind: 'isFile' | 'isDirectory') => (name: string) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.[kind]() === true;
  const names = entries.filter(name => !/^\.|^(?:node_modules|packs|dist|build|test|tests)$/.test(name));
  return [
    ...rulesIn(folder, entries.filter(isOf('isFile'))),
    ...names.filter(isOf('isDirectory')).flatMap(name => {
      const { files } = expandPaths([join(folder, name)]);
      const looked = files.slice(0, sample);
      const formats = formatsOf(looked.filter(file => !isAside(file)));
      if (formats.size === 0) return [];
      const strange = looked.filter(file => formatsOf([file]).size === 0);
      const named = strange.length > mostExcluded ? [] : strange;
      const others = named.map(file => withSlashes(relative(folder, file)));
      const count = files.length - named.length;
      return [{ paths: [name], files: count, formats: [...formats].sort(), others }];
    }),
  ];
}

/** By their endings, where all files of an ending are rules. */
function rulesIn(folder: string, names: readonly string[]): readonly RuleFolder[] {
  const own = names.filter(name => {
    const path = join(folder, name);
    return formatsOf([path]).size > 0 && !isAside(path);
  });
  if (own.length === 0) return [];
  const others = names.filter(name => !own.includes(name) && !name.startsWith('ruleglot.'));
  const mixed = new Set(others.map(name => extname(name)));
  const paths = new Set(own.map(name => (mixed.has(extname(name)) ? name : `*${extname(name)}`)));
  const formats = formatsOf(own.map(name => join(folder, name)));
  return [{ paths: [...paths].sort(), files: own.length, formats: [...formats].sort(), others: [] }];
}

/** Content of Panther and Splunk that rules stand on, which is none itself: it is read beside them, and left out among them. */
function isAside(file: string): boolean {
  const source = readSource(file);
  if ('code' in source) return false;
  return isBesideEscu(source) || (asides.test(source.text) && !rulesOfPanther.test(source.text));
}

const asides = /^["']?AnalysisType["']?\s*:/m;
const rulesOfPanther = /^["']?AnalysisType["']?\s*:\s*["']?(?:rule|correlation_rule|scheduled_rule)\b/m;

function filesWord(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}

function formatsOf(files: readonly string[]): ReadonlySet<string> {
  const formats = new Set<string>();
  for (const file of files) {
    const source = readSource(file);
    const entry = 'code' in source ? undefined : formatOf(source);
    if (entry !== undefined) formats.add(entry.format);
  }
  return formats;
}

/** As a text of YAML, which takes 2024 for a number and true for no text. */
function quoted(text: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(text) && !words.test(text);
  return isPlain ? text : JSON.stringify(text);
}

const words = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function configText(found: readonly RuleFolder[], folder: string, schemaPath: string): string {
  const inputs =
    found.length === 0
      ? ['  - paths: [rules]']
      : found.flatMap(({ paths, files, formats, others }) => [
          `  - paths: [${paths.map(quoted).join(', ')}] # ${filesWord(files)}: ${formats.join(', ')}`,
          ...(others.length === 0 ? [] : [`    exclude: [${others.map(quoted).join(', ')}] # no rules`]),
        ]);
  const excludes = found.some(({ others }) => others.length > 0);
  return `${[
    `# yaml-language-server: $schema=${schemaPath}`,
    '# What ruleglot builds here: `ruleglot build` makes the packs and ruleglot.lock; commit both.',
    'version: 1',
    '',
    '# Where the rules are: files, folders, globs (* ** ? {a,b}).',
    'rules:',
    ...inputs,
    ...(excludes ? [] : ['    # exclude: ["**/drafts/**"]']),
    '',
    ...leanings,
    ...ofSearches(found, folder),
    ...template,
  ].join('\n')}\n`;
}

const leanings: readonly string[] = [
  '# What rules lean on, besides each other.',
  '# placeholders: own/placeholders.yaml # values of Sigma placeholders: Administrators: [root, anna]',
  '# pipelines: [own/pipeline.yml] # pySigma processing pipelines, applied to Sigma rules',
  '# filters: [own/filters] # Sigma filters, joined to the rules that they name',
];

/** What macros and tables there are counts where there are searches that may name them. */
function ofSearches(found: readonly RuleFolder[], folder: string): readonly string[] {
  const areSearches = found.some(({ formats }) => formats.some(format => searches.has(format)));
  const { macros, lookups } = areSearches ? besideSearches(folder) : { macros: [], lookups: [] };
  const line = (key: string, paths: readonly string[], example: string, what: string): string =>
    `${paths.length === 0 ? `# ${key}: [${example}]` : `${key}: [${paths.map(quoted).join(', ')}]`} # ${what}`;
  return [
    line('macros', macros, 'own/macros.conf', 'what the macros of Splunk searches stand for'),
    line('lookups', lookups, 'own/lookups', 'tables that Splunk searches look up, as NAME.csv'),
  ];
}

const searches: ReadonlySet<string> = new Set(['escu', 'savedsearches', 'spl']);

const template: readonly string[] = [
  '',
  '# A pack for each product; several of one product may be made, with other filters or profiles.',
  'packs:',
  '  - name: splunk',
  '    target: splunk # splunk:cim searches data models, and events where none holds the rule; splunk:datamodel data models alone',
  '    form: app # or escu, for contentctl',
  '    folder: packs/splunk',
  '  - name: panther',
  '    target: panther',
  '    folder: packs/panther',
  '  - name: elastic',
  '    target: elastic # elastic:eql, elastic:esql, … take one language alone',
  '    form: rules # TOML files and one NDJSON; or toml, ndjson',
  '    folder: packs/elastic',
  '  - name: sigma',
  '    target: sigma',
  '    folder: packs/sigma',
  '    # select: # each key that is given must hold',
  '    #   levels: [high, critical]',
  '    #   status: [stable, test]',
  '    #   tags: ["attack.*"]',
  '    #   sources: ["windows.*", "linux/process_creation/*"]',
  '    #   attack: [TA0002, T1059]',
  '    # exclude: # any key suffices',
  '    #   paths: ["rules/experimental/**"]',
  '',
  'policy:',
  '  # What makes the build fail: unreadable, refused, broader, narrower, different, unverified, changed, given:KIND.',
  '  fail-on: [unreadable]',
  '  # waivers:',
  '  #   - rule: 5af54681-df95-4c26-854f-2565e13cfab0 # an id, or a glob of files',
  '  #     packs: [splunk]',
  '  #     allow: [refused]',
  '  #     reason: the sensor of the plant has no such field',
  '  #     until: 2027-01-31',
  '',
  '# How far to go: none, proved (each query is read back and compared), tested (where that decides nothing, on events).',
  'evidence: proved',
  '',
  '# reports: [sarif=build/ruleglot.sarif, junit=build/ruleglot.xml, markdown=build/ruleglot.md]',
  '',
  '# Facts of your environment, for packs with `profile: NAME`, or `ruleglot build --profile NAME`.',
  '# profiles:',
  '#   prod-eu:',
  '#     elastic:',
  '#       caseless: { process.name: process.name.caseless }',
  '#       text: [message]',
  '#       indices: { windows.process_creation: [logs-eu-endpoint.events.process-*] }',
  '#     splunk:',
  '#       searches: { windows.process_creation: "`sysmon_eu`" }',
  '#       macros: { sysmon_eu: index=eu_sysmon }',
  '#     panther:',
  '#       log-types: { windows.process_creation: [Custom.Sysmon] }',
  '',
  '# Fields and data sources of your own; `ruleglot list sources` shows those that are known.',
  '# fields:',
  '#   windows.process_creation:',
  '#     - { canonical: acme.asset.tier, sigma: AssetTier, elastic: acme.asset.tier, splunk: asset_tier, panther: asset_tier }',
  '# sources:',
  '#   acme.badge:',
  '#     sigma: { product: acme, service: badge }',
  '#     elastic: { indices: [logs-acme.badge-*] }',
  '#     splunk: { search: "index=badge" }',
  '#     panther: { log-types: [Custom.Acme.Badge] }',
];
