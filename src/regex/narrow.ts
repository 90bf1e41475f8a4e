import { type CharacterSet, covers, intersect, noCharacters, union } from './character-set.ts';
import {
  type Core,
  coreAlternation,
  coreEmpty,
  coreNothing,
  coreRepeat,
  coreSequence,
  coreSet,
} from './core.ts';
import { lengths } from './length.ts';

/** Of these functions every core is without anchors, looks and back-references. */
export function isNullable(core: Core): boolean {
  switch (core.kind) {
    case 'sequence':
      return core.items.every(isNullable);
    case 'alternation':
      return core.options.some(isNullable);
    case 'repeat':
      return core.minimum === 0 || isNullable(core.body);
    case 'capture':
    case 'atomic':
    case 'interval':
      return isNullable(core.body);
    case 'complement':
      return !isNullable(core.body);
    case 'intersection':
      return core.bodies.every(isNullable);
    default:
      return core.kind === 'empty';
  }
}

/** A regex without the empty text. */
export function nonEmpty(core: Core): Core | undefined {
  if (!isNullable(core)) return core;
  switch (core.kind) {
    case 'empty':
      return coreNothing;
    case 'alternation':
      return allOf(core.options.map(nonEmpty));
    case 'capture':
      return nonEmpty(core.body);
    case 'repeat': {
      const body = nonEmpty(core.body);
      return body && coreRepeat(body, 1, core.maximum, core.mode);
    }
    case 'sequence': {
      const [head = coreEmpty, ...rest] = core.items;
      const tail = coreSequence(rest);
      const first = nonEmpty(head);
      return first && allOf([coreSequence([first, tail]), nonEmpty(tail)]);
    }
    default:
      return undefined;
  }
}

function allOf(options: readonly (Core | undefined)[]): Core | undefined {
  const known = options.filter(option => option !== undefined);
  return known.length < options.length ? undefined : coreAlternation(known);
}

export type End = 'first' | 'last';

/** The characters that a text of a regex can begin or end with; a superset where the regex has Lucene's operators. */
export function edgeSet(core: Core, end: End): CharacterSet {
  switch (core.kind) {
    case 'set':
      return core.set;
    case 'alternation':
      return union(...core.options.map(option => edgeSet(option, end)));
    case 'repeat':
    case 'capture':
    case 'atomic':
    case 'interval':
      return edgeSet(core.body, end);
    case 'sequence':
      return edgeOfItems(core.items, end);
    case 'complement':
      return [{ from: 0, to: 0x10ffff }];
    case 'intersection':
      return core.bodies.map(body => edgeSet(body, end)).reduce(intersect);
    default:
      return noCharacters;
  }
}

function edgeOfItems(items: readonly Core[], end: End): CharacterSet {
  const ordered = end === 'first' ? items : [...items].reverse();
  const sets: CharacterSet[] = [];
  for (const item of ordered) {
    sets.push(edgeSet(item, end));
    if (!isNullable(item)) break;
  }
  return union(...sets);
}

/** The texts of a regex that begin or end with a character of a set; the empty one is not among them. undefined: not known how to say. */
export function narrow(core: Core, end: End, set: CharacterSet): Core | undefined {
  const edge = edgeSet(core, end);
  if (intersect(edge, set).length === 0) return coreNothing;
  if (covers(set, edge)) return nonEmpty(core);
  switch (core.kind) {
    case 'set':
      return coreSet(intersect(core.set, set));
    case 'alternation':
      return allOf(core.options.map(option => narrow(option, end, set)));
    case 'capture':
      return narrow(core.body, end, set);
    case 'sequence':
      return narrowItems(core.items, end, set);
    case 'repeat':
      return narrowRepeat(core, end, set);
    default:
      return undefined;
  }
}

function narrowItems(items: readonly Core[], end: End, set: CharacterSet): Core | undefined {
  const options: (Core | undefined)[] = [];
  for (let left = items; left.length > 0; ) {
    const item = end === 'first' ? left[0] : left.at(-1);
    if (!item) break;
    const others = end === 'first' ? left.slice(1) : left.slice(0, -1);
    const body = narrow(item, end, set);
    options.push(body && inOrder(body, others, end));
    if (!isNullable(item)) break;
    left = others;
  }
  return allOf(options);
}

function narrowRepeat(
  core: Extract<Core, { kind: 'repeat' }>,
  end: End,
  set: CharacterSet,
): Core | undefined {
  if (lengths(core.body).minimum === 0) return undefined;
  const body = narrow(core.body, end, set);
  const rest = coreRepeat(core.body, Math.max(0, core.minimum - 1), core.maximum - 1);
  return body && inOrder(body, [rest], end);
}

function inOrder(edge: Core, others: readonly Core[], end: End): Core {
  return coreSequence(end === 'first' ? [edge, ...others] : [...others, edge]);
}
