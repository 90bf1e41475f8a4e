import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import {
  and,
  type Expression,
  equals,
  exists,
  type FunctionName,
  field,
  keyword,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  parseNetwork,
} from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';
import { witnessEvents, witnesses } from '../../src/verify/index.ts';
import { testOnWitnesses } from '../../src/verify/tested.ts';

const ignored = { casing: 'ignored' } as const;
const image = field('Image', 'sigma');
const line = field('CommandLine', 'sigma');
const port = field('Port', 'sigma');
const run = { kind: 'anyRun' } as const;
const contains = (text: string): Pattern => [run, { kind: 'text', text }, run];
const endsWith = (text: string): Pattern => [run, { kind: 'text', text }];

function matches(pattern: string): Predicate {
  const parsed = parseRegex(pattern, 'pcre', 'search', {});
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return { kind: 'matches', subject: line, regex: parsed.regex, quantifier: 'any', origin: [] };
}

function above(limit: number): Predicate {
  const right = { kind: 'literal', value: limit, origin: [] } as const;
  return {
    kind: 'compares',
    left: port,
    operator: 'gt',
    right,
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
}

function textAbove(limit: string): Predicate {
  const leaf = above(0);
  return { ...leaf, ...{ as: 'string' as const, right: literal(limit) } } as Predicate;
}

function literal(value: string | number): Expression {
  return { kind: 'literal', value, origin: [] };
}

function call(name: FunctionName, operands: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: operands, origin: [] };
}

function inNetwork(text: string): Predicate {
  return {
    kind: 'inNetwork',
    subject: field('Address', 'sigma'),
    networks: [text].flatMap(each => parseNetwork(each) ?? []),
    quantifier: 'any',
    origin: [],
  };
}

const certutil = and([
  or([like(image, [endsWith('\\certutil.exe')], ignored), equals(image, ['certutil.exe'], ignored)]),
  like(line, [contains('urlcache '), contains('verifyctl ')], ignored),
  like(line, [contains('http')], ignored),
  not(like(line, [contains('example.org')], ignored)),
]);

const predicates: Readonly<Record<string, Predicate>> = {
  'one word': equals(image, ['cmd.exe']),
  'several leaves over one field': certutil,
  'a regex beside a text': and([matches(String.raw`\d{1,3}\.\d+$`), like(line, [contains('http')])]),
  'a number in order': and([above(1024), equals(image, ['a.exe'])]),
  'a number': equals(port, [4625, 4624]),
  'a network': and([inNetwork('10.0.0.0/8'), not(inNetwork('10.1.0.0/16'))]),
  'a field that is there': and([exists(image), not(exists(line))]),
  'signs of patterns in a text': equals(image, ['50%_*?.[x]\\"']),
  'any value of the event': and([keyword([contains('needle')], 'ignored'), not(equals(image, ['x']))]),
};

describe.each(Object.entries(predicates))('%s', (_name, predicate) => {
  const events = witnessEvents(predicate);
  const holds = compilePredicate(predicate);

  test('has events of both outcomes, as the evaluator says', () => {
    expect(new Set(events.map(each => each.matches)).size).toBe(2);
    expect(events.filter(({ event, matches: said }) => holds(event) !== said)).toEqual([]);
  });

  test('has the same events each time, each once', () => {
    expect(witnessEvents(predicate)).toEqual(events);
    expect(new Set(events.map(({ event }) => JSON.stringify(event))).size).toBe(events.length);
  });

  test('has one for each mutation of a leaf', () => {
    expect(survivors(predicate)).toEqual([]);
  });
});

/** Changes that a careless translation makes: a leaf is lost, always there, or the other way round. */
function survivors(predicate: Predicate): readonly Predicate[] {
  const events = witnessEvents(predicate).map(({ event }) => event);
  const original = events.map(compilePredicate(predicate));
  return mutants(predicate).filter(mutant => {
    const changed = compilePredicate(mutant);
    return events.every((event, index) => changed(event) === original[index]);
  });
}

function mutants(predicate: Predicate): readonly Predicate[] {
  switch (predicate.kind) {
    case 'not':
      return [predicate.operand, ...mutants(predicate.operand).map(each => not(each))];
    case 'and':
    case 'or':
      return predicate.operands.flatMap((operand, index) => [
        { ...predicate, operands: predicate.operands.filter((_, at) => at !== index) },
        ...mutants(operand).map(each => ({
          ...predicate,
          operands: predicate.operands.map((other, at) => (at === index ? each : other)),
        })),
      ]);
    case 'like':
      return [
        not(predicate),
        { ...predicate, casing: predicate.casing === 'exact' ? 'ignored' : 'exact' },
        ...(predicate.patterns.length < 2
          ? []
          : predicate.patterns.map((_, index) => ({
              ...predicate,
              patterns: predicate.patterns.filter((_pattern, at) => at !== index),
            }))),
      ];
    default:
      return [not(predicate)];
  }
}

