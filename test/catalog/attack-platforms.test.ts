import { expect, test } from 'vitest';
import table from '../../src/catalog/corpus/attack-platforms.json' with { type: 'json' };
import { platformsOfTechnique, platformsWithoutRule } from '../../src/catalog/corpus/attack-platforms.ts';
import { techniqueOf } from '../../src/ir/index.ts';
import { analysedOne, siteOf } from './catalog-of.ts';

test('techniques of the table are those of ATT&CK, their platforms are named', () => {
  const ids = Object.keys(table.techniques);
  expect(ids.filter(id => techniqueOf(id) === undefined)).toEqual([]);
  expect(
    ids.filter(id => platformsOfTechnique(id).length !== Reflect.get(table.techniques, id).length),
  ).toEqual([]);
  expect(platformsOfTechnique('T1003.001')).toEqual(['Windows']);
  expect(platformsOfTechnique('T1543.001')).toEqual(['macOS']);
  expect(platformsOfTechnique('constructor')).toEqual([]);
});

test('a page of a technique names its platforms, and those that no rule looks at', async () => {
  const rule = await analysedOne(
    'till.yml',
    `title: Till
logsource: { product: linux, category: process_creation }
tags: [attack.execution, attack.t1059]
detection:
  a: { Image: /till }
  condition: a
`,
  );
  const { files, rules } = await siteOf([rule]);
  const page = files.find(({ path }) => /^techniques.t1059\.html$/i.test(path))?.text ?? '';
  expect(page).toContain('Platforms, as ATT&amp;CK names them: Windows, Linux, macOS');
  expect(platformsWithoutRule('T1059', rules)).toEqual(expect.arrayContaining(['Windows', 'macOS']));
  expect(page).toMatch(/No rule here looks at Windows, macOS[^.]*\./);
});
