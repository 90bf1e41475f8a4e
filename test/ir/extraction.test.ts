import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExtractor } from '../../src/evaluate/search/extract-stage.ts';
import { extractionOf, writeRegex } from '../../src/ir/index.ts';
import { captureRegex } from '../../src/regex/index.ts';

function pcre(syntax: 'dissect' | 'grok', pattern: string): string | undefined {
  const found = extractionOf({ syntax, pattern });
  return found && writeRegex(found.regex, { dialect: 'pcre', use: 'search' }).text;
}

test.each([
  ['dissect', '%{a} - %{b}', '(?s)^(?<field0>.*?) - (?<field1>.*)'],
  ['dissect', '%{a}:%{}', '^(?<field0>[^:]*):'],
  ['dissect', '%{}key="%{a}"%{}', 'key="(?<field0>[^"]*)"'],
  ['dissect', '[%{a}] %{?b}|%{c.d}', String.raw`(?s)^\[(?<field0>.*?)\] [^|]*\|(?<field1>.*)`],
  ['dissect', '%{a->} %{b}', '(?s)^(?<field0>[^ ]*)  *+(?<field1>.*)'],
  ['dissect', '%{+a} %{+a}', undefined],
  ['dissect', '%{a}%{b}', undefined],
  ['dissect', 'no key', undefined],
  ['grok', '%{WORD:a.b}=%{INT:c:int}', String.raw`(?<field0>\b\w+\b)=(?<field1>[+-]?\d+)`],
  ['grok', '^x(?<y>.+)$', '(?m)^x(?<field0>.+)$'],
  ['grok', '%{NOSUCHPATTERN:a}', undefined],
  ['grok', '%{WORD:a} %{WORD:a}', undefined],
] as const)('%s %s', (syntax, pattern, expected) => {
  expect(pcre(syntax, pattern)).toBe(expected);
});

const part = fc.constantFrom('-', ' ', ': ', '"k":"', '', 'ab');
const key = fc.constantFrom('%{a}', '%{b.c}', '%{}', '%{?d}', '%{e->}');
const dissect = fc
  .tuple(
    part,
    fc.uniqueArray(fc.tuple(key, part), { minLength: 1, maxLength: 3, selector: ([each]) => each }),
  )
  .map(([start, keys]) => start + keys.map(([each, until]) => each + until).join(''));
const text = fc
  .array(fc.constantFrom('a', 'b', '-', ' ', ': ', '"k":"', '\n', 'x'), { maxLength: 9 })
  .map(parts => parts.join(''));

test('the regex of a dissect pattern finds what dissect finds', () => {
  fc.assert(
    fc.property(dissect, fc.array(text, { minLength: 3, maxLength: 6 }), (pattern, texts) => {
      const found = extractionOf({ syntax: 'dissect', pattern });
      if (found === undefined) return;
      const capture = captureRegex(found.regex);
      const dissects = compileExtractor({ syntax: 'dissect', pattern });
      for (const each of texts) {
        const held = capture(each);
        const named = held && new Map([...found.fields].map(([group, name]) => [name, held.get(group)]));
        const expected = dissects?.(each);
        expect([...(named ?? [['none', '']])].sort()).toEqual(
          [...(expected ?? [['none', ['']]])].map(([name, values]) => [name, values[0]]).sort(),
        );
      }
    }),
    { numRuns: 400 },
  );
});
