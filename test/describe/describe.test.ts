import { expect, test } from 'vitest';
import { describeRule, printStatements } from '../../src/describe/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Expression, Predicate, Rule, Search } from '../../src/ir/index.ts';
import * as ir from '../../src/ir/index.ts';
import { readerNamed } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

function described(rule: Rule): string {
  return printStatements(describeRule(rule, { sourceTitle: () => undefined })).trimEnd();
}

function ruleOf(search: Search, more: Partial<Rule> = {}): Rule {
  const metadata = {
    authors: [],
    references: [],
    falsePositives: [],
    attack: [],
    tags: [],
    related: [],
    fields: [],
    extra: {},
  };
  return { metadata: { vendor: 'elastic', title: 'x', ...metadata }, search, ...more };
}

const any: Search = events(ir.exists(field('a')));
const origin: [] = [];

function events(where: Predicate): Search {
  return { kind: 'events', source: {}, where, origin: [] };
}

function field(name: string): Expression {
  return ir.field(name, 'elastic');
}

async function query(language: string, text: string): Promise<string> {
  const reader = await readerNamed(language);
  const [read] = reader?.read(new SourceFile(`q.${language}`, text), { placeholders: new Map() }) ?? [];
  if (read?.rule === undefined) throw new Error(JSON.stringify(read?.diagnostics.map(each => each.message)));
  return described(resolve(read.rule).value ?? read.rule).replaceAll(/ in `logs-\*`/g, '');
}

test.each([
  ['eql', 'any where a : "x"', 'where a is `x`'],
  ['eql', 'any where not a : "x"', 'where a is not `x`'],
  ['eql', 'any where a == null', 'where a has no value'],
  [
    'eql',
    'any where a : ("x*", "*y", "*z*", "p*q")',
    'where a starts with `x`, or ends with `y`, or contains `z`, or fits the wildcards `p*q`',
  ],
  ['eql', 'any where not a : ("x*", "*y")', 'where a does not start with `x`, and does not end with `y`'],
  ['eql', 'any where a : ("1","2","3","4","5","6","7")', 'where a is one of these:\n  - `1`\n'],
  ['eql', 'any where not a : ("1","2","3","4","5","6","7")', 'where a is not any of these:\n  - `1`\n'],
  [
    'eql',
    'any where a > 5 and b <= 7',
    'where all of these hold:\n  - a is greater than 5\n  - b is at most 7',
  ],
  [
    'eql',
    'any where not (a > 5 and b > 7)',
    'where not all of these hold:\n  - a is greater than 5\n  - b is greater than 7',
  ],
  [
    'eql',
    'any where not (a > 5 or b > 7)',
    'where none of these holds:\n  - a is greater than 5\n  - b is greater than 7',
  ],
  ['eql', 'any where length(a) > 5', 'where the length of a is greater than 5'],
  ['eql', 'any where cidrmatch(a, "10.0.0.0/8")', 'where a is an address in 10.0.0.0/8'],
  ['eql', 'any where a regex "x[0-9]+"', 'where a matches the regex `x\\d+` as a whole'],
  ['eql', 'any where a : "x" and b == "y"', '- b is `y` (case matters)'],
  ['eql', 'any where a == "x" and b == "y" and c : "z"', '- c is `z` (in any case)'],
  ['kql', 'a: { b: 1 and c: 2 }', 'where one element of a has all of these hold:'],
  ['kql', 'a >= now-5m', 'where a is at or after `now-5m`'],
  [
    'eql',
    'sequence by h with maxspan=1m [any where a == 1] ![any where b == 2] until [any where c == 3]',
    'Looks for these events, one after another, within 1 minute, with the same h:\n  - events where a is 1\n  - no events where b is 2\n  - ended by events where c is 3',
  ],
  [
    'eql',
    'sequence [any where a == 1] by x [any where b == 2] by y with runs=3',
    '- joined by x: events where a is 1\n  - joined by y: 3 times in a row events where b is 2',
  ],
  // Where comparisons are null for several values, one denial says both.
  [
    'esql',
    'from logs-* | where a == "x" and not b in ("y", "z")',
    'where all of these hold:\n  - a is `x`\n  - b is not `y` or `z`\n',
  ],
  ['esql', 'from logs-* | where a > 5', 'A comparison holds only of a field with exactly one value.'],
  [
    'esql',
    'from logs-* | where a == "x" and b != "y"',
    'A comparison, denied or not, holds only of a field with exactly one value.',
  ],
  [
    'esql',
    'from logs-* | stats n = count(*), m = max(a), l = min(a) by b',
    'groups by b, and computes:\n    - the number of events as n\n    - the greatest a as m\n    - the least a as l',
  ],
  ['kql', 'a: 5', 'where a is 5'],
  [
    'spl',
    'index=web status=500 | stats count by host | where count > 5',
    'Looks for what comes out of these steps:',
  ],
])('%s: %s', async (language, text, says) => {
  expect(await query(language, text)).toContain(says);
});

test.each<[Search, string]>([
  [
    {
      kind: 'correlate',
      inputs: [{ name: 'x', search: any }],
      aliases: {},
      by: [field('u')],
      window: { kind: 'sliding', length: 300 },
      ordered: false,
      measures: [{ name: 'n', function: 'count', of: [] }],
      having: {
        kind: 'compares',
        left: field('n'),
        operator: 'gte',
        right: { kind: 'literal', value: 10, origin },
        as: 'number',
        casing: 'exact',
        quantifier: 'any',
        origin,
      },
      origin,
    },
    'Looks for events with the same u within any 5 minutes, such that:\n  - the number of events is at least 10\n  - the events are events where a has a value',
  ],
  [
    { kind: 'newTerms', from: any, fields: [field('u')], history: 86_400, origin },
    'Looks for events with a value of u that no such event had in the 1 day before, among events where a has a value',
  ],
  [
    {
      kind: 'indicatorMatch',
      from: any,
      indicators: any,
      pairs: [[{ event: field('ip'), indicator: field('ioc') }]],
      origin,
    },
    '  - ip is ioc of the indicator\n  - the events are events where a has a value\n  - the indicators are events where a has a value',
  ],
  [
    { kind: 'union', searches: [any, any], origin },
    'Looks for any of these:\n  - events where a has a value\n  - events where a has a value',
  ],
  [events(ir.always(true)), 'Looks for events'],
  [events(ir.always(false)), 'where never: nothing can satisfy it'],
])('search %#', (search, says) => {
  expect(described(ruleOf(search))).toContain(says);
});

test('a schedule and a suppression are said', () => {
  const schedule = { every: 300, lookBack: 540 };
  const text = described(ruleOf(any, { schedule, suppression: { by: [field('host.id')], seconds: 3600 } }));
  expect(text).toContain(
    'Runs every 5 minutes over the last 9 minutes.\nAlerts with the same host.id are one for 1 hour.',
  );
});

test('a value that would end its quotes is said as JSON', async () => {
  expect(await query('eql', 'any where a == "x`\\n"')).toContain('a is "x`\\n"');
});

test('what Python takes for no value is said as none, once for all', () => {
  const name = ir.field('errorCode', 'panther');
  const empty = ir.equals(name, [''], { casing: 'exact', quantifier: 'any', origin });
  const text = ruleOf(events(ir.not(ir.and([ir.exists(name), ir.not(empty)]))));
  const program = { ...text, metadata: { ...text.metadata, vendor: 'panther' as const } };
  expect(described(program)).toBe(
    'Looks for events where errorCode has no value\nThe empty text, zero and false count as no value.',
  );
  expect(described(text)).toContain('errorCode is not the empty text');
});
