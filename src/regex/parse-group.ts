import { applyFlags } from './parse-flags.ts';
import type { PerlState } from './perl-state.ts';
import { withFlags } from './perl-state.ts';
import type { RegexNode } from './tree.ts';

const looks = [
  ['(?=', 'ahead', false],
  ['(?!', 'ahead', true],
  ['(?<=', 'behind', false],
  ['(?<!', 'behind', true],
] as const;

export function parseGroup(state: PerlState): RegexNode {
  const { cursor } = state;
  const start = cursor.offset;
  for (const [opening, direction, negated] of looks)
    if (cursor.eat(opening)) return { kind: 'look', node: parseBody(state, start), direction, negated };
  if (cursor.eat('(?:')) return parseBody(state, start);
  if (cursor.eat('(?>')) return { kind: 'atomic', node: parseBody(state, start) };
  const name = parseName(state);
  if (name !== undefined) return parseCapture(state, name, start);
  const reference = state.dialect === 'java' ? undefined : cursor.match(/\(\?P=\w+\)/y);
  if (reference !== undefined) return { kind: 'backReference', to: reference.slice(4, -1) };
  const flags = cursor.match(/\(\?\^?[A-Za-z]*(?:-[A-Za-z]*)?:/y);
  if (flags !== undefined) return parseFlagged(state, flags.slice(2, -1), start);
  if (cursor.startsWith('(?')) return refuseGroup(state);
  if (cursor.startsWith('(*') && state.dialect === 'pcre') return cursor.refuse('a verb such as (*UTF)');
  cursor.take();
  return parseCapture(state, undefined, start);
}

function parseName(state: PerlState): string | undefined {
  const { cursor, dialect } = state;
  const start = cursor.offset;
  const opening = {
    pcre: /\(\?(?:P?<\w+>|'\w+')/y,
    python: /\(\?P<\w+>/y,
    java: /\(\?<[A-Za-z][A-Za-z0-9]*>/y,
    lucene: /(?!)/y,
  }[dialect];
  const found = cursor.match(opening)?.replace(/^\(\?P?.|.$/g, '');
  if (found === undefined) return undefined;
  if (state.names.has(found)) cursor.fail(`the group name ${found} is taken`, start);
  state.names.add(found);
  return found;
}

function parseCapture(state: PerlState, name: string | undefined, start: number): RegexNode {
  const index = ++state.groups;
  const node = parseBody(state, start);
  return name === undefined ? { kind: 'group', node, index } : { kind: 'group', node, index, name };
}

function parseFlagged(state: PerlState, letters: string, start: number): RegexNode {
  const { flags, extended, ascii, unixLines } = state;
  applyFlags(state, letters, start);
  const inner = state.flags;
  const node = parseBody(state, start);
  Object.assign(state, { flags, extended, ascii, unixLines });
  return withFlags(node, flags, inner);
}

function parseBody(state: PerlState, start: number): RegexNode {
  const { cursor } = state;
  const node = cursor.nest(() => state.parseAlternation(state));
  if (!cursor.eat(')')) cursor.fail('this group is not closed', start);
  return node;
}

const refused: readonly (readonly [RegExp, string])[] = [
  [/^\(\?\(/, 'a conditional (?(…)…|…)'],
  [/^\(\?\|/, 'a branch reset (?|…)'],
  [/^\(\?(?:R|[+-]?\d|&|P>)/, 'recursion'],
  [/^\(\?C/, 'a callout (?C)'],
];

function refuseGroup({ cursor }: PerlState): never {
  const rest = cursor.text.slice(cursor.offset, cursor.offset + 8);
  const known = refused.find(([opening]) => opening.test(rest));
  if (known) cursor.refuse(known[1]);
  return cursor.fail(`no group begins with "${rest.slice(0, 3)}"`);
}
