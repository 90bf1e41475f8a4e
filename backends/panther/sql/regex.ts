import type { Regex, RegexFlags, RegexNode } from '../../../src/ir/index.ts';

/** The pattern and parameters that the functions of regular expressions take. */
export interface SqlRegex {
  readonly pattern: string;
  readonly parameters: string;
}

class Lacking extends Error {}

/**
 * A regex in the extended syntax of POSIX, with Perl's shorthands, which is what Snowflake has; or what it lacks for that.
 * https://docs.snowflake.com/en/sql-reference/functions-regexp#general-usage-notes
 */
export function sqlRegex({ node, flags }: Regex): SqlRegex | { readonly lacks: string } {
  const multiline = flags.multiline && JSON.stringify(node).includes('"anchor"');
  try {
    return {
      pattern: print(node, { ...flags, multiline }),
      parameters: `${flags.ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${flags.dotAll ? 's' : ''}`,
    };
  } catch (error) {
    if (error instanceof Lacking) return { lacks: error.message };
    throw error;
  }
}

/** Whether `$` stands in it, which in other languages also stands before a last line break. */
export function endsLine({ node, flags }: Regex): boolean {
  return !flags.multiline && JSON.stringify(node).includes('"lineEnd"');
}

function print(node: RegexNode, flags: RegexFlags): string {
  switch (node.kind) {
    case 'empty':
      return '';
    case 'literal':
      return [...node.text].map(escapeCharacter).join('');
    case 'any':
      return '.';
    case 'class':
      return printClass(node);
    case 'sequence':
      return node.items
        .map(item => (item.kind === 'alternation' ? `(${print(item, flags)})` : print(item, flags)))
        .join('');
    case 'alternation':
      return node.options.map(option => print(option, flags)).join('|');
    case 'repeat':
      return printRepeat(node, flags);
    case 'group':
      return `(${print(node.node, flags)})`;
    case 'flagged':
      return printFlagged(node, flags);
    case 'anchor':
      return printAnchor(node.at, flags);
    default:
      throw new Lacking(lacking[node.kind]);
  }
}

const lacking = {
  nothing: 'a pattern that fits nothing',
  atomic: 'atomic groups',
  look: 'look-around',
  backReference: 'back-references',
  complement: 'complements',
  intersection: 'intersections',
  interval: 'numeric intervals',
} as const;

/** What is found is the same, however greedy it was looked for. */
function printRepeat(node: Extract<RegexNode, { kind: 'repeat' }>, flags: RegexFlags): string {
  if (node.mode === 'possessive') throw new Lacking('possessive repetition');
  const inner = print(node.node, flags);
  const isOne = node.node.kind === 'class' || node.node.kind === 'any' || node.node.kind === 'group';
  const single = isOne || (node.node.kind === 'literal' && [...node.node.text].length === 1);
  return `${single ? inner : `(${inner})`}${counted(node.minimum, node.maximum)}`;
}

/** https://github.com/google/re2/wiki/Syntax has the same limit of a thousand repetitions. */
function counted(minimum: number, maximum: number): string {
  if (minimum > 1000 || (Number.isFinite(maximum) && maximum > 1000))
    throw new Lacking('more than a thousand repetitions');
  if (minimum === 0 && maximum === 1) return '?';
  if (!Number.isFinite(maximum)) return minimum === 0 ? '*' : minimum === 1 ? '+' : `{${minimum},}`;
  return minimum === maximum ? `{${minimum}}` : `{${minimum},${maximum}}`;
}

function printFlagged(node: Extract<RegexNode, { kind: 'flagged' }>, flags: RegexFlags): string {
  const inner = { ...flags, ...node.flags };
  if (inner.ignoreCase && !flags.ignoreCase)
    return `(${print(eitherCase(node.node), { ...inner, ignoreCase: false })})`;
  if (
    inner.ignoreCase !== flags.ignoreCase ||
    inner.multiline !== flags.multiline ||
    inner.dotAll !== flags.dotAll
  )
    throw new Lacking('flags for a part of a pattern');
  return `(${print(node.node, inner)})`;
}

