import { expect, test } from 'vitest';
import { type Correlate, printExpression, printPredicate, type Search } from '../../src/ir/index.ts';
import type { ReadRule } from '../../src/readers/reader.ts';
import { SigmaRun } from '../../src/readers/sigma-run.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { pointedTexts, readText, shownDiagnostics } from './reading.ts';

function base(name: string, source = 'c'): string {
  return `title: T ${name}\nname: ${name}\nlogsource: {category: ${source}}\ndetection: {s: {A: ${name}}, condition: s}\n`;
}

/** Two rules, and a correlation whose keys these are. */
function correlation(keys: string, more = ''): string {
  return `${base('a')}---\n${base('b')}---\ntitle: C\n${more}correlation:\n${keys.replace(/^/gm, '  ')}\n`;
}

function shownSearch(search: Search): string {
  if (search.kind === 'events') return printPredicate(search.where).replaceAll(/\s+/g, ' ');
  return search.kind === 'correlate' ? shown(search) : search.kind;
}

/** A correlation on one line. */
function shown(search: Correlate): string {
  const { inputs, aliases, by, window, ordered, measures, having } = search;
  const named = Object.entries(aliases).map(([alias, fields]) => {
    const each = Object.entries(fields).map(([input, field]) => `${input}.${printExpression(field)}`);
    return ` where ${alias} = ${each.join(', ')}`;
  });
  const measured = measures.map(
    ({ name, function: does, of, percentile }) =>
      ` ${name}: ${[does, percentile, ...of.map(printExpression)].filter(each => each !== undefined).join(' ')}`,
  );
  return [
    `{${inputs.map(input => `${input.name}: ${shownSearch(input.search)}`).join('; ')}}`,
    `${ordered ? ' ordered' : ''} by ${by.map(printExpression).join(', ') || 'nothing'}`,
    ` in ${window.kind === 'sliding' ? window.length : window.kind}s`,
    ...named,
    ...measured,
    ` having ${printPredicate(having).replaceAll(/\s+/g, ' ').replaceAll(' as number', '')}`,
  ].join('');
}

function told(read: ReadRule): string {
  const notes = shownDiagnostics(read).filter(each => !each.startsWith('read/sigma-correlated-rules'));
  const search = read.rule?.search;
  return [search === undefined ? 'no rule' : shownSearch(search), ...notes].join(' ! ');
}

/** What the last document of a text comes to. */
function read(text: string): string {
  const last = readText(text).at(-1);
  return last === undefined ? 'nothing' : told(last);
}

const plain = '{a: A =~ "a"; b: A =~ "b"}';

test.each([
  [
    'type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {gte: 3}',
    '{a: A =~ "a"} by U in 300s event_count: count having event_count gte 3',
  ],
  [
    'type: event_count\nrules: [a, b]\ngroup-by: [U, H]\ntimespan: 30s\ncondition: {gt: 2, lte: 9}',
    `${plain} by U, H in 30s event_count: count having and event_count gt 2 event_count lte 9`,
  ],
  [
    'type: value_count\nrules: [a]\ngroup-by: [U]\ntimespan: 2h\ncondition: {field: D, neq: 4}',
    '{a: A =~ "a"} by U in 7200s value_count: countDistinct D having not value_count eq 4',
  ],
  [
    'type: value_count\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: [D, E], lt: 4}',
    '{a: A =~ "a"} by U in 86400s value_count: countDistinct D E having value_count lt 4',
  ],
  [
    'type: value_sum\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: N, gte: 1.5}',
    '{a: A =~ "a"} by U in 86400s value_sum: sum N having value_sum gte 1.5',
  ],
  [
    'type: value_avg\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: N, gte: 1}',
    '{a: A =~ "a"} by U in 86400s value_avg: average N having value_avg gte 1',
  ],
  [
    'type: value_median\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: N, eq: 1}',
    '{a: A =~ "a"} by U in 86400s value_median: median N having value_median eq 1',
  ],
  [
    'type: value_median\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: N, neq: 1}',
    '{a: A =~ "a"} by U in 86400s value_median: median N having and exists value_median not value_median eq 1',
  ],
  [
    'type: value_percentile\nrules: [a]\ngroup-by: [U]\ntimespan: 1d\ncondition: {field: N, lte: 1, percentile: 95}',
    '{a: A =~ "a"} by U in 86400s value_percentile: percentile 95 N having value_percentile lte 1',
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m',
    `${plain} by U in 300s having and a gte 1 b gte 1`,
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {gte: 1}',
    `${plain} by U in 300s having or a gte 1 b gte 1`,
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {eq: 1}',
    `${plain} by U in 300s having and or a gte 1 b gte 1 not and a gte 1 b gte 1`,
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {lt: 2}',
    `${plain} by U in 300s having not and a gte 1 b gte 1`,
  ],
  [
    'type: temporal_ordered\nrules: [b, a]\ngroup-by: [U]\ntimespan: 5m',
    '{b: A =~ "b"; a: A =~ "a"} ordered by U in 300s having and b gte 1 a gte 1',
  ],
  [
    'type: temporal_ordered\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {gt: 1}',
    `${plain} ordered by U in 300s having and a gte 1 b gte 1`,
  ],
  [
    'type: temporal\nrules: [a, b]\ntimespan: 5m',
    `${plain} by nothing in 300s having and a gte 1 b gte 1 ! lower/correlation-without-group 12:1`,
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [who]\ntimespan: 5m\naliases: {who: {a: X, b: Y}}',
    `${plain} by who in 300s where who = a.X, b.Y having and a gte 1 b gte 1`,
  ],
  [
    'type: value_count\nrules: [a]\ngroup-by: [U]\ntimespan: 1w\ncondition: {field: D, gt: 4}',
    '{a: A =~ "a"} by U in 604800s value_count: countDistinct D having value_count gt 4 ! lower/timespan-unit 16:13',
  ],
])('%s', (keys, expected) => {
  expect(read(correlation(keys))).toBe(expected);
});

