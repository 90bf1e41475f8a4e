import { fieldsOf, type Leaf, leaves, type Predicate, subjects } from '../../src/ir/index.ts';

export type EventData = Readonly<Record<string, unknown>>;

/** The next number of a fixed row, from 0 to 1. */
export type Dice = () => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Of a kind that a rule need not expect. */
const strange: readonly unknown[] = [
  null,
  [],
  ['x'],
  ['x', 'y'],
  [null],
  5,
  0,
  1,
  true,
  false,
  {},
  { a: 'x' },
  'None',
  '5',
  '0',
  'true',
];

/** Events that hold or miss the fields of a predicate, with values near those that it looks for, and strange ones. */
export function eventsFor(where: Predicate, count: number, roll: Dice): readonly EventData[] {
  const values = valuesOf(where);
  return Array.from({ length: count }, () => {
    const event: Record<string, unknown> = {};
    for (const [field, candidates] of values) {
      const chance = roll();
      if (chance < 0.12) continue;
      const from = chance < 0.25 ? strange : candidates;
      put(event, field.split('.'), structuredClone(from[Math.floor(roll() * from.length)]), roll);
    }
    return event;
  });
}

function valuesOf(where: Predicate): ReadonlyMap<string, readonly unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const { leaf } of leaves(where))
    for (const subject of subjects(leaf))
      for (const { name } of fieldsOf(subject)) {
        const candidates = values.get(name) ?? ['', 'zz', 'eA==', 'x%79+5%'];
        values.set(name, candidates);
        candidates.push(...near(leaf));
      }
  return values;
}

function near(leaf: Leaf): readonly unknown[] {
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.flatMap((value): readonly unknown[] =>
        typeof value === 'string' ? spellings(value) : [value, String(value)],
      );
    case 'like':
      return leaf.patterns.flatMap(pattern => {
        const text = (run: string) => pattern.map(part => (part.kind === 'text' ? part.text : run)).join('');
        return [...spellings(text('')), text('q'), `q${text('')}q`];
      });
    case 'compares': {
      const bound = leaf.right.kind === 'literal' ? leaf.right.value : 'x';
      return typeof bound === 'number'
        ? [bound - 1, bound, bound + 1, String(bound), 'abcdefgh']
        : [bound, 'x', 'y'];
    }
    case 'inNetwork':
      return leaf.networks.flatMap(({ address }) => [
        address,
        `::ffff:${address}`,
        '192.0.2.1',
        '::1',
        `${address}0x`,
      ]);
    default:
      return ['x', 'X', 'xx', 'axb', 'x/y', 'a@x', 'x-y', '2024-03-04T23:10:00Z', '12', ' 7 ', 'abcdefgh'];
  }
}

function spellings(text: string): readonly string[] {
  return [text, text.toUpperCase(), text.toLowerCase(), `${text}z`];
}

/** A key on the way may hold a list of objects. */
function put(event: Record<string, unknown>, path: readonly string[], value: unknown, roll: Dice): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    event[key] = typeof event[key] === 'object' && event[key] !== null ? event[key] : value;
    return;
  }
  const held = event[key];
  const inner = typeof held === 'object' && held !== null ? held : roll() < 0.3 ? [{}, {}] : {};
  event[key] = inner;
  const targets = Array.isArray(inner)
    ? inner.filter(each => typeof each === 'object' && each !== null)
    : [inner];
  for (const target of targets) if (roll() < 0.8) put(target, rest, value, roll);
}
