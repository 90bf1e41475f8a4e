import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { decodeTomlString, scanToml } from '../../src/readers/toml-text.ts';
import { SourceFile } from '../../src/source/index.ts';
import { problemsOf, readToml } from './read-rule.ts';

/** `BAD` is where the diagnostic must point, whatever the form of the string. */
const forms: readonly (readonly [string, string])[] = [
  ['basic', 'query = "any where BAD(a) == \\"x\\""'],
  ['basic with escapes before', 'query = "any where \\"\\\\\\\\\\" == b and \\u0042AD(a) == 1"'],
  ['literal', "query = 'any where BAD(a) == 1'"],
  ['multi-line basic', 'query = """\nany where x == \\"\\\\\\\\\\" and\n  BAD(a) == 1\n"""'],
  ['multi-line basic that joins lines', 'query = """\\\n  any where \\\n\n     BAD(a) == 1"""'],
  ['multi-line literal', "query = '''\nany where x == \"\\\\\" and\n  BAD(a) == 1\n'''"],
  ['multi-line literal without a first line end', "query = '''any where BAD(a) == 1'''"],
  ['carriage returns', "query = '''\r\nany where x == 1 and\r\n  BAD(a) == 1\r\n'''\r\n"],
];

describe('a place in a query is a place in the file', () => {
  test.each(forms)('%s', (_, line) => {
    const text = `# head\n[metadata]\nx = ["a", 'b'] # c\n[rule]\nname = "R"\ntype = "eql"\n${line}\n`;
    const entry = readToml(text);
    const place = text.includes('\\u0042') ? '\\u0042AD' : 'BAD';
    expect(problemsOf(entry)).toEqual([['eql/unknown-function', place]]);
    expect(entry.diagnostics[0]?.span?.start).toBe(text.indexOf(place));
  });
});

test('places of keys in tables, arrays of tables, inline tables and arrays', () => {
  const text = `a = 1 # x
"b.c" = [1, [2, "]"], { d = 'e', "f" = 3 }]
[g.h]
i.j = 1979-05-27T07:32:00Z
[[k]]
l = 1
[[k]]
[k.m]
n = true
[[k.o]]
p = """q"""
`;
  const places = scanToml(text);
  const at = (...path: readonly (string | number)[]) => {
    const place = places.get(path);
    return place && text.slice(place.start, place.end);
  };
  expect(at('a')).toBe('1');
  expect(at('b.c', 1, 1)).toBe('"]"');
  expect(at('b.c', 2)).toBe(`{ d = 'e', "f" = 3 }`);
  expect(at('b.c', 2, 'f')).toBe('3');
  expect(at('g', 'h', 'i', 'j')).toBe('1979-05-27T07:32:00Z');
  expect(at('k', 0, 'l')).toBe('1');
  expect(at('k', 1, 'm', 'n')).toBe('true');
  expect(at('k', 1, 'o', 0, 'p')).toBe('"""q"""');
  expect(at('k', 1, 'o', 0)).toBe('[[k.o]]');
  expect(places.nearest(['k', 1, 'm', 'z', 3])).toEqual(places.get(['k', 1, 'm']));
});

describe('strings decode as the TOML parser does', () => {
  const bodies = fc.stringMatching(/^[ -!#-&(-[\]-~\n]{0,20}$/);
  const pieces = fc.array(
    fc.oneof(bodies, fc.constantFrom('\\n', '\\"', '\\\\', '\\u00e9', '\\U0001F600', '\\t', ' \\\n   ', 'é')),
  );
  const strings = fc.oneof(
    pieces.map(list => `"""${list.join('')}"""`),
    pieces.map(list => `"""\n${list.join('')}"""`),
    pieces.map(
      list =>
        `"${list.join('').replaceAll(/\\\n|\n|(\\[^\n])/g, (_, pair: string | undefined) => pair ?? '')}"`,
    ),
    bodies.map(body => `'''${body}'''`),
    bodies.map(body => `'${body.replaceAll('\n', '')}'`),
    bodies.map(body => `'''\n${body}''''`),
  );

  test('every form', () => {
    fc.assert(
      fc.property(strings, string => {
        const text = `x = 1\ny = ${string}\n`;
        const place = scanToml(text).get(['y']);
        const decoded = place && decodeTomlString(new SourceFile('x.toml', text), place);
        expect(decoded?.text).toBe(parse(text)['y']);
      }),
    );
  });

  test('a text that is not TOML ends the scan', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}="\'\n.,# ax1\\') }), text => {
        expect(() => scanToml(text)).not.toThrow();
      }),
    );
  });
});
