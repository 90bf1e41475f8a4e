import { describe, expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import {
  always,
  and,
  type Capability,
  type Expression,
  equals,
  exists,
  features,
  keyword,
  type Leaf,
  like,
  not,
  pattern,
  text,
} from '../../src/ir/index.ts';
import { planned, splunkField } from './planned.ts';

const [spl, cim] = splunk.dialects;
if (spl === undefined || cim === undefined) throw new Error('two dialects are expected');
const origin = [] as const;
const rule = planned(always(true));
const inspect = (leaf: Leaf) => spl.inspect?.(leaf, rule);

describe.each(splunk.dialects)('$name', ({ capabilities }) => {
  test.each(features)('says of %s whether it is held', feature => {
    const capability: Capability | undefined = capabilities[feature];
    expect(capability).toBeDefined();
    if (capability.kind === 'refused' || capability.kind === 'approximate')
      expect(capability.why).toMatch(/\w{3}/);
  });
});

test('the preferred dialect reads events', () => {
  expect(splunk.preferred).toEqual(['spl']);
  expect(splunk.formats[0]).toBe('savedsearches');
});

const refusedLeaves: readonly (readonly [string, Leaf, RegExp])[] = [
  ['a name with a quote', exists(splunkField("it's")), /field name/],
  ['a name with a line break', exists(splunkField('a\nb')), /field name/],
  ['a name that search makes a range of time of', equals(splunkField('starttime'), ['x']), /option/],
  ['a name that search makes another search of', equals(splunkField('savedsearch'), ['x']), /option/],
  [
    'the greatest of texts, which max() takes for numbers',
    equals(
      {
        kind: 'call',
        function: 'greatest',
        arguments: [splunkField('a'), { kind: 'literal', value: 'm', origin }],
        origin,
      },
      ['m'],
    ),
    /greatest of texts/,
  ],
  [
    'a regex that asks for the edges of a value of any field',
    {
      kind: 'keyword',
      patterns: [],
      regex: {
        node: { kind: 'literal', text: 'a' },
        anchoring: 'whole',
        flags: { ignoreCase: false, multiline: false, dotAll: false },
      },
      casing: 'exact',
      scope: 'contains',
      origin,
    },
    /begins and ends/,
  ],
  [
    'a time in another field',
    {
      kind: 'compares',
      left: splunkField('created'),
      operator: 'gt',
      right: { kind: 'literal', value: '2026-01-01', origin },
      as: 'time',
      casing: 'exact',
      quantifier: 'any',
      origin,
    },
    /_time/,
  ],
  [
    'the order of texts that look like numbers',
    {
      kind: 'compares',
      left: splunkField('v'),
      operator: 'gt',
      right: { kind: 'literal', value: '10', origin },
      as: 'string',
      casing: 'exact',
      quantifier: 'any',
      origin,
    },
    /numbers/,
  ],
  [
    'a pattern of names that foreach would misread',
    exists({
      kind: 'fieldPattern',
      pattern: pattern([text('a b'), { kind: 'anyRun' }]),
      vendor: 'splunk',
      origin,
    }),
    /foreach/,
  ],
];

test.each(refusedLeaves)('refuses %s', (_, leaf, why) => {
  const found = inspect(leaf);
  expect(found?.kind).toBe('refused');
  expect(found?.kind === 'refused' ? found.why : '').toMatch(why);
});

test('refuses a regex that PCRE has no form for', () => {
  const leaf: Leaf = {
    kind: 'matches',
    subject: splunkField('Image'),
    regex: {
      node: {
        kind: 'sequence',
        items: [
          { kind: 'literal', text: 'x' },
          { kind: 'complement', node: { kind: 'literal', text: 'ab' } },
          { kind: 'literal', text: 'y' },
        ],
      },
      anchoring: 'search',
      flags: { ignoreCase: false, multiline: false, dotAll: false },
    },
    quantifier: 'any',
    origin,
  };
  expect(inspect(leaf)).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^PCRE lacks/) });
});

test('an element with one condition is a condition on the flattened values', () => {
  const inner = equals(splunkField('a{}.b'), ['x']);
  const found = inspect({ kind: 'element', path: splunkField('a{}'), where: inner, origin });
  expect(found?.kind === 'rewritten' ? found.rewrite(inner) : undefined).toBe(inner);
});

