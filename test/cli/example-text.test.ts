import { expect, test } from 'vitest';
import { differenceWords } from '../../src/cli/difference-words.ts';
import { exampleText } from '../../src/cli/example-text.ts';

const series = (name: string, isNew: boolean, ...seconds: readonly number[]) => ({
  ...{ name, old: !isNew, new: isNew },
  events: seconds.map((second, at) => ({
    time: new Date(second * 1000).toISOString(),
    event: { user: at === 0 ? 'alpha' : 'beta' },
  })),
});

test.each([
  [{ onlyNew: { a: 1 } }, ', as by {"a":1}'],
  [{ onlyOld: { a: 1 } }, ', as by {"a":1}'],
  [{ onlyNew: { a: 1 }, onlyOld: { b: 2 } }, ', as by {"a":1}, and no more {"b":2}'],
  [{}, ''],
  [
    { series: [series('a single event', true, 0)] },
    ', as by one event on which the new one alone alerts: {"user":"alpha"}',
  ],
  [
    { series: [series('far apart', false, 0, 777_601)] },
    ', as by a series of 2 events on which the old one alone alerts (far apart): {"user":"alpha"}, 9 days 1 second later {"user":"beta"}',
  ],
  [
    { series: [series('many', true, 0, 10, 20, 90)] },
    ', as by a series of 4 events within 1 minute 30 seconds on which the new one alone alerts (many), the first of them {"user":"alpha"}, the others {"user":"beta"}',
  ],
  [
    { series: [series('many', true, 5, 5, 5, 5)] },
    ', as by a series of 4 events at one time on which the new one alone alerts (many), the first of them {"user":"alpha"}, the others {"user":"beta"}',
  ],
  [
    { series: [series('one', false, 0), series('other', true, 0)] },
    ', as by one event on which the new one alone alerts (other): {"user":"alpha"}, and as by one event on which the old one alone alerts (one): {"user":"alpha"}',
  ],
])('what separates two rules is shown as a whole where it is short: %j', (difference, text) => {
  expect(exampleText(difference)).toBe(text);
});

test('what was tested alone is said to be, and what is proved needs no reason', () => {
  const found = { relation: 'weaker', onlyNew: { a: 1 }, given: [], responsible: [] } as const;
  expect(differenceWords(found)).toEqual({ kind: 'changed', how: 'it matches more, as by {"a":1}' });
  const because = 'tested on 12 events made of both rules';
  expect(differenceWords({ ...found, because }).how).toBe(`it matches more (${because}), as by {"a":1}`);
  const { onlyNew: _event, ...bare } = found;
  expect(differenceWords({ ...bare, because: 'it runs less' }).how).toBe('it matches more: it runs less');
});
