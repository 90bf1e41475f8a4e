import { targets } from '../../backends/index.ts';
import { available, shared } from '../../bench/corpus/inputs.ts';
import { Report } from '../../bench/corpus/report.ts';
import type { Backend } from '../../src/ir/index.ts';
import { judgeScheduledQueries } from './duckdb/run.ts';
import { judgeElastic } from './elastic/judge.ts';
import { ElasticNode } from './elastic/node.ts';
import { judgeEsqlSeries } from './elastic/series.ts';
import { installEql, judgeEql } from './eql/judge.ts';
import { judgeEqlSeries } from './eql/series.ts';
import { RealEvents } from './events.ts';
import { inventedRules } from './invented.ts';
import { type Pair, pairOf } from './pairs.ts';
import { installPanther, judgePanther } from './panther/judge.ts';
import { judgePacks, packPaths } from './panther/packs.ts';
import { corpusSample, ownRules } from './rules.ts';
import { type SeriesPair, SeriesVerdicts, seriesPairOf } from './series.ts';
import { inventedSeveral, severalRules } from './several-rules.ts';
import { judgeInvented } from './sigma/invented.ts';
import { judgeSigma, type SigmaEngine } from './sigma/judge.ts';
import { installPySigma, judgeDocuments } from './sigma/pysigma.ts';
import { askRsigma, installRsigma } from './sigma/rsigma.ts';
import { judgeCorrelations } from './sigma/series.ts';
import { ToolchainMissing } from './toolchain.ts';
import { Verdicts } from './verdicts.ts';

const report = new Report();
if (!available) report.line(`SKIPPED: ${shared} is not here; only the project's own rules are judged`);
/**
 * An engine alone, and a thinner sample or rules by chance alone, for who works on it: `npm run test:engines -- esql 8`,
 * `npm run test:engines -- esql invented`, and of other rules, more of them, `SEED=2 npm run test:engines -- esql invented 2000`.
 */
const [only, thinned = '1', count = '420'] = process.argv.slice(2);
/** Rules that no author wrote. */
const invented = Number(count);
/** A stream for each is soon run. */
const inventedCorrelations = 5;
const thinner = thinned === 'invented' ? 1 : Number(thinned);
const rules =
  thinned === 'invented'
    ? await inventedRules(invented)
    : [
        ...(await ownRules()),
        ...(await inventedRules(invented / thinner)),
        ...(await corpusSample({ sigma: 5 * thinner, elastic: 3 * thinner })),
      ];
const real = new RealEvents();
let judgedPairs = 0;
let judgedEvents = 0;

await judged(['panther_core'], async verdicts => {
  const python = installPanther();
  judgePanther(python, await pairsIn('panther'), verdicts);
});
await judged(['eql'], async verdicts => {
  const python = installEql();
  judgeEql(python, await pairsIn('elastic', 'eql'), verdicts);
  const series = new SeriesVerdicts('eql');
  judgeEqlSeries(python, await seriesIn('elastic', 'eql'), series);
  series.report(report);
});
await judged(['rsigma'], async verdicts => {
  const program = installRsigma();
  const engine: SigmaEngine = requests => askRsigma(program, requests);
  const backend = await backendOf('sigma');
  judgeSigma(engine, backend, await pairsIn('sigma'), verdicts);
  const series = new SeriesVerdicts('rsigma');
  judgeCorrelations(program, backend, await seriesIn('sigma', 'sigma'), series);
  series.report(report);
  await judgeInvented(program, invented * inventedCorrelations, report);
});
await judged(['kql', 'lucene', 'esql'], async (...verdicts) => {
  const pairs: Pair[] = [];
  for (const dialect of ['kql', 'lucene', 'esql']) pairs.push(...(await pairsIn('elastic', dialect)));
  const node = await ElasticNode.start();
  try {
    await judgeElastic(node, pairs, new Map(verdicts.map(each => [each.engine, each])));
  } finally {
    node.stop();
  }
});
await alone('esql-series', async () => {
  const node = await ElasticNode.start();
  const series = new SeriesVerdicts('esql');
  try {
    await judgeEsqlSeries(node, await seriesIn('elastic', 'esql', true), series);
  } finally {
    node.stop();
  }
  series.report(report);
});
await alone('pysigma', async () => {
  const written = [...(await pairsIn('sigma')), ...(await seriesIn('sigma', 'sigma'))];
  judgeDocuments(installPySigma(), await backendOf('sigma'), written, report);
});
await alone('pat', async () => judgePacks(installPanther(), packPaths(rules), report));
await alone('duckdb', async () => {
  const several = [
    ...(await severalRules(6 * thinner)),
    ...(await inventedSeveral(invented / (6 * thinner))),
  ];
  await judgeScheduledQueries(await backendOf('panther'), several, report);
});
report.title('All engines');
// What is asked of the whole is asked of a whole run.
const whole = only === undefined && thinner === 1 && available ? 'engines' : 'engines, in part';
report.figure(`${whole}: pairs of a rule and a target`, judgedPairs);
report.figure(`${whole}: events`, judgedEvents);
process.exitCode = report.close();

/** What keeps its own count. */
async function alone(engine: string, judge: () => Promise<void>): Promise<void> {
  if (only !== undefined && only !== engine) return;
  try {
    await judge();
  } catch (error) {
    if (!(error instanceof ToolchainMissing)) throw error;
    report.line(`SKIPPED: ${engine}: ${error.message}`);
  }
}

/** One engine on all that it can judge; without its toolchain it is skipped, and said so. */
async function judged(
  engines: readonly string[],
  judge: (...verdicts: [Verdicts, ...Verdicts[]]) => Promise<void>,
): Promise<void> {
  if (only !== undefined && !engines.includes(only)) return;
  const [first, ...others] = engines.map(engine => new Verdicts(engine));
  if (first === undefined) return;
  const verdicts: [Verdicts, ...Verdicts[]] = [first, ...others];
  const start = performance.now();
  try {
    await judge(...verdicts);
    for (const each of verdicts) {
      each.report(report);
      judgedPairs += each.pairs;
      judgedEvents += each.events;
    }
  } catch (error) {
    if (!(error instanceof ToolchainMissing)) throw error;
    report.line(`SKIPPED: ${engines.join(', ')}: ${error.message}`);
  }
  report.line(`${((performance.now() - start) / 1000).toFixed(0)} s`);
}

async function backendOf(target: string): Promise<Backend> {
  const backend = await targets.find(each => each.target === target)?.load();
  if (backend === undefined) throw new Error(`no target is called ${target}`);
  return backend;
}

async function seriesIn(target: string, dialect: string, knowsRuns = false): Promise<readonly SeriesPair[]> {
  const backend = await backendOf(target);
  const pairs: SeriesPair[] = [];
  for (const each of await severalRules(thinner)) {
    const isSequence = each.rule.search.kind === 'sequence' || dialect !== 'eql';
    const pair = isSequence ? await seriesPairOf(each, backend, dialect, knowsRuns) : undefined;
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

async function pairsIn(target: string, dialect?: string): Promise<readonly Pair[]> {
  const backend = await backendOf(target);
  const pairs: Pair[] = [];
  for (const each of rules) {
    const pair = await pairOf(each, backend, dialect, real);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}
