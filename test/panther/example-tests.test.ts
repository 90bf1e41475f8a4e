import { expect, test } from 'vitest';
import { targetEvents } from '../../src/cli/target-events.ts';
import { resolve } from '../../src/fields/index.ts';
import { compile, read } from '../../src/index.ts';
import type { Predicate } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { exampleEvents } from '../../src/verify/witness/examples.ts';

const isMultiValued = () => false;

function sigma(item: string): Predicate {
  const text = `title: t\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n    selection:\n        ${item}\n    condition: selection\n`;
  const [read] = sigmaReader.read(new SourceFile('rule.yml', text), { placeholders: new Map() });
  const rule = read?.rule === undefined ? undefined : resolve(read.rule).value;
  if (rule?.search.kind !== 'events') throw new Error(`not read: ${item}`);
  return rule.search.where;
}

function query(condition: string): Predicate {
  const text = EmbeddedText.whole(new SourceFile('rule.eql', `any where ${condition}`));
  const { value } = eql.lower(text, {});
  if (value?.kind !== 'events') throw new Error(`not read: ${condition}`);
  return value.where;
}

/** Field by field, the values of events that match and of those that do not. */
function values(predicate: Predicate): readonly unknown[] {
  return exampleEvents(predicate, { isMultiValued }).flatMap(({ event }) => Object.values(event));
}

test.each([
  'UtcTime|hour: [0, 23]',
  'UtcTime|minute: 0',
  'UtcTime|week: 1',
  'UtcTime|day|lt: 8',
  'UtcTime|month|gte: 11',
  'UtcTime|year|lte: 2025',
])('events for %s have times as texts', item => {
  const found = values(sigma(item));
  expect(found.length).toBeGreaterThan(1);
  for (const value of found) expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test.each(['length(a) == 7', 'length(a) == 0', 'length(a) >= 3'])('events for %s have texts', condition => {
  const found = values(query(condition));
  expect(found.length).toBeGreaterThan(1);
  for (const value of found) expect(typeof value).toBe('string');
});

test('a search of Splunk that compares numbers has no tests with texts, which its verdict takes for none', async () => {
  const [found] = await read({ path: 'rule.spl', text: 'sourcetype=web method=POST length>1' });
  if (found?.rule === undefined) throw new Error('not read');
  const { planned } = await compile(found.rule, 'panther');
  if (planned === undefined) throw new Error('refused');
  const tests = targetEvents(found.rule, [], 'panther', planned);
  expect(tests.some(({ matches }) => matches)).toBe(true);
  for (const { event } of tests) expect(event['length'] ?? 1).toBeTypeOf('number');
});
