import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pattern } from '../../src/ir/index.ts';
import { pattern } from '../../src/ir/index.ts';
import { printPattern } from '../../src/ir/print.ts';
import { parseWildcards } from '../../src/languages/sigma/wildcards.ts';

/** The table of the specification, with what it leaves open as pySigma 1.5.1 reads it. */
test.each([
  [String.raw`\a`, String.raw`"\\a"`],
  [String.raw`\\a`, String.raw`"\\a"`],
  [String.raw`a\*`, '"a*"'],
  [String.raw`a\?`, '"a?"'],
  [String.raw`a\\*`, String.raw`"a\\"*`],
  [String.raw`a\\?`, String.raw`"a\\"?`],
  [String.raw`a\\\*`, String.raw`"a\\*"`],
  [String.raw`a\\\b`, String.raw`"a\\\\b"`],
  [String.raw`a\\\\b`, String.raw`"a\\\\b"`],
  [String.raw`a\\\\*`, String.raw`"a\\\\"*`],
  ['a\\', String.raw`"a\\"`],
  ['a\\\\', String.raw`"a\\"`],
  ['**a', '*"a"'],
  ['??', '??'],
  ['', '""'],
  [String.raw`C:\Windows\*.exe`, String.raw`"C:\\Windows*.exe"`],
  [String.raw`C:\Windows\\*.exe`, String.raw`"C:\\Windows\\"*".exe"`],
])('%s', (written, expected) => {
  expect(printPattern(parseWildcards(written))).toBe(expected);
});

/** Escapes all that could be read otherwise. */
function write(parts: Pattern): string {
  return parts
    .map(part =>
      part.kind === 'text' ? part.text.replaceAll(/[\\*?]/g, '\\$&') : part.kind === 'anyRun' ? '*' : '?',
    )
    .join('');
}

const parts = fc.array(
  fc.oneof(
    fc
      .string({ unit: fc.constantFrom('a', '\\', '*', '?', "'", 'é', '%'), minLength: 1 })
      .map(text => ({ kind: 'text', text }) as const),
    fc.constant({ kind: 'anyRun' } as const),
    fc.constant({ kind: 'anyOne' } as const),
  ),
);

test('a pattern that is written with escapes is read as the same pattern', () => {
  fc.assert(
    fc.property(parts, given => {
      const normal = pattern(given);
      expect(parseWildcards(write(normal))).toEqual(normal);
    }),
  );
});
