import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { correlationTexts } from '../../bench/corpus/correlation-samples.ts';
import { correlationIn } from '../../bench/corpus/several-correlations.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';

const targets = { splunk, panther, sigma, elastic };

/** What is not as it should be; nothing of an exact translation on evidence, a loss that a series shows, and a refusal by name. */
function problemOf({ translation, series, contradicted }: Verified): string {
  const { verdict, evidence, reasons } = translation;
  if (contradicted) return ', contradicted';
  if (verdict === 'refused') return reasons.join() === '' ? ', without a reason' : '';
  if (evidence?.kind === 'unverified') return `, ${evidence.because}`;
  const isShown = (series?.onlyRule ?? series?.onlyQuery) !== undefined;
  return verdict === 'exact' || isShown ? '' : ', which no series shows';
}

/** Asks for two values of what has one in each group. */
const never = /^different by two fields, of many /;

/** Some of each kind; `npm run corpus` goes through all. */
const every = 8;
const samples = [...correlationTexts].filter(([name], index) => index % every === 0 && !never.test(name));

describe('each type of correlation, condition, grouping and nesting is exact for Splunk, Panther and Sigma, and shown, or refused by name, for Elastic', () => {
  test.each(samples)(
    '%s',
    async (_name, text) => {
      const rule = correlationIn(text);
      const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
      const found = await Promise.all(
        Object.entries(targets).map(async ([name, target]) => {
          const verified = await verifyTranslation(rule, compile(rule, target, options));
          const verdict = name === 'elastic' ? 'said' : verified.translation.verdict;
          return [name, `${verdict}${problemOf(verified)}`];
        }),
      );
      expect(Object.fromEntries(found)).toEqual({
        ...{ splunk: 'exact', panther: 'exact', sigma: 'exact', elastic: 'said' },
      });
    },
    120_000,
  );
});

describe('alerts that an event completes as one of several rules are counted once', () => {
  const nested = [...correlationTexts].filter(([name]) =>
    /^(?:many|in order) of (?:both|in order) of (?:both|in order)$/.test(name),
  );
  test.each(nested)('%s', async (_name, text) => {
    const rule = correlationIn(text);
    const options = {
      casing: 'keep',
      strictFields: false,
      profile: defaultProfile,
      dialect: 'esql',
    } as const;
    const { translation } = await verifyTranslation(rule, compile(rule, elastic, options));
    expect([translation.verdict, translation.evidence?.kind]).toEqual(['exact', 'tested']);
    expect(translation.query).toContain('count_distinct(seen_at)');
  });
});

describe('several values of what groups have one value of are asked for in vain, which is said instead', () => {
  test.each([...correlationTexts].filter(([name]) => never.test(name)))('%s', (_name, text) => {
    const rule = correlationIn(text);
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    for (const target of [splunk, panther, elastic]) {
      const { verdict, reasons } = compile(rule, target, options);
      expect(verdict).toBe('refused');
      expect(reasons.join()).toContain('where a group has one: it never alerts');
    }
    expect(compile(rule, sigma, options).verdict).toBe('exact');
  });
});

const counted = (type: string, condition: string, detection = '{EventID: 4625}'): string =>
  `title: a
name: a
logsource: {product: windows, service: security}
detection:
  s: ${detection}
  condition: s
---
title: c
correlation:
  type: ${type}
  rules: [a]
  group-by: [Computer]
  timespan: 5m
  condition: {${condition}}
`;

async function verifiedIn(target: typeof splunk, text: string): Promise<Verified> {
  const rule = correlationIn(text);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  return await verifyTranslation(rule, compile(rule, target, options));
}

describe('bounds between which no whole number lies', () => {
  test.each([
    ['an average', 'value_avg', 'field: LogonType, gt: 2.5, lt: 2.75', 'tested'],
    ['an average between whole numbers', 'value_avg', 'field: LogonType, gt: 2, lt: 3', 'tested'],
    ['a median', 'value_median', 'field: LogonType, eq: 2.5', 'tested'],
    ['a number of events, which no group has', 'event_count', 'gt: 5, lt: 3', 'proved'],
  ])('%s', async (_name, type, condition, evidence) => {
    for (const target of [splunk, panther, elastic]) {
      const { translation, contradicted } = await verifiedIn(target, counted(type, condition));
      const found = [translation.verdict, translation.evidence?.kind, contradicted];
      expect([target.target, ...found]).toEqual([target.target, 'exact', evidence, false]);
    }
  });
});

test('a series shows what the end of a deduplication period parts, though an event comes just then', async () => {
  const { translation, series } = await verifiedIn(panther, counted('event_count', 'gte: 3', '[foo, bar]'));
  expect([translation.form, series?.onlyRule?.series.name]).toEqual([
    'narrower',
    'over the end of the 300 seconds that an event before began',
  ]);
});
