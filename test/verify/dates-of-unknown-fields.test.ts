import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

test.each([
  ['2026-01-05', 'a >= "2026-01-05T00:00:00.000Z"'],
  ['2026-01-05T10:00', 'a >= "2026-01-05T10:00:00.000Z"'],
  ['2026-01-05 10:00:00', 'a >= "2026-01-05 10:00:00"'],
  ['2026-01-05abc', 'a >= "2026-01-05abc"'],
  ['now is', 'a >= "now is"'],
])('an order with %s means the same to ES|QL and EQL', async (text, written) => {
  const rows = await verdictOf('r.esql', `from logs-* metadata _id | where custom.a >= "${text}"`, 'elastic');
  const events = await verdictOf('r.eql', `any where custom.a >= "${text}"`, 'elastic');
  for (const { verdict, query } of [rows, events]) {
    expect(verdict).toMatch(/^(?:eql|kql) exact (?:tested|proved)$/);
    expect(query).toContain(written);
  }
});
