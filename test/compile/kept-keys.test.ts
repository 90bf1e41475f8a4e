import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const names =
  'from x | where process.name like "a*" | inline stats q = count(*) by process.name | where q > 2';

test.each([
  ['splunk', 'spl exact proved'],
  ['panther', 'sql exact proved'],
  ['elastic', 'esql exact proved'],
])(
  'rows that stay go on with what they were counted by, which the target makes of another field: %s',
  async (target, expected) => {
    const rest = 'stats s = sum(destination.port) by n, process.name | where s > 10';
    expect((await verdictOf('q.esql', `${names} | ${rest}`, target)).verdict).toBe(expected);
  },
);
