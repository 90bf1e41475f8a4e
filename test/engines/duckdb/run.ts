import { readFileSync } from 'node:fs';
import { available, corpusRules } from '../../../bench/corpus/inputs.ts';
import type { Report } from '../../../bench/corpus/report.ts';
import { resolve } from '../../../src/fields/index.ts';
import type { Backend } from '../../../src/ir/index.ts';
import { readerFor } from '../../../src/readers/index.ts';
import { SourceFile } from '../../../src/source/index.ts';
import { ownFiles } from '../rules.ts';
import { Database } from './database.ts';
import { judgeSql, type SqlRule, SqlVerdicts } from './judge.ts';

/** The project's own searches over several events, and every so many-th public one, as scheduled queries. */
export async function judgeScheduledQueries(backend: Backend, step: number, report: Report): Promise<void> {
  const database = await Database.open();
  const verdicts = new SqlVerdicts();
  await judgeSql(database, backend, [...(await ownRules()), ...(await publicRules(step))], verdicts);
  verdicts.report(report);
}

async function ownRules(): Promise<readonly SqlRule[]> {
  const found: SqlRule[] = [];
  for (const path of ownFiles()) found.push(...(await rulesIn(path)));
  return found;
}

async function rulesIn(path: string): Promise<readonly SqlRule[]> {
  const file = new SourceFile(path, readFileSync(path, 'utf8'));
  const reader = await readerFor(file);
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(read => {
    const rule = read.rule && resolve(read.rule).value;
    return rule === undefined || rule.search.kind === 'events' ? [] : [{ path, rule }];
  });
}

async function publicRules(step: number): Promise<readonly SqlRule[]> {
  if (!available) return [];
  const several = (await corpusRules('elastic')).flatMap(({ path, read: { rule } }) =>
    rule === undefined || rule.search.kind === 'events' ? [] : [{ path, rule }],
  );
  return several.filter((_, index) => index % step === 0);
}
