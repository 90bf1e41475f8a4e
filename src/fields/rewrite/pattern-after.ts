import { type Casing, type Pattern, pattern, text } from '../../ir/index.ts';

/** What patterns ask of the rest of a text that begins so: it fits one of them when the whole fits one of those given. */
export function patternsAfter(
  patterns: readonly Pattern[],
  beginning: string,
  casing: Casing,
): readonly Pattern[] {
  const folded = (character: string): string => (casing === 'ignored' ? character.toLowerCase() : character);
  let left = patterns;
  for (const character of beginning)
    left = once(left.flatMap(each => afterCharacter(each, character, folded)));
  return withoutCovered(left);
}

function afterCharacter(
  written: Pattern,
  character: string,
  folded: (character: string) => string,
): readonly Pattern[] {
  const [first, ...rest] = written;
  switch (first?.kind) {
    case undefined:
      return [];
    case 'anyRun':
      return [written, ...afterCharacter(rest, character, folded)];
    case 'anyOne':
      return [rest];
    case 'text': {
      const [head = '', ...tail] = first.text;
      if (folded(head) !== folded(character)) return [];
      return [pattern(tail.length === 0 ? rest : [text(tail.join('')), ...rest])];
    }
  }
}

/** By their keys; letters of either case are one where none is told from the other by what asks. */
export function keyOf(written: Pattern, casing: Casing): string {
  const key = JSON.stringify(written);
  return casing === 'ignored' ? key.toLowerCase() : key;
}

function once(patterns: readonly Pattern[]): readonly Pattern[] {
  const keys = patterns.map(each => JSON.stringify(each));
  return patterns.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** `*x` takes in `x`, and `*` everything. */
function withoutCovered(patterns: readonly Pattern[]): readonly Pattern[] {
  const whole = patterns.find(each => each.length === 1 && each[0]?.kind === 'anyRun');
  if (whole !== undefined) return [whole];
  const runs = new Set(
    patterns.flatMap(each => (each[0]?.kind === 'anyRun' ? [JSON.stringify(each.slice(1))] : [])),
  );
  return patterns.filter(each => !runs.has(JSON.stringify(each)));
}
