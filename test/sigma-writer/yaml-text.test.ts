import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../backends/yaml-text.ts';

/** A value, and how it is written for readers of YAML 1.1 and 1.2 to take it alike. */
const rows: readonly (readonly [value: unknown, written: string])[] = [
  ['a b', 'a b'],
  ['C:\\a', 'C:\\a'],
  ["it's", "it's"],
  [5, '5'],
  [5.5, '5.5'],
  [true, 'true'],
  [null, 'null'],
  ['5', "'5'"],
  ['08', "'08'"],
  ['0o7', "'0o7'"],
  ['0x1F', "'0x1F'"],
  ['1e3', "'1e3'"],
  ['1_0', "'1_0'"],
  ['12:30', "'12:30'"],
  ['yes', "'yes'"],
  ['y', "'y'"],
  ['null', "'null'"],
  ['=', "'='"],
  ['<<', "'<<'"],
  ['a\tb', '"a\\tb"'],
  ['\u0085', '"\\u0085"'],
  ['a\u2028b', '"a\\u2028b"'],
  ['\ufeff', '"\\ufeff"'],
  ['a\u007f', '"a\\u007f"'],
  ['a\n\tb', '|-\n    a\n    \tb'],
  ['', "''"],
];

test.each(rows)('%j', (value, written) => {
  const text = toYaml({ key: value });
  expect(text).toBe(`key: ${written}\n`);
  expect(parse(text)).toEqual({ key: value });
});

test('keys are written as texts too', () => {
  expect(toYaml({ '=': 1, 'a\tb': 2 })).toBe('\'=\': 1\n"a\\tb": 2\n');
});