describe('of one leaf', () => {
  const told = (predicate: Predicate, isMultiValued = false) =>
    witnessEvents(predicate, { isMultiValued: () => isMultiValued }).map(({ why, matches: holds }) =>
      `${holds ? '+' : '-'} ${why}`.replaceAll('\n', ''),
    );

  test('each kind of value is there', () => {
    expect(told(equals(image, ['a*b'], ignored))).toEqual([
      '+ Image is "a*b"',
      '- Image is "ab", just outside of "a*b"',
      '- Image is "a*bx", just outside of "a*b"',
      '- Image is "xa*b", just outside of "a*b"',
      '- Image is absent',
      '- Image is null',
      '- Image is empty',
      '+ Image in other case: "A*B"',
      '- Image is the number 4242',
      '- Image with other signs: "axb"',
    ]);
  });

  test('a number is also a text', () => {
    expect(told(equals(port, [4625]))).toContain('+ Port is the string "4625"');
    expect(told(equals(port, ['4625']))).toContain('+ Port is the number 4625');
  });

  test('several values only where a field may hold them', () => {
    const several = told(equals(image, ['x']), true).filter(line => line.includes('several'));
    expect(several).toEqual([
      '+ Image has several values, the first "x"',
      '+ Image has several values, the last "x"',
      '- Image has several values, none "x"',
    ]);
    expect(told(equals(image, ['x'])).filter(each => each.includes('several'))).toEqual([]);
  });
});

describe('bounds', () => {
  test('of thousands of leaves some have witnesses, and it is said', () => {
    const many = or(
      Array.from({ length: 3_000 }, (_, index) =>
        and([equals(image, [`a${index}`]), equals(line, [`b${index}`])]),
      ),
    );
    const { events, leftOut } = witnesses(many);
    expect(events.length).toBeGreaterThan(20);
    expect(leftOut).toContain('Of 6000 conditions, 8 have witnesses of their own.');
  });

  test('no more events than asked for', () => {
    expect(witnessEvents(certutil, { limit: 5 })).toHaveLength(5);
  });

  test('deep nesting has none, and it is said', () => {
    let deep: Predicate = equals(image, ['x']);
    for (let level = 0; level < 2_000; level++) deep = not(deep);
    expect(witnesses(deep)).toEqual({ events: [], leftOut: ['It nests more than 500 deep.'] });
  });

  test('what nothing can meet has no event that matches', () => {
    const impossible = and([equals(image, ['a']), equals(image, ['b'])]);
    expect(witnessEvents(impossible).filter(each => each.matches)).toEqual([]);
  });
});

describe('where no proof is to be had', () => {
  const single = () => false;

  test('readings that agree are told by the number of events', () => {
    const tested = testOnWitnesses(certutil, certutil, single);
    expect(tested?.events).toBeGreaterThan(20);
    expect(tested).not.toHaveProperty('onlySource');
  });

  test('an event parts readings that do not', () => {
    const broader = like(image, [endsWith('.exe')], ignored);
    const tested = testOnWitnesses(equals(image, ['a.exe'], ignored), broader, single);
    expect(tested).not.toHaveProperty('onlySource');
    expect(broader.kind === 'like' && compilePredicate(broader)(tested?.onlyFound ?? {})).toBe(true);
  });

  test('the whole text of an event is none that can be made', () => {
    const raw = equals(field('_raw', 'splunk'), ['x']);
    expect(testOnWitnesses(raw, raw, single)).toBeUndefined();
  });
});

describe('what is beyond the proof is told apart by witnesses', () => {
  const other = field('ParentImage', 'sigma');
  const compared = (
    left: Expression,
    right: Expression,
    casing: 'exact' | 'ignored' = 'exact',
  ): Predicate => ({
    kind: 'compares',
    left,
    operator: 'eq',
    right,
    as: 'string',
    casing,
    quantifier: 'any',
    origin: [],
  });
  const lower = (operand: Expression): Expression => call('lower', [operand]);
  const digits = (least: number): Predicate => {
    const lost = call('length', [call('replaceRegex', [line, literal('[0-9]'), literal('')])]);
    const count: Expression = {
      kind: 'arithmetic',
      operator: 'subtract',
      left: call('length', [line]),
      right: lost,
      origin: [],
    };
    const many: Predicate = {
      kind: 'compares',
      left: count,
      operator: 'gt',
      right: literal(least),
      as: 'number',
      casing: 'exact',
      quantifier: 'any',
      origin: [],
    };
    return and([many, equals(image, ['a'])]);
  };
  test.each([
    ['two fields in other case', compared(image, other, 'ignored'), compared(image, lower(other))],
    ['two fields by their letters', compared(image, other), compared(image, other, 'ignored')],
    ['so many digits', digits(300), and([digits(300), not(like(line, [contains('a')]))])],
    ['a condition beside so many digits', digits(300), digits(700)],
    ['numbers taken for texts', above(5810), textAbove('5810')],
    ['a repeat more', matches('x.{1,64}y'), matches('x.{1,65}y')],
  ] as const)('%s', (_, rule, query) => {
    const seen = testOnWitnesses(rule, query, () => false);
    expect(seen?.onlySource ?? seen?.onlyFound).toBeDefined();
  });
});
