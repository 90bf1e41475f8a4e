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
  const targets = ['splunk', 'panther', 'sigma', 'elastic'].flatMap(target => ['-t', target]);
  const rule = join(corpus, 'rules/windows/process_creation');
  ratio(
    report,
    runs,
    'speed: convert all to four targets against parsing the YAML',
    'yaml',
    [script(parseYaml, corpus)],
    [
      command,
      'convert',
      corpus,
      ...targets,
      '-o',
      output,
      '--evidence',
      'none',
      '--quiet',
      '--fail-on',
      'none',
    ],
  );
  ratio(
    report,
    runs,
    'speed: match the rules with known matches over the Windows events against decoding and parsing them',
    'JSON',
    [script(parseEvents, events)],
    [
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
    'node',
    [['-e', '0']],
    [command, 'convert', firstRule(rule), '-t', 'splunk', '--quiet'],
  );
  rmSync(output, { recursive: true, force: true });
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

/** Interleaved, so that both meet the same noise. */
function ratio(
  report: Report,
  runs: number,
  name: string,
  base: string,
  yardstick: readonly (readonly string[])[],
  ours: readonly string[],
): void {
  const theirs: number[] = [];
  const own: number[] = [];
  for (let run = 0; run < runs; run++) {
    theirs.push(seconds(yardstick[0] ?? []));
    own.push(seconds(ours));
  }
  report.line(`${base} ${median(theirs).toFixed(3)} s, ruleglot ${median(own).toFixed(3)} s`);
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
