import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printCim } from '../../backends/splunk/print-cim.ts';
import { printSpl } from '../../backends/splunk/print-spl.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import {
  and,
  anyOne,
  anyRun,
  type Expression,
  equals,
  exists,
  type FunctionName,
  field,
  like,
  type Matches,
  mapFields,
  mapLeaves,
  mapSubjects,
  not,
  or,
  type Predicate,
  pattern,
  text,
} from '../../src/ir/index.ts';
import { planned, splunkField } from './planned.ts';
import { passes, passesModel, type SplEvent } from './spl-engine.ts';

const texts = [
  '',
  'a',
  'A',
  'ab',
  'Ab',
  'a*b',
  'a_b',
  'a%b',
  'axb',
  'C:\\a\\cmd.exe',
  'c:\\A\\CMD.EXE',
  '\\cmd.exe',
  'cmd.exe',
  '/bin/sh',
  '.exe',
  'say "a"',
  'a?b',
  'a\nb',
  'ab ',
  '5',
];
const textOf = fc.constantFrom(...texts);
const casing = fc.constantFrom('exact', 'ignored' as const);
const one = fc.constantFrom(splunkField('one'), splunkField('two.x'));
const several = splunkField('many');

const patternOf = fc
  .array(fc.oneof(textOf.map(text), fc.constant(anyRun), fc.constant(anyOne)), { minLength: 1, maxLength: 4 })
  .map(pattern);

const quantified = fc.oneof(
  one.map(subject => ({ subject, quantifier: 'any' as const })),
  fc.constantFrom('any', 'all', 'single' as const).map(quantifier => ({ subject: several, quantifier })),
);

function call(name: FunctionName, subject: Expression, ...parameters: (string | number)[]): Expression {
  const literals = parameters.map((value): Expression => ({ kind: 'literal', value, origin: [] }));
  return { kind: 'call', function: name, arguments: [subject, ...literals], origin: [] };
}

const computed = one.chain(subject =>
  fc.constantFrom(
    call('lower', subject),
    call('upper', subject),
    call('baseName', subject),
    call('directoryName', subject),
    call('extension', subject),
    call('substring', subject, 0, 2),
    call('substring', subject, -3),
    call('replace', subject, 'a', 'A'),
  ),
);

type Regex = Matches['regex'];
const nodeOf: fc.Arbitrary<Regex['node']> = fc.letrec<{ any: Regex['node'] }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'cmd', '.exe', 'b"', '\\').map(each => ({ kind: 'literal', text: each }) as const),
    fc.constant({ kind: 'any' } as const),
    fc.constantFrom('lineStart', 'lineEnd' as const).map(at => ({ kind: 'anchor', at }) as const),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(items => ({ kind: 'sequence', items }) as const),
    fc
      .array(tie('any'), { minLength: 1, maxLength: 3 })
      .map(options => ({ kind: 'alternation', options }) as const),
    tie('any').map(
      node =>
        ({
          kind: 'repeat',
          node: { kind: 'group', node, index: 1 },
          minimum: 0,
          maximum: 2,
          mode: 'greedy',
        }) as const,
    ),
  ),
})).any;
const regexOf: fc.Arbitrary<Regex> = fc.record({
  node: nodeOf,
  anchoring: fc.constantFrom('search', 'start', 'whole' as const),
  flags: fc.record({ ignoreCase: fc.boolean(), multiline: fc.constant(false), dotAll: fc.boolean() }),
});

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.tuple(quantified, regexOf).map(
    ([{ subject, quantifier }, regex]): Predicate => ({
      kind: 'matches',
      subject,
      regex,
      quantifier,
      origin: [],
    }),
  ),
  quantified.map(({ subject }) => exists(subject)),
  fc
    .tuple(quantified, fc.array(textOf, { minLength: 1, maxLength: 3 }), casing)
    .map(([{ subject, quantifier }, values, kind]) => equals(subject, values, { casing: kind, quantifier })),
  fc
    .tuple(quantified, fc.array(patternOf, { minLength: 1, maxLength: 3 }), casing)
    .map(([{ subject, quantifier }, patterns, kind]) =>
      like(subject, patterns, { casing: kind, quantifier }),
    ),
  fc
    .tuple(computed, textOf, casing)
    .map(([subject, value, kind]) => equals(subject, [value], { casing: kind })),
  fc.tuple(fc.constantFrom('eq', 'startsWith', 'endsWith', 'contains' as const), casing).map(
    ([operator, kind]): Predicate => ({
      kind: 'compares',
      left: splunkField('one'),
      operator,
      right: splunkField('two.x'),
      as: 'string',
      casing: kind,
      quantifier: 'any',
      origin: [],
    }),
  ),
  one.map(
    (subject): Predicate => ({
      kind: 'compares',
      left: call('length', subject),
      operator: 'gt',
      right: { kind: 'literal', value: 2, origin: [] },
      as: 'number',
      casing: 'exact',
      quantifier: 'any',
      origin: [],
    }),
  ),
);

const predicate = fc.letrec<{ any: Predicate }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('any').map(each => not(each)),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map(each => and(each)),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map(each => or(each)),
  ),
})).any;

const event: fc.Arbitrary<SplEvent> = fc
  .record(
    { one: textOf, 'two.x': textOf, many: fc.array(textOf, { minLength: 1, maxLength: 3 }) },
    { requiredKeys: [] },
  )
  .map(fields => ({ ...fields }));

test('the printed query finds the events that the predicate holds for', () => {
  fc.assert(
    fc.property(predicate, fc.array(event, { minLength: 6, maxLength: 6 }), (where, events) => {
      const query = printSpl(planned(where, { multiValued: ['many'] }));
      const holds = compilePredicate(where);
      for (const each of events)
        expect(passes(query, each), `${query} ${JSON.stringify(each)}`).toBe(holds(each));
    }),
    { numRuns: 800 },
  );
});

/** The same predicate over two fields of a data model, each of one value. */
function inDataModel(where: Predicate): Predicate {
  const renamed = (name: string) => field(name === 'one' ? 'Processes.process_name' : 'process', 'cim');
  return mapLeaves(where, leaf =>
    mapSubjects(leaf, subject => mapFields(subject, each => renamed(each.name))),
  );
}

test('so does a query of a data model', () => {
  const rows = fc.array(fc.record({ process_name: textOf, process: textOf }, { requiredKeys: [] }), {
    minLength: 6,
  });
  fc.assert(
    fc.property(predicate, rows, (drawn, events) => {
      const where = inDataModel(drawn);
      const query = printCim(planned(where, { dataModel: 'Endpoint.Processes' }));
      const holds = compilePredicate(where);
      for (const each of events) {
        const { process_name: name, ...rest } = each;
        const event = { ...rest, ...(name === undefined ? {} : { 'Processes.process_name': name }) };
        const found = passesModel(query, 'Processes', { ...each });
        expect(found, `${query} ${JSON.stringify(each)}`).toBe(holds(event));
      }
    }),
    { numRuns: 400 },
  );
});
