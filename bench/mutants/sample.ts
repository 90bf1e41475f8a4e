import { targets } from '../../backends/index.ts';
import { compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import type { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import type { Random } from './random.ts';

export interface Sample {
  readonly path: string;
  readonly rule: Rule;
  readonly target: string;
  readonly translation: Translation;
}

/** Each language of a target in turn; undefined takes the one that the target prefers. */
const turns: Readonly<Record<string, readonly (string | undefined)[]>> = {
  elastic: ['kql', 'eql', 'lucene', 'esql', undefined],
  splunk: ['spl', 'spl', 'datamodel'],
  panther: [undefined],
  sigma: [undefined],
};

/** So many translations into each target that are proved exact, from files in an order of chance. */
export async function sampleTranslations(
  files: readonly SourceFile[],
  each: number,
  random: Random,
): Promise<readonly Sample[]> {
  const backends = await Promise.all(targets.map(entry => entry.load()));
  const found = new Map(backends.map(({ target }) => [target, [] as Sample[]]));
  for (const file of random.shuffled(files)) {
    const lacking = backends.filter(({ target }) => (found.get(target)?.length ?? 0) < each);
    if (lacking.length === 0) break;
    for (const rule of (await rulesOf(file)).slice(0, 1))
      for (const backend of lacking) {
        const own = found.get(backend.target) ?? [];
        const sample = await proved(file.path, rule, backend, own.length);
        if (sample !== undefined) own.push(sample);
      }
  }
  return [...found.values()].flat();
}

async function rulesOf(file: SourceFile): Promise<readonly Rule[]> {
  const reader = await readerFor(file);
  return (reader?.read(file, { placeholders: new Map() }) ?? []).flatMap(({ rule }) =>
    rule === undefined ? [] : (resolve(rule).value ?? []),
  );
}

async function proved(path: string, rule: Rule, backend: Backend, turn: number): Promise<Sample | undefined> {
  const dialects = turns[backend.target] ?? [undefined];
  const dialect = dialects[turn % dialects.length];
  const translation = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    ...(dialect === undefined ? {} : { dialect }),
  });
  if (translation.verdict !== 'exact') return undefined;
  const { translation: checked } = await verifyTranslation(rule, translation);
  const isProved = checked.verdict === 'exact' && checked.evidence?.kind === 'proved';
  return isProved ? { path, rule, target: backend.target, translation } : undefined;
}
