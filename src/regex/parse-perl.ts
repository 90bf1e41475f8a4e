import { alternation, repeat, sequence } from './build.ts';
import type { Cursor } from './cursor.ts';
import { some } from './measure.ts';
import type { RegexDialect } from './named-classes.ts';
import { parseAtom } from './parse-atom.ts';
import { eatFlags } from './parse-flags.ts';
import { type PerlState, withFlags } from './perl-state.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';

/** PCRE, Python and Java: one grammar, whose differences stand where they are read. */
export function parsePerl(
  cursor: Cursor,
  dialect: RegexDialect,
  flags: RegexFlags,
): Omit<Regex, 'anchoring'> {
  const state: PerlState = {
    cursor,
    dialect,
    flags,
    extended: false,
    ascii: false,
    unixLines: dialect !== 'java',
    groups: 0,
    names: new Set(),
    parseAlternation,
  };
  while (eatFlags(state));
  const outer = state.flags;
  const node = parseAlternation(state);
  if (!cursor.atEnd) cursor.fail('nothing is open that this ")" could close');
  checkReferences(node, state);
  return { node, flags: outer };
}

/** Alternatives up to a `)` or the end; flags set inside hold up to there, in later alternatives too. */
function parseAlternation(state: PerlState): RegexNode {
  const { flags, extended, ascii, unixLines } = state;
  const options = [parseSequence(state, flags)];
  while (state.cursor.eat('|')) options.push(parseSequence(state, flags));
  Object.assign(state, { flags, extended, ascii, unixLines });
  return options.length === 1 ? (options[0] ?? alternation([])) : { kind: 'alternation', options };
}

function parseSequence(state: PerlState, outer: RegexFlags): RegexNode {
  const { cursor } = state;
  const parts: RegexNode[] = [];
  let items: RegexNode[] = [];
  let flags = state.flags;
  for (;;) {
    skipComments(state);
    if (cursor.atEnd || cursor.peek() === '|' || cursor.peek() === ')') break;
    if (eatFlags(state)) {
      if (state.dialect === 'python') cursor.fail('flags stand at the start of the pattern or in (?i:…)');
      parts.push(withFlags(sequence(items), outer, flags));
      items = [];
      flags = state.flags;
    } else items.push(parseQuantified(state));
  }
  parts.push(withFlags(sequence(items), outer, flags));
  return sequence(parts);
}

function parseQuantified(state: PerlState): RegexNode {
  const { cursor, dialect } = state;
  const start = cursor.offset;
  let node = parseAtom(state);
  for (let quantifiers = 0; ; quantifiers++) {
    skipComments(state);
    const at = cursor.offset;
    const count = parseCount(state);
    if (!count) return node;
    if (quantifiers > 0 && dialect !== 'pcre') cursor.fail('a quantifier after a quantifier', at);
    if (quantifiers > 100) cursor.fail('more than 100 quantifiers in a row', at);
    if (dialect === 'python' && node.kind === 'anchor' && cursor.text[start] !== '(')
      cursor.fail('nothing to repeat', start);
    const mode = cursor.eat('?') ? 'lazy' : cursor.eat('+') ? 'possessive' : 'greedy';
    node = repeat(node, count[0], count[1], mode);
    if (node.kind === 'empty') continue;
  }
}

function parseCount(state: PerlState): readonly [number, number] | undefined {
  const { cursor } = state;
  if (cursor.eat('*')) return [0, Number.POSITIVE_INFINITY];
  if (cursor.eat('+')) return [1, Number.POSITIVE_INFINITY];
  if (cursor.eat('?')) return [0, 1];
  const start = cursor.offset;
  const braces = cursor.match(state.dialect === 'python' ? /\{(?:\d+|\d*,\d*)\}/y : /\{\d+(?:,\d*)?\}/y);
  if (braces === undefined) {
    if (state.dialect === 'java' && cursor.peek() === '{') cursor.fail('no count follows "{"');
    return undefined;
  }
  const [low = '', high] = braces.slice(1, -1).split(',');
  const minimum = Number(low);
  const maximum = high === undefined ? minimum : high === '' ? Number.POSITIVE_INFINITY : Number(high);
  if (maximum < minimum) cursor.fail('the smallest count is larger than the largest', start);
  if (minimum > 65_535 || (maximum > 65_535 && maximum !== Number.POSITIVE_INFINITY))
    cursor.fail('the count is too large', start);
  return [minimum, maximum];
}

/** `(?#…)`, and with the `x` flag whitespace and `#` up to the end of the line. */
function skipComments(state: PerlState): void {
  const { cursor } = state;
  for (;;) {
    if (state.dialect !== 'java' && cursor.startsWith('(?#')) {
      if (cursor.match(/\(\?#[^)]*\)/y) === undefined) cursor.fail('the comment is not closed');
    } else if (!state.extended || !cursor.match(/[ \t\n\r\f\v]+|#[^\n]*/y)) return;
  }
}

function checkReferences(node: RegexNode, state: PerlState): void {
  some(node, ({ ...part }) => {
    if (part.kind !== 'backReference') return false;
    const known = typeof part.to === 'number' ? part.to <= state.groups : state.names.has(part.to);
    if (!known) state.cursor.fail(`there is no group ${part.to}`, 0);
    return false;
  });
}
