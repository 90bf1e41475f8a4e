import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const twice =
  'index=a | rex field=msg "user=(?<who>\\w+)" | rex field=msg "account=(?<who>\\w+)" | where who="root"';
const overKey = 'index=a | stats count by msg user | rex field=msg "user=(?<user>\\w+)" | where user="root"';

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/rex */
test.each([
  [twice, 'panther', 'CASE WHEN who_found_2 IS NOT NULL THEN who_found_2 ELSE who_2 END AS who_3'],
  [twice, 'splunk', 'eval who=case(isnotnull(who_found), who_found, true(), who)\n| fields - who_found'],
  [overKey, 'panther', 'CASE WHEN user_found_2 IS NOT NULL THEN user_found_2 ELSE user END AS user_2'],
])('a field that stands before stays where nothing is cut out: %s, %s', async (search, target, part) => {
  const { verdict, query } = await verdictOf('r.spl', search, target);
  expect(verdict).toBe(`${target === 'panther' ? 'sql' : 'spl'} exact proved`);
  expect(query).toContain(part);
});

test('of events that have any fields it is given that they have none of the name', async () => {
  const search = 'index=a | rex field=msg "user=(?<who>\\w+) (?<rest>.+)" | where who="root"';
  const { given } = await verdictOf('r.spl', search, 'panther');
  expect(given).toContain('no-field-before:who');
  expect(given).not.toContain('no-field-before:rest');
});

test('of groups, whose columns are known, nothing is given', async () => {
  const search = 'index=a | stats count by msg | rex field=msg "user=(?<who>\\w+)" | where who="root"';
  const { given } = await verdictOf('r.spl', search, 'panther');
  expect(given).not.toContain('no-field-before:who');
});

test.each([
  [
    'index=a | rex field=msg "user=(?<who>\\w+)$" | stats count by who',
    '| grok msg """user=(?<who>[A-Za-z0-9_]+)\\Z"""',
  ],
  [
    'index=a | stats count by msg | rex field=msg "^(?<who>[^ ]+)" | where who="x"',
    '| grok msg """\\A(?<who>[^ ]+)"""',
  ],
])('ES|QL cuts out by grok: %s', async (search, part) => {
  const { verdict, query } = await verdictOf('r.spl', search, 'elastic');
  expect(verdict).toBe('esql exact proved');
  expect(query).toContain(part);
});

test('what no pattern of grok says is refused by its name', async () => {
  const { verdict } = await verdictOf(
    'r.spl',
    'index=a | rex field=msg "\\b(?<who>x+)" | stats count by who',
    'elastic',
  );
  expect(verdict).toBe('refused');
});

const traffic =
  '| tstats count from datamodel=Network_Traffic where All_Traffic.action="allowed" by All_Traffic.dest_ip';

test('of an address grok takes the text, and of a time none', async () => {
  const ofAddress = await verdictOf(
    'r.spl',
    `${traffic} | rex field=All_Traffic.dest_ip "^(?<net>\\d+)" | where net="10"`,
    'elastic',
  );
  expect(ofAddress.verdict).toBe('esql exact proved');
  expect(ofAddress.query).toContain('| grok to_string(destination.ip) ');
  const ofTime = await verdictOf(
    'r.spl',
    `${traffic} _time | rex field=_time "^(?<first>\\d)" | where first="1"`,
    'elastic',
  );
  expect(ofTime.verdict).toBe('refused');
});
