import { expect, test } from 'vitest';
import { joinAccounts } from '../../src/fields/index.ts';
import { type And, equals, field, printPredicate, type Vendor } from '../../src/ir/index.ts';

const domain = (...values: string[]) =>
  equals(field('user.domain', 'elastic'), values, { casing: 'ignored' });
const name = (...values: string[]) => equals(field('user.name', 'elastic'), values, { casing: 'ignored' });
const other = equals(field('process.name', 'elastic'), ['a.exe']);
const exact = equals(field('user.name', 'elastic'), ['x']);

const both = (...operands: And['operands']): And => ({ kind: 'and', operands, origin: [] });
const windows = 'windows.process_creation';

const rows: readonly [string, And, string, Vendor, string][] = [
  ['one account', both(domain('D'), other, name('u')), windows, 'sigma', 'User =~ "D\\\\u"'],
  ['several names', both(domain('D'), name('u', 'v')), windows, 'splunk', 'User =~ "D\\\\u", "D\\\\v"'],
  ['several of both', both(domain('D', 'E'), name('u', 'v')), windows, 'sigma', ''],
  ['a domain alone', both(domain('D'), other), windows, 'sigma', ''],
  ['another casing', both(domain('D'), exact), windows, 'sigma', ''],
  ['a source without accounts', both(domain('D'), name('u')), 'okta.system', 'sigma', ''],
  ['its own vendor', both(domain('D'), name('u')), windows, 'elastic', ''],
];

test.each(rows)('%s', (_, predicate, id, vendor, account) => {
  const joined = joinAccounts(predicate, { id }, vendor);
  expect(joined.given).toEqual(account === '' ? [] : ['qualified-account']);
  if (account === '') expect(joined.predicate).toBe(predicate);
  else expect(printPredicate(joined.predicate).replaceAll(/→[\w.]+/g, '')).toContain(account);
});
