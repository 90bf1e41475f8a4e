import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { formatOf } from '../../src/readers/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpora/sigma');
const there = existsSync(corpus);
if (!there) console.warn(`NOT TESTED: public Sigma rules, since there is no ${relative('.', corpus)}`);

/** Why a public rule may be refused: it needs values of the reader's environment, or counts events in the old way. */
const allowed = new Set([
  'lower/placeholder-without-values',
  'lower/near-aggregation',
  'lower/aggregation-without-timeframe',
  'lower/deprecated-timeframe',
]);

test.runIf(there)(
  'every public rule is read, or refused for a reason that is known',
  () => {
    const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(path =>
      path.endsWith('.yml'),
    );
    const refused: string[] = [];
    let read = 0;
    for (const path of paths) {
      const file = new SourceFile(path, readFileSync(join(corpus, path), 'utf8'));
      expect(formatOf(file)?.format, path).toBe('sigma');
      for (const { rule, diagnostics } of sigmaReader.read(file, { placeholders: new Map() })) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
        if (rule !== undefined) read++;
        if (errors.some(code => !allowed.has(code)) || errors.length > 0 !== (rule === undefined))
          refused.push(`${path} ${errors}`);
      }
    }
    expect(refused).toEqual([]);
    expect(read).toBeGreaterThan(paths.length * 0.97);
  },
  60_000,
);
