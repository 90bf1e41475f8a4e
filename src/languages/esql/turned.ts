import type { Expression, Leaf, Pattern, PatternPart, Value } from '../../ir/index.ts';

/** Letters that none joins: of others a cluster is turned round as one. */
const plain = /^[\x20-\x7e]*$/;

/**
 * What is asked of a text that is turned round, as the same turned round of the text: other languages turn none.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/reverse
 */
export function notTurned(leaf: Leaf): Leaf {
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return leaf;
  const subject = turnedIn(leaf.subject);
  if (subject === undefined) return leaf;
  if (leaf.kind === 'like') {
    const isPlain = leaf.patterns.every(parts => parts.every(part => plain.test(textIn(part))));
    return isPlain ? { ...leaf, subject, patterns: leaf.patterns.map(turnedPattern) } : leaf;
  }
  const isPlain = leaf.values.every(value => typeof value === 'string' && plain.test(value));
  return isPlain ? { ...leaf, subject, values: leaf.values.map(turnedValue) } : leaf;
}

/** It has a value where the text has one. */
export function ofTurned(expression: Expression): Expression {
  return turnedIn(expression) ?? expression;
}

function turnedIn(expression: Expression): Expression | undefined {
  return expression.kind === 'call' && expression.function === 'reverse'
    ? expression.arguments[0]
    : undefined;
}

function textIn(part: PatternPart): string {
  return part.kind === 'text' ? part.text : '';
}

function turnedPattern(parts: Pattern): Pattern {
  return parts.toReversed().map(part => (part.kind === 'text' ? { ...part, text: turned(part.text) } : part));
}

function turnedValue(value: Value): Value {
  return turned(String(value));
}

function turned(text: string): string {
  return [...text].toReversed().join('');
}
