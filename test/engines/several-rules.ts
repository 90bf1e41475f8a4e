import { readFileSync } from 'node:fs';
import { available, corpusRules } from '../../bench/corpus/inputs.ts';
import { Random } from '../../bench/mutants/random.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { correlation } from './invented/correlations.ts';
import { sequence } from './invented/sequences.ts';
import { ownFiles } from './rules.ts';

/** A rule over several events. */
export interface SeveralRule {
  readonly path: string;
  readonly rule: Rule;
}

/** The project's own searches over several events, and every so many-th public one. */
export async function severalRules(step: number): Promise<readonly SeveralRule[]> {
  const own: SeveralRule[] = [];
  for (const path of ownFiles()) own.push(...(await rulesIn(path)));
  return [...own, ...(await publicRules(step))];
}

/** Correlations and sequences by chance, the same in each run (`SEED=2` makes others). */
export async function inventedSeveral(count: number): Promise<readonly SeveralRule[]> {
  const random = new Random(Number(process.env['SEED'] ?? 41));
  const found: SeveralRule[] = [];
  for (let index = 0; index < count; index++)
    found.push(...(await rulesIn(`invented/correlation-${index}.yml`, correlation(random).text)));
  const ofSequences = new Random(Number(process.env['SEED'] ?? 41));
  for (let index = 0; index < count / 2; index++)
    found.push(...(await rulesIn(`invented/sequence-${index}.eql`, sequence(ofSequences))));
  return found;
}

async function rulesIn(path: string, text = readFileSync(path, 'utf8')): Promise<readonly SeveralRule[]> {
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(read => {
    const rule = read.rule && resolve(read.rule).value;
    return rule === undefined || rule.search.kind === 'events' ? [] : [{ path, rule }];
  });
}

async function publicRules(step: number): Promise<readonly SeveralRule[]> {
  if (!available) return [];
  const all = [...(await corpusRules('elastic')), ...(await corpusRules('sigma'))];
  const several = all.flatMap(({ path, read: { rule } }) =>
    rule === undefined || rule.search.kind === 'events' ? [] : [{ path, rule }],
  );
  return several.filter((_, index) => index % step === 0);
}
