import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { runSearch } from '../../src/evaluate/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { printExpression, printSearch, type Rule } from '../../src/ir/index.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import type { ReadRule } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const plain = `def rule(event):
    return event.get("kind") == "in"
`;

function read(module: string, more: string): ReadRule {
  const text = `AnalysisType: rule\nFilename: m.py\nRuleID: A.B\nEnabled: true\nLogTypes: [Custom.A]\nSeverity: Low\n${more}`;
  const file = (_path: string, name: string) => (name === 'm.py' ? new SourceFile(name, module) : undefined);
  const beside = { file, folder: () => undefined };
  const [first] = pantherReader.read(new SourceFile('m.yml', text), { placeholders: new Map(), beside });
  if (first === undefined) throw new Error('no rule');
  return first;
}

function ruleOf(module: string, more: string): Rule {
  const { rule, diagnostics } = read(module, more);
  if (rule === undefined) throw new Error(diagnostics.map(each => each.message).join());
  return rule;
}

function keyOf(module: string): string {
  const { search } = ruleOf(module, 'Threshold: 3\n');
  if (search.kind !== 'correlate') return search.kind;
  return search.by.map(printExpression).join(' | ');
}

describe('what a rule groups its matches by', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['a constant', 'def dedup(event):\n    return "x"\n', ''],
    ['a title that is a constant', 'def title(_):\n    return "x"\n', ''],
    [
      'a field with a default',
      'def dedup(event):\n    return event.get("who", "none")\n',
      'choose(exists who then who; else "none")',
    ],
    [
      'a field within the title',
      "def title(event):\n    return f\"seen {event.get('who', 'none')} here\"\n",
      'choose(exists who then who; else "none")',
    ],
    [
      'dedup before title',
      'def title(event):\n    return event.get("a")\n\ndef dedup(event):\n    return event.get("kind")\n',
      'kind',
    ],
    ['what is no text', 'def dedup(event):\n    return ["x"]\n', ''],
  ])('%s', (_name, functions, key) => {
    expect(keyOf(`${plain}\n${functions}`)).toBe(key);
  });

  test('a key that cannot be read refuses the rule by name, and shows what it looks for', () => {
    const made = read(
      `${plain}\ndef dedup(event):\n    return str(event.get("list")[1])\n`,
      'Threshold: 3\n',
    );
    expect(made.rule).toBeUndefined();
    expect(made.diagnostics.map(each => each.code)).toEqual(['panther/threshold']);
    expect(made.known?.search?.kind).toBe('events');
  });

  test.each(['Threshold: many\n', 'Threshold: 2\nDedupPeriodMinutes: [1]\n'])('%j is no number', more => {
    expect(read(plain, more).diagnostics.map(each => each.code)).toEqual(['panther/threshold']);
  });
});

describe('matches are counted within periods', () => {
  const at = (seconds: number, who: string) => ({
    '@timestamp': new Date(Date.UTC(2026, 0, 5) + seconds * 1000).toISOString(),
    kind: 'in',
    who,
  });
  const module = `${plain}\ndef dedup(event):\n    return event.get("who", "none")\n`;
  const alerts = (more: string, events: readonly Readonly<Record<string, unknown>>[]) =>
    runSearch(ruleOf(module, more).search, events, {}).length;

  test.each<[string, readonly Readonly<Record<string, unknown>>[], number]>([
    ['one match is none', [at(0, 'a')], 0],
    ['as many as the threshold', [at(0, 'a'), at(10, 'a'), at(20, 'a')], 1],
    ['others are others', [at(0, 'a'), at(10, 'b'), at(20, 'a')], 0],
    ['after the period', [at(0, 'a'), at(10, 'a'), at(700, 'a')], 0],
    ['on both sides of its end', [at(0, 'a'), at(590, 'a'), at(610, 'a'), at(620, 'a')], 0],
  ])('%s', (_name, events, count) => {
    expect(alerts('Threshold: 3\nDedupPeriodMinutes: 10\n', events)).toBe(count);
  });

  test('a threshold of one is a search for events', () => {
    expect(ruleOf(module, 'Threshold: 1\nDedupPeriodMinutes: 10\n').search.kind).toBe('events');
  });
});

describe('inline filters', () => {
  test.each<[string, string, string]>([
    ['none', 'InlineFilters:\n  - All: []\n', ''],
    ['a condition', 'InlineFilters:\n  - {Key: zone, Condition: Equals, Value: a}\n', 'zone = "a"'],
    ['a path', 'InlineFilters:\n  - {KeyPath: a.b, Condition: DoesNotEqual, Value: c}\n', 'a.b = "c"'],
  ])('%s', (_name, more, shown) => {
    expect(printSearch(ruleOf(plain, more).search)).toContain(shown);
    expect(printSearch(ruleOf(plain, `${more}Threshold: 4\n`).search)).toContain(shown);
  });

  test('one that cannot be read refuses the rule', () => {
    const made = read(plain, 'InlineFilters:\n  - {Key: a, Condition: Resembles, Value: b}\n');
    expect(made.rule).toBeUndefined();
    expect(made.diagnostics.map(each => each.code)).toEqual(['panther/match-item']);
  });
});

describe('counted rules in other targets', () => {
  const module = `${plain}\ndef dedup(event):\n    return event.get("who", "none")\n`;
  const rule = ruleOf(module, 'Threshold: 3\nDedupPeriodMinutes: 10\n');
  const resolved = resolve(rule).value ?? rule;
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

  test('Panther counts as the rule does, and that is proved', async () => {
    const { translation, contradicted } = await verifyTranslation(
      resolved,
      compile(resolved, panther, options),
    );
    expect(translation.query).toContain('if who is not None else "none"');
    expect([translation.verdict, translation.evidence?.kind, contradicted]).toEqual([
      'exact',
      'proved',
      false,
    ]);
  });

  test('spans of any beginning are broader', async () => {
    const { translation } = await verifyTranslation(resolved, compile(resolved, splunk, options));
    expect([translation.verdict, translation.evidence?.kind]).toEqual(['broader', 'tested']);
  });
});
