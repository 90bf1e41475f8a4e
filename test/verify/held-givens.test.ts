import { expect, test } from 'vitest';
import { holdsGivens } from '../../src/verify/held-givens.ts';

test.each([
  [['text:a.b'], { a: { b: 'x' } }, true],
  [['text:a.b'], { a: { b: 4242 } }, false],
  [['text:a.b'], {}, true],
  [['text:*'], { a: 5 }, false],
  [['iso-time:t'], { t: '2026-03-04T10:30:00Z' }, true],
  [['iso-time:t'], { t: '2026-03-04t10:30:00z' }, false],
  [['single-valued:a'], { a: ['x'] }, false],
  [['canonical-number:a'], { a: '05' }, false],
  [['same-name:a', 'source:okta.system'], { a: 5 }, true],
] as const)('an event is one that %j speaks of: %j: %s', (given, event, expected) => {
  expect(holdsGivens(given, event)).toBe(expected);
});