const temporal = 'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: ';

test.each([
  ['a and b', 'and a gte 1 b gte 1'],
  ['a or b', 'or a gte 1 b gte 1'],
  ['a and not b', 'and a gte 1 not b gte 1'],
  ['not (a and b) or b', 'or not and a gte 1 b gte 1 b gte 1'],
])('extended condition %s', (condition, having) => {
  const warning = 'lower/extended-condition 17:14';
  expect(read(correlation(temporal + condition))).toBe(`${plain} by U in 300s having ${having} ! ${warning}`);
});

const count = (condition: string): string =>
  `type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: ${condition}`;
const distinct = (condition: string): string =>
  `type: value_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: ${condition}`;

test.each([
  [count('{eq: 0}'), 'warned', ['groups-of-events']],
  [count('{lt: 1}'), 'warned', ['groups-of-events']],
  [count('{lte: 0}'), 'warned', ['groups-of-events']],
  [count('{gte: 0, lt: 0.5}'), 'warned', ['groups-of-events']],
  [count('{lt: 0}'), 'warned', undefined],
  [count('{eq: 2.5}'), 'warned', undefined],
  [count('{gt: 5, lt: 3}'), 'warned', undefined],
  [count('{lt: 2}'), 'quiet', ['groups-of-events']],
  [count('{neq: 3}'), 'quiet', ['groups-of-events']],
  [count('{gte: 0}'), 'quiet', ['groups-of-events']],
  [count('{gte: 3}'), 'quiet', undefined],
  [count('{neq: 0}'), 'quiet', undefined],
  [distinct('{field: D, eq: 0}'), 'quiet', ['groups-of-events']],
  [distinct('{field: D, lt: 5}'), 'quiet', ['groups-of-events']],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {lt: 1}',
    'warned',
    ['groups-of-events'],
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: [U]\ntimespan: 5m\ncondition: {lt: 2}',
    'quiet',
    ['groups-of-events'],
  ],
  ['type: value_sum\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {field: N, lte: 0}', 'quiet', undefined],
])('nothing is told of a group without events: %s', (keys, told, given) => {
  const last = readText(correlation(keys)).at(-1);
  const codes = last?.diagnostics.map(({ code }) => code) ?? [];
  expect(codes.includes('lower/correlation-of-nothing') ? 'warned' : 'quiet').toBe(told);
  expect(last?.rule?.given).toEqual(given);
});

test('an extended condition names the rules when no list does', () => {
  const keys = 'type: temporal\ngroup-by: [U]\ntimespan: 5m\ncondition: b and not a';
  expect(read(correlation(keys))).toBe(
    '{b: A =~ "b"; a: A =~ "a"} by U in 300s having and b gte 1 not a gte 1 ! lower/extended-condition 16:14',
  );
});

