import type { EventData } from '../../../bench/corpus/inputs.ts';
import type { Random } from '../../../bench/mutants/random.ts';
import { oneOf } from './values.ts';

/** A Sigma file by chance of some rules and a correlation of them, its last document, with a stream of events. */
export interface InventedCorrelation {
  readonly text: string;
  /** What it groups by. */
  readonly by: readonly string[];
  /** In no order, some of them at one time and some without any; `at` is in seconds. */
  readonly stream: readonly { readonly at?: number; readonly data: EventData }[];
}

const rules = ['first_step', 'second_step', 'third_step'];
const fields = ['User', 'Host', 'Other'];

export function correlation(random: Random): InventedCorrelation {
  const used = rules.slice(0, 1 + random.below(rules.length));
  const aliased = random.below(3) === 0;
  const by = byOf(random, aliased);
  const single = used.map((name, index) => rule(name, index, random));
  const isNested = random.below(5) === 0;
  const inner = document({ random, used, by, aliased, name: isNested ? 'inner' : 'last' });
  const outerBy = aliased ? [] : by.slice(0, 1);
  const documents = [...single, inner, ...(isNested ? [outer(random, outerBy)] : [])];
  return { text: documents.join('---\n'), by: isNested ? outerBy : by, stream: stream(random) };
}

function byOf(random: Random, aliased: boolean): readonly string[] {
  if (aliased) return random.below(2) === 0 ? ['who'] : ['who', 'Host'];
  return fields.slice(0, random.below(3));
}

/** Two rules may fit one event. */
function rule(name: string, index: number, random: Random): string {
  const also = random.below(4) === 0 ? [index, (index + 1) % rules.length] : [index];
  return `title: ${name}\nid: ${idOf(index)}\nname: ${name}\nlogsource:\n  product: till\n  service: door\ndetection:\n  selection:\n    EventID: [${also.join(', ')}]\n  condition: selection\n`;
}

function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

interface Wanted {
  readonly random: Random;
  readonly used: readonly string[];
  readonly by: readonly string[];
  readonly aliased: boolean;
  readonly name: string;
}

function document({ random, used, by, aliased, name }: Wanted): string {
  const kind = random.one(types) ?? 'event_count';
  const referred = used.map((each, index) => (random.below(3) === 0 ? idOf(index) : each));
  const named = kind.startsWith('temporal') || aliased ? used : referred;
  const lines = [
    `type: ${kind}`,
    `rules: [${named.join(', ')}]`,
    ...(by.length === 0 ? [] : [`group-by: [${by.join(', ')}]`]),
    `timespan: ${random.one(['10s', '1m', '30s', '2m'])}`,
    ...(aliased ? [`aliases: {who: {${used.map(each => `${each}: ${fieldOf(random)}`).join(', ')}}}`] : []),
    ...conditionOf(random, kind, used),
  ];
  return correlationOf(name, lines);
}

function outer(random: Random, by: readonly string[]): string {
  const lines = [
    'type: temporal',
    'rules: [inner, first_step]',
    ...(by.length === 0 ? [] : [`group-by: [${by.join(', ')}]`]),
    `timespan: ${random.one(['30s', '2m'])}`,
    'condition: {gte: 2}',
  ];
  return correlationOf('last', lines);
}

function correlationOf(name: string, lines: readonly string[]): string {
  const id = name === 'inner' ? 10 : 11;
  return `title: ${name}\nid: ${idOf(id)}\nname: ${name}\ncorrelation:\n${lines.map(line => `  ${line}\n`).join('')}`;
}

function fieldOf(random: Random): string {
  return random.below(2) === 0 ? 'User' : 'Other';
}

const types = [
  'event_count',
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_median',
  'temporal',
  'temporal',
  'temporal_ordered',
];

function conditionOf(random: Random, kind: string, used: readonly string[]): readonly string[] {
  if (kind === 'temporal_ordered')
    return [random.below(2) === 0 ? `condition: {gte: ${used.length}}` : `condition: ${used.join(' and ')}`];
  if (kind === 'temporal')
    return [
      random.below(2) === 0
        ? `condition: {${asked(random, used.length + 1)}}`
        : `condition: ${extended(random, used)}`,
    ];
  if (kind === 'event_count') return [`condition: {${asked(random, 6)}}`];
  const field = kind === 'value_count' && random.below(3) === 0 ? '[Bytes, Other]' : 'Bytes';
  return [`condition: {field: ${field}, ${asked(random, kind === 'value_count' ? 4 : 120)}}`];
}

/** A comparison, or a range of two. */
function asked(random: Random, most: number): string {
  const value = 1 + random.below(most);
  if (random.below(4) === 0) return `gte: ${value}, lt: ${value + 1 + random.below(most)}`;
  return `${random.one(['gte', 'gte', 'gt', 'lt', 'lte', 'eq', 'neq'])}: ${value}`;
}

function extended(random: Random, used: readonly string[]): string {
  const [one = '', two = '', three = ''] = used;
  return oneOf(random, expressions(one, two, three)[used.length - 1] ?? []);
}

/** Of one rule, of two, of three. */
const expressions = (one: string, two: string, three: string): readonly (readonly string[])[] => [
  [one],
  [`${one} and ${two}`, `${one} or ${two}`, `${one} and not ${two}`],
  [
    `${one} and (${two} or ${three})`,
    `(${one} or ${two}) and not ${three}`,
    `${one} and ${two} or ${three}`,
    `not ${two} and ${one} and ${three}`,
  ],
];

function stream(random: Random): InventedCorrelation['stream'] {
  return Array.from({ length: 12 + random.below(30) }, () => {
    const data = {
      EventID: random.below(4),
      ...valueAt(random, 'User', ['ann', 'bob', 'bob', 5, '5']),
      ...valueAt(random, 'Host', ['till', 'door']),
      ...valueAt(random, 'Other', ['ann', 'bob', 'cat']),
      ...valueAt(random, 'Bytes', [0, 1, 1, 7, 40, '40', 99.5, -3, 'many']),
    };
    return random.below(15) === 0 ? { data } : { at: random.below(240), data };
  });
}

function valueAt(random: Random, name: string, values: readonly unknown[]): EventData {
  const kind = random.below(20);
  if (kind === 0) return {};
  return { [name]: kind === 1 ? null : random.one(values) };
}
