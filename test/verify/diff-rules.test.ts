import { expect, test } from 'vitest';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { readerNamed } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { compareRules } from '../../src/verify/index.ts';

async function rule(language: string, text: string): Promise<Rule> {
  const reader = await readerNamed(language);
  const [read] = reader?.read(new SourceFile(`rule.${language}`, text), { placeholders: new Map() }) ?? [];
  const resolved = read?.rule && resolve(read.rule).value;
  if (resolved === undefined) throw new Error(JSON.stringify(read?.diagnostics.map(each => each.message)));
  return resolved;
}

const process = 'event.category: process and event.type: start and host.os.type: windows';

function sigma(detection: string, source = 'category: process_creation, product: windows'): string {
  return `title: x\nlogsource: { ${source} }\ndetection:\n  a:\n    ${detection}\n  condition: a\n`;
}

test.each([
  ['eql', 'any where a == 1', 'eql', 'any where a == 1', 'equal'],
  ['eql', 'any where a : ("b*", "c")', 'eql', 'any where a : "c" or a : "b*"', 'equal'],
  ['eql', 'any where a == 1 and b == 2', 'eql', 'any where a == 1', 'weaker'],
  ['eql', 'any where a == 1', 'eql', 'any where a == 1 and not b == 2', 'stronger'],
  ['eql', 'any where a == 1', 'eql', 'any where a == 2', 'different'],
  ['eql', 'any where a : "x"', 'kql', 'a: x', 'stronger'],
  [
    'sigma',
    sigma("Image|endswith: '\\cmd.exe'"),
    'kql',
    `${process} and process.executable: *\\\\cmd.exe`,
    'stronger',
  ],
  [
    'sigma',
    sigma("Image|endswith: '\\cmd.exe'"),
    'eql',
    'process where host.os.type == "windows" and event.type == "start" and process.name : "cmd.exe"',
    'equal',
  ],
  ['sigma', sigma('Foo: a', 'product: x'), 'sigma', sigma('Foo: a', 'product: y'), 'different'],
  ['sigma', sigma('Foo: a', 'product: x'), 'sigma', sigma('Foo: a', 'product: x, service: y'), 'stronger'],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence [any where a == 1] [any where 2 == b]',
    'equal',
  ],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence [any where a == 1] [any where b == 3]',
    'unknown',
  ],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence with maxspan=1m [any where a == 1] [any where b == 2]',
    'unknown',
  ],
  ['eql', 'sequence [any where a == 1] [any where b == 2]', 'eql', 'any where a == 1', 'unknown'],
])('%s %j to %s %j: %s', async (was, old, is, current, relation) => {
  const found = compareRules(await rule(was, old), await rule(is, current));
  expect(found).toMatchObject({ relation });
  expect(found.because !== undefined).toBe(relation === 'unknown');
  if (relation !== 'unknown') {
    expect(found.onlyOld !== undefined).toBe(relation === 'stronger' || relation === 'different');
    expect(found.onlyNew !== undefined).toBe(relation === 'weaker' || relation === 'different');
  }
});

test('the conditions where two rules part are those of each side alone', async () => {
  const found = compareRules(
    await rule('eql', 'any where a == 1 and b == 2'),
    await rule('eql', 'any where a == 1 and b == 3'),
  );
  expect(found.responsible.map(({ side, leaf }) => [side, leaf.origin[0]?.start])).toEqual([
    ['old', 21],
    ['new', 21],
  ]);
});

test('rules of two vendors are compared under assumptions, which are named', async () => {
  const found = compareRules(
    await rule('sigma', sigma("Image|endswith: '\\cmd.exe'")),
    await rule(
      'eql',
      'process where host.os.type == "windows" and event.type == "start" and process.name : "cmd.exe"',
    ),
  );
  expect(found.given).toContain('absolute-path:process.executable');
});
