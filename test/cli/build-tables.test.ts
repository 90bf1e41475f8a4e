import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvRows, recordOf } from '../../src/cli/csv-rows.ts';
import { looksUp } from '../../src/cli/looks-up.ts';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const bad = 'ip,verdict,comment\n10.9.9.9,bad,seen in march\n10.8.8.8,bad,"a, b"\n';
const allowed = 'host,owner\nbuild01,ci\n';

const runs = 'cron_schedule = 0 * * * *\ndispatch.earliest_time = -1h\ndispatch.latest_time = now\n\n';
const searches: Readonly<Record<string, string>> = {
  'Bad address':
    'index=proxy action=allowed | lookup bad_ips ip AS dest OUTPUT verdict | where isnotnull(verdict)',
  'Admin logon':
    'index=win EventCode=4672 | lookup allowed_hosts host OUTPUT owner | where isnull(owner) | stats count by host | where count > 2',
  Listed: 'index=fw [ | inputlookup bad_ips.csv | fields ip | rename ip AS dest_ip ]',
  Plain: 'index=win EventCode=1102',
};

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

eachInOwnFolder(() => {
  writeFiles('.', {
    'ruleglot.config.yaml': [
      "rules: [{ paths: ['rules/*.conf'], format: savedsearches }]",
      'lookups: [lists]\ncache: false\npolicy: { fail-on: [] }',
      'packs: [{ name: splunk, target: splunk, folder: packs/splunk }]\n',
    ].join('\n'),
    'lists/bad_ips.csv': bad,
    'lists/allowed_hosts.csv': allowed,
    ...Object.fromEntries(
      Object.entries(searches).map(([title, search], at) => [
        `rules/${at}.conf`,
        `[${title}]\nsearch = ${search}\n${runs}`,
      ]),
    ),
  });
});

async function committed(withPacks: boolean): Promise<void> {
  expect((await ranHere(['build'])).code).toBe(0);
  if (!withPacks) writeFiles('.', { '.gitignore': 'packs/\nruleglot.lock\n' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
}

interface Review {
  /** What is told of each rule. */
  readonly rules: Readonly<Record<string, string>>;
  /** What is told of each table. */
  readonly tables: Readonly<Record<string, string>>;
  readonly summary: string;
}

async function review(...words: readonly string[]): Promise<Review> {
  const reports = ['ndjson', 'markdown'].flatMap(form => ['--report', `${form}=report.${form}`]);
  const { code, stderr } = await ranHere(['build', ...words, ...reports]);
  expect(code, stderr).toBe(0);
  const lines = linesOf(readFileSync('report.ndjson', 'utf8'));
  expect(violationsOf(lines)).toEqual([]);
  const told = (line: (typeof lines)[number], code: string): readonly string[] =>
    (line['diagnostics'] as readonly { code: string; message: string }[])
      .filter(each => each.code === code)
      .map(each => each.message);
  const rules = lines.flatMap(line =>
    line['kind'] === 'translation'
      ? told(line, 'build/meaning-changed').map(message => [
          (line['rule'] as { title: string }).title,
          message,
        ])
      : [],
  );
  const tables = lines.flatMap(line =>
    line['kind'] === 'table' ? told(line, 'build/rows-changed').map(message => [line['path'], message]) : [],
  );
  return {
    rules: Object.fromEntries(rules),
    tables: Object.fromEntries(tables),
    summary: readFileSync('report.markdown', 'utf8'),
  };
}

const bases: Readonly<Record<string, readonly [withPacks: boolean, words: readonly string[]]>> = {
  'with packs': [true, ['--since', 'HEAD']],
  'without packs': [false, ['--since', 'HEAD']],
  'of the last build': [true, []],
};

test.each(Object.entries(bases))(
  'rows that came and went are told, and what they make of rules, against a base %s',
  async (_name, [withPacks, words]) => {
    await committed(withPacks);
    writeFileSync('lists/bad_ips.csv', `${bad.replace('march', 'may')}10.7.7.7,bad,new\n`);
    writeFileSync('lists/allowed_hosts.csv', `${allowed}build02,ci\n`);
    const { rules, tables, summary } = await review(...words);
    expect(Object.keys(rules).sort()).toEqual(['Admin logon', 'Bad address', 'Listed']);
    expect(rules['Bad address']).toBe(
      'what the rule means in splunk has changed: rows of bad_ips are others: it matches more (tested on events made of these rows), as by one event on which the new one alone alerts: {"index":"proxy","action":"allowed","dest":"10.7.7.7"}',
    );
    expect(rules['Listed']).toMatch(/it matches more .*, as by .*"dest_ip":"10\.7\.7\.7"/);
    expect(rules['Admin logon']).toMatch(
      /rows of allowed_hosts are others: it matches less .*, as by a series of 3 events .*"host":"build02"/,
    );
    expect(tables).toEqual({
      'lists/allowed_hosts.csv':
        'the table allowed_hosts has changed in splunk; it has 1 row ({"host":"build02","owner":"ci"}) more; looked up by Admin logon',
      'lists/bad_ips.csv': expect.stringMatching(
        /it has 2 rows \(.*"seen in may".*10\.7\.7\.7.*\) more; it lacks 1 row \(.*"seen in march".*\); looked up by Bad address, Listed$/,
      ),
    });
    expect(summary).toContain(
      '### Tables\n\n- lists/allowed\\_hosts.csv: the table allowed\\_hosts has changed',
    );
  },
);

test('a row that went makes the reverse, and a column that no search asks for nothing', async () => {
  await committed(true);
  writeFileSync('lists/bad_ips.csv', bad.replace('10.9.9.9,bad,seen in march\n', '').replace('a, b', 'c'));
  writeFileSync('lists/allowed_hosts.csv', allowed.replace('ci', 'ops'));
  const { rules, tables } = await review('--since', 'HEAD');
  expect(rules['Bad address']).toMatch(/it matches less .*, as by .*10\.9\.9\.9/);
  expect(rules['Listed']).toMatch(/it matches less/);
  expect(Object.keys(tables)).toHaveLength(2);
  writeFileSync('lists/bad_ips.csv', bad.replace('a, b', 'c'));
  writeFileSync('lists/allowed_hosts.csv', allowed);
  const other = await review('--since', 'HEAD');
  expect([other.rules, Object.keys(other.tables)]).toEqual([{}, ['lists/bad_ips.csv']]);
});

test('rows in another order are the same rows', async () => {
  await committed(true);
  const [head, one, two] = bad.split('\n');
  writeFileSync('lists/bad_ips.csv', `${[head, two, one].join('\n')}\n`);
  expect(await review('--since', 'HEAD')).toMatchObject({ rules: {}, tables: {} });
});

test('cells are read as RFC 4180 has them', () => {
  const read = csvRows('\ufeffa,"b ""c""",d\r\n1,"x, y\nz",\r\n\r\n2,,3');
  expect(read.columns).toEqual(['a', 'b "c"', 'd']);
  expect(read.rows.map(row => recordOf(read, row))).toEqual([
    { a: '1', 'b "c"': 'x, y\nz' },
    { a: '2', d: '3' },
  ]);
});

test.each([
  ['index=a | lookup bad_ips ip', true],
  ['index=a | lookup local=true bad_ips ip', true],
  ['index=a [ | inputlookup append=t bad_ips.csv | fields ip ]', true],
  ['index=a | lookup bad_ips_old ip', false],
  ['index=a bad_ips', false],
])('whether %s looks the table up: %s', (text, isSo) => {
  expect(looksUp(text, 'bad_ips')).toBe(isSo);
});
