import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

test.each([
  ['a="b" | where mvcount(x)>1', 'splunk', 'exact', 'mvcount(x)>1'],
  ['a="b" | where mvcount(x)>1', 'elastic', 'exact', 'mv_count(x) > 1'],
  ['x="a" | where mvcount(x)>=2', 'elastic', 'narrower', 'mv_count(x) >= 2'],
])('values that are counted are not given to be one: %s to %s', async (query, target, verdict, written) => {
  const file = new SourceFile('q.spl', query);
  const [read] = bareQueryReader('spl').read(file, { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === target)?.load();
  if (rule === undefined || backend === undefined) throw new Error(`not read: ${query}`);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  expect([translation.verdict, translation.evidence?.kind]).toEqual([verdict, 'proved']);
  expect(translation.query).toContain(written);
  expect(translation.given).not.toContain('single-valued:x');
});
