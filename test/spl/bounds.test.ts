import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EvalParser } from '../../src/languages/spl/eval-grammar.ts';
import { SearchParser } from '../../src/languages/spl/search-grammar.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { lower } from './lowered.ts';

const words = fc.constantFrom(
  ...[
    'a',
    '=',
    '!=',
    '"',
    '\\',
    '*',
    '(',
    ')',
    '|',
    '[',
    ']',
    '`',
    '```',
    ',',
    '<',
    'AND',
    'OR',
    'NOT',
    'IN',
    'by',
  ],
  ...[
    'where',
    'search',
    'eval',
    'stats',
    'tstats',
    'rename',
    'as',
    'regex',
    'rex',
    'table',
    'fillnull',
    'match(',
    "'",
  ],
  ...[
    'like(',
    'if(',
    '5',
    ' ',
    '\n',
    'count',
    'span=',
    'from datamodel=X',
    '%',
    '.',
    '-',
    'TERM(',
    'sort',
    'bin',
  ],
);

test('no text makes reading fail with an exception', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 25 }), parts => {
      const { value, diagnostics } = lower(parts.join(' '));
      expect(value !== undefined || diagnostics.length > 0).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['alternatives', Array.from({ length: 10_000 }, (_, index) => `a=v${index}`).join(' OR ')],
  ['conjuncts', Array.from({ length: 10_000 }, (_, index) => `a${index}=1`).join(' ')],
  ['values of a list', `a IN (${Array.from({ length: 10_000 }, (_, index) => `"v${index}"`).join(', ')})`],
  ['conditions', `a=1 | where ${Array.from({ length: 5_000 }, (_, index) => `a="v${index}"`).join(' OR ')}`],
  ['negations', `${'NOT '.repeat(10_000)}a=1`],
  [
    'assignments',
    `a=1 | eval ${Array.from({ length: 150 }, (_, index) => `x${index}="${index}"`).join(', ')}`,
  ],
])('many %s are read in time', (_, query) => {
  const start = performance.now();
  expect(lower(query).value).toBeDefined();
  expect(performance.now() - start).toBeLessThan(4000);
});

test.each([
  ['choices', `a=1${' | eval x=if(x="a","b",x)'.repeat(60)} | where x="b"`],
  ['conditions on conditions', `a=1 | where ${'coalesce('.repeat(60)}a="1"${', b="2")'.repeat(60)}`],
  ['renamed wildcards', `a=1${' | rename a.* as *'.repeat(60)} | where x="b"`],
])('%s that double are refused or read, not walked for ever', (_, query) => {
  const start = performance.now();
  const { value, diagnostics } = lower(query);
  expect(value !== undefined || diagnostics.length > 0).toBe(true);
  expect(performance.now() - start).toBeLessThan(4000);
});

test('a bare .spl file is a rule', async () => {
  const file = new SourceFile('rules/find_cmd.spl', 'EventCode=1 Image="*cmd.exe"');
  const reader = await readerFor(file);
  const [entry] = reader?.read(file, { placeholders: new Map() }) ?? [];
  expect(entry?.location).toMatchObject({ format: 'spl', title: 'find_cmd' });
  expect(entry?.rule?.metadata.vendor).toBe('splunk');
  expect(entry?.rule?.search.kind).toBe('events');
});

test('the grammars are free of ambiguities', () => {
  expect(() => [new SearchParser(true), new EvalParser(true)]).not.toThrow();
});
