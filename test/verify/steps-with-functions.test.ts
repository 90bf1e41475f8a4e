import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

test.each([
  ['between(a, "-u ", " -p") == "root"', 'splunk', 'spl exact tested'],
  ['add(a, 1) == 5', 'splunk', 'spl exact tested'],
  ['a * 3 - 1 > 8', 'panther', 'correlation exact tested'],
  ['indexOf(a, "x") == 2', 'splunk', 'spl exact tested'],
  ['indexOf(a, "z") == 2', 'panther', 'correlation exact tested'],
  ['substring(a, 1, 3) == "bc"', 'splunk', 'spl exact tested'],
  ['substring(a, 1, 3) == "bc"', 'panther', 'correlation exact tested'],
])(
  'there are series of events whose values functions make what a step asks for: %s to %s',
  async (step, target, verdict) => {
    const query = `sequence by k with maxspan=5m [any where ${step}] [any where b == "y"]`;
    expect((await verdictOf('q.eql', query, target)).verdict).toBe(verdict);
  },
);