test.each([
  ['type: temporel\nrules: [a]\ntimespan: 5m', 'lower/correlation-type', 'temporel'],
  ['rules: [a]\ntimespan: 5m', 'read/sigma-missing-key', 'correlation'],
  ['type: temporal\ntimespan: 5m', 'read/sigma-missing-key', 'correlation'],
  ['type: temporal\nrules: [a]', 'read/sigma-missing-key', 'correlation'],
  ['type: temporal\nrules: [a]\ntimespan: 5 m', 'lower/timespan', '5 m'],
  ['type: temporal\nrules: [a]\ntimespan: 0s', 'lower/timespan', '0s'],
  ['type: temporal\nrules: [a, c]\ngroup-by: U\ntimespan: 5m', 'lower/unknown-rule', 'c'],
  ['type: temporal\nrules: [a, a]\ngroup-by: U\ntimespan: 5m', 'lower/correlation-rule-twice', 'a'],
  ['type: temporal\nrules: {a: b}\ngroup-by: U\ntimespan: 5m', 'read/sigma-wrong-shape', '{a: b}'],
  ['type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m', 'lower/correlation-condition', 'correlation'],
  [
    'type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: a',
    'lower/correlation-condition',
    'a',
  ],
  [
    'type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {gte: "3"}',
    'lower/correlation-condition',
    '"3"',
  ],
  [
    'type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {above: 3}',
    'lower/correlation-condition',
    'above',
  ],
  [
    'type: event_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {field: D, gte: 1}',
    'lower/correlation-condition',
    'field',
  ],
  [
    'type: value_count\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {gte: 3}',
    'lower/correlation-condition',
    '{gte: 3}',
  ],
  [
    'type: value_sum\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {gte: 3, field: [A, B]}',
    'lower/correlation-condition',
    '[A, B]',
  ],
  [
    'type: value_percentile\nrules: a\ngroup-by: U\ntimespan: 5m\ncondition: {gte: 3, field: A}',
    'lower/correlation-condition',
    '{gte: 3, field: A}',
  ],
  [
    'type: temporal_ordered\nrules: [a, b]\ngroup-by: U\ntimespan: 5m\ncondition: {gte: 1}',
    'lower/correlation-order',
    '{gte: 1}',
  ],
  [
    'type: temporal_ordered\nrules: [a, b]\ngroup-by: U\ntimespan: 5m\ncondition: a or b',
    'lower/correlation-order',
    'a or b',
  ],
  [`${temporal}a and c`, 'lower/correlation-condition', 'c'],
  [`${temporal}a and`, 'parse/sigma-condition', 'd'],
  [`${temporal}1 of a*`, 'lower/correlation-condition', '1 of a*'],
  [`${temporal}a | count() > 5`, 'lower/correlation-condition', '|'],
  [`${temporal}a`, 'lower/correlation-condition', 'a'],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: w\ntimespan: 5m\naliases: {w: {a: X}}',
    'lower/correlation-alias',
    'w',
  ],
  [
    'type: temporal\nrules: [a, b]\ngroup-by: w\ntimespan: 5m\naliases: {w: {a: X, c: Y}}',
    'lower/correlation-alias',
    'c',
  ],
])('refused: %s', (keys, code, pointed) => {
  const last = readText(correlation(keys)).at(-1);
  expect(last?.rule).toBeUndefined();
  const errors = last?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  expect(errors.map(each => each.code)).toContain(code);
  expect(last && pointedTexts(last)).toContain(pointed);
});

test('a rule beneath a correlation is none by itself, unless that is asked for', () => {
  const keys = 'type: temporal\nrules: [a, b]\ngroup-by: U\ntimespan: 5m';
  const titles = (text: string) => readText(text).map(({ location }) => location.title);
  expect(titles(correlation(keys))).toEqual(['C']);
  expect(titles(correlation(keys, 'generate: true\n'))).toEqual(['T a', 'T b', 'C']);
  expect(titles(correlation(`${keys}\ngenerate: true`))).toEqual(['T a', 'T b', 'C']);
  expect(titles(correlation(`${keys}\ncondition: wrong`))).toEqual(['T a', 'T b', 'C']);
});

test('what is no rule by itself is told of', () => {
  const keys = 'type: temporal\nrules: [a, b]\ngroup-by: U\ntimespan: 5m';
  const [only] = readText(correlation(keys));
  const note = only?.diagnostics.find(({ code }) => code === 'read/sigma-correlated-rules');
  expect(note?.message).toContain('‘T a’, ‘T b’');
  expect(note?.related.map(({ span }) => span.file.position(span.start).line)).toEqual([1, 6]);
});

