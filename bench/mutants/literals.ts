import { type Edit, edits, type Kind, shifted } from './mutation.ts';

/** A value in a query: what stands between its quotes, or the bare word. */
export interface Literal {
  readonly start: number;
  readonly end: number;
}

/** The first group of the pattern, or the whole match, of each literal. */
export function literalsIn(query: string, pattern: RegExp): readonly Literal[] {
  return [...query.matchAll(new RegExp(pattern.source, 'gd'))].flatMap(({ indices }) => {
    const found = indices?.slice(1).find(each => each !== undefined) ?? indices?.[0];
    return found === undefined || found[0] === found[1] ? [] : [{ start: found[0], end: found[1] }];
  });
}

/** The query with its literals blanked out, so that no pattern finds an operator within one. */
export function masked(query: string, literals: readonly Literal[]): string {
  let text = '';
  let at = 0;
  for (const { start, end } of literals) {
    text += query.slice(at, start) + '_'.repeat(end - start);
    at = end;
  }
  return text + query.slice(at);
}

/** One edit of each kind that the patterns name, within one literal. */
export function withinLiterals(
  query: string,
  literals: readonly Literal[],
  rules: readonly (readonly [Kind, RegExp, string | ((found: string) => string)])[],
): readonly Edit[] {
  return literals.flatMap(({ start, end }) =>
    rules.flatMap(([kind, pattern, change]) =>
      shifted(edits(kind, query.slice(start, end), pattern, change), start),
    ),
  );
}

/** A letter or digit that no sign before it gives another meaning, as another one of its sort. */
export const anotherLetter = [
  'value',
  /(?<![\\%])[A-Za-z0-9]/,
  (found: string) =>
    /[0-9]/.test(found) ? String((Number(found) + 1) % 10) : found.toLowerCase() === 'q' ? 'z' : 'q',
] as const;

/** A letter in the other case, where letters count as they are written. */
export const otherCase = [
  'case',
  /(?<![\\%])[A-Za-z]/,
  (found: string) => (found === found.toLowerCase() ? found.toUpperCase() : found.toLowerCase()),
] as const;
