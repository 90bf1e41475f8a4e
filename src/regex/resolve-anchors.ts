import { isRegular } from './automaton.ts';
import { includes } from './character-set.ts';
import {
  type Core,
  type CoreRepeat,
  coreAlternation,
  coreEmpty,
  coreSequence,
  coreText,
  someCore,
} from './core.ts';
import { compileCore } from './match.ts';
import { edgeSet, isNullable, narrow, nonEmpty } from './narrow.ts';
import {
  anchorPlaces,
  anything,
  bothSides,
  edgeOnly,
  isFree,
  lookPlace,
  type Side,
  textAfter,
  textBefore,
} from './side.ts';
import type { Regex } from './tree.ts';

/** A regex without anchors, and what must stand on its sides. */
interface Part {
  readonly before: Side;
  readonly body: Core;
  readonly after: Side;
}

/** Why a regex cannot be said without anchors; thrown inside of this file only. */
class Unresolved extends Error {}

const partLimit = 200;

/**
 * The same regex for an engine that matches whole values and has no anchors, word boundaries or looks at one character:
 * each becomes what may stand beside it. Exact, or the construct that stands in the way.
 */
export function withoutAnchors(
  core: Core,
  anchoring: Regex['anchoring'],
): { readonly core: Core } | { readonly lacks: string } {
  try {
    return { core: coreAlternation(partsOf(core).map(part => wholeText(part, anchoring))) };
  } catch (error) {
    if (!(error instanceof Unresolved)) throw error;
    return { lacks: error.message };
  }
}

function wholeText({ before, body, after }: Part, anchoring: Regex['anchoring']): Core {
  const left = anchoring === 'search' ? before : bothSides(before, edgeOnly);
  const right = anchoring === 'whole' ? bothSides({ ...after, lastNewline: false }, edgeOnly) : after;
  return coreSequence([textBefore(left), body, textAfter(right)]);
}

function isBound(core: Core): boolean {
  return someCore(core, ({ kind }) => kind === 'anchor' || kind === 'look');
}

/** What has no anchors, and none before it that asks for something, is joined at once: a long text would be copied with each character. */
function partsOfItems(items: readonly Core[]): readonly Part[] {
  let parts: readonly Part[] = [{ before: anything, body: coreEmpty, after: anything }];
  for (let at = 0; at < items.length; ) {
    const bound = items.findIndex((item, index) => index >= at && isBound(item));
    const free = (bound < 0 ? items.length : bound) - at;
    const taken = parts.every(({ after }) => isFree(after)) ? Math.max(free, 1) : 1;
    parts = joinAll(parts, partsOf(coreSequence(items.slice(at, at + taken))));
    at += taken;
  }
  return parts;
}

function partsOf(core: Core): readonly Part[] {
  if (!isBound(core)) {
    if (!isRegular(core)) throw new Unresolved(irregular(core));
    return [{ before: anything, body: core, after: anything }];
  }
  switch (core.kind) {
    case 'anchor':
      return anchorPlaces(core.at).map(place => ({ ...place, body: coreEmpty }));
    case 'look': {
      const place = lookPlace(core);
      if (!place) throw new Unresolved('lookaround at more than one character');
      return [{ ...place, body: coreEmpty }];
    }
    case 'sequence':
      return partsOfItems(core.items);
    case 'alternation':
      return mergeAlike(core.options.flatMap(partsOf));
    case 'capture':
      return partsOf(core.body);
    case 'repeat':
      return repeatedParts(core);
    default:
      throw new Unresolved(irregular(core));
  }
}

function irregular(core: Core): string {
  if (someCore(core, ({ kind }) => kind === 'backReference')) return 'back-references';
  return 'atomic groups and possessive quantifiers';
}

/** An anchor under a quantifier: written out when it is of few counts. */
function repeatedParts({ body, minimum, maximum, mode }: CoreRepeat): readonly Part[] {
  if (maximum > 8 || mode === 'possessive') throw new Unresolved('an anchor under a quantifier');
  const counts = Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index);
  const once = partsOf(body);
  const none: readonly Part[] = [{ before: anything, body: coreEmpty, after: anything }];
  return counts.flatMap(count => Array.from({ length: count }, () => once).reduce(joinAll, none));
}

function joinAll(left: readonly Part[], right: readonly Part[]): readonly Part[] {
  const joined = left.flatMap(a => right.flatMap(b => join(a, b)));
  if (joined.length > partLimit) throw new Unresolved('so many anchors');
  return mergeAlike(joined);
}

function join(left: Part, right: Part): readonly Part[] {
  if (isFree(left.after) && isFree(right.before)) return [concat(left, right)];
  const lefts = isFree(right.before) ? [left] : split(left);
  const rights = isFree(left.after) ? [right] : split(right);
  return lefts.flatMap(a => rights.flatMap(b => joinSplit(a, b)));
}

function concat(left: Part, right: Part): Part {
  return { before: left.before, body: coreSequence([left.body, right.body]), after: right.after };
}

/** Parts of which each is empty or never empty, wherever the other asks something of it. */
function joinSplit(left: Part, right: Part): readonly Part[] {
  const leftEmpty = left.body.kind === 'empty';
  const rightEmpty = right.body.kind === 'empty';
  const before = leftEmpty ? bothSides(left.before, right.before) : left.before;
  const after = rightEmpty ? bothSides(left.after, right.after) : right.after;
  const start = leftEmpty || isFree(right.before) ? left.body : narrowed(left.body, 'last', right.before);
  if (rightEmpty || isFree(left.after))
    return some([{ before, body: coreSequence([start, right.body]), after }]);
  const rest = narrowed(right.body, 'first', left.after);
  const parts: Part[] = [{ before, body: coreSequence([start, rest]), after }];
  if (left.after.lastNewline && takesNewline(right.body) && !includes(left.after.set, 0x0a))
    parts.push({ before, body: coreSequence([start, coreText('\n')]), after: bothSides(after, edgeOnly) });
  return some(parts);
}

function some(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ body }) => body.kind !== 'nothing');
}

function narrowed(body: Core, end: 'first' | 'last', side: Side): Core {
  const result = narrow(body, end, side.set);
  if (!result) throw new Unresolved('an anchor beside such an expression');
  return result;
}

function takesNewline(body: Core): boolean {
  return includes(edgeSet(body, 'first'), 0x0a) && compileCore(body, 'whole')('\n') === true;
}

function split(part: Part): readonly Part[] {
  if (part.body.kind === 'empty' || !isNullable(part.body)) return [part];
  const body = nonEmpty(part.body);
  if (!body) throw new Unresolved('an anchor beside such an expression');
  return [
    { ...part, body: coreEmpty },
    { ...part, body },
  ];
}

/** Parts with the same sides are one part with alternatives. */
function mergeAlike(parts: readonly Part[]): readonly Part[] {
  if (parts.length === 1) return parts;
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = JSON.stringify([part.before, part.after]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    return first ? [{ ...first, body: withEmpty(group.map(({ body }) => body)) }] : [];
  });
}

/** An empty alternative is said by `?`, since Lucene has no other word for it. */
function withEmpty(bodies: readonly Core[]): Core {
  const others = bodies.filter(({ kind }) => kind !== 'empty');
  const body = coreAlternation(others);
  if (others.length === bodies.length || isNullable(body)) return body;
  return others.length === 0 ? coreEmpty : { kind: 'repeat', body, minimum: 0, maximum: 1, mode: 'greedy' };
}
