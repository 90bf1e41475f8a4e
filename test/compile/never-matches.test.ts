import { expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { always, and, equals, field, not, type Predicate } from '../../src/ir/index.ts';
import { ruleOf } from '../fields/into.ts';

const a = equals(field('a', 'splunk'), ['x']);

test.each<[string, Predicate, readonly string[]]>([
  ['nothing', always(false), ['plan/never-matches']],
  ['something that is nothing with the rest', and([a, not(always(true))]), ['plan/never-matches']],
  ['everything', always(true), []],
  ['a value', a, []],
  ['all but a value', not(a), []],
])('a rule that asks for %s', (_, where, codes) => {
  const rule = ruleOf({ kind: 'events', source: {}, where, origin: [] }, 'splunk');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const told = compile(rule, splunk, options).diagnostics.map(({ code }) => code);
  expect(told.filter(code => code === 'plan/never-matches')).toEqual(codes);
});
