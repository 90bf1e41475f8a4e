import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { lower } from './lowered.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpora/elastic');
const isThere = existsSync(corpus);
if (!isThere) console.warn(`no corpus at ${corpus}: the KQL of public rules is not tested`);

test.runIf(isThere)(
  'every KQL query of the public rules is read, without a diagnostic',
  () => {
    const queries = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.toml'))
      .flatMap(path => queriesOf(join(corpus, path)));
    const refused = queries.filter(query => {
      const { value, diagnostics } = lower(query);
      return value === undefined || diagnostics.length > 0;
    });
    expect(refused).toEqual([]);
    expect(queries.length).toBeGreaterThan(400);
  },
  20_000,
);

function queriesOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  if (!/language = "kuery"/.test(text)) return [];
  const rule = parse(text)['rule'] as Readonly<Record<string, unknown>>;
  return [rule['query'], rule['threat_query']].filter(query => typeof query === 'string');
}
