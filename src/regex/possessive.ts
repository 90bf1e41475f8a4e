import { intersect } from './character-set.ts';
import { type Core, coreAlternation, coreRepeat, coreSequence, someCore } from './core.ts';
import { lengths } from './length.ts';
import { edgeSet } from './narrow.ts';

/**
 * Atomic groups and possessive quantifiers as plain ones where giving back could not help: nothing follows, what follows
 * cannot begin with what would be given back, or every match is of one length.
 */
export function relax(core: Core, nothingFollows: boolean): Core {
  switch (core.kind) {
    case 'sequence':
      return coreSequence(
        core.items.map((item, index) => relaxItem(item, core.items.slice(index + 1), nothingFollows)),
      );
    case 'alternation':
      return coreAlternation(core.options.map(option => relax(option, nothingFollows)));
    case 'capture':
      return { ...core, body: relax(core.body, nothingFollows) };
    case 'repeat': {
      const mode = core.mode === 'possessive' && nothingFollows ? 'greedy' : core.mode;
      return coreRepeat(relax(core.body, false), core.minimum, core.maximum, mode);
    }
    case 'atomic': {
      const { minimum, maximum } = lengths(core.body);
      const body = relax(core.body, false);
      return nothingFollows || minimum === maximum ? body : { ...core, body };
    }
    case 'look':
      return { ...core, body: relax(core.body, core.direction === 'ahead') };
    default:
      return core;
  }
}

function relaxItem(item: Core, rest: readonly Core[], nothingFollows: boolean): Core {
  if (rest.length === 0) return relax(item, nothingFollows);
  if (item.kind !== 'repeat' || item.mode !== 'possessive' || item.body.kind !== 'set')
    return relax(item, false);
  const next = coreSequence(rest);
  const first = next.kind === 'sequence' ? next.items[0] : next;
  const consumes = first !== undefined && lengths(first).minimum > 0 && !someCore(first, isOpaque);
  const apart = consumes && intersect(edgeSet(first, 'first'), item.body.set).length === 0;
  return apart ? coreRepeat(item.body, item.minimum, item.maximum) : item;
}

function isOpaque({ kind }: Core): boolean {
  return kind === 'look' || kind === 'anchor' || kind === 'backReference';
}