test('an element with several is flattened, and what it denies is left out', () => {
  const first = equals(splunkField('a{}.b'), ['x']);
  const second = equals(splunkField('a{}.c'), ['y']);
  const capability = spl.capabilities.element;
  if (capability.kind !== 'approximate') throw new Error('an element is approximate');
  expect(capability.verdict).toBe('broader');
  const path = splunkField('a{}');
  expect(capability.rewrite({ kind: 'element', path, where: and([first, not(second)]), origin })).toEqual(
    first,
  );
  expect(capability.rewrite({ kind: 'element', path, where: not(second), origin })).toEqual(exists(path));
});

test('words of an analysed text become regexes, all or any of them', () => {
  const capability = spl.capabilities.analysed;
  if (capability.kind !== 'approximate') throw new Error('analysed is approximate');
  const leaf = { kind: 'analysed', subject: splunkField('message'), tokens: ['a', 'b'], origin } as const;
  expect(capability.rewrite({ ...leaf, mode: 'any' })).toMatchObject({
    kind: 'or',
    operands: [{ kind: 'matches' }, { kind: 'matches' }],
  });
  expect(capability.rewrite({ ...leaf, mode: 'all' })).toMatchObject({ kind: 'and' });
  expect(capability.rewrite({ ...leaf, mode: 'phrase' })).toMatchObject({ kind: 'matches' });
});

const field = splunkField('Image');
const length: Expression = { kind: 'call', function: 'length', arguments: [field], origin };
const hour: Expression = { kind: 'call', function: 'hour', arguments: [splunkField('_time')], origin };
const nextHour: Expression = {
  kind: 'arithmetic',
  operator: 'add',
  left: hour,
  right: { kind: 'literal', value: 1, origin },
  origin,
};
const assumptions: readonly (readonly [string, Leaf, readonly string[]])[] = [
  ['nothing for a text in either case', equals(field, ['a'], { casing: 'ignored' }), []],
  ['nothing for a text without letters', equals(field, ['1.2']), []],
  ['one value for an exact text', equals(field, ['A']), ['single-valued:Image']],
  ['the usual spelling of a number', equals(field, [5]), ['canonical-number:Image']],
  [
    'the usual spelling of a boolean',
    equals(field, [true], { casing: 'ignored' }),
    ['lower-case-boolean:Image'],
  ],
  [
    'how letters beyond ASCII are folded',
    equals(field, ['ż'], { casing: 'ignored' }),
    ['unicode-case-folding'],
  ],
  ['raw text for a keyword', keyword([pattern([text('a')])], 'ignored'), ['raw-text']],
  [
    'words for a wildcard within punctuation',
    like(field, [pattern([text('a-'), { kind: 'anyRun' }, text('b')])], { casing: 'ignored' }),
    ['segmentation:Image'],
  ],
  ['one value for a function', equals(length, [3]), ['single-valued:Image']],
  ['the time zone for a part of a date', equals(hour, [3]), ['single-valued:_time', 'time-zone:UTC']],
  ['and for one within a sum', equals(nextHour, [4]), ['single-valued:_time', 'time-zone:UTC']],
];

test.each(assumptions)('assumes %s', (_, leaf, given) => {
  expect([...(spl.assumes?.(leaf, planned(leaf)) ?? [])].sort()).toEqual([...given].sort());
});

test('assumes one value of a field that stands in where for another leaf of its group', () => {
  const leaf = equals(field, ['a'], { casing: 'ignored' });
  const mixed = planned({ kind: 'or', operands: [leaf, equals(field, ['B'])], origin });
  expect(spl.assumes?.(leaf, mixed)).toEqual(['single-valued:Image']);
});

describe('the data model', () => {
  const leaf = equals({ ...field, name: 'Processes.process_name', vendor: 'cim' }, ['a'], {
    casing: 'ignored',
  });

  test('is needed, and must be known', () => {
    expect(cim.refuses?.(planned(leaf), new Set())).toMatch(/no data model/);
    expect(cim.refuses?.(planned(leaf, { dataModel: 'Nowhere' }), new Set())).toMatch(/not known/);
    expect(cim.refuses?.(planned(leaf, { dataModel: 'Endpoint.Processes' }), new Set())).toBeUndefined();
  });

  test('must have the field', () => {
    const inModel = planned(leaf, { dataModel: 'Endpoint.Processes' });
    expect(cim.inspect?.(leaf, inModel)).toBeUndefined();
    expect(cim.inspect?.(exists(splunkField('GrantedAccess')), inModel)).toMatchObject({ kind: 'refused' });
  });

  test('is assumed to hold the events', () => {
    expect(cim.assumes?.(leaf, planned(leaf, { dataModel: 'Endpoint.Processes' }))).toContain(
      'data-model:Endpoint.Processes',
    );
  });
});
