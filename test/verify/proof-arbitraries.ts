import fc from 'fast-check';
import {
  and,
  type Casing,
  type Expression,
  equals,
  exists,
  keyword,
  type Leaf,
  not,
  or,
  type Predicate,
  parseNetwork,
  pattern,
  type Quantifier,
  text,
} from '../../src/ir/index.ts';
import { call, compares, f, fits, has, is, literal } from '../evaluate/nodes.ts';
import { matches } from './regexes.ts';

/** Few fields and few letters, so that leaves overlap. `many` holds several values, the others one. */
export const isMultiValued = (name: string) => name === 'many';

const names = ['name', 'path', 'many'];
const words = [
  'a',
  'B',
  'ab',
  'Ab',
  'abc',
  'x.exe',
  'C:\\a\\X.exe',
  '',
  '5',
  '5.0',
  '6',
  'true',
  '10.0.0.5',
  'ba',
];
const addresses = ['10.0.0.5', '::ffff:10.0.0.1', '::1', '0:0:0:0:0:0:0:1'];
const numbers = [5, 6, 7.5, 50];

const name = fc.constantFrom(...names);
const word = fc.constantFrom(...words);
const casing = fc.constantFrom<Casing>('exact', 'ignored');
const quantifier = fc.constantFrom<Quantifier>('any', 'any', 'any', 'all', 'single');
const scalar = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom<number | boolean>(...numbers, true) },
);

const globs = fc.array(
  fc
    .tuple(fc.constantFrom('', '*', '?'), word, fc.constantFrom('', '*', '?*', '*b'))
    .map(parts => parts.join('')),
  { minLength: 1, maxLength: 4 },
);

const regexes = [
  'a',
  '^a',
  'b$',
  '(?i)ab',
  '^(a|ab)$',
  '^[ab]+$',
  '^\\d+$',
  '\\bx',
  '^$',
  'a.*b',
  '\\.exe$',
  '(?i)^c:\\\\',
];
const networks = ['10.0.0.0/8', '10.0.0.0/30', '10.0.0.4/31', '192.168.0.0/16', '::/0'].flatMap(
  each => parseNetwork(each) ?? [],
);

const subject = fc.oneof(
  { weight: 3, arbitrary: name.map(f) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('lower', 'baseName', 'extension', 'directoryName', 'upper'), name)
      .map(([each, of]) => call(each, f(of))),
  },
);

const textOrNumber = fc.oneof(
  { weight: 5, arbitrary: subject },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('number', 'ip'), name)
      .map(([to, of]): Expression => ({ kind: 'coercion', to, operand: f(of), origin: [] })),
  },
);

const network = fc.tuple(textOrNumber, fc.subarray(networks, { minLength: 1, maxLength: 2 }), quantifier).map(
  ([of, some, each]): Leaf => ({
    kind: 'inNetwork',
    subject: of,
    networks: some,
    quantifier: each,
    origin: [],
  }),
);

const tested = fc
  .oneof(
    fc.tuple(subject, fc.array(scalar, { minLength: 1, maxLength: 2 }), casing, quantifier),
    fc.tuple(textOrNumber, fc.subarray(numbers, { minLength: 1 }), casing, quantifier),
    fc.tuple(textOrNumber, fc.subarray(addresses, { minLength: 1 }), casing, quantifier),
  )
  .map(([of, values, each, several]): Leaf => equals(of, values, { casing: each, quantifier: several }));

const existing = textOrNumber.map(of => exists(of));

const keywords = fc.tuple(word, casing).map(([each, fold]): Leaf => keyword([pattern([text(each)])], fold));

const comparison = fc
  .record({
    left: fc.oneof(
      textOrNumber,
      name.map(of => call('length', f(of))),
    ),
    operator: fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte', 'startsWith', 'endsWith', 'contains'),
    right: fc.oneof(
      { weight: 6, arbitrary: scalar.map(literal) },
      { weight: 1, arbitrary: fc.constantFrom(...addresses).map(literal) },
      { weight: 1, arbitrary: name.map(f) },
    ),
    as: fc.constantFrom('string', 'number', 'number', 'ip'),
    casing,
    quantifier,
  })
  .map(({ left, operator, right, as, ...options }) => compares(left, operator, right, as, options));

export const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(name, fc.array(scalar, { minLength: 1, maxLength: 4 }), casing, quantifier)
      .map(each => is(...each)),
  },
  { weight: 5, arbitrary: fc.tuple(name, globs, casing, quantifier).map(each => fits(...each)) },
  {
    weight: 3,
    arbitrary: fc.tuple(name, fc.constantFrom(...regexes), quantifier).map(each => matches(...each)),
  },
  { weight: 2, arbitrary: name.map(has) },
  { weight: 1, arbitrary: network },
  { weight: 3, arbitrary: comparison },
  { weight: 1, arbitrary: tested },
  { weight: 1, arbitrary: existing },
  { weight: 1, arbitrary: keywords },
);

export const predicate = fc.letrec<{ node: Predicate }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: tie('node').map(each => not(each)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(each => and(each)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(each => or(each)) },
  ),
})).node;

const value = fc.oneof(
  scalar,
  fc.constantFrom<string | number>(
    'AB',
    'aab',
    'x',
    '05',
    '+5',
    '7.50',
    '10.0.0.1',
    '::ffff:10.0.0.5',
    '::1',
    '0:0:0:0:0:0:0:1',
    '/a/x.EXE',
    'abcb',
    51,
  ),
);

/** Events whose fields hold as many values as they may. */
export const event = fc.record(
  {
    name: fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }),
    path: value,
    many: fc.oneof(value, fc.array(value, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
