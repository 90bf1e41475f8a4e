import { foldCase } from './case-folding.ts';
import { allCharacters, type CharacterSet, characterSet, complement, singleton } from './character-set.ts';
import { type Core, type CoreAnchor, coreAlternation, coreRepeat, coreSequence, coreSet } from './core.ts';
import { intervalCore } from './interval.ts';
import { children } from './measure.ts';
import { newline } from './named-classes.ts';
import type { Regex, RegexAnchor, RegexFlags, RegexNode } from './tree.ts';

/** A rule's regex is asked about by its plan, its proofs and its witnesses. */
const known = new WeakMap<Pick<Regex, 'node' | 'flags'>, Core>();

/** The core of a tree, its anchoring aside. */
export function coreOf(regex: Pick<Regex, 'node' | 'flags'>): Core {
  const before = known.get(regex);
  if (before !== undefined) return before;
  const core = lower(regex.node, regex.flags, groupNames(regex.node));
  known.set(regex, core);
  return core;
}

type Names = ReadonlyMap<string, number>;

function lower(node: RegexNode, flags: RegexFlags, names: Names): Core {
  const inner = (child: RegexNode) => lower(child, flags, names);
  switch (node.kind) {
    case 'empty':
    case 'nothing':
      return node;
    case 'literal':
      return coreSequence(Array.from(node.text, character => coreCharacter(character, flags.ignoreCase)));
    case 'any':
      return { kind: 'set', set: flags.dotAll ? allCharacters : complement(newline) };
    case 'class':
      return coreSet(classSet(node.ranges, node.negated, flags.ignoreCase));
    case 'sequence':
      return coreSequence(node.items.map(inner));
    case 'alternation':
      return coreAlternation(node.options.map(inner));
    case 'repeat':
      return coreRepeat(inner(node.node), node.minimum, node.maximum, node.mode);
    case 'group':
      return { kind: 'capture', body: inner(node.node), index: node.index };
    case 'atomic':
      return { kind: 'atomic', body: inner(node.node) };
    case 'flagged':
      return lower(node.node, { ...flags, ...node.flags }, names);
    case 'anchor':
      return { kind: 'anchor', at: coreAnchor(node.at, flags.multiline) };
    case 'look':
      return { ...node, kind: 'look', body: inner(node.node) };
    case 'backReference':
      return { kind: 'backReference', index: groupIndex(node.to, names), ignoreCase: flags.ignoreCase };
    case 'complement':
      return { kind: 'complement', body: inner(node.node) };
    case 'intersection':
      return { kind: 'intersection', bodies: node.nodes.map(inner) };
    case 'interval':
      return { ...node, body: intervalCore(node.from, node.to, node.digits) };
  }
}

/** The characters that a class takes. */
export function classSet(
  ranges: Parameters<typeof characterSet>[0],
  negated: boolean,
  ignoreCase: boolean,
): CharacterSet {
  const positive = ignoreCase ? foldCase(characterSet(ranges)) : characterSet(ranges);
  return negated ? complement(positive) : positive;
}

export function coreCharacter(character: string, ignoreCase: boolean): Core {
  const set = singleton(character.codePointAt(0) ?? 0);
  return { kind: 'set', set: ignoreCase ? foldCase(set) : set };
}

function coreAnchor(at: RegexAnchor, multiline: boolean): CoreAnchor {
  if (multiline) return at;
  if (at === 'lineStart') return 'textStart';
  return at === 'lineEnd' ? 'textEndOrNewline' : at;
}

function groupNames(node: RegexNode, names = new Map<string, number>()): Map<string, number> {
  if (node.kind === 'group' && node.name !== undefined) names.set(node.name, node.index);
  for (const child of children(node)) groupNames(child, names);
  return names;
}

function groupIndex(to: number | string, names: Names): number {
  return typeof to === 'number' ? to : (names.get(to) ?? 0);
}
