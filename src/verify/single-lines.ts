import { type Given, mapEvents, mapLeaves, type Predicate, type Search } from '../ir/index.ts';
import { withTextEnd } from '../regex/index.ts';

const kind = 'no-line-breaks:';

/** A predicate as it is where the values of some fields are given to hold no line breaks. */
export function onSingleLines(predicate: Predicate, given: readonly Given[]): Predicate {
  const fields = new Set(given.filter(each => each.startsWith(kind)).map(each => each.slice(kind.length)));
  if (fields.size === 0) return predicate;
  return mapLeaves(predicate, leaf =>
    leaf.kind === 'matches' && leaf.subject.kind === 'field' && fields.has(leaf.subject.name)
      ? { ...leaf, regex: { ...leaf.regex, node: withTextEnd(leaf.regex.node) } }
      : leaf,
  );
}

export function searchOnSingleLines(search: Search, given: readonly Given[]): Search {
  if (!given.some(each => each.startsWith(kind))) return search;
  return mapEvents(search, events => ({ ...events, where: onSingleLines(events.where, given) }));
}
