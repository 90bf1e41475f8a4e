import type { Report } from '../../../bench/corpus/report.ts';
import type { Backend } from '../../../src/ir/index.ts';
import type { SeveralRule } from '../several-rules.ts';
import { Database } from './database.ts';
import { judgeSql, SqlVerdicts } from './judge.ts';

/** Searches over several events, as scheduled queries. */
export async function judgeScheduledQueries(
  backend: Backend,
  rules: readonly SeveralRule[],
  report: Report,
): Promise<void> {
  const database = await Database.open();
  const verdicts = new SqlVerdicts();
  await judgeSql(database, backend, rules, verdicts);
  verdicts.report(report);
}
