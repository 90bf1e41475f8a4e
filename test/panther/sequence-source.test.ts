import { describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { runSearch } from '../../src/evaluate/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const files = Object.fromEntries(
  ['a', 'b', 'c'].map(kind => [
    `${kind}.yml`,
    `AnalysisType: rule\nRuleID: ${kind}\nSeverity: Low\nLogTypes: [Okta.SystemLog]\nDetection:\n  - {Key: eventType, Condition: Equals, Value: ${kind}}\n`,
  ]),
);

interface Written {
  readonly steps: readonly string[];
  readonly transitions: readonly string[];
  readonly schedule?: string;
  readonly lookBack?: number;
}

/** Steps are named by their places: s1, s2 … */
function read({ steps, transitions, schedule = 'RateMinutes: 20', lookBack = 60 }: Written): Rule {
  const listed = (items: readonly string[]) => items.map(item => `      - {${item}}\n`).join('');
  const text = `AnalysisType: correlation_rule
RuleID: Row
Severity: Low
Detection:
  - Sequence:
${listed(steps.map((step, at) => `ID: s${at + 1}, RuleID: ${step}`))}${
  transitions.length === 0
    ? ''
    : `    Transitions:\n${listed(transitions.map((more, at) => `From: s${at + 1}, To: s${at + 2}${more}`))}`
}    Schedule: {${schedule}, TimeoutMinutes: 2}
    LookbackWindowMinutes: ${lookBack}
`;
  const folder = {
    path: '.',
    names: () => Object.keys(files),
    file: (name: string) => new SourceFile(name, files[name] ?? ''),
  };
  const beside = {
    file: () => undefined,
    folder: (_path: string, names: readonly string[]) => (names.includes('.') ? folder : undefined),
  };
  const [found] = pantherReader.read(new SourceFile('row.yml', text), { placeholders: new Map(), beside });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return rule;
}

const on = ', Match: [{"On": actor.alternateId}]';
const within = (minutes: number) => `, WithinTimeFrameMinutes: ${minutes}${on}`;

const rules = {
  two: { steps: ['a', 'b'], transitions: [within(15)] },
  'two without a time': { steps: ['a', 'b'], transitions: [on] },
  'several, without a time': { steps: ['a, MinMatchCount: 3', 'b', 'c'], transitions: [on, on] },
  'without transitions': { steps: ['a, MinMatchCount: 2', 'b'], transitions: [] },
  'at times of a crontab': {
    steps: ['a', 'b'],
    transitions: [within(15)],
    schedule: 'CronExpression: "*/30 * * * *"',
  },
  'three, each with its time': { steps: ['a', 'b', 'c'], transitions: [within(15), within(5)] },
  'several before another': { steps: ['a, MinMatchCount: 3', 'b'], transitions: [within(15)] },
  'runs that see parts': { steps: ['a', 'b'], transitions: [within(15)], schedule: 'RateMinutes: 60' },
  'missing at the end': { steps: ['a', 'b, Absence: true'], transitions: [within(15)] },
  'missing at the end, without a time': { steps: ['a', 'b, Absence: true'], transitions: [on] },
  'missing at the beginning': { steps: ['a, Absence: true', 'b'], transitions: [within(15)] },
  'missing before several': {
    steps: ['c, Absence: true', 'a', 'b'],
    transitions: [within(5), within(15)],
  },
  'missing within several': {
    steps: ['a', 'b, Absence: true', 'c', 'a'],
    transitions: [within(5), within(10), within(10)],
  },
  'one value under two names': {
    steps: ['a', 'b', 'c'],
    transitions: [
      within(15),
      ', WithinTimeFrameMinutes: 5, Match: [{From: actor.displayName, To: client.ipAddress}]',
    ],
  },
} as const satisfies Readonly<Record<string, Written>>;

type Name = keyof typeof rules;

