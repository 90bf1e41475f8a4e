import { expect, test } from 'vitest';
import { parseNetwork } from '../../src/languages/sigma/network.ts';

test.each([
  ['10.0.0.0/8', '10.0.0.0/8', true],
  ['10.1.2.3/8', '10.0.0.0/8', false],
  ['192.168.1.130/25', '192.168.1.128/25', false],
  ['1.2.3.4', '1.2.3.4/32', true],
  ['0.0.0.0/0', '0.0.0.0/0', true],
  ['::/0', '::/0', true],
  ['::1', '::1/128', true],
  ['fe80::/10', 'fe80::/10', true],
  ['FE80:0:0:0:1:0:0:0/80', 'fe80::1:0:0:0/80', true],
  ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128', true],
  ['2001:0db8::0001/64', '2001:db8::/64', false],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7/128', true],
  ['10:0:0:1:2:3:4:5', '10::1:2:3:4:5/128', true],
  ['::ffff:1.2.3.4', '::ffff:102:304/128', true],
])('%s is %s', (written, expected, exact) => {
  const parsed = parseNetwork(written);
  expect(`${parsed?.network.address}/${parsed?.network.prefixLength}`).toBe(expected);
  expect(parsed?.exact).toBe(exact);
});

test.each([
  '10.0.0/8',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/255.0.0.0',
  '::/129',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '::1.2.3',
  'fe80::1%eth0',
  '12345::',
  ':1',
  '',
  'localhost',
])('%s is no network', written => {
  expect(parseNetwork(written)).toBeUndefined();
});
