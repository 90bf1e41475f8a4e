import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import {
  type Correlate,
  type Expression,
  printExpression,
  printPredicate,
  printSearch,
} from '../../src/ir/index.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import type { FilesBeside, ReadRule } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const rule = (id: string, more = '') =>
  `AnalysisType: rule\nRuleID: "${id}"\nFilename: ${id.toLowerCase()}.py\nLogTypes: [Custom.${id}]\nSeverity: Low\n${more}`;

const files: Readonly<Record<string, string>> = {
  'in.yml': rule('In', 'Threshold: 5\n'),
  'in.py': `def rule(event):
    return event.get("kind") == "in"

def alert_context(event):
    context = {"who": event.get("user")}
    context["where"] = {"host": event.deep_get("host", "name", default="none")}
    context["all"] = [event.get("user")]
    return context
`,
  'out.yml': rule('Out'),
  'out.py': 'def rule(event):\n    return event.get("kind") == "out"\n',
  'plain.yml': `AnalysisType: rule\nRuleID: Plain\nSeverity: Low\nLogTypes: [Custom.Plain]\nDetection:\n  - {Key: kind, Condition: Equals, Value: plain}\n`,
  'other.yml': rule('Other'),
  'other.py': 'def rule(event):\n    return event.get("kind", "").endswith("n")\n',
  'odd.yml': rule('Odd'),
  'odd.py': 'def rule(event):\n    return odd(event)\n',
  'timed.yml': 'AnalysisType: scheduled_rule\nRuleID: Timed\nSeverity: Low\n',
};

const beside: FilesBeside = {
  file: (_, name) => (files[name] === undefined ? undefined : new SourceFile(`rules/${name}`, files[name])),
  folder: (_, names) =>
    names.includes('rules')
      ? {
          path: 'rules',
          names: () => Object.keys(files),
          file: name => new SourceFile(`rules/${name}`, files[name] ?? ''),
        }
      : undefined,
};

function read(detection: string): ReadRule {
  const text = `AnalysisType: correlation_rule\nRuleID: Both\nSeverity: Low\nDetection:\n${detection}`;
  const file = new SourceFile('correlation_rules/both.yml', text);
  const [first] = pantherReader.read(file, { placeholders: new Map(), beside });
  if (first === undefined) throw new Error('no rule');
  return first;
}

const schedule = '    Schedule: {RateMinutes: 60, TimeoutMinutes: 2}\n    LookbackWindowMinutes: 90\n';

const group = (
  keys: readonly string[],
  items = ['{ID: One in, RuleID: In}', '{ID: out, RuleID: Out}'],
) => `  - Group:
${items.map(item => `      - ${item}\n`).join('')}${
  keys.length === 0
    ? ''
    : `    MatchCriteria:\n      any_name:\n${keys.map((key, at) => `        - {GroupID: ${['One in', 'out'][at]}, Match: ${key}}\n`).join('')}`
}${schedule}`;

const sequence = (transition: string) => `  - Sequence:
      - {ID: one, RuleID: In}
      - {ID: two, RuleID: Out}
    Transitions:
      - {ID: then, From: one, To: two, ${transition}}
${schedule}`;

function correlationOf(detection: string): Correlate {
  const { rule: found, diagnostics } = read(detection);
  if (found?.search.kind !== 'correlate') throw new Error(diagnostics.map(each => each.message).join());
  return found.search;
}

test('a group shares what its rules show, or fields of their events; the thresholds of the rules do not count', () => {
  const { inputs, aliases, window, having } = correlationOf(
    group(['p_alert_context.where.host', 'actor.name']),
  );
  expect(inputs.map(({ name, search }) => [name, printSearch(search)])).toEqual([
    ['one_in', 'events (unknown source)\n  and\n    kind = "in"\n    exists host.name'],
    ['out', 'events (unknown source)\n  and\n    kind = "out"\n    exists actor.name'],
  ]);
  const [key] = Object.values(aliases).map(Object.entries<Expression>);
  expect(key?.map(([name, value]) => `${name}: ${printExpression(value)}`)).toEqual([
    'one_in: host.name',
    'out: actor.name',
  ]);
  expect(window).toEqual({ kind: 'schedule', lookBack: 5400, every: 3600 });
  expect(printPredicate(having)).toBe('and\n  one_in gte 1 as number\n  out gte 1 as number');
  expect(read(group(['p_alert_context.where.host', 'host'])).rule?.given).toContain(
    'joined-values:where.host',
  );
});

test('a rule of which there must be no match', () => {
  const { having } = correlationOf(group([], ['{ID: a, RuleID: In}', '{ID: b, RuleID: Out, Absence: true}']));
  expect(printPredicate(having)).toBe('and\n  a gte 1 as number\n  not\n    b gte 1 as number');
});

