import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** Sigma asks for some value: where a rule asks for the only one, that there is but one is named. */
test.each([
  ['custom.b not in ("i", "5")', ['single-valued:custom.b']],
  ['custom.b == "a"', ['single-valued:custom.b']],
  ['custom.b : "a"', []],
])('%s rests on %j', async (where, wanted) => {
  const file = new SourceFile('a.esql', `from logs-* metadata _id, _version, _index\n| where ${where}`);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('not read');
  const { given, verdict } = compile(rule, sigma, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  expect(given.filter(each => each.startsWith('single-valued:'))).toEqual(wanted);
  expect(verdict).toBe('exact');
});
