import {
  allCharacters,
  type CharacterSet,
  complement,
  equalSets,
  includes,
  intersect,
  noCharacters,
  setOf,
  union,
} from './character-set.ts';
import {
  type Core,
  type CoreAnchor,
  type CoreLook,
  coreAlternation,
  coreAnyRun,
  coreEmpty,
  coreRepeat,
  coreSequence,
  coreSet,
} from './core.ts';
import { newline, unicodeWord, wordCharacters } from './named-classes.ts';

/** What may stand on one side of a place: the edge of the text, a character of a set, or (after it) a newline that is the last character. */
export interface Side {
  readonly edge: boolean;
  readonly set: CharacterSet;
  readonly lastNewline: boolean;
}

export const anything: Side = { edge: true, set: allCharacters, lastNewline: false };
export const edgeOnly: Side = { edge: true, set: noCharacters, lastNewline: false };

export function isFree(side: Side): boolean {
  return side.edge && equalSets(side.set, allCharacters);
}

export function bothSides(a: Side, b: Side): Side {
  const set = intersect(a.set, b.set);
  const lastNewline = takesLastNewline(a) && takesLastNewline(b) && !includes(set, 0x0a);
  return { edge: a.edge && b.edge, set, lastNewline };
}

function takesLastNewline(side: Side): boolean {
  return side.lastNewline || includes(side.set, 0x0a);
}

function otherSide({ edge, set, lastNewline }: Side): Side | undefined {
  return lastNewline ? undefined : { edge: !edge, set: complement(set), lastNewline: false };
}

/** A place between two characters that an anchor allows. */
export interface Place {
  readonly before: Side;
  readonly after: Side;
}

/** The places at which an anchor holds. */
export function anchorPlaces(at: CoreAnchor): readonly Place[] {
  switch (at) {
    case 'textStart':
      return [{ before: edgeOnly, after: anything }];
    case 'textEnd':
      return [{ before: anything, after: edgeOnly }];
    case 'textEndOrNewline':
      return [{ before: anything, after: { ...edgeOnly, lastNewline: true } }];
    case 'lineStart':
      return [
        { before: edgeOnly, after: anything },
        { before: { edge: false, set: newline, lastNewline: false }, after: { ...anything, edge: false } },
      ];
    case 'afterNewline':
      return [{ before: { ...edgeOnly, set: newline }, after: anything }];
    case 'lineEnd':
      return [{ before: anything, after: { ...edgeOnly, set: newline } }];
    case 'wordBoundary':
      return boundary(wordCharacters, true);
    case 'notWordBoundary':
      return boundary(wordCharacters, false);
    case 'unicodeWordBoundary':
      return boundary(unicodeWord(), true);
    case 'notUnicodeWordBoundary':
      return boundary(unicodeWord(), false);
  }
}

function boundary(word: CharacterSet, differs: boolean): readonly Place[] {
  const inside: Side = { edge: false, set: word, lastNewline: false };
  const outside: Side = { edge: true, set: complement(word), lastNewline: false };
  return [
    { before: inside, after: differs ? outside : inside },
    { before: outside, after: differs ? inside : outside },
  ];
}

/** The place that a look at one character, or at an edge, allows; undefined when it looks further. */
export function lookPlace(look: CoreLook): Place | undefined {
  const side = sideOf(look.body, look.direction);
  const wanted = side && look.negated ? otherSide(side) : side;
  if (!wanted) return undefined;
  return look.direction === 'ahead'
    ? { before: anything, after: wanted }
    : { before: wanted, after: anything };
}

function sideOf(core: Core, direction: CoreLook['direction']): Side | undefined {
  if (core.kind === 'set') return { edge: false, set: core.set, lastNewline: false };
  if (core.kind === 'capture') return sideOf(core.body, direction);
  if (core.kind === 'anchor') {
    if (direction === 'ahead' && core.at === 'textEnd') return edgeOnly;
    return direction === 'behind' && core.at === 'textStart' ? edgeOnly : undefined;
  }
  if (core.kind !== 'alternation') return undefined;
  const sides = core.options.map(option => sideOf(option, direction));
  return sides.reduce(
    (a, b) => a && b && { edge: a.edge || b.edge, set: union(a.set, b.set), lastNewline: false },
  );
}

/** What may stand before a place, from the start of the text on. */
export function textBefore({ edge, set }: Side): Core {
  if (edge && equalSets(set, allCharacters)) return coreAnyRun;
  const there = coreSequence([coreAnyRun, coreSet(set)]);
  return edge ? orNothing(there) : there;
}

/** What may stand after a place, up to the end of the text. */
export function textAfter({ edge, set, lastNewline }: Side): Core {
  if (edge && equalSets(set, allCharacters)) return coreAnyRun;
  const there = coreAlternation([
    ...(lastNewline ? [coreSet(setOf('\n'))] : []),
    coreSequence([coreSet(set), coreAnyRun]),
  ]);
  return edge ? orNothing(there) : there;
}

function orNothing(core: Core): Core {
  return core.kind === 'nothing' ? coreEmpty : coreRepeat(core, 0, 1);
}
