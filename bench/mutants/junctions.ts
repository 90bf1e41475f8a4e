import type { Edit } from './mutation.ts';

/** How a language spells its connectives. */
export interface Words {
  readonly and: string;
  readonly or: string;
}

/** Drops the operand behind a connective, or the one before the first; and gives a connective for the other. */
export function ofJunctions(text: string, words: Words): readonly Edit[] {
  const found = [
    ...text.matchAll(new RegExp(String.raw`(?<![\w.:])(?:${words.and}|${words.or})(?![\w.:])`, 'g')),
  ];
  return found.flatMap(({ 0: word, index }): readonly Edit[] => {
    const end = operandEnd(text, index + word.length, words);
    const start = operandStart(text, index, words);
    return [
      { kind: 'leaf', start: index, end, text: '' },
      ...(start === undefined ? [] : [{ kind: 'leaf' as const, start, end: index + word.length, text: '' }]),
      {
        kind: 'connective',
        start: index,
        end: index + word.length,
        text: word === words.and ? words.or : words.and,
      },
    ];
  });
}

/** Where the operand that begins here ends: at the next connective of its own depth, or where its brackets close. */
function operandEnd(text: string, from: number, words: Words): number {
  const stop = new RegExp(
    String.raw`[()[\]{}|]|\n\n|,|(?<![\w.:])(?:${words.and}|${words.or})(?![\w.:])`,
    'g',
  );
  stop.lastIndex = from;
  let depth = 0;
  for (let match = stop.exec(text); match !== null; match = stop.exec(text)) {
    if ('([{'.includes(match[0])) depth++;
    else if (')]}'.includes(match[0])) {
      if (depth === 0) return match.index;
      depth--;
    } else if (depth === 0) return match.index;
  }
  return text.length;
}

/** Where the first operand of a level begins; undefined for the others, which a connective stands before. */
function operandStart(text: string, to: number, words: Words): number | undefined {
  let depth = 0;
  for (let at = to - 1; at >= 0; at--) {
    const sign = text.charAt(at);
    if (')]}'.includes(sign)) depth++;
    else if ('([{'.includes(sign)) {
      if (depth === 0) return at + 1;
      depth--;
    } else if (depth === 0 && '|,'.includes(sign)) return undefined;
    else if (depth === 0 && endsInConnective(text.slice(Math.max(0, at - 5), at + 1), words))
      return undefined;
  }
  return undefined;
}

function endsInConnective(text: string, { and, or }: Words): boolean {
  return new RegExp(String.raw`(?<![\w.:])(?:${and}|${or}|where|return)$`).test(text);
}

/** Takes off a call around its first argument: `coalesce(x, false)` becomes `x`. */
export function unwrapped(text: string, name: string): readonly Edit[] {
  return [...text.matchAll(new RegExp(String.raw`(?<![\w.])${name}\(`, 'g'))].flatMap(
    ({ 0: head, index }) => {
      const open = index + head.length;
      const comma = operandEnd(text, open, { and: '\u0000', or: '\u0000' });
      const close = comma < text.length && text.charAt(comma) === ',' ? text.indexOf(')', comma) : comma;
      return [
        {
          kind: 'guard' as const,
          start: index,
          end: closeOf(text, open) ?? close + 1,
          text: text.slice(open, comma),
        },
      ];
    },
  );
}

function closeOf(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '(') depth++;
    if (text.charAt(at) === ')' && depth-- === 0) return at + 1;
  }
  return undefined;
}
