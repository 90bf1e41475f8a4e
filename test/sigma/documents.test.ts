import { expect, test } from 'vitest';
import { formatOf } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { detection, readText, shownDiagnostics, whereOf } from './reading.ts';

const rule = (name: string) =>
  `title: ${name}\nid: ${name}\nlogsource: {category: c}\ndetection: {s: {A: ${name}}, condition: s}\n`;

/** Each rule of a text: document and part, line, title, what it finds, its diagnostics. */
function outline(text: string): readonly string[] {
  return readText(text).map(read => {
    const { document, part, line, title } = read.location;
    return [
      `${document}.${part}:${line} ${title ?? '-'} ${whereOf(read.rule)}`,
      ...shownDiagnostics(read),
    ].join(' ! ');
  });
}

test.each([
  ['one rule', rule('a'), ['0.0:1 a A =~ "a"']],
  ['comments before', `# first\n\n---\n${rule('a')}`, ['0.0:4 a A =~ "a"']],
  ['two rules', `${rule('a')}---\n${rule('b')}`, ['0.0:1 a A =~ "a"', '1.0:6 b A =~ "b"']],
  [
    'an empty document between',
    `${rule('a')}---\n---\n${rule('b')}`,
    ['0.0:1 a A =~ "a"', '2.0:7 b A =~ "b"'],
  ],
  [
    'a broken one between',
    `${rule('a')}---\na: b: c\n---\n${rule('b')}`,
    ['0.0:1 a A =~ "a"', '1.0:6 - no rule ! read/yaml-syntax 6:4', '2.0:8 b A =~ "b"'],
  ],
  [
    'a correlation',
    `${rule('a')}---\ntitle: b\ncorrelation: {}\n`,
    ['0.0:1 a A =~ "a"', '1.0:6 b no rule ! read/sigma-missing-key 7:1 ! read/sigma-missing-key 7:1'],
  ],
  [
    'a filter',
    'title: f\nlogsource: {product: p}\nfilter: {}\n',
    ['0.0:1 f no rule ! read/sigma-missing-key 3:1 ! read/sigma-missing-key 3:9'],
  ],
  [
    'a global head',
    'action: global\ntitle: g\ndetection: {condition: s}\n---\nlogsource: {service: x}\ndetection: {s: {A: 1}}\n---\nlogsource: {service: y}\ndetection: {s: {A: 2}}\n',
    ['1.0:5 g A =~ 1', '2.0:8 g A =~ 2'],
  ],
  ['reset', `action: global\nlevel: high\n---\naction: reset\n---\n${rule('a')}`, ['2.0:6 a A =~ "a"']],
  [
    'repeat',
    `${rule('a')}---\naction: repeat\ntitle: b\ndetection: {s: {A: z}}\n`,
    ['0.0:1 a A =~ "a"', '1.0:6 b A =~ "z" ! read/sigma-deprecated-action 6:9'],
  ],
  ['an unknown action', 'action: forget\n', ['0.0:1 - no rule ! read/sigma-unknown-action 1:9']],
])('%s', (_, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map(
    (name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
  ),
].join('\n');

test.each([
  ['nothing', '', 'read/sigma-empty 1:1'],
  ['comments alone', '# x\n\n', 'read/sigma-empty 1:1'],
  ['empty documents', '---\n---\n', 'read/sigma-empty 1:1'],
  ['a list', '- a\n- b\n', 'read/sigma-not-a-rule 1:1'],
  ['a text', 'hello', 'read/sigma-not-a-rule 1:1'],
  ['binary', 'title: a\0b', 'read/not-text 1:9'],
  ['ten megabytes', 'x'.repeat(10 * 1024 * 1024), 'read/too-large 1:1'],
  ['a tab as indentation', 'title: t\ndetection:\n\ta: b\n', 'read/yaml-syntax 3:1'],
  ['an open quote', "title: 'abc\n", 'read/yaml-syntax 2:1'],
  ['a key twice', 'title: a\ntitle: b\n', 'read/yaml-duplicate-key 2:1'],
  ['a list as key', '[a]: b\n', 'read/yaml-key 1:1'],
  ['no key', '? \n: b\n', 'read/yaml-key 1:3'],
  ['an unknown alias', 'a: *b\n', 'read/yaml-alias-unknown 1:4'],
  ['an alias of itself', 'a: &a [*a]\n', 'read/yaml-alias-unknown 1:8'],
  ['a bomb of aliases', bomb, 'read/yaml-alias-bomb 6:12'],
  ['deep brackets', `a: ${'['.repeat(100_000)}`, 'read/yaml-too-deep 1:68'],
  [
    'deep indentation',
    Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    'read/yaml-too-deep 66:66',
  ],
  ['deep lists', `a:\n  ${'- '.repeat(20_000)}a`, 'read/yaml-too-deep 2:131'],
  ['no detection', 'title: t\nlogsource: {product: p}\n', 'read/sigma-missing-key 1:1'],
  [
    'no condition',
    'title: t\nlogsource: {product: p}\ndetection:\n  s: {A: b}\n',
    'read/sigma-missing-key 4:3',
  ],
  [
    'a list for detection',
    'title: t\nlogsource: {product: p}\ndetection: [a]\n',
    'read/sigma-wrong-shape 3:1',
  ],
])('%s is told, and nothing is thrown', (_, text, expected) => {
  const [read] = readText(text);
  expect(read?.rule).toBeUndefined();
  expect(read && shownDiagnostics(read)[0]).toBe(expected);
});

test('diagnostics of a file are not without number', () => {
  const duplicates = `a: {${'b: c, '.repeat(1000)}}\n`;
  expect(readText(duplicates)[0]?.diagnostics.length).toBeLessThanOrEqual(20);
});

test.each([
  ['a byte order mark', `\ufeff${detection('s: {A: x}\ncondition: s')}`, []],
  ['line ends of Windows', detection('s:\n  A: x\ncondition: s').replaceAll('\n', '\r\n'), []],
  ['a character that was no UTF-8', `# \ufffd\n${detection('s: {A: x}\ncondition: s')}`, []],
  [
    'U+FFFD in the rule',
    detection("s: {A: x}\ncondition: s\n# '\ufffd'"),
    ['read/yaml-replacement-character 7:6'],
  ],
  ['a tag', detection('s: {A: !x x}\ncondition: s'), ['read/yaml-tag 5:10']],
])('%s does not keep a rule from being read', (_, text, expected) => {
  const [read] = readText(text);
  expect(whereOf(read?.rule)).toBe('A =~ "x"');
  expect(read && shownDiagnostics(read)).toEqual(expected);
});

test.each([
  [rule('a'), true],
  ['title: t\ncorrelation:\n  type: event_count\n', true],
  ['{"title": "t", "logsource": {}, "detection": {}}', true],
  ['AnalysisType: rule\nRuleID: x\nDetection: []\n', false],
  ['name: x\nsearch: index=a\n', false],
])('a file is taken for Sigma by its keys: %s', (text, expected) => {
  expect(formatOf(new SourceFile('x.yml', text))?.format === 'sigma').toBe(expected);
});
