import { contains, isInEveryEvent, type Keyword } from '../ir/index.ts';
import { compileRegex } from '../regex/index.ts';
import type { EventView } from './event-view.ts';
import { compilePatterns } from './leaf-like.ts';
import type { Test } from './scope.ts';

/**
 * Looks at the text of every value of the event, each by itself: of any field and depth, numbers and booleans too, names of
 * fields never. Within an element it still looks at the whole event. A regex keeps its own case and anchoring.
 */
export function compileKeyword(leaf: Keyword): Test {
  if (isInEveryEvent(leaf)) return () => true;
  const patterns = leaf.scope === 'contains' ? leaf.patterns.map(contains) : leaf.patterns;
  const fits = compilePatterns(patterns, leaf.casing);
  const matches = leaf.regex && compileRegex(leaf.regex);
  return view => {
    const event = eventOf(view);
    const texts = leaf.casing === 'exact' ? event.allTexts() : event.allFolded();
    if (patterns.length > 0 && texts.some(text => fits(text))) return true;
    return matches !== undefined && event.allTexts().some(text => matches(text));
  };
}

function eventOf(view: EventView): EventView {
  let event = view;
  while (event.parent) event = event.parent;
  return event;
}
