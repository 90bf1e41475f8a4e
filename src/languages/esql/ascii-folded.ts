import type { Expression, Matches, RegexNode, Value } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { leafTruth, type Truth } from './truth.ts';

/**
 * `to_lower(x) == "…"`: Elasticsearch makes one comparison of the two, which takes the letters of ASCII in either case and all others as they
 * are written. Undefined where the text has none of these: there it is the comparison of the text in lower case.
 * https://github.com/elastic/elasticsearch/blob/main/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/optimizer/rules/logical/ReplaceStringCasingWithInsensitiveEquals.java
 */
export function asciiFolded(
  subject: Expression,
  value: Value | null,
  origin: readonly Span[],
): Truth | undefined {
  if (subject.kind !== 'call' || typeof value !== 'string') return undefined;
  const isUpper = subject.function === 'upper';
  if (!isUpper && subject.function !== 'lower') return undefined;
  const [inner] = subject.arguments;
  const cased = isUpper ? value.toUpperCase() : value.toLowerCase();
  if (inner === undefined || cased !== value || !hasOtherLetters(value)) return undefined;
  const items = [...value].map(
    (character): RegexNode =>
      /[a-z]/i.test(character)
        ? { kind: 'class', ranges: rangesOf(character), negated: false }
        : { kind: 'literal', text: character },
  );
  const flags = { ignoreCase: false, multiline: false, dotAll: true };
  const regex = { node: { kind: 'sequence', items }, anchoring: 'whole', flags } as const;
  const leaf: Matches = { kind: 'matches', subject: inner, regex, quantifier: 'single', origin };
  return leafTruth(leaf, [inner]);
}

function rangesOf(letter: string) {
  return [letter.toUpperCase(), letter.toLowerCase()].map(each => {
    const code = each.charCodeAt(0);
    return { from: code, to: code };
  });
}

/** Letters beyond ASCII that have two cases; the dotted I is two characters in lower case. */
function hasOtherLetters(text: string): boolean {
  if (text.includes('i\u0307')) return true;
  const others = text.replaceAll(/[\0-\x7f]/g, '');
  return others.toLowerCase() !== others.toUpperCase();
}