/** Letters with those of the other case beside them, as far as they are ASCII's. */
function eitherCase(node: RegexNode): RegexNode {
  switch (node.kind) {
    case 'literal':
      return { kind: 'sequence', items: [...node.text].map(letterClass) };
    case 'class':
      return { ...node, ranges: [...node.ranges, ...node.ranges.flatMap(otherCase)] };
    case 'sequence':
      return { ...node, items: node.items.map(eitherCase) };
    case 'alternation':
      return { ...node, options: node.options.map(eitherCase) };
    case 'repeat':
    case 'group':
      return { ...node, node: eitherCase(node.node) };
    case 'flagged':
      throw new Lacking('flags within flags');
    default:
      return node;
  }
}

function letterClass(character: string): RegexNode {
  const cases = [...new Set([character.toLowerCase(), character.toUpperCase()])];
  if (cases.length === 1) return { kind: 'literal', text: character };
  if (!/^[a-z]$/i.test(character)) throw new Lacking('letters of either case beyond ASCII');
  const ranges = cases.map(each => ({ from: each.charCodeAt(0), to: each.charCodeAt(0) }));
  return { kind: 'class', ranges, negated: false };
}

function otherCase({ from, to }: { readonly from: number; readonly to: number }) {
  return (
    [
      [0x41, 0x5a, 0x20],
      [0x61, 0x7a, -0x20],
    ] as const
  ).flatMap(([first, last, shift]) => {
    const [start, end] = [Math.max(first, from), Math.min(last, to)];
    return start <= end ? [{ from: start + shift, to: end + shift }] : [];
  });
}

function printAnchor(at: Extract<RegexNode, { kind: 'anchor' }>['at'], { multiline }: RegexFlags): string {
  if (multiline && at.startsWith('text')) throw new Lacking('this kind of anchor');
  switch (at) {
    case 'lineStart':
    case 'textStart':
      return '^';
    case 'lineEnd':
    case 'textEnd':
      return '$';
    case 'wordBoundary':
      return '\\b';
    case 'notWordBoundary':
      return '\\B';
    default:
      throw new Lacking('this kind of anchor');
  }
}

const shorthands: Readonly<Record<string, string>> = {
  '30-39': 'd',
  '9-d,20-20': 's',
  '0-2f,3a-10ffff': 'D',
  '0-2f,3a-40,5b-5e,60-60,7b-10ffff': 'W',
  '0-8,e-1f,21-10ffff': 'S',
  '30-39,41-5a,5f-5f,61-7a': 'w',
};

function printClass({ ranges, negated }: Extract<RegexNode, { kind: 'class' }>): string {
  const key = ranges.map(({ from, to }) => `${from.toString(16)}-${to.toString(16)}`).join();
  const short = shorthands[key];
  if (short !== undefined) return `\\${negated ? otherSense(short) : short}`;
  if (ranges.length === 0) throw new Lacking('a class without characters');
  const inner = ranges.map(({ from, to }) =>
    from === to ? classCharacter(from) : `${classCharacter(from)}-${classCharacter(to)}`,
  );
  return `[${negated ? '^' : ''}${inner.join('')}]`;
}

function otherSense(short: string): string {
  return short === short.toLowerCase() ? short.toUpperCase() : short.toLowerCase();
}

function classCharacter(point: number): string {
  const character = String.fromCodePoint(point);
  if (point < 0x09 || (point >= 0xd800 && point <= 0xdfff))
    throw new Lacking('control characters in a class');
  return /[\]\\[^-]/.test(character) ? `\\${character}` : character;
}

function escapeCharacter(character: string): string {
  return /[\\^$.*+?()[\]{}|]/.test(character) ? `\\${character}` : character;
}
