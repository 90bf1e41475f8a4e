import type { Matches, Quantifier } from '../../src/ir/index.ts';
import { parseRegex, type Regex } from '../../src/regex/index.ts';
import { f } from '../evaluate/nodes.ts';

/** A leaf of a regex as PCRE writes it. */
export function matches(
  name: string,
  text: string,
  quantifier: Quantifier = 'any',
  anchoring: Regex['anchoring'] = 'search',
): Matches {
  const parsed = parseRegex(text, 'pcre', anchoring);
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return { kind: 'matches', subject: f(name), regex: parsed.regex, quantifier, origin: [] };
}
