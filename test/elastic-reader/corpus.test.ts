import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { readAll } from './read-rule.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpora/elastic');
const found = existsSync(corpus);
if (!found) console.warn(`skipped: no public Elastic rules at ${corpus}`);

/** Types that have no query of a language that is read. */
const unread = /^type = "(?:esql|machine_learning)"/m;

test.skipIf(!found)(
  'every KQL, Lucene and EQL rule of the public corpus is read',
  () => {
    const names = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.toml'),
    );
    const failed = names.filter(name => {
      const text = readFileSync(join(corpus, name), 'utf8');
      const [entry] = readAll(elasticTomlReader, name, text);
      return entry?.rule === undefined && !unread.test(text);
    });
    expect(names.length).toBeGreaterThan(1000);
    expect(failed).toEqual([]);
  },
  30_000,
);
