import type { Random } from '../../../bench/mutants/random.ts';
import { networks, numbers, oneOf, perlRegexes, regexes, sigmaFields, some, textIn } from './values.ts';

/** Without quotes; the versions of YAML take some of them for different values. */
const words = [
  '5',
  'true',
  'null',
  '5.5',
  "''",
  '05',
  '010',
  '1e3',
  'yes',
  'Off',
  '1_000',
  '1:30',
  '0x10',
  '~',
];

/** A Sigma rule by chance: two selections, keywords at times, under one of the usual conditions. */
export function sigma(random: Random): string {
  const condition = oneOf(random, conditions);
  const names = ['s1', 's2', 'k'].filter(
    name => condition.includes(name) || (name !== 'k' && /\*|them/.test(condition)),
  );
  const sections = names.map(name => `  ${name}:\n${name === 'k' ? keywords(random) : selection(random)}`);
  return `title: T\nlogsource:\n  product: windows\n  category: process_creation\ndetection:\n${sections.join('')}  condition: ${condition}\n`;
}

const conditions = [
  ...['s1', 'not s1', 's1 and not s2', 's1 or s2', 'not s1 and not s2', 'not (s1 or s2)'],
  ...['1 of s*', 'all of s*', 'not 1 of s*', 'not all of s*', '1 of them', 'k', 's1 and not k', 'k or s1'],
];

function selection(random: Random): string {
  const items = some(random, () => item(random));
  if (random.below(3) === 0) return items.map(each => `    - ${each}\n`).join('');
  const byKey = new Map(items.map(each => [each.slice(0, each.indexOf(':')), each]));
  return [...byKey.values()].map(each => `    ${each}\n`).join('');
}

function keywords(random: Random): string {
  const values = some(random, () => JSON.stringify(textIn(random) || 'x'));
  if (random.below(3) === 0 && values.length > 1) return `    '|all': [${values.join(', ')}]\n`;
  return values.map(value => `    - ${value}\n`).join('');
}

function item(random: Random): string {
  const field = oneOf(random, sigmaFields);
  const [modifier, values] = (random.one(kinds) ?? texts)(random);
  if (modifier.endsWith('|all') && values.length < 2) values.push(...values);
  return values.length === 1
    ? `${field}${modifier}: ${values[0]}`
    : `${field}${modifier}: [${values.join(', ')}]`;
}

type Item = readonly [modifier: string, values: string[]];

const quoted = (text: string): string => JSON.stringify(text);

/** Texts, whose wildcards are wildcards or characters; numbers, Booleans and null among them. */
function texts(random: Random): Item {
  const modifier = oneOf(random, [
    ...['', '', '', '|contains', '|startswith', '|endswith', '|cased', '|contains|cased', '|contains|all'],
    ...[
      '|startswith|cased',
      '|endswith|cased',
      '|neq',
      '|windash|contains',
      '|windash',
      '|windash|startswith',
    ],
    ...[
      '|neq|contains',
      '|endswith|windash',
      '|contains|all|windash',
      '|contains|neq|cased',
      '|contains|all|cased',
    ],
  ]);
  return [modifier, some(random, () => value(random))];
}

function value(random: Random): string {
  if (random.below(12) === 0) return oneOf(random, words);
  const text = oneOf(random, [textIn(random), textIn(random), ...dashes]);
  const plain = random.below(2) === 0 ? text : text.replaceAll(/[\\*?]/g, '\\$&');
  return quoted(random.below(4) === 0 ? `${plain}*` : plain);
}

const dashes = ['-a', ' /c ', '–x', '—x', '-', 'a-b', '-a -b', '―a /b'];

const encoded = (random: Random): Item => [
  oneOf(random, [
    '|base64',
    '|base64offset|contains',
    '|wide|base64',
    '|utf16|base64',
    '|wide|base64offset|contains',
  ]),
  some(random, () => quoted(oneOf(random, ['cmd', 'foo', 'http://', 'IEX', 'Ä', 'a b']))),
];

const matched = (random: Random): Item => [
  oneOf(random, ['|re', '|re', '|re|i', '|re|m', '|re|s', '|re|i|s', '|re|neq', '|re|all']),
  some(random, () => quoted(oneOf(random, [...regexes, ...perlRegexes]))),
];

const compared = (random: Random): Item => [
  oneOf(random, ['|gt', '|gte', '|lt', '|lte', '|gt|neq', '|hour', '|day|gte']),
  [oneOf(random, numbers)],
];

const others = (random: Random): Item =>
  random.one<Item>([
    ['|cidr', some(random, () => quoted(oneOf(random, networks)))],
    ['|cidr|neq', [quoted(oneOf(random, networks))]],
    ['|exists', [oneOf(random, ['true', 'false'])]],
    [
      oneOf(random, ['|fieldref', '|fieldref|contains', '|fieldref|endswith', '|fieldref|neq']),
      [oneOf(random, sigmaFields)],
    ],
  ]) ?? texts(random);

const kinds = [texts, texts, texts, texts, encoded, matched, matched, compared, others];
