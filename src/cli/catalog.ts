import { targets } from '../../backends/index.ts';
import { type CatalogRule, catalogJson, type RuleDetail, siteFiles } from '../catalog/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { CatalogOutput } from './catalog-output.ts';
import { CatalogRelations } from './catalog-relations.ts';
import { catalogSettings } from './catalog-settings.ts';
import {
  fileKeys,
  isIntact,
  type Manifest,
  readManifest,
  readRecords,
  recordLines,
  type StoredRule,
  writeManifest,
} from './catalog-store.ts';
import { catalogWork, lineMarks } from './catalog-work.ts';
import { fail } from './failures.ts';
import { FileNames } from './file-name.ts';
import { passFiles, workersWanted } from './file-pass.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { besideDigests } from './panther-beside.ts';
import type { Reports } from './reports.ts';
import { ruleInput } from './rule-stream.ts';
import { openRun, type Run } from './run.ts';
import { Summary } from './summary.ts';
import { reasonOf } from './system-errors.ts';
import type { Screen } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';

/** `ruleglot catalog`. */
export async function catalog(
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
): Promise<number | Diagnostic> {
  const [first] = given.operands;
  if (first === undefined) return diagnose('cli/missing', { what: 'PATH' });
  const output = given.one('output');
  if (output === undefined) return diagnose('cli/missing', { what: '--output' });
  const workers = workersWanted(given);
  if (typeof workers === 'object') return workers;
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const making = { given, screen, threads, workers, run, output };
  try {
    await make(making);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    // What is written to an open file bears no path.
    const path = 'path' in error ? String(error.path) : output;
    return diagnose('cli/unwritable', { path, reason: reasonOf(error) });
  }
  run.reports.close();
  return run.outcome.code;
}

interface Making {
  readonly given: Arguments;
  readonly screen: Screen;
  readonly threads: StartThread | undefined;
  readonly workers: number | undefined;
  readonly run: Run;
  readonly output: string;
}

async function make(making: Making): Promise<void> {
  const { given, run, output } = making;
  const { files, failures } = ruleInput(given.operands);
  for (const { path, diagnostic } of failures) fail(run, path, [diagnostic]);
  const around = { settings: catalogSettings(given), besideOf: besideDigests(given.one('helpers')) };
  const keys = fileKeys(files, around, run.readOptions.run);
  const former = given.has('fresh') ? undefined : readManifest(output);
  const same = new Set(files.filter(path => former?.keys[path] === keys.get(path)));
  const found = await analyse(
    files.filter(path => !same.has(path)),
    making,
  );
  const isSame =
    found.rules.size === 0 && former !== undefined && Object.keys(former.keys).every(path => same.has(path));
  if (isSame && isIntact(output, former)) {
    run.terminal.say(`${Object.keys(former.files).length} files, none changed`);
    return;
  }
  const kept = await readRecords(output, same);
  const rules = files.flatMap(path => found.rules.get(path) ?? kept.get(path) ?? []);
  const held = files.filter(path => !found.failed.has(path));
  const stored = Object.fromEntries(held.map(path => [path, keys.get(path) ?? '']));
  await write(rules, stored, former, making);
}

interface Found {
  readonly rules: ReadonlyMap<string, readonly StoredRule[]>;
  readonly failed: ReadonlySet<string>;
}

/** Reads files and takes their rules apart, on threads where there are any. */
async function analyse(
  paths: readonly string[],
  { given, screen, threads, workers, run }: Making,
): Promise<Found> {
  const rules = new Map<string, StoredRule[]>();
  const failed = new Set<string>();
  if (paths.length === 0) return { rules, failed };
  let entry: StoredRule['entry'] | undefined;
  const reports: Reports = {
    ...run.reports,
    addWritten: line => {
      const [mark] = line;
      if (mark === lineMarks.entry) entry = JSON.parse(line.slice(1)) as StoredRule['entry'];
      else if (mark === lineMarks.failed) failed.add(line.slice(1));
      else if (mark !== lineMarks.detail) run.reports.addWritten(line);
      else if (entry !== undefined)
        rules.set(entry.path, [...(rules.get(entry.path) ?? []), { entry, detail: line.slice(1) }]);
    },
  };
  const changed = argumentsOf({ ...given.values, filter: [] }, paths);
  const fileRun = { ...run, reports, summary: new Summary() };
  const pass = {
    command: 'catalog',
    given: changed,
    screen,
    run: fileRun,
    work: await catalogWork(),
  } as const;
  await passFiles(pass, { threads, workers });
  return { rules, failed };
}

async function write(
  stored: readonly StoredRule[],
  keys: Manifest['keys'],
  former: Manifest | undefined,
  { run, output, given }: Making,
): Promise<void> {
  const names = new FileNames();
  const rules = stored.map(
    ({ entry }, index): CatalogRule => ({ ...entry, index, slug: `${entry.vendor}-${names.nameFor(entry)}` }),
  );
  const detailText = ({ index }: CatalogRule): string => stored[index]?.detail ?? '{}';
  const relations = new CatalogRelations(output, keys);
  await relations.prove(rules, run, given.has('fresh'));
  const place = new CatalogOutput(output);
  const sigma = await targets.find(({ target }) => target === 'sigma')?.load();
  if (sigma === undefined) throw new Error('no backend of Sigma');
  const input = {
    ...{ rules, sigma },
    detailOf: (rule: CatalogRule) => JSON.parse(detailText(rule)) as RuleDetail,
    relationOf: (rule: CatalogRule, other: CatalogRule) => relations.of(rule, other),
  };
  let done = 0;
  for (const { path, text } of siteFiles(input)) {
    place.put(path, text);
    run.terminal.progress(Math.min(++done, rules.length), rules.length + 1, 'pages');
  }
  place.stream('catalog.json', catalogJson({ rules, detailText }));
  run.terminal.progress(1, 1, 'pages');
  place.clear(Object.keys(former?.files ?? {}));
  const { sizes, written } = place;
  place.stream('.ruleglot-cache/records', recordLines(stored));
  relations.save();
  writeManifest(output, { keys, files: sizes });
  run.terminal.say(`${rules.length} rules, ${Object.keys(sizes).length} files, ${written} of them changed`);
}
