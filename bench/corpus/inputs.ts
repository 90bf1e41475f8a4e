import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { resolve, withoutBlanksInNames } from '../../src/fields/index.ts';
import { type ReadRule, readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** Public rules and events that lie beside the project, to measure on; never part of it. */
export const shared = '../shared';

export const available = existsSync(join(shared, 'corpora'));

export interface CorpusRule {
  readonly path: string;
  /** `sigma`, `sigma (old)`, `elastic`, `elastic (old)`: what is deprecated is counted apart. */
  readonly group: string;
  readonly read: ReadRule;
}

const oldFolders = /\/(deprecated|unsupported|_deprecated)\//;

/** Every file of a corpus, by path. */
export function corpusFiles(name: 'sigma' | 'elastic'): readonly SourceFile[] {
  const root = join(shared, 'corpora', name);
  const extension = name === 'sigma' ? '.yml' : '.toml';
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith(extension))
    .sort()
    .map(path => new SourceFile(join(root, path), readFileSync(join(root, path), 'utf8')));
}

/** Every rule of a corpus, fields resolved. */
export async function corpusRules(name: 'sigma' | 'elastic'): Promise<readonly CorpusRule[]> {
  const rules: CorpusRule[] = [];
  for (const file of corpusFiles(name)) {
    const reader = await readerFor(file);
    const group = oldFolders.test(file.path) ? `${name} (old)` : name;
    for (const read of reader?.read(file, { placeholders: new Map() }) ?? [])
      rules.push({ path: file.path, group, read: resolved(read) });
  }
  return rules;
}

function resolved(read: ReadRule): ReadRule {
  if (read.rule === undefined) return read;
  const { value, diagnostics } = resolve(read.rule);
  return { ...read, rule: value, diagnostics: [...read.diagnostics, ...diagnostics] };
}

export type EventData = Readonly<Record<string, unknown>>;

export interface RegressionSample {
  readonly rule: string;
  readonly path: string;
  readonly event: EventData;
}

/** SigmaHQ's positive samples. */
export function regressionSamples(): readonly RegressionSample[] {
  return lines<RegressionSample>(readFileSync(join(shared, 'events/sigma-regression.ndjson'), 'utf8')).map(
    sample => ({
      ...sample,
      event: withoutBlanksInNames(sample.event),
    }),
  );
}

export function windowsEvents(): readonly EventData[] {
  return lines(gunzipSync(readFileSync(join(shared, 'events/windows.ndjson.gz'))).toString('utf8'));
}

export interface KnownMatches {
  readonly path: string;
  readonly agreed: string;
  readonly events: readonly number[];
}

/** Which lines of the Windows events each rule matches, as independent engines agree. */
export function knownMatches(): Readonly<Record<string, KnownMatches>> {
  return JSON.parse(readFileSync(join(shared, 'events/windows-matches.json'), 'utf8'));
}

function lines<Value>(text: string): readonly Value[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Value);
}
