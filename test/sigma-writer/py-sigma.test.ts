import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile, type Translation, writeDocuments } from '../../src/compile/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

const reading = { placeholders: new Map() };

function esql(query: string): Rule | undefined {
  return bareQueryReader('esql').read(new SourceFile('a.esql', `from logs-x | where ${query}`), reading)[0]
    ?.rule;
}

function ownRule(item: string): Rule | undefined {
  const text = `title: a\nlogsource: { product: x }\ndetection:\n  s: { ${item} }\n  condition: s\n`;
  return sigmaReader.read(new SourceFile('a.yml', text), reading)[0]?.rule;
}

async function written(rule: Rule | undefined): Promise<Translation> {
  if (rule === undefined) throw new Error('not read');
  const { translation, contradicted } = await verifyTranslation(rule, compile(rule, sigma, options));
  expect(contradicted).toBe(false);
  return translation;
}

/** Python's regexes, which pySigma takes, know no `\z`. */
test.each([
  ['x rlike "ab[0-9]+"', 'x|re: ^ab\\d+$', ['no-line-breaks:x']],
  ['x rlike "[^/]+.exe" and y == "a"', 'x|re|s: ^[^/]+.exe$', ['no-line-breaks:x']],
])('%s: %s', async (query, text, given) => {
  const translation = await written(esql(query));
  expect(translation).toMatchObject({ verdict: 'exact', evidence: { kind: 'proved' } });
  expect(translation.query).toContain(text);
  expect(translation.given).toEqual(expect.arrayContaining(given));
});

/** It takes `cased` for texts alone. */
test.each([
  ["'x|cased': [0, Abc, DEF]", '- x|cased:\n          - Abc\n          - DEF\n    - x: 0\n'],
  ["'x|cased': ['', 0, '12']", "x:\n        - ''\n        - 0\n        - '12'\n"],
  ["'x|cased': ['', '12']", "x:\n        - ''\n        - '12'\n"],
  ["'x|endswith|cased': ['$', '.7']", "x|endswith:\n        - $\n        - '.7'\n"],
])('%s', async (item, text) => {
  const translation = await written(ownRule(item));
  expect(translation).toMatchObject({ verdict: 'exact', evidence: { kind: 'proved' } });
  expect(translation.query).toContain(text);
});

/** pySigma refuses a rule whose authors are a list, or whose tag has no namespace. */
test.each([
  ['author: [Ann, Bob]', 'author: Ann, Bob', []],
  ['author: Ann,Bob', 'author: Ann,Bob', []],
  [
    'tags: [cve.2021-44228, T1059, attack.T1003]',
    'tags:\n    - cve.2021-44228\n    - attack.T1003',
    ['tags without a namespace'],
  ],
  ['tags: [attack.t1003, credential_access]', 'tags:\n    - attack.t1003', ['tags without a namespace']],
  ['tags: attack.t1003', 'tags:\n    - attack.t1003', []],
  ['tags: credential_access', undefined, ['tags without a namespace']],
])('what a rule of Sigma says of itself is written as the specification has it: %s', (key, text, lost) => {
  const source = `title: a\n${key}\nlogsource: { product: x }\ndetection:\n  s: { a: b }\n  condition: s\n`;
  const rule = sigmaReader.read(new SourceFile('a.yml', source), reading)[0]?.rule;
  if (rule === undefined) throw new Error('not read');
  const request = { format: 'yaml', fileName: 'a', events: [] };
  const found = writeDocuments(compile(rule, sigma, options), sigma, request);
  const said = found.files[0]?.text.match(/^(?:author|tags):.*(?:\n +- .*)*/m)?.[0];
  expect([said, found.lost]).toEqual([text, lost]);
});
