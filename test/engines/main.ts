import { targets } from '../../backends/index.ts';
import { available, shared } from '../../bench/corpus/inputs.ts';
import { Report } from '../../bench/corpus/report.ts';
import { RealEvents } from './events.ts';
import { type Pair, pairOf } from './pairs.ts';
import { installPanther, judgePanther } from './panther/judge.ts';
import { corpusSample, type JudgedRule, ownRules } from './rules.ts';
import { ToolchainMissing } from './toolchain.ts';
import { Verdicts } from './verdicts.ts';

const report = new Report();
if (!available) report.line(`SKIPPED: ${shared} is not here; only the project's own rules are judged`);
const rules = [...(await ownRules()), ...(await corpusSample({ sigma: 5, elastic: 3 }))];
const real = new RealEvents();

await judged('panther_core', async verdicts => {
  const python = installPanther();
  judgePanther(python, await pairsIn('panther'), verdicts);
});
process.exitCode = report.close();

/** One engine on all that it can judge; without its toolchain it is skipped, and said so. */
async function judged(engine: string, judge: (verdicts: Verdicts) => Promise<void>): Promise<void> {
  const verdicts = new Verdicts(engine);
  const start = performance.now();
  try {
    await judge(verdicts);
    verdicts.report(report);
  } catch (error) {
    if (!(error instanceof ToolchainMissing)) throw error;
    report.line(`SKIPPED: ${engine}: ${error.message}`);
  }
  report.line(`${((performance.now() - start) / 1000).toFixed(0)} s`);
}

async function pairsIn(target: string, dialect?: string, among: readonly JudgedRule[] = rules) {
  const backend = await targets.find(each => each.target === target)?.load();
  const pairs: Pair[] = [];
  for (const each of among) {
    const pair = backend === undefined ? undefined : await pairOf(each, backend, dialect, real);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}
