import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const files = '[search index=b | stats count AS files, values(path) AS path BY process_guid]';

/** Searches of Splunk that stand beside each other, as they are written again. */
const rows: readonly (readonly [search: string, given: readonly string[], query: string])[] = [
  [
    `index=a name=x | stats count BY process_guid | join process_guid ${files} | where files>2 AND count=1`,
    [],
    `index=* index="a" name="x"
| where isnotnull(process_guid)
| stats count AS count BY process_guid
| join type=inner max=1 process_guid
    [ search index=* index="b"
      | where isnotnull(process_guid)
      | stats count AS files values(path) AS path BY process_guid ]
| where tonumber(files)>2 AND count=1`,
  ],
  [
    'index=a | join type=left max=0 user [search index=b | stats count AS n BY user, host] | where isnull(n)',
    [],
    `index=* index="a"
| join type=left max=0 user
    [ search index=* index="b"
      | where isnotnull(user) AND isnotnull(host)
      | stats count AS n BY user host ]
| where NOT isnotnull(n)`,
  ],
  [
    'index=a | join max=2 user [search index=b | table user n] | stats sum(n) AS n BY user',
    ['first-joined'],
    `index=* index="a"
| join type=inner max=2 user
    [ search index=* index="b"
      | table user, n ]
| where isnotnull(user)
| stats sum(n) AS n BY user`,
  ],
];

describe('a join with a search whose columns are known', () => {
  test.each(rows)('%s', async (search, given, query) => {
    const found = await verdictOf('rule.spl', search, 'splunk');
    expect(found.query).toBe(query);
    expect(found.verdict).toBe('spl exact proved');
    expect(found.given.filter(each => each === 'first-joined')).toEqual(given);
  });
});

const search = `index=a name=x | stats count BY process_guid | join process_guid ${files} | where files>2`;

test.each([
  [
    'another condition of the other search',
    (query: string) => query.replace('index="b"', 'index="b" path=x'),
  ],
  ['another kind of join', (query: string) => query.replace('type=inner', 'type=left')],
  ['another number of rows', (query: string) => query.replace('max=1', 'max=0')],
  ['another key', (query: string) => query.replace('max=1 process_guid', 'max=1 files')],
  ['another column', (query: string) => query.replace('AS files', 'AS files2')],
  ['a column that is asked for is another', (query: string) => query.replace('(files)>2', '(count)>2')],
])('%s is no proof', async (_, change) => {
  expect((await verdictOf('rule.spl', search, 'splunk', change)).verdict).not.toMatch(/exact/);
});

test.each([
  ['index=a | join user [search index=b]', 'splunk'],
  ['index=a | join user [search index=b | stats count BY user]', 'panther'],
  ['index=a | join user [search index=b | stats count BY user]', 'elastic'],
])('%s to %s is refused', async (written, target) => {
  expect((await verdictOf('rule.spl', written, target)).verdict).toMatch(/refused/);
});
