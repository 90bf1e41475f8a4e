import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { writeToml } from '../../backends/elastic/document/toml-writer.ts';

describe('a TOML document', () => {
  test('keeps one key a line, long texts over several lines and tables last', () => {
    const document = {
      metadata: { creation_date: '2026/11/21' },
      rule: {
        author: ['A'],
        description: 'Two\nlines.\n',
        query: 'process where process.name : "C:\\\\a"\n',
        references: [`https://example.org/${'x'.repeat(60)}`, `https://example.org/${'y'.repeat(60)}`],
        risk_score: 21,
        threat: [{ framework: 'F', technique: [{ id: 'T1' }, { id: 'T2' }], tactic: { id: 'TA1' } }],
      },
    };
    expect(writeToml(document)).toBe(`[metadata]
creation_date = "2026/11/21"

[rule]
author = ["A"]
description = """
Two
lines.
"""
query = '''
process where process.name : "C:\\\\a"
'''
references = [
    "https://example.org/${'x'.repeat(60)}",
    "https://example.org/${'y'.repeat(60)}",
]
risk_score = 21

[[rule.threat]]
framework = "F"

[[rule.threat.technique]]
id = "T1"

[[rule.threat.technique]]
id = "T2"

[rule.threat.tactic]
id = "TA1"
`);
    expect(parse(writeToml(document))).toEqual(document);
  });

  test.each([
    ['triple quotes', `'''\n"""`],
    ['both kinds of quotes at the end', `a\n'"`],
    ['quotes at the end', 'a\n\\"'],
    ['four quotes', 'a\n""""b'],
    ['a carriage return', 'a\r\nb'],
    ['control characters', 'a\u0000\u007f\u0085\nb\u0001'],
    ['a backslash at the end of a line', 'a\\\nb'],
    ['blanks and newlines around', '\n\n a \n\n'],
    ['comment marks', '# not a comment\n# neither'],
    ['an empty text', ''],
  ])('reads back %s', (_what, text) => {
    expect(parse(writeToml({ text, list: [text], 'a key "of" its own': { [text]: text } }))).toEqual({
      text,
      list: [text],
      'a key "of" its own': { [text]: text },
    });
  });

  test('leaves out null, and keeps empty tables', () => {
    expect(parse(writeToml({ a: null, b: undefined, c: {}, d: [] }))).toEqual({ c: {}, d: [] });
  });

  test('reads back whatever is put in', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', '\r', '\t', 'a', '\u0000', '#', ']') }),
    );
    const leaf = fc.oneof(text, fc.boolean(), fc.integer(), fc.double({ noNaN: true, noInteger: true }));
    const { value } = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('table')),
      table: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    }));
    const document = fc.dictionary(
      text.filter(key => key !== '__proto__'),
      value,
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(document, data => {
        expect(parse(writeToml(data as Record<string, unknown>))).toEqual(data);
      }),
      { numRuns: 400 },
    );
  });
});
