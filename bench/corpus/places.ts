import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSources, resolve } from '../../src/fields/index.ts';
import { eventsOf } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { type CorpusRule, shared } from './inputs.ts';
import { type Report, tally } from './report.ts';

/** Log sources, indices, searches and log types of public rules that no data source has: each by its rules. */
export async function reportPlaces(report: Report, rules: readonly CorpusRule[]): Promise<void> {
  report.title('Places of events that no data source has');
  const sigma = new Map<string, number>();
  const elastic = new Map<string, number>();
  for (const { read, group } of rules)
    for (const { source } of read.rule === undefined ? [] : eventsOf(read.rule.search)) {
      if (source.id !== undefined) continue;
      if (source.sigma !== undefined) tally(sigma, JSON.stringify(source.sigma));
      else if (!group.endsWith('(old)')) tally(elastic, source.elastic?.indices.join(' ') ?? '');
    }
  const splunk = new Map<string, number>();
  for (const { path, read } of await rulesIn('splunk'))
    for (const { source } of read.rule === undefined ? [] : eventsOf(resolve(read.rule).value.search))
      if (source.id === undefined) tally(splunk, source.splunk?.dataModel ?? path);
  const known = new Set(dataSources().flatMap(({ panther }) => panther.logTypes));
  const panther = new Map<string, number>();
  for (const type of pantherTypes()) if (!known.has(type)) tally(panther, type);
  const all = {
    'log sources of Sigma': sigma,
    'searches of Splunk': splunk,
    'log types of Panther': panther,
  };
  for (const [name, missing] of Object.entries(all)) {
    report.figure(`places: ${name} that no data source has`, missing.size);
    report.counts(name, missing, 12);
  }
  report.figure('places: searches of Elastic that no data source has', sum(elastic));
  report.counts('indices of Elastic', elastic, 12);
}

async function rulesIn(name: 'splunk'): Promise<readonly Pick<CorpusRule, 'path' | 'read'>[]> {
  const found: Pick<CorpusRule, 'path' | 'read'>[] = [];
  for (const file of filesIn(name)) {
    const reader = await readerFor(file);
    for (const read of reader?.read(file, { placeholders: new Map() }) ?? [])
      found.push({ path: file.path, read });
  }
  return found;
}

/** The log types that Panther's rules name. */
function pantherTypes(): readonly string[] {
  return filesIn('panther').flatMap(({ text }) => {
    const [, list = ''] = /^LogTypes:[^\S\n]*\n((?:[^\S\n]*-[^\n]*\n)+)/m.exec(text) ?? [];
    return [...list.matchAll(/-\s*["']?([\w.]+)/g)].map(([, type = '']) => type);
  });
}

function filesIn(name: 'splunk' | 'panther'): readonly SourceFile[] {
  const root = join(shared, 'corpora', name);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yml'))
    .sort()
    .map(path => new SourceFile(join(root, path), readFileSync(join(root, path), 'utf8')));
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
