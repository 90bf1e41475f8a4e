import { type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/** https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html#string-modifiers, windash. */
const dashes = ['-', '/', '–', '—', '―'];

/**
 * The value with each dash of a flag written in all five ways, every combination; nothing when there are more than `limit`.
 *
 * The specification asks for all permutations of the five characters and says not where. pySigma replaces them where a
 * flag begins (between no word character and a word character, `\B[-/]\b`), so that the dashes of `read-only` and the
 * slashes of `c:/x/y` stay: taken from there. It replaces `-` and `/` alone; the specification "converts the aforementioned
 * characters interchangeably", so that a written `–`, `—` or `―` is replaced here too.
 */
export function windashVariants(original: Pattern, limit: number): readonly Pattern[] | undefined {
  let variants: readonly PatternPart[][] = [[]];
  for (const part of original) {
    const choices = part.kind === 'text' ? dashChoices(part.text) : [[part]];
    for (const choice of choices) {
      if (variants.length * choice.length > limit) return undefined;
      variants = variants.flatMap(variant => choice.map(piece => [...variant, piece]));
    }
  }
  return variants.map(pattern);
}

/** The pieces of a text, each with what may stand in its place. */
function dashChoices(written: string): readonly (readonly PatternPart[])[] {
  const choices: PatternPart[][] = [];
  let start = 0;
  for (const { index } of written.matchAll(/(?<![\p{L}\p{N}_])[-/–—―](?=[\p{L}\p{N}_])/gu)) {
    choices.push([text(written.slice(start, index))], flagDashes(written.charAt(index)));
    start = index + 1;
  }
  return [...choices, [text(written.slice(start))]];
}

function flagDashes(written: string): PatternPart[] {
  return [written, ...dashes.filter(dash => dash !== written)].map(text);
}
