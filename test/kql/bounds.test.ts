import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KqlParser } from '../../src/languages/kql/grammar.ts';
import { kql, parseKql, quoteKql } from '../../src/languages/kql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { lower, printed, problems } from './lowered.ts';

test('the grammar has no ambiguity', () => {
  expect(() => new KqlParser(true)).not.toThrow();
});

test('200 brackets deep is read, more is a diagnostic', () => {
  const nest = (depth: number) => `${'('.repeat(depth)}x:a${')'.repeat(depth)}`;
  expect(printed(nest(200))).toBe('x = "a"');
  expect(problems(nest(201))).toEqual(['kql/too-deep at 200 "("']);
  expect(problems(nest(10_000))).toEqual(['kql/too-deep at 200 "("']);
  const negated = (depth: number) => `${'not ('.repeat(depth)}x:a${')'.repeat(depth)}`;
  expect(lower(negated(200)).value).toBeDefined();
});

test('50,000 values, with or without their field, are one leaf', () => {
  const values = Array.from({ length: 50_000 }, (_, index) => `value${index}`);
  const grouped = lower(`x:(${values.join(' or ')})`).value;
  const apart = lower(values.map(value => `x:${value}`).join(' or ')).value;
  for (const search of [grouped, apart])
    expect(search?.kind === 'events' && search.where.kind === 'equals' && search.where.values).toEqual(
      values,
    );
}, 20_000);

test('a long run of blanks, or of one escape, takes linear time', () => {
  const started = performance.now();
  expect(printed(`x:a${' '.repeat(200_000)}b`)).toMatch(/^x = /);
  expect(printed(`x:${'\\*'.repeat(100_000)}`)).toMatch(/^x = /);
  expect(printed(`x:"${'\\\\'.repeat(100_000)}"`)).toMatch(/^x = /);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a quoted value means itself, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const where = lower(`x:${quoteKql(value)}`).value;
      expect(where?.kind === 'events' && where.where.kind === 'equals' && where.where.values).toEqual([
        value,
      ]);
    }),
  );
});

test('no text makes it throw, and an error has a place within the text', () => {
  const piece = fc.constantFrom(...'x :(){}<>"\\*=', ' and ', ' or ', 'not ', 'null', '403', '\n', 'é');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const query = pieces.join('');
      const { value, diagnostics } = lower(query);
      if (value !== undefined) return;
      const [first] = diagnostics;
      expect(first?.span?.end).toBeLessThanOrEqual(query.length);
      expect(first?.span?.start).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test('spans are of the outer file', () => {
  const file = new SourceFile('rule.toml', 'query = "x:a and y:b"');
  const embedded = EmbeddedText.slice(file, 9, 20);
  const search = kql.lower(embedded, {}).value;
  const where = search?.kind === 'events' && search.where.kind === 'and' ? search.where.operands : [];
  expect(where.map(({ origin }) => origin.map(({ start, end }) => file.text.slice(start, end)))).toEqual([
    ['x:a'],
    ['y:b'],
  ]);
  expect(parseKql(embedded).value?.kind).toBe('and');
});
