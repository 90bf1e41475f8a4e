import { expect, test } from 'vitest';
import type { Expression } from '../../src/languages/python/ast.ts';
import { parsePython } from '../../src/languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

/** Names and operators alone, each operation in brackets. */
function bracketed(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'unary':
      return `(${expression.operator} ${bracketed(expression.operand)})`;
    case 'binary':
      return `(${bracketed(expression.left)} ${expression.operator} ${bracketed(expression.right)})`;
    case 'junction':
      return `(${expression.operands.map(bracketed).join(` ${expression.operator} `)})`;
    case 'comparison':
      return `(${[bracketed(expression.first), ...expression.rest.map(({ operator, right }) => `${operator} ${bracketed(right)}`)].join(' ')})`;
    case 'conditional':
      return `(${bracketed(expression.holds)} if ${bracketed(expression.condition)} else ${bracketed(expression.otherwise)})`;
    default:
      return expression.kind;
  }
}

function read(text: string): string {
  const { value, diagnostics } = parsePython(EmbeddedText.whole(new SourceFile('rule.py', `${text}\n`)));
  const [statement] = value ?? [];
  return statement?.kind === 'expression'
    ? bracketed(statement.value)
    : `${diagnostics[0]?.code} at ${diagnostics[0]?.span?.start}`;
}

// https://docs.python.org/3/reference/expressions.html#operator-precedence
test.each([
  ['a or b and c or d', '(a or (b and c) or d)'],
  ['(a or b) or c', '((a or b) or c)'],
  ['not a == b and c', '((not (a == b)) and c)'],
  ['not not a in b', '(not (not (a in b)))'],
  ['a and not b or c', '((a and (not b)) or c)'],
  ['a is not b', '(a is not b)'],
  ['a not in b == c', '(a not in b == c)'],
  ['not - a < b', '(not ((- a) < b))'],
  ['a | b == c & d', '((a | b) == (c & d))'],
  ['a ^ b | c & d << e + f * g', '((a ^ b) | (c & (d << (e + (f * g)))))'],
  ['a - b - c', '((a - b) - c)'],
  ['a * - b + c', '((a * (- b)) + c)'],
  ['a ** b ** c', '(a ** (b ** c))'],
  ['- a ** b', '(- (a ** b))'],
  ['a ** - b ** c * d', '((a ** (- (b ** c))) * d)'],
  ['- + ~ a', '(- (+ (~ a)))'],
  ['a if b or c else d if e else f', '(a if (b or c) else (d if e else f))'],
  ['a == not b', 'python/unexpected-token at 5'],
  ['- not a', 'python/unexpected-token at 2'],
  ['a ** not b', 'python/unexpected-token at 5'],
  ['a not b', 'python/unexpected-token at 6'],
  ['a or or b', 'python/unexpected-token at 5'],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected);
});
