import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const failed = 'from logs-system.security*\n| where event.code == "4625"\n';
const counted = '| stats n = count(*) by winlog.event_data.TargetUserName\n| where n > 2';

test.each([
  ['keep winlog.*', 'splunk', '| table TargetUserName\n'],
  ['keep winlog.*', 'panther', 'TargetUserName'],
  ['keep source.*, winlog.event_data.Target*', 'splunk', '| table IpAddress, TargetUserName\n'],
  ['keep winlog.*', 'elastic', '| keep winlog.*'],
])('columns that are kept by a pattern are those of their names: %s to %s', async (kept, target, text) => {
  const { verdict, query } = await verdictOf(
    'rule.esql',
    `${failed}| where source.ip is not null\n| ${kept}\n${counted}`,
    target,
  );
  expect(verdict).toMatch(/exact (?:proved|tested)$/);
  expect(query).toContain(text);
});

test('columns that are dropped by a pattern and not asked for are not spoken of', async () => {
  const query = `${failed}| drop winlog.event_data.Ip*\n${counted}`;
  const found = await verdictOf('rule.esql', query, 'splunk');
  expect(found.verdict).toMatch(/exact (?:proved|tested)$/);
  expect(found.query).not.toContain('Ip');
});

test.each([
  ['limit 5', ['any-rows']],
  ['sort @timestamp\n| limit 5', []],
])('a limit takes any rows where nothing says their order: %s', async (rows, given) => {
  const query = `${failed}| ${rows}\n| stats n = count(*) by source.ip\n| where n > 2`;
  const found = await verdictOf('rule.esql', query, 'splunk');
  expect(found.given.filter(each => each === 'any-rows')).toEqual(given);
  expect((await verdictOf('rule.esql', query, 'elastic')).given).not.toContain('any-rows');
});

const sessions = 'from logs-okta.system-*\n| where event.action == "user.session.start"\n';
const failures = '| where event.outcome == "failure"\n| stats n = count(*) by source.ip\n| where n > 2';

test.each(['splunk', 'panther'])(
  'a field that the target reads off others is asked for where columns are kept by name: %s',
  async target => {
    const found = await verdictOf(
      'r.esql',
      `${sessions}| keep event.outcome, source.ip\n${failures}`,
      target,
    );
    expect(found.verdict).toMatch(/exact proved$/);
    expect(found.query).toMatch(/outcome[.:]result/);
    expect(found.query).not.toContain('table');
  },
);
