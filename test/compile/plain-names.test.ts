import { expect, test } from 'vitest';
import { compile, read } from '../../src/index.ts';

async function searchOf(query: string): Promise<string | undefined> {
  const [found] = await read({
    path: 'q.esql',
    text: `FROM logs-okta.system-* | STATS count(*) BY event.action | ${query}`,
  });
  return found?.rule && (await compile(found.rule, 'splunk')).query;
}

test.each([
  ['WHERE `count(*)` > 3', '| where count>3'],
  ['WHERE STARTS_WITH(event.action, "count(*)")', 'like(eventType, "count(*)%")'],
  ['WHERE event.action RLIKE """a.*count\\(\\*\\)"""', 'count\\\\(\\\\*\\\\)'],
  ['WHERE event.action == "count(*)"', 'eventType="count(*)"'],
])('%s names a column, and keeps texts as they are', async (query, expected) => {
  expect(await searchOf(query)).toContain(expected);
});
