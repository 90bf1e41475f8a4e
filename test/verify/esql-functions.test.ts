import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const where = (condition: string) => `from logs-okta.system-* metadata _id | where ${condition}`;
const june = where('range_within(@timestamp, to_date_range("2025-06-01..2025-07-01"))');
const local = where('left(user.name, locate(user.name, "@") - 1) == "alice"');
const domain = where('substring(user.name, locate(user.name, "@") + 1) == "example.com"');
const flattened = where('field_extract(okta.debug_context.debug_data.flattened, "risk") == "high"');
const odd = where('field_extract(okta.debug_context.debug_data.flattened, "risk") like "*high*"');
const weeks = `from logs-okta.system-* | stats n = count(*) by user.name, w = bucket(@timestamp, 7 days) | where n > 3`;
const fortnights = `from logs-okta.system-* | stats n = count(*) by user.name, w = bucket(@timestamp, 2 weeks) | where n > 3`;
const addresses =
  'from logs-aws.cloudtrail-* | stats f = first(source.ip, @timestamp), l = last(source.ip, @timestamp) by user.id | where f != l';
const keys = (path: string) =>
  `from logs-okta.system-* | stats n = count(*) by j = json_extract(my.text, "${path}") | where n > 3`;

test.each([
  [june, 'splunk', 'spl exact tested', '_time>=1748736000 AND _time<1751328000'],
  [june, 'elastic', 'kql exact tested', '@timestamp < "2025-07-01T00:00:00.000Z"'],
  [local, 'splunk', 'spl exact proved', 'alice@%'],
  [local, 'panther', 'python exact proved', 'startswith("alice@")'],
  [
    domain,
    'elastic',
    'esql exact proved',
    'substring(user.name, locate(user.name, "@") + 1) == "example.com"',
  ],
  [flattened, 'elastic', 'kql exact proved', 'okta.debug_context.debug_data.flattened.risk:high'],
  [flattened, 'splunk', 'spl exact proved', 'debugContext.debugData.risk="high"'],
  [
    odd,
    'elastic',
    'esql exact proved',
    `field_extract(okta.debug_context.debug_data.flattened, "['risk']") like "*high*"`,
  ],
  [weeks, 'splunk', 'spl exact proved', 'relative_time(_time, "@w1")'],
  [weeks, 'panther', 'sql exact proved', "DATE_TRUNC('week', p_event_time)"],
  [fortnights, 'splunk', 'spl exact proved', 'floor(_time/1209600)*1209600'],
  [fortnights, 'elastic', 'esql exact proved', 'date_trunc(14 days, @timestamp)'],
  [
    where('to_datetime(user.name) > "2024-01-01"'),
    'elastic',
    'esql exact tested',
    'to_datetime(user.name) > ',
  ],
  [addresses, 'splunk', 'spl exact proved', 'NOT coalesce(f=l, false())'],
  [addresses, 'elastic', 'esql exact proved', 'where not to_ip(f) == to_ip(l)'],
  [keys('$.a.b[0]'), 'panther', 'sql exact proved', "'a.b[0]'"],
])('%s in %s: %s', async (query, target, verdict, part) => {
  const found = await verdictOf('r.esql', query, target);
  expect(found.query).toContain(part);
  expect(found.verdict).toBe(verdict);
});
