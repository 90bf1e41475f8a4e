import { Automaton, isRegular } from './automaton.ts';
import { type CharacterSet, intersect } from './character-set.ts';
import { type Core, someCore } from './core.ts';
import { coreOf } from './core-of.ts';
import { compileRegex } from './match.ts';
import type { Regex } from './tree.ts';

export interface RegexSample {
  /** undefined when none was found. */
  readonly match: string | undefined;
  /** Texts near to the match that do not match. */
  readonly nearMisses: readonly string[];
}

const tries = 40;
const longest = 2_000;

/** A text that matches, and near misses; the same for the same seed. */
export function sampleRegex(regex: Regex, seed: number): RegexSample {
  const core = coreOf(regex);
  const matches = compileRegex(regex);
  const random = generator(seed);
  let match: string | undefined;
  for (let attempt = 0; attempt < tries && match === undefined; attempt++) {
    const text = generate(core, random, new Map());
    if (text !== undefined && text.length <= longest && matches(text)) match = text;
  }
  match ??= shortestMatch(core, regex.anchoring);
  if (match === undefined || !matches(match)) return { match: undefined, nearMisses: [] };
  const nearMisses = [...new Set(neighbours(match))].filter(text => !matches(text));
  return { match, nearMisses };
}

/** Texts that match, at most so many, in which each alternative of the regex has its turn. */
export function sampleAlternatives(regex: Regex, most: number): readonly string[] {
  const core = coreOf(regex);
  const matches = compileRegex(regex);
  const random = generator(1);
  const turns = new Map<Core, number>();
  const found = new Set<string>();
  for (let attempt = 0; attempt < most; attempt++) {
    const text = generate(core, random, new Map(), turns);
    if (text !== undefined && text.length <= longest && matches(text)) found.add(text);
  }
  return [...found];
}

/** As many texts that a core matches if no look or anchor objects, or fewer. */
export function* sampleCore(core: Core, most: number): Generator<string> {
  const random = generator(1);
  const turns = new Map<Core, number>();
  for (let attempt = 0; attempt < most; attempt++) {
    const text = generate(core, random, new Map(), turns);
    if (text !== undefined && text.length <= longest) yield text;
  }
}

function shortestMatch(core: Core, anchoring: Regex['anchoring']): string | undefined {
  if (!isRegular(core)) return undefined;
  return foundOrNot(new Automaton(core, anchoring).shortest());
}

function foundOrNot(text: string | false | undefined): string | undefined {
  return text === false ? undefined : text;
}

/** Changes that a careless translation would let through or lose: case, ends, one character, a newline. */
function neighbours(text: string): readonly string[] {
  const middle = text.length >> 1;
  return [
    swapCase(text),
    text.slice(1),
    text.slice(0, -1),
    text.slice(0, middle) + text.slice(middle + 1),
    `x${text}`,
    `${text}x`,
    `${text}\n`,
    `${text}\nx`,
    `${text.slice(0, middle)}\n${text.slice(middle)}`,
    '',
  ];
}

function swapCase(text: string): string {
  return Array.from(text, character =>
    character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase(),
  ).join('');
}

/** Numbers from 0 up to, and without, 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text that matches if no look or anchor objects; undefined where there is none to be made by a walk. */
function generate(
  core: Core,
  random: () => number,
  captures: Map<number, string>,
  turns?: Map<Core, number>,
): string | undefined {
  switch (core.kind) {
    case 'set':
      return pick(core.set, random);
    case 'sequence':
      return generateAll(core.items, random, captures, turns);
    case 'alternation':
      return generate(optionOf(core, random, turns), random, captures, turns);
    case 'repeat': {
      const spread = Math.min(core.maximum - core.minimum, 3);
      const times = core.minimum + Math.floor(random() * (spread + 1));
      return generateAll(
        Array.from({ length: Math.min(times, longest) }, () => core.body),
        random,
        captures,
        turns,
      );
    }
    case 'capture': {
      const text = generate(core.body, random, captures, turns);
      if (text !== undefined) captures.set(core.index, text);
      return text;
    }
    case 'atomic':
    case 'interval':
      return generate(core.body, random, captures, turns);
    case 'look':
      return core.negated ? '' : lookedAt(core.body, random, captures);
    case 'backReference':
      return captures.get(core.index);
    case 'complement':
    case 'intersection':
      return shortestMatch(core, 'whole');
    case 'nothing':
      return undefined;
    default:
      return '';
  }
}

/** What a look asks for is put there now and then: nothing else may, or an any-run may take it. */
function lookedAt(body: Core, random: () => number, captures: Map<number, string>): string | undefined {
  if (someCore(body, ({ kind }) => kind === 'anchor') || random() < 0.5) return '';
  return generate(body, random, captures);
}

/** By chance or, where turns are kept, the next one. */
function optionOf(
  core: Extract<Core, { kind: 'alternation' }>,
  random: () => number,
  turns: Map<Core, number> | undefined,
): Core {
  const turn = turns?.get(core) ?? 0;
  turns?.set(core, turn + 1);
  const place = turns === undefined ? Math.floor(random() * core.options.length) : turn % core.options.length;
  return core.options[place] ?? core;
}

function generateAll(
  items: readonly Core[],
  random: () => number,
  captures: Map<number, string>,
  turns: Map<Core, number> | undefined,
) {
  let text = '';
  for (const item of items) {
    const part = generate(item, random, captures, turns);
    if (part === undefined || text.length > longest) return undefined;
    text += part;
  }
  return text;
}

const readable: readonly CharacterSet[] = [
  [{ from: 0x61, to: 0x7a }],
  [{ from: 0x30, to: 0x39 }],
  [{ from: 0x41, to: 0x5a }],
  [{ from: 0x20, to: 0x7e }],
];

/** A character of a set, a letter or digit where it has one. */
function pick(set: CharacterSet, random: () => number): string {
  const preferred = readable.map(kind => intersect(set, kind)).find(kind => kind.length > 0) ?? set;
  const range = preferred[Math.floor(random() * preferred.length)];
  if (!range) return '';
  return String.fromCodePoint(range.from + Math.floor(random() * (range.to - range.from + 1)));
}
