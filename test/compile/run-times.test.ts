import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerNamed } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verdictOf } from '../verify/verdict-of.ts';

const stanza = (search: string, cron: string, earliest = '-24h', latest = 'now'): string =>
  `[n]\nsearch = sourcetype=aws:cloudtrail ${search}\ncron_schedule = ${cron}\ndispatch.earliest_time = ${earliest}\ndispatch.latest_time = ${latest}\n`;

const grouped = '| stats count BY awsRegion | where count>5';

describe('a search that counts what came until its runs', () => {
  test.each([
    ['15 9 * * *', 'panther', ['run-times']],
    ['15 9 * * *', 'elastic', ['run-times']],
    ['15 9 * * *', 'splunk', []],
    ['0 * * * *', 'panther', ['run-times']],
    // Of every zone the quarters of an hour are the same.
    ['*/15 * * * *', 'panther', []],
    ['*/15 * * * *', 'elastic', ['run-times']],
  ])('%s to %s', async (cron, target, given) => {
    expect(await timesGiven(stanza(grouped, cron), target)).toEqual(given);
  });

  test('runs in Panther when it did in Splunk', async () => {
    const file = new SourceFile('savedsearches.conf', stanza(grouped, '15 9 * * *', '-1d@d', '@d'));
    const read = (await readerNamed('savedsearches'))?.read(file, { placeholders: new Map() }).at(0)?.rule;
    const rule = read && resolve(read).value;
    if (rule === undefined) throw new Error('no rule');
    const translation = compile(rule, panther, {
      casing: 'keep',
      strictFields: false,
      profile: defaultProfile,
    });
    const { files } = writeDocuments(translation, panther, { format: 'rule', fileName: 'a', events: [] });
    const text = files.find(({ path }) => path.endsWith('_query.yml'))?.text;
    expect(text).toContain('CronExpression: 15 9 * * *');
  });
});

test.each([
  ['', 'elastic'],
  ['| eval a=lower(awsRegion) | where a="x"', 'panther'],
])('%s asks nothing of its runs', async (search, target) => {
  expect(await timesGiven(stanza(`eventName=A ${search}`, '15 9 * * *'), target)).toEqual([]);
});

async function timesGiven(text: string, target: string): Promise<readonly string[]> {
  const { given } = await verdictOf('savedsearches.conf', text, target);
  return given.filter(each => each === 'run-times');
}
