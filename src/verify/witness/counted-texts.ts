import type { Expression } from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import { sampleRegex } from '../../regex/sample.ts';

/** How often what is replaced comes, and how much stands beside it: about the numbers that rules over the lengths of texts ask for. */
const repeats = [1, 2, 12, 600, 2_100];
const fillers = [0, 1, 30, 600, 2_100];
const longest = 5_000;

/**
 * Texts of which something is counted by what a replacement takes away, `length(a) - length(replace(a, "x", ""))`: what is
 * replaced so many times, with other text beside it.
 */
export function* countedTexts(subject: Expression): Generator<string> {
  for (const part of replacedIn(subject))
    for (const times of repeats)
      for (const filler of fillers)
        if (part.length * times + filler <= longest) yield `${part.repeat(times)}${'a'.repeat(filler)}`;
}

/** What the replacements within an expression look for, as it could be found. */
function replacedIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'call': {
      const within = expression.arguments.flatMap(replacedIn);
      const [, sought] = expression.arguments;
      if (sought?.kind !== 'literal' || typeof sought.value !== 'string') return within;
      if (expression.function === 'replace') return [...within, sought.value];
      return expression.function === 'replaceRegex' ? [...within, ...sampleOf(sought.value)] : within;
    }
    case 'arithmetic':
      return [...replacedIn(expression.left), ...replacedIn(expression.right)];
    case 'coercion':
      return replacedIn(expression.operand);
    default:
      return [];
  }
}

function sampleOf(pattern: string): readonly string[] {
  const read = parseRegex(pattern, 'java', 'search');
  const match = read.problem === undefined ? sampleRegex(read.regex, 1).match : undefined;
  return match === undefined || match === '' ? [] : [match];
}
