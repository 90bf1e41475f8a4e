import { describe, expect, test } from 'vitest';
import { compileSearch, runCompiled } from '../../src/evaluate/index.ts';
import { lowerSpl } from '../../src/languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const events = [
  { user: 'a', host: 'h' },
  { user: 'a', host: 'h' },
  { user: 'b', host: 'h' },
  { user: 'b', host: 'i' },
  { host: 'i' },
  { user: 'a', host: 'i' },
  { user: 'c', host: 'i' },
].map((event, index) => ({ _time: index, ...event }));

function lowered(text: string) {
  return lowerSpl(EmbeddedText.whole(new SourceFile('(query)', text)), {});
}

function rows(text: string): readonly unknown[] {
  const { value } = lowered(`host=* | ${text}`);
  if (value === undefined) throw new Error(text);
  const options = { timestamp: '_time', assumeSource: true };
  return runCompiled(compileSearch(value, options), events, options).map(({ row }) => row);
}

describe('top and rare are the aggregations that they are', () => {
  test.each([
    [
      'top user',
      [
        { user: 'a', count: 3, percent: 50 },
        { user: 'b', count: 2, percent: 33.333333 },
        { user: 'c', count: 1, percent: 16.666667 },
      ],
    ],
    ['top 1 user', [{ user: 'a', count: 3, percent: 50 }]],
    ['rare limit=1 user', [{ user: 'c', count: 1, percent: 16.666667 }]],
    ['top limit=1 countfield=n showperc=f user by host | where n > 1', [{ host: 'h', user: 'a', n: 2 }]],
    ['top percentfield=p user by host | where p > 60', [{ host: 'h', user: 'a', count: 2, p: 66.666667 }]],
    ['top limit=0 showperc=false user host | where count = 2', [{ user: 'a', host: 'h', count: 2 }]],
  ])('%s', (text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  test('ten values where nothing is said', () => {
    const { value } = lowered('host=* | top user');
    const limits = value?.kind === 'pipeline' ? value.stages.filter(({ kind }) => kind === 'limit') : [];
    expect(limits).toMatchObject([{ rows: 10, from: 'head' }]);
  });

  test.each(['top useother=t user', 'top', 'top limit=some user', 'rare user by host*'])(
    '%s is refused',
    text => {
      expect(lowered(`host=* | ${text}`).value).toBeUndefined();
    },
  );
});
