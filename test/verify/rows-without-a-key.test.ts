import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

/** To `PARTITION BY` they are a group: https://docs.snowflake.com/en/sql-reference/functions-window */
describe('streamstats counts nothing beside rows without a key', () => {
  const counted =
    'sourcetype=aws:cloudtrail eventName=A | sort 0 _time | streamstats time_window=5m count AS n BY awsRegion';

  test('where they are gone in the end, they are left out before', async () => {
    const found = await verdictOf('q.spl', `${counted} | where n>=5`, 'panther');
    expect(found.query).toMatch(/WHERE [^;]*awsRegion::string IS NOT NULL/);
    expect(found.verdict).toBe('sql exact tested');
  });

  test('where they stay, they have no count', async () => {
    const query = `${counted} | stats max(n) AS most count AS events BY eventName | where most>=5 OR events>9`;
    const found = await verdictOf('q.spl', query, 'panther');
    expect(found.query).toMatch(/CASE WHEN .* IS NOT NULL THEN n_2 END/);
    expect(found.verdict).toBe('sql exact tested');
  });

  test('a correlation leaves them out by itself', async () => {
    const found = await verdictOf('q.spl', `${counted} | where n>=5`, 'sigma');
    expect(found.verdict).toBe('sigma exact tested');
    expect(found.query).not.toContain('exists');
  });
});