test.each([
  ['a group', group(['p_alert_context.who', 'user'])],
  ['a group that shares nothing', group([])],
  ['a number of matches', group([], ['{ID: a, RuleID: In, MinMatchCount: 3}', '{ID: b, RuleID: Plain}'])],
  ['a sequence', sequence('WithinTimeFrameMinutes: 30, Match: [{From: p_alert_context.who, To: user}]')],
])('%s is the same when it is written again', async (_, detection) => {
  const { rule: found } = read(detection);
  if (found === undefined) throw new Error('not read');
  const resolved = resolve(found).value ?? found;
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation, contradicted } = await verifyTranslation(
    resolved,
    compile(resolved, panther, options),
  );
  expect([translation.verdict, contradicted]).toEqual(['exact', false]);
});

const broken = (breaking: string, match = '') => `  - Sequence:
      - {ID: one, RuleID: In}
      - {ID: gone, RuleID: ${breaking}, Absence: true}
      - {ID: two, RuleID: Out}
    Transitions:
      - {ID: a, From: one, To: gone, WithinTimeFrameMinutes: 30${match}}
      - {ID: b, From: gone, To: two, WithinTimeFrameMinutes: 30${match}}
${schedule}`;

test.each([
  ['of other values of the same field', 'Plain', '["kind = \\"in\\""]'],
  ['that may be the first one, which it breaks', 'Other', '["kind = \\"in\\"","not kind like *\\"n\\""]'],
])('a match between two of which there must be none, %s', (_, breaking, first) => {
  const { rule: found } = read(broken(breaking));
  if (found?.search.kind !== 'sequence') throw new Error('no sequence');
  expect(found.search.steps.map(({ absent }) => absent)).toEqual([false, true, false]);
  const [step] = found.search.steps;
  const where = step?.search.kind === 'events' ? step.search.where : undefined;
  const asked = where?.kind === 'and' ? where.operands : [where];
  expect(JSON.stringify(asked.map(each => each && printPredicate(each).replaceAll(/\n\s*/g, ' ')))).toBe(
    first,
  );
});

test.each([
  ['splunk', 'spl', 'exact'],
  ['elastic', 'eql', 'exact'],
  ['panther', 'correlation', 'exact'],
])('a match between two of which there must be none goes to %s', async (target, language, verdict) => {
  const { rule: found } = read(broken('Plain', ', Match: [{On: user}]'));
  if (found === undefined) throw new Error('not read');
  const resolved = resolve(found).value ?? found;
  const backend = await targets.find(each => each.target === target)?.load();
  if (backend === undefined) throw new Error(target);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const checked = await verifyTranslation(resolved, compile(resolved, backend, options));
  expect([checked.translation.dialect?.name, checked.translation.verdict, checked.contradicted]).toEqual([
    language,
    verdict,
    false,
  ]);
});

test.each([
  [group(['p_alert_context.all', 'user']), 'In shows all: that is no text of the event'],
  [group(['p_alert_context.other', 'user']), 'In shows other: '],
  [group(['p_any_emails', 'user']), 'p_any_emails holds several values'],
  [group(['user']), 'a rule that shares no value with the others'],
  [group(['user', 'p_alert_context.who']), 'Out shows who: it has no alert context'],
  [group([], ['{ID: a, RuleID: Nowhere}']), 'no rule beside it has the RuleID Nowhere'],
  [group([], ['{ID: a, RuleID: Odd}']), 'the rule Odd cannot be read: '],
  [group([], ['{ID: a, RuleID: Timed}']), 'Timed is a scheduled_rule'],
  [
    sequence('WithinTimeFrameMinutes: 30').replace('RuleID: In', 'RuleID: In, MaxMatchCount: 2'),
    '`MaxMatchCount` is not read there',
  ],
  [group([], ['{ID: a, RuleID: In, MinMatchCount: x}']), '`MinMatchCount` is no whole number'],
  [group([], ['{ID: a b, RuleID: In}', '{ID: a_b, RuleID: Out}']), 'two of its rules have one name'],
  [
    broken('Plain').replace('{ID: one, RuleID: In}', '{ID: one, RuleID: In, Absence: true}'),
    'there is one match, and none that comes after it',
  ],
  ['  - Group: []\n    MinMatchCount: 2\n', '`MinMatchCount` is not read there'],
  ['  - Group:\n      - {ID: a, RuleID: In}\n    Schedule: {CronExpression: x}\n', 'its `Schedule` has no'],
  ['  nothing\n', 'its `Detection` is no list of one item'],
])('a correlation rule that is not read: %j', (detection, problem) => {
  const { rule: found, diagnostics } = read(detection);
  expect(found).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n')).toContain(
    `panther/correlation the correlation rule cannot be read: ${problem}`,
  );
});
