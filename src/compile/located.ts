import type { Diagnostic } from '../diagnostics/index.ts';
import { eventsOf, leaves, type Rule } from '../ir/index.ts';
import type { Span } from '../source/index.ts';

/** What is told of a translation as a whole stands where the rule says what it looks for; notes are of it all. */
export function located(diagnostics: readonly Diagnostic[], rule: Rule | undefined): readonly Diagnostic[] {
  if (diagnostics.every(hasPlace)) return diagnostics;
  const span = rule && placeOf(rule);
  return span === undefined
    ? diagnostics
    : diagnostics.map(each => (hasPlace(each) ? each : { ...each, span }));
}

function hasPlace({ span, severity }: Diagnostic): boolean {
  return span !== undefined || severity === 'note';
}

export function placeOf({ search }: Rule): Span | undefined {
  if (search.origin[0] !== undefined) return search.origin[0];
  for (const { origin, where } of eventsOf(search)) {
    const [found] = [...origin, ...where.origin, ...leaves(where).flatMap(({ leaf }) => leaf.origin)];
    if (found !== undefined) return found;
  }
  return undefined;
}
