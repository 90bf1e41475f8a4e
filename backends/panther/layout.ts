/** A Python expression whose boolean structure is kept for the layout; leaves are finished text of one line. */
export type Code =
  | { readonly kind: 'leaf'; readonly text: string; readonly binding: number }
  | { readonly kind: 'not'; readonly operand: Code }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Code[] };

/** How tightly Python binds: https://docs.python.org/3/reference/expressions.html#operator-precedence */
export const bindings = { or: 1, and: 2, not: 3, comparison: 4, atom: 9 } as const;

export function leaf(text: string, binding: number = bindings.atom): Code {
  return { kind: 'leaf', text, binding };
}

export function junction(kind: 'and' | 'or', operands: readonly Code[]): Code {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind, operands };
}

/** As panther-analysis formats its rules (black, line length 100). */
const lineLength = 100;
const step = '    ';

/** `return …` at one level of indentation, over as many lines as black would take. */
export function returnStatement(code: Code): string {
  const flat = `${step}return ${flatten(code)}`;
  if (flat.length <= lineLength) return flat;
  if (code.kind === 'leaf') return flat;
  if (code.kind === 'not') return `${step}return not (\n${lines(code.operand, step + step)}\n${step})`;
  return `${step}return (\n${lines(code, step + step)}\n${step})`;
}

/** On one line. */
export function flatten(code: Code): string {
  switch (code.kind) {
    case 'leaf':
      return code.text;
    case 'not':
      return `not ${enclosed(code.operand, bindings.not)}`;
    default:
      return code.operands.map(operand => enclosed(operand, bindings[code.kind] + 1)).join(` ${code.kind} `);
  }
}

function bindingOf(code: Code): number {
  return code.kind === 'leaf' ? code.binding : bindings[code.kind];
}

function enclosed(code: Code, least: number): string {
  return bindingOf(code) < least ? `(${flatten(code)})` : flatten(code);
}

/** The expression over several lines, each operand on its own, operators in front. */
function lines(code: Code, indent: string): string {
  if (code.kind === 'leaf') return `${indent}${code.text}`;
  if (code.kind === 'not') return operandLines(code, '', indent, bindings.not);
  return code.operands
    .map((operand, index) =>
      operandLines(operand, index === 0 ? '' : `${code.kind} `, indent, bindings[code.kind] + 1),
    )
    .join('\n');
}

function operandLines(code: Code, lead: string, indent: string, least: number): string {
  const flat = `${indent}${lead}${enclosed(code, least)}`;
  if (flat.length <= lineLength || code.kind === 'leaf') return flat;
  const inner = code.kind === 'not' ? code.operand : code;
  const word = code.kind === 'not' ? `${lead}not ` : lead;
  return `${indent}${word}(\n${lines(inner, indent + step)}\n${indent})`;
}

/** `NAME = (…)` with an item a line when it is long. */
export function constantAssignment(name: string, values: readonly string[]): string {
  const flat = `${name} = (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
  if (flat.length <= lineLength) return flat;
  return `${name} = (\n${values.map(value => `${step}${value},`).join('\n')}\n)`;
}
