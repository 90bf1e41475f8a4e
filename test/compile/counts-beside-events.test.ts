import { describe, expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const logins = 'sourcetype="aws:cloudtrail" eventName=ConsoleLogin | sort 0 _time';
const counted = `${logins} | streamstats time_window=10m count AS n BY sourceIPAddress | where n>=5`;

describe('what is counted beside each event over a span is a correlation to products that follow the events', () => {
  test.each([
    [counted, 'elastic', 'eql exact tested', 'sequence by source.address with maxspan=10m'],
    [counted, 'sigma', 'sigma exact tested', 'type: event_count'],
    [`${counted} | table _time sourceIPAddress`, 'sigma', 'sigma exact tested', 'timespan: 10m'],
    [
      `${logins} | streamstats time_window=10m dc(userAgent) AS n BY sourceIPAddress | where n>2`,
      'sigma',
      'sigma exact tested',
      'type: value_count',
    ],
  ])('%s to %s', async (query, target, verdict, part) => {
    const found = await verdictOf('q.spl', query, target);
    expect(found.verdict).toBe(verdict);
    expect(found.query).toContain(part);
    expect(found.given).toEqual(expect.arrayContaining(['alert-once', 'window-ends']));
  });

  test.each([
    ['sum(bytes) AS n BY sourceIPAddress | where n>5', 'esql different tested'],
    ['dc(userAgent) AS n BY sourceIPAddress | where n>2', 'esql broader tested'],
  ])('streamstats time_window=10m %s to ES|QL', async (stages, verdict) => {
    const found = await verdictOf('q.spl', `${logins} | streamstats time_window=10m ${stages}`, 'elastic');
    expect(found.verdict).toBe(verdict);
  });

  test('a part of a span may have a greater sum than the whole', async () => {
    const search = counted.replace('count AS n', 'sum(bytes) AS n').replace('n>=5', 'n>=5000');
    const text = `[s]\nsearch = ${search}\ncron_schedule = */5 * * * *\ndispatch.earliest_time = -20m\ndispatch.latest_time = now\n`;
    expect((await verdictOf('a.conf', text, 'elastic')).verdict).toBe('esql different tested');
  });

  test.each([
    ['-20m', 'n>=5', 'exact'],
    ['-15m', 'n>=5', 'exact'],
    ['-14m', 'n>=5', 'broader'],
    ['-15m', 'n<2', 'different'],
  ])('runs that look back %s see no window in part where %s is %s', async (earliest, having, verdict) => {
    const search = counted.replace('n>=5', having);
    const text = `[s]\nsearch = ${search}\ncron_schedule = */5 * * * *\ndispatch.earliest_time = ${earliest}\ndispatch.latest_time = now\n`;
    expect((await verdictOf('a.conf', text, 'sigma')).verdict).toMatch(new RegExp(`^sigma ${verdict} `));
  });

  test.each([
    [`${counted} | stats count BY sourceIPAddress`, 'sigma'],
    [counted.replace('sort 0 _time', 'sort 0 -_time'), 'sigma'],
    [counted.replace('time_window=10m', 'time_window=10m current=f'), 'sigma'],
    [counted.replace('n>=5', 'n>=5 AND awsRegion="x"'), 'sigma'],
    [`${logins} | streamstats time_window=10m count AS n dc(userAgent) AS u | where n>=5`, 'elastic'],
  ])('nor is %s: refused to %s', async (query, target) => {
    expect((await verdictOf('q.spl', query, target)).verdict).toBe('refused');
  });
});
