import { expect, test } from 'vitest';
import { ansiPaint, codeFrame, diagnose, formatDiagnostic } from '../../src/diagnostics/index.ts';
import { SourceFile, spanOf } from '../../src/source/index.ts';

/** The frame of what stands between two `|` signs, which are taken out of the text. */
function frame(marked: string, firstLine = 1): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const file = new SourceFile('a.yml', marked.replace('⟦', '').replace('⟧', ''), firstLine);
  return codeFrame(spanOf(file, start, end));
}

test.each([
  ['a word', 'one\n⟦two⟧ three\n', ['  |', '2 | two three', '  | ^^^']],
  ['a place', 'one⟦⟧\n', ['  |', '1 | one', '  |    ^']],
  ['the end of the file', 'one\n⟦⟧', ['  |', '2 | ', '  | ^']],
  ['carriage returns', 'one\r\n⟦two⟧\r\nthree', ['  |', '2 | two', '  | ^^^']],
  ['a tab before', '\ta:\t⟦b⟧', ['  |', '1 |  a: b', '  |     ^']],
  ['wide characters before', '日本: ⟦x⟧', ['  |', '1 | 日本: x', '  |       ^']],
  ['wide characters in it', '⟦日本⟧', ['  |', '1 | 日本', '  | ^^^^']],
  ['an emoji', '🚀 ⟦x⟧', ['  |', '1 | 🚀 x', '  |    ^']],
  ['combining marks', 'e\u0301 ⟦x⟧', ['  |', '1 | e\u0301 x', '  |   ^']],
  ['several lines', '⟦one\ntwo\nthr⟧ee', ['  |', '1 | one', '  | ^^^ to line 3']],
  ['a line and its end', '⟦one\n⟧two', ['  |', '1 | one', '  | ^^^']],
  ['a late line', `${'\n'.repeat(99)}⟦x⟧`, ['    |', '100 | x', '    | ^']],
  ['an escape sequence', 'a\u001b[2Jb⟦x⟧', ['  |', '1 | a\\u{1b}[2Jbx', '  |            ^']],
  ['a turned direction', 'a\u202eb⟦x⟧', ['  |', '1 | a\\u{202e}bx', '  |           ^']],
])('%s', (_, marked, lines) => {
  expect(frame(marked).split('\n')).toEqual(lines);
});

test('long lines are cut around the span', () => {
  const [, line = '', underline = ''] = frame(`${'a'.repeat(5000)}⟦bcd⟧${'e'.repeat(5000)}`).split('\n');
  expect(line).toBe(`1 | …${'a'.repeat(40)}bcd${'e'.repeat(117)}…`);
  expect(underline).toBe(`  | ${' '.repeat(41)}^^^`);
});

test('a span longer than what is shown is underlined as far as it is', () => {
  const [, line = '', underline = ''] = frame(`⟦${'a'.repeat(5000)}⟧`).split('\n');
  expect(line).toBe(`1 | ${'a'.repeat(160)}…`);
  expect(underline).toBe(`  | ${'^'.repeat(160)}`);
});

test('a span at the end of a long line', () => {
  const [, line = '', underline = ''] = frame(`${'a'.repeat(300)}⟦b⟧`).split('\n');
  expect(line).toBe(`1 | …${'a'.repeat(159)}b`);
  expect(underline).toBe(`  | ${' '.repeat(160)}^`);
});

test('a piece of a file counts its lines from where it stands', () => {
  expect(frame('one\n⟦two⟧', 41).split('\n')).toEqual(['   |', '42 | two', '   | ^^^']);
});

const file = new SourceFile('rules/a.yml', 'first: 1\nfirst: 2\n');
const problem = diagnose('read/yaml-duplicate-key', { key: 'first' }, spanOf(file, 9, 14), {
  related: [{ message: 'first written here', span: spanOf(file, 0, 5) }],
  help: 'write one',
});

test('place, message, frame, related places, help', () => {
  expect(formatDiagnostic(problem, 'elsewhere').split('\n')).toEqual([
    'rules/a.yml:2:1: error[read/yaml-duplicate-key]: the key `first` is written twice in one map',
    '  |',
    '2 | first: 2',
    '  | ^^^^^',
    '  rules/a.yml:1:1: note: first written here',
    '  |',
    '1 | first: 1',
    '  | ^^^^^',
    '  = help: write one',
  ]);
});

test('without a place the path stands alone', () => {
  expect(formatDiagnostic(diagnose('read/empty', {}), 'rules/a.yml')).toBe(
    'rules/a.yml: error[read/empty]: this file is empty',
  );
});

test('colours are of the terminal, and none comes from a rule', () => {
  const hostile = diagnose('read/yaml-duplicate-key', { key: '\u001b[31mred\n' }, spanOf(file, 0, 1));
  const text = formatDiagnostic(hostile, 'a', ansiPaint);
  expect(text).toContain('\u001b[31;1merror\u001b[0m');
  expect(text).toContain('`\\u{1b}[31mred\\u{a}`');
  const path = formatDiagnostic(diagnose('read/empty', {}), 'a\u001b[2J.yml');
  expect(path).not.toContain('\u001b');
});
