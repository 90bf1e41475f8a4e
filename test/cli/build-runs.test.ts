import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packRule } from '../../src/cli/pack-rule.ts';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { writeFiles } from './ruleglot.ts';

const config = `version: 1
rules: [{ paths: [rules] }]
evidence: none
packs: [{ name: splunk, target: splunk, folder: packs/acme }]
`;

const plain = 'index=win EventCode=4688 Image="*\\\\cmd.exe"';
const counted = 'index=win EventCode=4625 | stats count by user | where count > 5';

function saved(search: string, earliest: string, cron: string): string {
  return `[one]\nsearch = ${search}\ncron_schedule = ${cron}\nenableSched = 1\ndispatch.earliest_time = ${earliest}\ndispatch.latest_time = now\ncounttype = number of events\nrelation = greater than\nquantity = 0\n`;
}

eachInOwnFolder(() => writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/.keep': '' }));

test.each([
  [
    plain,
    ['-10m', '-2m', '*/5 * * * *'],
    /it matches less, as by one event on which the old one alone alerts .90 seconds after a run of the new rule, .*cmd\.exe/,
  ],
  [
    plain,
    ['-2m', '-5m', '*/5 * * * *'],
    /it matches more, as by one event on which the new one alone alerts .90 seconds after a run of the old rule, .*cmd\.exe/,
  ],
  [
    counted,
    ['-1h', '-2h', '0 * * * *'],
    /it matches more .tested on \d+ events made of both rules., as by a series of 6 events within 1 hour on which the new one alone alerts/,
  ],
])('%s: when a look-back alone changes, the summary shows it by events: %j', async (search, runs, told) => {
  const [old = '', current = '', cron = ''] = runs;
  writeFileSync('rules/savedsearches.conf', saved(search, old, cron));
  await ranHere(['build']);
  writeFileSync('rules/savedsearches.conf', saved(search, current, cron));
  await ranHere(['build', '--report', 'markdown=s.md']);
  const summary = readFileSync('s.md', 'utf8').replaceAll('\\', '');
  expect(summary).toContain('### Changed in meaning');
  expect(summary).toMatch(told);
});

test('when a search runs more rarely than it looks back on, why it matches less is told', async () => {
  writeFileSync('rules/savedsearches.conf', saved(counted, '-1h', '*/5 * * * *'));
  await ranHere(['build']);
  writeFileSync('rules/savedsearches.conf', saved(counted, '-1h', '0 * * * *'));
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain(
    'it matches less: the old rule runs every 5 minutes and looks back 1 hour, the new one runs every 1 hour and looks back 1 hour',
  );
});

const query =
  'AnalysisType: scheduled_query\nQueryName: q\nQuery: select * from panther_logs.public.aws_cloudtrail where p_occurs_since(3600)\nSchedule: { RateMinutes: 60, TimeoutMinutes: 5 }\n';

test.each([
  [1, true],
  [5, false],
])('a scheduled rule with the threshold %i is one alert a row: %j', async (threshold, isRead) => {
  const rule = `AnalysisType: scheduled_rule\nRuleID: R\nFilename: r.py\nScheduledQueries: [q]\nSeverity: Low\nEnabled: true\nThreshold: ${threshold}\n`;
  const documents = [
    ['rules/r.yml', rule],
    ['rules/r.py', 'def rule(_):\n    # What the query finds is what is looked for\n    return True\n'],
    ['queries/r_query.yml', query],
  ] as const;
  expect((await packRule({ documents, macros: [] })) !== undefined).toBe(isRead);
});
