import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';

const events = ['open', 'close']
  .map(
    (act, index) =>
      `title: ${act}\nname: ${'ab'[index]}\nlogsource: {product: x}\ndetection: {s: {act: ${act}}, condition: s}\n---\n`,
  )
  .join('');

interface Written {
  readonly type: string;
  readonly of: string;
  readonly condition: string;
  readonly name?: string;
  readonly by?: string;
  readonly span?: string;
}

function correlation({ type, of, condition, name = 'c', by = 'who', span = '10m' }: Written): string {
  return `title: ${name}\nname: ${name}\ncorrelation:\n  type: ${type}\n  rules: [${of}]\n  group-by: [${by}]\n  timespan: ${span}\n  condition: ${condition}\n---\n`;
}

function many(type: string, condition: string, by = 'who, from'): string {
  return correlation({ type, of: 'a', condition, by, name: 'many', span: '2m' });
}

function ruleOf(text: string): Rule {
  const read = sigmaReader
    .read(new SourceFile('r.yml', `${events}${text}`), { placeholders: new Map() })
    .at(-1);
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics[0]?.message ?? 'unread');
  return found;
}

const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'esql' } as const;

async function verified(text: string, change = (query: string) => query): Promise<Verified> {
  const each = ruleOf(text);
  const translation = compile(each, elastic, options);
  return await verifyTranslation(each, { ...translation, query: change(translation.query ?? '') });
}

const few = correlation({ type: 'event_count', of: 'a', condition: '{lt: 3}' });
const counted = many('event_count', '{gte: 3}');
const alerts = { type: 'event_count', of: 'many', condition: '{gte: 2}', span: '1h' } as const;

test('a query with a command of a later version says which', async () => {
  expect((await verified(few)).translation.given).toContain('elastic-version:9.2');
});

describe('what each span amounts to, reckoned for each row in ES|QL', () => {
  test.each<[string, string]>([
    ['fewer events than', few],
    [
      'different values, fewer than',
      correlation({ type: 'value_count', of: 'a', condition: '{field: what, lt: 3}' }),
    ],
    ['a sum', correlation({ type: 'value_sum', of: 'a', condition: '{field: size, gt: 100}' })],
    ['an average', correlation({ type: 'value_avg', of: 'a', condition: '{field: size, lt: 100}' })],
    [
      'a percentile',
      correlation({
        type: 'value_percentile',
        of: 'a, b',
        condition: '{field: size, percentile: 95, gte: 100}',
      }),
    ],
    ['one without another', correlation({ type: 'temporal', of: 'a, b', condition: 'a and not b' })],
    ['a number of alerts', `${counted}${correlation(alerts)}`],
    ['fewer alerts than', `${counted}${correlation({ ...alerts, condition: '{lt: 2}' })}`],
    ['alerts by what they are not grouped by', `${counted}${correlation({ ...alerts, by: 'host' })}`],
    ['alerts of a sum', `${many('value_sum', '{field: size, gt: 100}')}${correlation(alerts)}`],
    ['alerts of few events', `${many('event_count', '{lt: 3}')}${correlation(alerts)}`],
    [
      'alerts before an event',
      `${counted}${correlation({ ...alerts, type: 'temporal_ordered', of: 'many, b', condition: 'many and b' })}`,
    ],
    [
      'an event without alerts',
      `${counted}${correlation({ ...alerts, type: 'temporal', of: 'many, b', condition: 'b and not many' })}`,
    ],
  ])('%s: exact', async (_name, text) => {
    const { translation, contradicted } = await verified(text);
    expect(`${translation.verdict} ${translation.evidence?.kind}`).toBe('exact tested');
    expect(contradicted).toBe(false);
  });

  test('the rows of the group beside each row, and those of the span kept', () => {
    const { query, given } = compile(ruleOf(few), elastic, options);
    expect(query?.split('\n').slice(2)).toEqual([
      '| where who is not null',
      '| inline stats seen_at = values(@timestamp) by who',
      '| mv_expand seen_at',
      '| where to_datetime(seen_at) <= @timestamp and @timestamp <= seen_at + 600 seconds',
      '| stats event_count = count(*) by @timestamp, who',
      '| where event_count < 3',
      '| where now() - 300 seconds <= @timestamp',
      '| stats first_alert = min(@timestamp), last_alert = max(@timestamp) by who',
    ]);
    expect(given).toEqual(expect.arrayContaining(['distinct-times', 'single-valued:who', 'window-ends']));
  });

  test('alerts that an event completes twice are counted once, and not beside other events', async () => {
    const named = { type: 'temporal', span: '30m' } as const;
    const both = correlation({ ...named, of: 'a, b', condition: 'a and b', name: 'both' });
    const again = correlation({ ...named, of: 'both, b', condition: 'both and b', name: 'again' });
    const { translation, contradicted } = await verified(
      `${both}${again}${correlation({ ...alerts, of: 'again' })}`,
    );
    expect([translation.verdict, translation.evidence?.kind, contradicted]).toEqual([
      'exact',
      'tested',
      false,
    ]);
    expect(translation.query).toContain('event_count = count_distinct(seen_at)');
    const mixed = `${both}${again}${correlation({ ...alerts, of: 'again, b' })}`;
    expect(compile(ruleOf(mixed), elastic, options).verdict).toBe('refused');
  });

  test('a field that is called as one of the columns leaves what a run looks back on', () => {
    const text = correlation({ type: 'event_count', of: 'a', condition: '{lt: 3}', by: 'seen' });
    expect(compile(ruleOf(text), elastic, options).verdict).toBe('different');
  });

  test('a key of several values would be a row for each of them', () => {
    const text = correlation({ type: 'event_count', of: 'a', condition: '{lt: 3}', by: 'host.ip' });
    expect(compile(ruleOf(text), elastic, options).verdict).toBe('different');
  });

  test.each<[string, (query: string) => string]>([
    ['the span is longer', query => query.replace('120 seconds', '121 seconds')],
    ['the span of the alerts is shorter', query => query.replace('3600 seconds', '3599 seconds')],
    [
      'an alert goes on as another',
      query => query.replace(' and not coalesce(before like "*|1", false)', ''),
    ],
    [
      'alerts of other groups are there',
      query => query.replace(/(seen_at = values\(@timestamp\)) by who$/m, '$1'),
    ],
  ])('where %s: a contradiction', async (_name, change) => {
    const text = `${counted}${correlation(alerts)}`;
    const { query } = compile(ruleOf(text), elastic, options);
    expect(change(query ?? '')).not.toBe(query);
    expect((await verified(text, change)).contradicted).toBe(true);
  });

  test('where rows of other groups are there: a contradiction', async () => {
    const change = (query: string) => query.replace('values(@timestamp) by who', 'values(@timestamp)');
    expect((await verified(few, change)).contradicted).toBe(true);
  });
});
