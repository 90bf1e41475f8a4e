import { describe, expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const A = '[any where event.code == "4625"]';
const B = '[any where event.code == "4624"]';
const C = '![any where event.code == "4634"]';

function rule(steps: string, from: string, interval: string): string {
  const keys = { name: 'n', rule_id: 'i', severity: 'low', description: 'd', type: 'eql', language: 'eql' };
  const own = { ...keys, query: steps, from: `now-${from}`, interval };
  const lines = Object.entries(own).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `[rule]\nrisk_score = 1\nindex = ["logs-system.security*"]\n${lines.join('\n')}\n`;
}

const within = (span: string, ...steps: readonly string[]) =>
  `sequence by user.name with maxspan=${span} ${steps.join(' ')}`;

describe('a target sees sequences whole that runs of the rule see in part', () => {
  test.each([
    ['5m', '10m', '5m', 'exact', false],
    ['5m', '9m', '5m', 'exact', true],
    ['5m', '6m', '5m', 'exact', true],
    ['10m', '9m', '5m', 'broader', false],
    ['24h', '2h', '1h', 'broader', false],
    ['1m', '5m', '5m', 'broader', false],
    ['2m', '1m', '5m', 'broader', false],
  ])('maxspan %s, runs over %s every %s: %s', async (span, from, interval, verdict, isGiven) => {
    const text = rule(within(span, A, B), from, interval);
    for (const target of ['splunk', 'sigma', 'panther']) {
      const found = await verdictOf('rule.toml', text, target);
      expect(found.verdict).toMatch(new RegExp(`^\\w+ ${verdict} (?:proved|tested)$`));
      expect(found.given.includes('seen-whole')).toBe(isGiven);
    }
    const own = await verdictOf('rule.toml', text, 'elastic');
    expect(own.verdict).toBe('eql exact proved');
    expect(own.given).not.toContain('seen-whole');
  });

  test.each([
    ['what must be missing before a sequence', within('24h', C, A, B)],
    ['what must be missing after it', within('24h', A, B, C)],
    ['a sequence that is one of the first', `${within('24h', A, B)} | head 1`],
  ])('%s may stand beyond what a run looks back on', async (_name, steps) => {
    const text = rule(steps, '2h', '1h');
    expect((await verdictOf('rule.toml', text, 'splunk')).verdict).toMatch(/^spl different /);
  });

  test('what must be missing between two events is seen with them', async () => {
    const between = rule(within('24h', A, C, B), '2h', '1h');
    expect((await verdictOf('rule.toml', between, 'splunk')).verdict).toMatch(/^spl broader /);
  });
});
