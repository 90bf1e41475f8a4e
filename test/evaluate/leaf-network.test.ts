import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { InNetwork, Quantifier } from '../../src/ir/index.ts';
import { f } from './nodes.ts';

function inNetwork(cidr: string, quantifier: Quantifier = 'any'): InNetwork {
  const [address = '', length] = cidr.split('/');
  const version = address.includes(':') ? 6 : 4;
  const networks = [{ version, address, prefixLength: Number(length) }] as const;
  return { kind: 'inNetwork', subject: f('ip'), networks, quantifier, origin: [] };
}

test.each<[unknown, string, boolean]>([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['255.255.255.255', '0.0.0.0/0', true],
  ['192.168.1.1', '192.168.1.1/32', true],
  ['192.168.1.2', '192.168.1.1/32', false],
  ['200.0.0.1', '128.0.0.0/1', true],
  ['::ffff:10.1.2.3', '10.0.0.0/8', true],
  ['::ffff:0a01:0203', '10.0.0.0/8', true],
  ['0:0:0:0:0:FFFF:10.1.2.3', '10.0.0.0/8', true],
  ['::10.1.2.3', '10.0.0.0/8', false],
  ['10.1.2.3', '::ffff:10.0.0.0/104', true],
  ['10.1.2.3', '::/0', false],
  ['::ffff:10.1.2.3', '::/0', true],
  ['fe80::1', 'fe80::/10', true],
  ['fe80::1%eth0', 'fe80::/10', true],
  ['FE80:0000::0001', 'fe80::/10', true],
  ['fec0::1', 'fe80::/10', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db8:0:0:0:0:0:1', '2001:db8::1/128', true],
  ['::1', '::1/128', true],
  ['::', '::/128', true],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0/128', true],
  ['010.1.2.3', '10.0.0.0/8', false],
  ['10.1.2', '10.0.0.0/8', false],
  ['10.1.2.256', '10.0.0.0/8', false],
  ['10.1.2.3:80', '10.0.0.0/8', false],
  ['10.1.2.3/32', '10.0.0.0/8', false],
  [' 10.1.2.3', '10.0.0.0/8', false],
  [167772161, '10.0.0.0/8', false],
  ['1::2::3', '::/0', false],
  ['1:2:3:4:5:6:7:8:9', '::/0', false],
  ['1:2:3:4:5:6:7:8::', '::/0', false],
  ['12345::', '::/0', false],
  ['1.2.3.4::', '::/0', false],
  [':', '::/0', false],
  ['', '0.0.0.0/0', false],
  ['-', '0.0.0.0/0', false],
  [null, '0.0.0.0/0', false],
  [[], '0.0.0.0/0', false],
  [['8.8.8.8', '10.0.0.1'], '10.0.0.0/8', true],
])('%j in %s: %s', (ip, cidr, expected) => {
  expect(compilePredicate(inNetwork(cidr))({ ip })).toBe(expected);
});

test.each<[unknown, Quantifier, boolean]>([
  [['10.0.0.1', '10.0.0.2'], 'all', true],
  [['10.0.0.1', '8.8.8.8'], 'all', false],
  [['10.0.0.1', 'unknown'], 'all', true],
  [['unknown'], 'all', false],
  [['10.0.0.1'], 'single', true],
  [['10.0.0.1', '10.0.0.2'], 'single', false],
])('%j, quantified %s: %s', (ip, quantifier, expected) => {
  expect(compilePredicate(inNetwork('10.0.0.0/8', quantifier))({ ip })).toBe(expected);
});
