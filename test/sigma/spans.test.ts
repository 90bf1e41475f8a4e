import { expect, test } from 'vitest';
import { leaves, type Predicate } from '../../src/ir/index.ts';
import type { Span } from '../../src/source/index.ts';
import { detection, item, pointedTexts, readText } from './reading.ts';

const pointed = (span: Span | undefined) => span?.file.text.slice(span.start, span.end);

function whereIn(text: string): Predicate {
  const search = readText(text)[0]?.rule?.search;
  if (search?.kind !== 'events') throw new Error('not read');
  return search.where;
}

/** Every style in which YAML writes a condition; the diagnostic points at the word itself. */
test.each([
  ['plain', 'condition: a and nothing'],
  ['plain, folded', 'condition: a and\n  nothing'],
  ['single-quoted', "condition: 'a and nothing'"],
  ['single-quoted, folded', "condition: 'a\n\n  and nothing'"],
  ['double-quoted', 'condition: "a and nothing"'],
  ['double-quoted with escapes', 'condition: "\\x61\\tand \\\n  nothing"'],
  ['literal', 'condition: |\n  a and\n  nothing'],
  ['literal, indented by hand', 'condition: |2-\n   a and\n  nothing'],
  ['folded', 'condition: >\n  a\n  and nothing\n'],
  ['folded, stripped, with a paragraph', 'condition: >-\n  a\n\n  and nothing'],
  ['literal, kept', 'condition: |+\n  a and nothing\n\n'],
])('an unknown name in a %s condition', (_, condition) => {
  const [read] = readText(detection(`a:\n  A: x\n${condition}`));
  expect(read?.diagnostics.map(({ code }) => code)).toEqual(['lower/unknown-selection']);
  expect(read && pointedTexts(read)).toEqual(['nothing']);
});

test.each([
  ['plain', 'A|re: x\\d'],
  ['single-quoted', "A|re: 'it''s\\d'"],
  ['double-quoted', 'A|re: "x\\\\d"'],
  ['literal', 'A|re: |-\n  x\\d'],
])('an escape in a %s regular expression', (style, text) => {
  const [read] = readText(item(text));
  expect(read && pointedTexts(read)).toEqual([style === 'double-quoted' ? '\\\\d' : '\\d']);
});

test.each([
  ['A|contain: x', 'contain'],
  ["'A|contains|contain': x", 'contain'],
  ['"A\\u007ccontain": x', 'contain'],
  ['A|contains|expand: a %none% b', '%none%'],
  ["A|expand: 'it''s %none%'", '%none%'],
])('a problem of %s', (text, expected) => {
  const [read] = readText(item(text));
  expect(read && pointedTexts(read)).toEqual([expected]);
});

test('leaves point at their item, fields at their name, operators at their operands', () => {
  const where = whereIn(detection("s:\n  A|contains|all: ['x', 'y']\nt:\n  B: null\ncondition: s and not t"));
  const found = [...leaves(where)].map(({ leaf }) => pointed(leaf.origin[0]));
  expect(found).toEqual(["'x'", "'y'", 'B: null']);
  const [first] = leaves(where);
  const subject = first?.leaf.kind === 'like' ? first.leaf.subject : undefined;
  expect(pointed(subject?.origin[0])).toBe('A');
  expect(pointed(where.origin[0])).toBe('s and not t');
  expect(where.kind === 'and' && pointed(where.operands[1]?.origin[0])).toBe('not t');
});

test('a list is one leaf from its key to its end', () => {
  const where = whereIn(item("A|endswith:\n  - 'x'\n  - 'y'"));
  expect(pointed(where.origin[0])?.replaceAll(/\s+/g, ' ').trim()).toBe("A|endswith: - 'x' - 'y'");
});

test('every node of a rule has an origin', () => {
  const text = detection(
    "s:\n  - A|re: ['x', 'y']\n    B|cidr: 10.0.0.0/8\n  - C|gt: 5\n  - D|hour: 3\n  - E|fieldref: F\nk:\n  - word\ncondition: 1 of s* and not (k or 2 of *)",
  );
  const missing: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('origin' in node && Array.isArray(node.origin) && node.origin.length === 0) missing.push(path);
    for (const [key, value] of Object.entries(node))
      if (key !== 'origin' && key !== 'regex') visit(value, `${path}.${key}`);
  };
  visit(whereIn(text), 'where');
  expect(missing).toEqual([]);
});