test('a correlation of correlations', () => {
  const inner =
    'title: I\nname: i\ncorrelation: {type: event_count, rules: [a], group-by: [U], timespan: 1m, condition: {gte: 3}}\n';
  const outer =
    'title: O\ncorrelation: {type: temporal_ordered, rules: [i, b], group-by: [U], timespan: 1h}\n';
  const [only, ...more] = readText([base('a'), base('b'), inner, outer].join('---\n'));
  expect(more).toEqual([]);
  expect(only && told(only)).toBe(
    '{i: {a: A =~ "a"} by U in 60s event_count: count having event_count gte 3; b: A =~ "b"} ordered by U in 3600s having and i gte 1 b gte 1',
  );
});

test('a correlation that refers to itself is told off, whatever the way round', () => {
  const one = (name: string, other: string) =>
    `title: ${name}\nname: ${name}\ncorrelation: {type: temporal, rules: [${other}], group-by: [U], timespan: 1h}\n`;
  const codes = (text: string) => readText(text).map(each => each.diagnostics.at(-1)?.code);
  expect(codes(one('x', 'x'))).toEqual(['lower/correlation-cycle']);
  expect(codes([one('x', 'y'), one('y', 'x')].join('---\n'))).toEqual([
    'lower/correlation-of-broken-rule',
    'lower/correlation-cycle',
  ]);
});

test('correlations that double with each step are bounded', () => {
  const step = (index: number, name: string) =>
    `title: t\nname: ${name}${index}\ncorrelation: {type: temporal, rules: [x${index - 1}, y${index - 1}], group-by: U, timespan: 1h}\n`;
  const steps = Array.from({ length: 40 }, (_, index) => [step(index + 1, 'x'), step(index + 1, 'y')]);
  const text = [base('x0'), base('y0'), ...steps.flat()].join('---\n');
  const codes = new Set(readText(text).flatMap(each => each.diagnostics.map(({ code }) => code)));
  expect(codes).toContain('lower/correlation-too-large');
});

test('the same key in several log sources is a field of each', () => {
  const keys = 'title: C\ncorrelation: {type: temporal, rules: [a, b], group-by: [U], timespan: 5m}\n';
  expect(read([base('a', 'x'), base('b', 'y'), keys].join('---\n'))).toBe(
    `${plain} by U in 300s where U = a.U, b.U having and a gte 1 b gte 1`,
  );
});

test('a rule of several conditions is one input', () => {
  const two = base('a').replace('condition: s', 'condition: [s, not s]');
  const keys = 'title: C\ncorrelation: {type: temporal, rules: [a], group-by: [U], timespan: 5m}\n';
  expect(read(`${two}---\n${keys}`)).toBe('{a: union} by U in 300s having a gte 1');
});

const files = {
  'a.yml': base('a'),
  'b.yml': base('b').replace('name: b\n', 'id: b-id\n'),
  'c.yml': 'title: C\ncorrelation: {type: temporal, rules: [a, b-id], group-by: [U], timespan: 5m}\n',
};

function readFiles(texts: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  const sources = Object.entries(texts).map(([path, text]) => new SourceFile(path, text));
  const options = { placeholders: new Map(), run: new SigmaRun(sources) };
  return Object.fromEntries(
    sources.map(source => [source.path, sigmaReader.read(source, options).map(told)]),
  );
}

test('rules are found in the other files of a run', () => {
  expect(readFiles(files)).toEqual({
    'a.yml': [],
    'b.yml': [],
    'c.yml': ['{a: A =~ "a"; b-id: A =~ "b"} by U in 300s having and a gte 1 b-id gte 1'],
  });
});

test('a name is looked for in its own file before it is in the others', () => {
  const keys =
    'title: C\ncorrelation: {type: event_count, rules: [a], group-by: [U], timespan: 5m, condition: {gte: 2}}\n';
  const found = readFiles({
    'd.yml': base('a'),
    'c.yml': `${base('a').replace('A: a', 'A: near')}---\n${keys}`,
  });
  expect(found['c.yml']).toEqual([
    '{a: A =~ "near"} by U in 300s event_count: count having event_count gte 2',
  ]);
});

test('a name that two rules have is not guessed at', () => {
  const found = readFiles({ ...files, 'd.yml': base('a') });
  expect(found['c.yml']).toEqual(['no rule ! lower/ambiguous-rule 2:39']);
  expect(found['a.yml']).toEqual(['A =~ "a"']);
});

test('a rule that cannot be read takes its correlation with it, and no other rule', () => {
  const found = readFiles({ ...files, 'a.yml': base('a').replace('{A: a}', '{A|foo: a}') });
  expect(found).toEqual({
    'a.yml': ['no rule ! lower/unknown-modifier 4:19'],
    'b.yml': ['A =~ "b"'],
    'c.yml': ['no rule ! lower/correlation-of-broken-rule 2:39'],
  });
});
