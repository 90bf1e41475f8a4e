import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Translation } from '../../src/compile/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import { available, corpusFiles, shared } from '../corpus/inputs.ts';
import { percent, Report, tally } from '../corpus/report.ts';
import { mutateEql, mutateEsql, mutateKql, mutateLucene } from './elastic.ts';
import { applied, type Edit, kinds, type Mutator } from './mutation.ts';
import { mutatePython } from './panther.ts';
import { Random } from './random.ts';
import { type Sample, sampleTranslations } from './sample.ts';
import { mutateSigma } from './sigma.ts';
import { mutateSpl } from './splunk.ts';

const mutators: Readonly<Record<string, Mutator>> = {
  kql: mutateKql,
  lucene: mutateLucene,
  eql: mutateEql,
  esql: mutateEsql,
  spl: mutateSpl,
  datamodel: mutateSpl,
  python: mutatePython,
  correlation: () => [],
  sigma: mutateSigma,
};

const report = new Report();
const random = new Random(4);
const perTarget = Number(process.argv[2] ?? 125);
const start = performance.now();
const samples = await sampleTranslations(files(), perTarget, random);
const caught = new Map<string, number>();
const counted = new Map<string, number>();
const equal: string[] = [];
const missed: string[] = [];
const unreadable = new Map<string, number>();
for (const sample of samples) for (const edit of chosen(sample)) await judge(sample, edit);
tell();
process.exitCode = report.close();

function files(): readonly SourceFile[] {
  if (available) return [...corpusFiles('sigma'), ...corpusFiles('elastic')];
  report.line(`SKIPPED: ${shared} is not here; the project's own rules are changed`);
  return readdirSync('rules', { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(?:ya?ml|toml|ndjson)$/.test(path))
    .sort()
    .map(path => new SourceFile(join('rules', path), readFileSync(join('rules', path), 'utf8')));
}

/** One edit of each kind that a query has a place for. */
function chosen({ translation: { dialect, query = '' } }: Sample): readonly Edit[] {
  const all = mutators[dialect?.name ?? '']?.(query) ?? [];
  return kinds.flatMap(kind => random.one(all.filter(edit => edit.kind === kind)) ?? []);
}

async function judge({ path, rule, target, translation }: Sample, edit: Edit): Promise<void> {
  const { query = '', dialect } = translation;
  const changed = applied(query, edit);
  if (changed === query) return;
  const { translation: found } = await verifyTranslation(rule, { ...translation, query: changed });
  const name = `${dialect?.name} ${edit.kind}`;
  const shown = `${path}: ${around(query, edit)}`;
  if (isUnreadable(found)) {
    tally(unreadable, name);
    return;
  }
  if (found.verdict === 'exact' && found.evidence?.kind === 'proved') {
    equal.push(`${name}: ${shown}`);
    return;
  }
  tally(counted, target);
  tally(counted, name);
  if (found.verdict !== 'exact') {
    tally(caught, target);
    tally(caught, name);
  } else
    missed.push(
      `${name}: ${shown}: ${found.evidence?.kind === 'unverified' ? found.evidence.because : found.evidence?.kind}`,
    );
}

/** What is not of the language is no query that could be written; of SPL and Python only a part is read. */
function isUnreadable({ diagnostics, evidence, dialect }: Translation): boolean {
  if (diagnostics.some(each => each.code === 'internal/unreadable-query')) return true;
  const isPart = ['spl', 'datamodel', 'python'].includes(dialect?.name ?? '');
  return !isPart && evidence?.kind === 'unverified' && evidence.because.startsWith('not read back');
}

function around(query: string, { start: from, end, text }: Edit): string {
  const before = query.slice(Math.max(0, from - 40), from);
  return `${before}⟦${query.slice(from, end)}⟧→⟦${text}⟧${query.slice(end, end + 40)}`.replaceAll('\n', '⏎');
}

function tell(): void {
  report.title('One change of an emitted query');
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  report.line(`${seconds} s`);
  // Of the project's own rules alone there are fewer.
  if (available && perTarget === 125) report.figure('mutants: translations', samples.length);
  let [all, found] = [0, 0];
  for (const target of new Set(samples.map(each => each.target))) {
    const [total, right] = [counted.get(target) ?? 0, caught.get(target) ?? 0];
    all += total;
    found += right;
    report.figure(`mutants: ${target}: caught`, percent(right, total), ` % of ${total}`);
  }
  report.figure('mutants: caught as not exact', percent(found, all), ` % of ${all}`);
  report.counts('Mutants by language and kind', counted, 60);
  report.counts('No longer of the language, and left out', unreadable, 60);
  report.title(`Equal in meaning by proof, and left out: ${equal.length}`);
  for (const each of equal) report.line(each);
  report.title(`Not caught: ${missed.length}`);
  for (const each of missed) report.line(each);
}
