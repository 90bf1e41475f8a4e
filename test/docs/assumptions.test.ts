import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assumptions } from '../../src/compile/assumptions.ts';

function texts(folder: string, ending: RegExp): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => ending.test(path) && !path.endsWith('assumptions.ts'))
    .map(path => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}

test('each assumption that a golden verdict rests on is explained', () => {
  const given = [...texts('golden', /\.txt$/).matchAll(/^given: ([a-z-]+)/gm)].map(([, kind]) => kind);
  expect(given.length).toBeGreaterThan(100);
  expect([...new Set(given)].filter(kind => kind === undefined || !(kind in assumptions))).toEqual([]);
});

test('each that is explained is one that the code may give', () => {
  const code = texts('src', /\.ts$/) + texts('backends', /\.ts$/);
  const unused = Object.keys(assumptions).filter(kind => !new RegExp(`['\`]${kind}[:'\`]`).test(code));
  expect(unused).toEqual([]);
});