describe('a sequence of Panther is said by each target, or its loss is shown by a series', () => {
  test.each<[Name, string, string, string, string]>([
    ['two', 'exact', 'exact', 'exact', 'exact'],
    ['two without a time', 'exact', 'exact', 'exact', 'exact'],
    ['several, without a time', 'exact', 'exact', 'different', 'exact'],
    ['without transitions', 'exact', 'exact', 'different', 'exact'],
    ['at times of a crontab', 'exact', 'exact', 'exact', 'exact'],
    ['three, each with its time', 'exact', 'exact', 'broader', 'broader'],
    ['several before another', 'exact', 'exact', 'different', 'broader'],
    ['runs that see parts', 'broader', 'exact', 'broader', 'exact'],
    ['missing at the end', 'exact', 'exact', 'refused', 'exact'],
    ['missing at the end, without a time', 'exact', 'exact', 'refused', 'exact'],
    ['missing at the beginning', 'exact', 'exact', 'refused', 'exact'],
    ['missing before several', 'exact', 'exact', 'refused', 'different'],
    ['missing within several', 'exact', 'exact', 'refused', 'broader'],
    ['one value under two names', 'exact', 'exact', 'broader', 'refused'],
  ])('%s', async (name, ...expected) => {
    const rule = read(rules[name]);
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const found = await Promise.all(
      targets.map(async ({ load }) => {
        const verified = await verifyTranslation(rule, compile(rule, await load(), options));
        const { verdict, evidence, dialect } = verified.translation;
        const isShown = (verified.series?.onlyRule ?? verified.series?.onlyQuery) !== undefined;
        if (verdict === 'refused') return verdict;
        if (dialect?.vendor === 'panther') expect(dialect.name).toBe('correlation');
        expect(['proved', 'tested']).toContain(evidence?.kind);
        return isShown === (verdict !== 'exact') && !verified.contradicted ? verdict : `${verdict}, unshown`;
      }),
    );
    expect(found).toEqual(expected);
  });
});

const start = Date.UTC(2026, 0, 1);

/** Events of the letters, each so many minutes after the start: `a0 b14`. */
function alertsOf(rule: Rule, text: string): number {
  const events = text.split(' ').map(word => ({
    eventType: word.slice(0, 1),
    actor: { alternateId: 'x', displayName: 'x' },
    client: { ipAddress: word.endsWith('!') ? 'y' : 'x' },
    p_event_time: new Date(start + Number.parseInt(word.slice(1), 10) * 60_000).toISOString(),
  }));
  const { schedule } = rule;
  const now = start + 60 * 60_000;
  return runSearch(rule.search, events, {
    ...{ timestamp: 'p_event_time', assumeSource: true, now },
    ...(schedule === undefined ? {} : { schedule }),
  }).length;
}

describe('what a sequence of Panther finds', () => {
  test.each<[Name, string, boolean]>([
    ['two without a time', 'a5 b50', true],
    ['two without a time', 'b5 a50', false],
    ['several, without a time', 'a5 a6 a30 b31 c55', true],
    ['several, without a time', 'a5 a30 b31 c55', false],
    ['three, each with its time', 'a1 b15 c20', true],
    ['three, each with its time', 'a1 b17 c20', false],
    ['three, each with its time', 'a1 b10 c20', false],
    ['three, each with its time', 'a1 b9 b14 c19', true],
    ['missing at the end', 'a1', true],
    ['missing at the end', 'a1 b15', false],
    ['missing at the end', 'a1 b18', true],
    ['missing at the beginning', 'a1 b15', false],
    ['missing at the beginning', 'a1 b20', true],
    ['missing before several', 'c1 a4 b7', false],
    ['missing before several', 'c1 a7 b9', true],
    ['missing within several', 'a1 c5 a9', true],
    ['missing within several', 'a1 b3 c5 a9', false],
    ['one value under two names', 'a1 b2 c3', true],
    ['one value under two names', 'a1 b2 c3!', false],
  ])('%s: %s', (name, events, isFound) => {
    expect(alertsOf(read(rules[name]), events) > 0).toBe(isFound);
  });
});
