import { expect, test } from 'vitest';
import { macrosOf, readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

test.each([
  ['macros.conf', '[a]\ndefinition = x=1\niseval = 0\n', { a: { definition: 'x=1' } }],
  [
    'macros.conf',
    '[b(2)]\nargs = f, v\ndefinition = $f$="$v$*"\n',
    { 'b(2)': { definition: '$f$="$v$*"', parameters: ['f', 'v'] } },
  ],
  ['macros.conf', '[c]\ndefinition = "x=" . "1"\niseval = true\n', {}],
  ['macros.conf', '[d]\ndefinition = x=1 \\\n OR y=2\n', { d: { definition: 'x=1 \n OR y=2' } }],
  ['macros/e.yml', 'name: e\ndefinition: x=1\ndescription: ours\n', { e: { definition: 'x=1' } }],
  [
    'macros/f.yml',
    'name: f\narguments:\n- g\ndefinition: x=$g$\n',
    { 'f(1)': { definition: 'x=$g$', parameters: ['g'] } },
  ],
  ['macros/h.yml', '- no\n', {}],
  ['macros/i.yml', 'name: "open', {}],
])('%s: %j', async (path, text, macros) => {
  expect(await macrosOf([new SourceFile(path, text)])).toEqual(macros);
});

test.each(['x.yml', 'savedsearches.conf'])('a reader of %s takes them', async path => {
  const text = path.endsWith('.yml')
    ? 'name: x\nhow_to_implement: y\nsearch: "`ours` a=1"\n'
    : '[x]\nsearch = `ours` a=1\n';
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const read = (macros: Parameters<NonNullable<typeof reader>['read']>[1]['macros'] = {}) =>
    reader?.read(file, { placeholders: new Map(), macros }).map(({ rule }) => rule?.search.kind);
  expect(read()).toEqual([undefined]);
  expect(read({ ours: { definition: 'index=ours' } })).toEqual(['events']);
});
