import { expect, test } from 'vitest';
import { SigmaRun } from '../../src/readers/sigma-run.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { readText, shownDiagnostics, whereOf } from './reading.ts';

const rule =
  'title: R\nid: r-id\nname: r\nlogsource: {product: p, category: c}\ndetection: {s: {A: x}, condition: s}\n';

function filter(body: string, source = 'product: p'): string {
  return `title: F\nlogsource: {${source}}\nfilter: {${body}}\n`;
}

/** The rule and what is told of it and of the filter behind it. */
function joined(filterText: string): readonly string[] {
  return readText(`${rule}---\n${filterText}`).map(read =>
    [whereOf(read.rule), ...shownDiagnostics(read)].join(' ! '),
  );
}

const without = 'and A =~ "x" not B =~ "y"';
const selection = 'f: {B: y}, condition: not f';

test.each([
  ['by name', filter(`rules: [r], ${selection}`), [without]],
  ['by id', filter(`rules: [r-id], ${selection}`), [without]],
  ['by a name alone', filter(`rules: r, ${selection}`), [without]],
  ['any rule', filter(`rules: any, ${selection}`), [without]],
  ['the same log source', filter(`rules: [r], ${selection}`, 'product: p, category: c'), [without]],
  [
    'a narrower log source',
    filter(`rules: [r], ${selection}`, 'product: p, category: c, service: s'),
    ['A =~ "x" ! lower/filter-source 9:18'],
  ],
  ['any rule of another source', filter(`rules: any, ${selection}`, 'product: q'), ['A =~ "x"']],
  [
    'an unknown rule beside one that is there',
    filter(`rules: [r, q-id], ${selection}`),
    [without, 'no rule ! lower/filter-unknown-rule 9:21'],
  ],
  [
    'no negation',
    filter('rules: [r], f: {B: y}, condition: f'),
    ['and A =~ "x" B =~ "y"', 'no rule ! lower/filter-polarity 9:44'],
  ],
  [
    'several negations',
    filter('rules: [r], f: {B: y}, g: {C: z}, condition: not f and not g'),
    ['and A =~ "x" and not B =~ "y" not C =~ "z"'],
  ],
  ['names of its own', filter('rules: [r], s: {B: y}, condition: not s'), [without]],
  [
    'an error',
    filter('rules: [r], f: {B|foo: y}, condition: not f'),
    ['A =~ "x"', 'no rule ! lower/unknown-modifier 9:28'],
  ],
  [
    'an aggregation',
    filter('rules: [r], f: {B: y}, timeframe: 5m, condition: f | count() > 5'),
    ['A =~ "x"', 'no rule ! lower/deprecated-aggregation 9:61 ! read/sigma-wrong-shape 9:48'],
  ],
  ['no rules', filter(selection), ['A =~ "x"', 'no rule ! read/sigma-missing-key 9:1']],
])('a filter of %s', (_, text, expected) => {
  expect(joined(text)).toEqual(expected);
});

test('a filter that can be read is no failure', () => {
  const [, remarks] = readText(`${rule}---\n${filter('rules: [r], f: {B: y}, condition: f')}`);
  expect(remarks?.diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
});

test('a filter reaches the rules of other files, and those beneath a correlation', () => {
  const correlation =
    'title: C\ncorrelation: {type: event_count, rules: [r], group-by: [U], timespan: 5m, condition: {gte: 2}}\n';
  const files = [rule, filter(`rules: [r], ${selection}`), correlation].map(
    (text, index) => new SourceFile(`${index}.yml`, text),
  );
  const options = { placeholders: new Map(), run: new SigmaRun(files) };
  const [only, ...more] = files.flatMap(file => sigmaReader.read(file, options));
  expect(more).toEqual([]);
  const search = only?.rule?.search;
  const inner = search?.kind === 'correlate' ? search.inputs[0]?.search : undefined;
  expect(inner && only?.rule && whereOf({ ...only.rule, search: inner })).toBe(without);
});
