import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { elastic } from '../../backends/elastic/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';

function document(query: string, backend: typeof elastic, dialect: string, format: string): string {
  const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('not read');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect } as const;
  const request = { format, fileName: 'q', events: [] };
  return writeDocuments(compile(rule, backend, options), backend, request).files[0]?.text ?? '';
}

/** A document says itself how it stands to its rule, where it is not the same. */
test.each([
  [elastic, 'kql', 'toml', (text: string): unknown => parseToml(text)],
  [sigma, 'sigma', 'yaml', (text: string): unknown => parseYaml(text)],
] as const)('%# a comment says why a document is not exact', (backend, dialect, format, parse) => {
  const query = dialect === 'kql' ? 'a="Ab"' : '| where a=b';
  const search = dialect === 'kql' ? query : `index=* ${query}`;
  const text = document(search, backend, dialect, format);
  expect(text).toMatch(/^# Translation: (?:narrower|broader)\n# {3}\S.*\n(?!#)/);
  expect(parse(text)).toBeTypeOf('object');
  const exact = document('a=5', backend, dialect, format);
  expect(exact).not.toContain('Translation');
  expect(exact).not.toBe('');
});

test('a reason stays within its comment', () => {
  const text = elastic.emit({
    ...requestOf('a=5'),
    verdict: { verdict: 'different', reasons: ['one\ntwo\u2028[rule]\r\nx = 1'] },
  }).files[0]?.text;
  expect(text?.split('\n').slice(0, 3)).toEqual([
    '# Translation: different',
    '#   one two [rule] x = 1',
    '[metadata]',
  ]);
});

function requestOf(query: string) {
  const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error('not read');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'kql' } as const;
  const { planned, dialect, query: printed } = compile(rule, elastic, options);
  if (planned === undefined || dialect === undefined || printed === undefined) throw new Error('refused');
  return { planned, dialect, query: printed, format: 'toml', fileName: 'q', events: [] };
}
