import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';

const rule = (name: string, detection: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: till}\ndetection:\n  s: ${detection}\n  condition: s\n---\n`;
const [a, b, c] = [rule('a', '{act: open}'), rule('b', '{act: close}'), rule('c', "{note: '*'}")];

function correlation(type: string, rules: string, more = ''): string {
  return `title: t\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [who]\n  timespan: 10m\n${more}`;
}

const aliased = '  aliases:\n    who: {a: user, c: account}\n';

function ruleOf(text: string): Rule {
  const read = sigmaReader.read(new SourceFile('r.yml', text), { placeholders: new Map() }).at(-1);
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics[0]?.message ?? 'unread');
  return found;
}

const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'esql' } as const;

async function verified(text: string, change = (query: string) => query): Promise<Verified> {
  const each = ruleOf(text);
  const translation = compile(each, elastic, options);
  const query = change(translation.query ?? '');
  return await verifyTranslation(each, { ...translation, query });
}

describe('events of each rule within a span of each other, in ES|QL', () => {
  test.each([
    ['two', `${a}${b}${correlation('temporal', 'a, b')}`, 'exact tested'],
    ['three', `${a}${b}${c}${correlation('temporal', 'a, b, c')}`, 'exact tested'],
    [
      'two of three',
      `${a}${b}${c}${correlation('temporal', 'a, b, c', '  condition: {gte: 2}\n')}`,
      'exact tested',
    ],
    ['one of two that one event fits', `${a}${c}${correlation('temporal', 'a, c', aliased)}`, 'exact tested'],
    [
      'one that must not be there',
      `${a}${b}${correlation('temporal', 'a, b', '  condition: a and not b\n')}`,
      'exact tested',
    ],
    [
      'a number of events of two rules that one event fits',
      `${a}${c}${correlation('event_count', 'a, c', '  condition: {gte: 4}\n')}`,
      'exact tested',
    ],
  ])('%s', async (_name, text, expected) => {
    const { translation, contradicted } = await verified(text);
    expect(`${translation.verdict} ${translation.evidence?.kind}`).toBe(expected);
    expect(contradicted).toBe(false);
  });

  test('a span of each other, and not of what a run looks back on', () => {
    const { query } = compile(ruleOf(`${a}${b}${correlation('temporal', 'a, b')}`), elastic, options);
    expect(query?.split('\n').slice(2)).toEqual([
      '| stats a_at = values(@timestamp) where to_lower(act) == "open",',
      '  b_at = values(@timestamp) where to_lower(act) == "close" by who',
      '| where a_at is not null and b_at is not null',
      '| mv_expand a_at',
      '| mv_expand b_at',
      '| eval started = least(a_at, b_at), ended = greatest(a_at, b_at)',
      '| where to_datetime(ended) <= started + 600 seconds',
      '| stats started = min(started), ended = max(ended) by who',
    ]);
  });

  test('a month, of which the milliseconds are more than a difference of times holds', async () => {
    const month = correlation('temporal', 'a, b').replace('10m', '30d');
    const { translation } = await verified(`${a}${b}${month}`);
    expect(translation.verdict).toBe('exact');
    expect(translation.query).toContain('<= started + 2592000 seconds');
  });

  test.each<[string, (query: string) => string]>([
    ['the span is longer', query => query.replace('600 seconds', '601 seconds')],
    ['the span is shorter', query => query.replace('600 seconds', '599 seconds')],
    ['the key of one stands for both', query => query.replace(/"c", account\)/, '"c", user)')],
    ['an event stands for one rule alone', query => query.replace('| mv_expand matched_rule', '')],
  ])('where %s: a contradiction', async (_name, change) => {
    const text = `${a}${c}${correlation('temporal', 'a, c', aliased)}`;
    const { query } = compile(ruleOf(text), elastic, options);
    expect(change(query ?? '')).not.toBe(query);
    const { contradicted } = await verified(text, change);
    expect(contradicted).toBe(true);
  });
});
