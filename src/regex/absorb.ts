import { allCharacters, equalSets } from './character-set.ts';
import { type Core, coreAlternation, coreRepeat, coreSequence } from './core.ts';

/** Characters that stand beside an any-run need be there no more often than they must: `.*x+` is `.*x`. */
export function absorbRuns(core: Core): Core {
  if (core.kind === 'alternation') return coreAlternation(core.options.map(absorbRuns));
  if (core.kind !== 'sequence') return core;
  const forward = absorbAfter(core.items);
  return coreSequence(absorbAfter([...forward].reverse()).reverse());
}

function absorbAfter(items: readonly Core[]): Core[] {
  const result: Core[] = [];
  let beside = false;
  for (const item of items) {
    const lean = beside ? shortestRun(item) : item;
    if (lean.kind === 'empty') continue;
    result.push(lean);
    beside = isAnyRun(lean);
  }
  return result;
}

function shortestRun(item: Core): Core {
  if (item.kind !== 'repeat' || item.body.kind !== 'set' || item.mode === 'possessive') return item;
  return coreRepeat(item.body, item.minimum, item.minimum);
}

function isAnyRun(item: Core): boolean {
  return (
    item.kind === 'repeat' &&
    item.minimum === 0 &&
    item.maximum === Number.POSITIVE_INFINITY &&
    item.body.kind === 'set' &&
    equalSets(item.body.set, allCharacters)
  );
}
