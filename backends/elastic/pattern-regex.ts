import type { Casing, Matches, Pattern } from '../../src/ir/index.ts';

type Regex = Matches['regex'];
type RegexNode = Regex['node'];

/** The regex that matches what one of the patterns does. */
export function regexOfPatterns(patterns: readonly Pattern[], casing: Casing): Regex {
  const options = patterns.map(nodeOf);
  const [only] = options;
  return {
    node: only && options.length === 1 ? only : { kind: 'alternation', options },
    anchoring: 'whole',
    flags: { ignoreCase: casing === 'ignored', multiline: false, dotAll: true },
  };
}

function nodeOf(pattern: Pattern): RegexNode {
  if (pattern.length === 0) return { kind: 'empty' };
  const items = pattern.map((part): RegexNode => {
    if (part.kind === 'text') return { kind: 'literal', text: part.text };
    if (part.kind === 'anyOne') return { kind: 'any' };
    return { kind: 'repeat', node: { kind: 'any' }, minimum: 0, maximum: Infinity, mode: 'greedy' };
  });
  return { kind: 'sequence', items };
}
