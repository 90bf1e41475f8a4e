import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const rule = (name: string, selection: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: {category: custom}\ndetection: {s: ${selection}, condition: s}\n---\n`;

test('what holds of no events is not asked of groups, which have some', async () => {
  const text = `${rule('one', '{a: x}')}${rule('other', '{a: x}')}title: c
correlation:
  type: temporal
  rules: [one, other]
  timespan: 8d
  group-by: [m]
  condition: {neq: 1}
`;
  const found = await verdictOf('r.yml', text, 'sigma');
  expect(found.verdict).toBe('sigma exact proved');
  expect(found.given).toContain('groups-of-events');
});

test.each(['splunk', 'elastic'])(
  '%s sees the first moment of a span that ended with the run before',
  async target => {
    const rules = [rule('one', '{a: [x, y]}'), rule('other', '{b: y}'), rule('third', '{a: x}')].join('');
    const text = `${rules}title: c
correlation:
  type: event_count
  rules: [one, other, third]
  timespan: 1d
  aliases:
    who: {one: u, other: u, third: m}
  group-by: [who, m]
  condition: {gte: 3, lt: 4}
`;
    expect((await verdictOf('r.yml', text, target)).verdict).not.toContain('contradicted');
  },
);

test('the greatest value is a percentile that is read back', async () => {
  const text = `${rule('one', '{a: x}')}title: c
correlation:
  type: value_percentile
  rules: [one]
  timespan: 1h
  group-by: [m]
  condition: {field: n, percentile: 100, gte: 50}
`;
  expect((await verdictOf('r.yml', text, 'splunk')).verdict).toBe('spl exact tested');
});
