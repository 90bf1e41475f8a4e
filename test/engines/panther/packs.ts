import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../bench/corpus/report.ts';
import { must } from '../toolchain.ts';

const counted = /^\t(Passed|Skipped|Failed|Invalid): (\d+)$/gm;

/** Panther's own tool takes the emitted packs, and runs the Tests that stand in them: those labelled by hand, and witnesses. */
export function judgePacks(python: string, paths: readonly string[], report: Report): void {
  const folder = mkdtempSync(join(tmpdir(), 'ruleglot-packs-'));
  try {
    must('node', ['scripts/build.mjs']);
    const convert = [
      'dist/ruleglot.js',
      'convert',
      ...paths,
      '-t',
      'panther',
      '-o',
      folder,
      '--fail-on',
      'none',
    ];
    must('node', convert);
    const tool = join(python, '..', 'pat');
    const { stdout } = spawnSync(tool, ['test', '--path', folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const counts = new Map(
      [...stdout.matchAll(counted)].map(([, name = '', count]) => [name, Number(count)]),
    );
    report.title("Packs taken by Panther's own tool");
    report.line(`${counts.get('Skipped') ?? 0} correlation rules, which it does not run`);
    report.figure('pat: rules that pass their tests', counts.get('Passed') ?? 0);
    report.figure('pat: rules that fail them or are refused', failures(counts));
    if (failures(counts) !== 0) report.line(stdout.slice(stdout.indexOf('Summary')).slice(0, 4000));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A tool that tells no counts has taken nothing. */
function failures(counts: ReadonlyMap<string, number>): number {
  return counts.size === 0 ? 1 : (counts.get('Failed') ?? 0) + (counts.get('Invalid') ?? 0);
}

/** Rules that the project ships, and the files that a sample of the public ones came from. */
export function packPaths(sample: readonly { readonly path: string }[]): readonly string[] {
  const all = [...new Set(sample.map(({ path }) => path))];
  const paths = all.filter(path => !/^(?:rules|invented)\//.test(path));
  return ['rules', ...paths.filter((path, index) => index % 5 === 0 && isOne(path))];
}

/** A file of several rules would bring more than the sample holds. */
function isOne(path: string): boolean {
  return !/^---\s*$/m.test(readFileSync(path, 'utf8'));
}
