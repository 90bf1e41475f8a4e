import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LuceneParser } from '../../src/languages/lucene/grammar.ts';
import { lucene, quoteLucene } from '../../src/languages/lucene/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { lower, printed, problems } from './lowered.ts';

test('the grammar has no ambiguity beyond the one that is meant', () => {
  expect(() => new LuceneParser(true)).not.toThrow();
});

test('200 parentheses deep is read, more is a diagnostic', () => {
  const nest = (depth: number) => `${'('.repeat(depth)}x:a${')'.repeat(depth)}`;
  expect(printed(nest(200))).toBe('x = "a"');
  expect(problems(nest(201))).toEqual(['lucene/too-deep at 200 "("']);
  expect(problems(nest(10_000))).toEqual(['lucene/too-deep at 200 "("']);
});

test('50,000 values are one leaf', () => {
  const values = Array.from({ length: 50_000 }, (_, index) => `value${index}`);
  for (const query of [`x:(${values.join(' OR ')})`, values.map(value => `x:${value}`).join(' ')]) {
    const search = lower(query).value;
    expect(search?.kind === 'events' && search.where.kind === 'equals' && search.where.values).toEqual(
      values,
    );
  }
}, 20_000);

test('long runs take linear time', () => {
  const started = performance.now();
  expect(printed(`x:${'\\*'.repeat(100_000)}`)).toMatch(/^x = /);
  expect(printed(`x:"${'\\\\'.repeat(100_000)}"`)).toMatch(/^x = /);
  expect(problems(`x:/${'\\/'.repeat(50_000)}`)[0]).toMatch(/^lucene\//);
  expect(printed(`x:${'*?'.repeat(50_000)}`)).toMatch(/^x like /);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a quoted value means itself, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const search = lower(`x:${quoteLucene(value)}`).value;
      expect(search?.kind === 'events' && search.where.kind === 'equals' && search.where.values).toEqual([
        value,
      ]);
    }),
  );
});

test('no text makes it throw, and an error has a place within the text', () => {
  const piece = fc.constantFrom(
    ...'x :(){}[]<>"\\*?=/~^+-!',
    ' AND ',
    ' OR ',
    'NOT ',
    '403',
    '\n',
    'é',
    ' TO ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const query = pieces.join('');
      const { value, diagnostics } = lower(query);
      if (value !== undefined) return;
      const error = diagnostics.find(each => each.severity === 'error');
      expect(error?.span?.end).toBeLessThanOrEqual(query.length);
      expect(error?.span?.start).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test('spans are of the outer file', () => {
  const file = new SourceFile('rule.toml', 'query = "x:a AND y:b"');
  const search = lucene.lower(EmbeddedText.slice(file, 9, 20), {}).value;
  const where = search?.kind === 'events' && search.where.kind === 'and' ? search.where.operands : [];
  expect(where.map(({ origin }) => origin.map(({ start, end }) => file.text.slice(start, end)))).toEqual([
    ['x:a'],
    ['y:b'],
  ]);
});
