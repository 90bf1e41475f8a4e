import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownMatches, shared } from './inputs.ts';
import type { Report } from './report.ts';

/** Programs that stand for "the work that nobody can spare": each is run as a process of its own, as the command is. */
const parseYaml = `
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
const root = process.argv[1];
for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.yml')))
  for (const document of parseAllDocuments(readFileSync(join(root, path), 'utf8'))) document.toJS();
`;

const parseEvents = `
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
for (const line of gunzipSync(readFileSync(process.argv[1])).toString('utf8').split('\\n')) if (line) JSON.parse(line);
`;

const command = 'dist/ruleglot.js';

/** Ratios within one run of this machine: nothing else can be compared on a noisy one. */
export function reportSpeed(report: Report, runs: number): void {
  report.title(`Speed, median of ${runs}, as whole processes`);
  const corpus = join(shared, 'corpora/sigma');
  const events = join(shared, 'events/windows.ndjson.gz');
  const output = mkdtempSync(join(tmpdir(), 'ruleglot-speed-'));
  const parsed = { name: 'yaml', words: () => script(parseYaml, corpus) };
  const rule = join(corpus, 'rules/windows/process_creation');
  const fresh = (run: number) => convertAll(corpus, join(output, `fresh-${run}`), 'none');
  const again = () => convertAll(corpus, join(output, 'again'), 'none');
  const proved = () => convertAll(corpus, join(output, 'again'), 'proved');
  const what = 'speed: convert all to four targets';
  ratio(report, runs, `${what} against parsing the YAML`, parsed, fresh);
  seconds(again());
  ratio(report, runs, `${what} into the same folder again against parsing the YAML`, parsed, again);
  ratio(report, runs, `${what} with proofs against without`, { name: 'without', words: again }, proved);
  ratio(
    report,
    runs,
    'speed: match the rules with known matches over the Windows events against decoding and parsing them',
    { name: 'JSON', words: () => script(parseEvents, events) },
    () => [
      command,
      'match',
      ...rulesWithKnownMatches(corpus),
      '--events',
      events,
      '--report',
      `ndjson=${join(output, 'matches')}`,
      '--quiet',
      '--fail-on',
      'none',
    ],
  );
  ratio(
    report,
    Math.max(runs, 9),
    'speed: one rule from the shell against node -e 0',
    { name: 'node', words: () => ['-e', '0'] },
    () => [command, 'convert', firstRule(rule), '-t', 'splunk', '--quiet'],
  );
  rmSync(output, { recursive: true, force: true });
}

/** With as many threads as anybody gets who does not ask for any number of them. */
function convertAll(corpus: string, output: string, evidence: string): readonly string[] {
  const targets = ['splunk', 'panther', 'sigma', 'elastic'].flatMap(target => ['-t', target]);
  const silent = ['--quiet', '--fail-on', 'none'];
  return [command, 'convert', corpus, ...targets, '-o', output, '--evidence', evidence, ...silent];
}

function script(text: string, argument: string): readonly string[] {
  return ['--input-type=module', '-e', text, argument];
}

/** The files of the rules that the figure is about. */
function rulesWithKnownMatches(corpus: string): readonly string[] {
  return [...new Set(Object.values(knownMatches()).map(known => join(corpus, known.path)))].filter(path =>
    existsSync(path),
  );
}

function firstRule(folder: string): string {
  const { stdout } = spawnSync('ls', [folder], { encoding: 'utf8' });
  return join(folder, stdout.split('\n')[0] ?? '');
}

interface Yardstick {
  readonly name: string;
  readonly words: () => readonly string[];
}

/** Interleaved, so that both meet the same noise. */
function ratio(
  report: Report,
  runs: number,
  name: string,
  yardstick: Yardstick,
  ours: (run: number) => readonly string[],
): void {
  const theirs: number[] = [];
  const own: number[] = [];
  for (let run = 0; run < runs; run++) {
    theirs.push(seconds(yardstick.words()));
    own.push(seconds(ours(run)));
  }
  report.line(`${yardstick.name} ${median(theirs).toFixed(3)} s, ruleglot ${median(own).toFixed(3)} s`);
  report.figure(name, median(own) / median(theirs), ' times');
}

function seconds(words: readonly string[]): number {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, [...words], { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
