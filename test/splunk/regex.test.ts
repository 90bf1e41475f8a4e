import { expect, test } from 'vitest';
import { hasAnchors, tokensRegex } from '../../backends/splunk/regex-parts.ts';
import { requiredText } from '../../backends/splunk/required-text.ts';
import type { Matches } from '../../src/ir/index.ts';

type Regex = Matches['regex'];
type RegexNode = Regex['node'];

const flags = { ignoreCase: false, multiline: false, dotAll: false } as const;
const literal = (text: string): RegexNode => ({ kind: 'literal', text });
const any: RegexNode = { kind: 'any' };
const sequence = (...items: RegexNode[]): RegexNode => ({ kind: 'sequence', items });
const repeat = (node: RegexNode, minimum: number): RegexNode => ({
  kind: 'repeat',
  node,
  minimum,
  maximum: Number.POSITIVE_INFINITY,
  mode: 'greedy',
});
const regex = (node: RegexNode, anchoring: Regex['anchoring'] = 'search'): Regex => ({
  node,
  anchoring,
  flags,
});

const required: readonly (readonly [string, RegexNode, string | undefined])[] = [
  ['a literal', literal('mimikatz'), 'mimikatz'],
  ['the longest of a sequence', sequence(literal('abc'), any, literal('defgh')), 'defgh'],
  ['literals next to each other', sequence(literal('ab'), literal('cd')), 'abcd'],
  ['nothing of what may be absent', repeat(literal('abcdef'), 0), undefined],
  ['what is repeated at least once', repeat(literal('abcdef'), 1), 'abcdef'],
  ['nothing of alternatives', { kind: 'alternation', options: [literal('abc'), literal('xyz')] }, undefined],
  ['the part that search can say', literal('ab*cdef'), 'cdef'],
  ['nothing too short', literal('ab'), undefined],
  ['nothing beyond ASCII', literal('żółć'), undefined],
  [
    'nothing of what is only looked at',
    { kind: 'look', node: literal('abcdef'), direction: 'ahead', negated: true },
    undefined,
  ],
];

test.each(required)('requires %s', (_, node, expected) => {
  expect(requiredText(regex(node))).toBe(expected);
});

test.each([
  ['nothing', regex(literal('a')), false],
  ['the whole value', regex(literal('a'), 'whole'), true],
  ['a start', regex(sequence({ kind: 'anchor', at: 'lineStart' }, literal('a'))), true],
  ['a word', regex(sequence({ kind: 'anchor', at: 'wordBoundary' }, literal('a'))), false],
  [
    'an end within a group',
    regex({ kind: 'group', node: { kind: 'anchor', at: 'textEnd' }, index: 1 }),
    true,
  ],
])('sees whether a regex asks for %s', (_, tree, expected) => {
  expect(hasAnchors(tree)).toBe(expected);
});

test('an open phrase has no edge at its end', () => {
  const closed = tokensRegex(['a', 'b'], false).node;
  const open = tokensRegex(['a', 'b'], true).node;
  expect(closed.kind === 'sequence' && closed.items.at(-1)?.kind).toBe('look');
  expect(open.kind === 'sequence' && open.items.at(-1)?.kind).toBe('literal');
});
