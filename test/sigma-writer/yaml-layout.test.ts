import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { toYaml } from '../../backends/yaml-text.ts';

/** What YAML has a meaning for, and what it has not. */
const unit = fc.constantFrom(
  ...[
    'a',
    'B',
    '7',
    ' ',
    '  ',
    '\n',
    '\t',
    ':',
    ': ',
    '#',
    ' #',
    '-',
    '- ',
    '?',
    '\\',
    "'",
    '"',
    '.',
    '…',
    '\u2028',
  ],
  ...[
    'yes',
    'null',
    '---',
    '...',
    '|',
    '>',
    '%',
    '@',
    '&',
    '*',
    '!',
    '{',
    '}',
    '[',
    ']',
    ',',
    '0x',
    '12:30',
    '~',
    '<<',
  ],
);
const text = fc.array(unit, { maxLength: 12 }).map(parts => parts.join(''));
const long = fc.array(unit, { minLength: 40, maxLength: 60 }).map(parts => parts.join(''));
const scalar = fc.oneof(
  text,
  text,
  long,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true }),
);
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test.each([
  { indent: 4, singleQuote: true },
  { indent: 2, singleQuote: false },
])('whatever is written is read again, %o', style => {
  fc.assert(
    fc.property(fc.dictionary(text, tree, { noNullPrototype: true }), value => {
      const written = toYaml(value, style);
      const document = parseDocument(written, { version: '1.1', merge: false });
      expect(document.errors).toEqual([]);
      expect(document.toJS()).toEqual(value);
    }),
    { numRuns: 400 },
  );
});

test('as it is laid out', () => {
  const value = {
    'a list': ['one', 2, ['inner', 'list'], { name: 'm', more: [{}] }, []],
    map: { text: 'a\nb\n', kept: 'a\n\n', spaced: ' a\nb', empty: {}, none: undefined },
    ['k'.repeat(1100)]: { a: 1 },
  };
  const written = toYaml(value);
  expect(written).toBe(
    [
      'a list:',
      '    - one',
      '    - 2',
      '    - - inner',
      '      - list',
      '    - name: m',
      '      more:',
      '          - {}',
      '    - []',
      'map:',
      '    text: |',
      '        a',
      '        b',
      '    kept: |+',
      '        a',
      '',
      '    spaced: " a\\nb"',
      '    empty: {}',
      `? ${'k'.repeat(1100)}`,
      ':',
      '    a: 1',
      '',
    ].join('\n'),
  );
  expect(parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
});
