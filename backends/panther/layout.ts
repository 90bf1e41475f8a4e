import { broken, lineLength, step } from './broken-line.ts';

/** A Python expression whose boolean structure is kept for the layout; leaves are finished text of one line. */
export type Code =
  | {
      readonly kind: 'leaf';
      readonly text: string;
      readonly binding: number;
      /** What says the opposite, where it has an operator of its own. */
      readonly negation?: string;
    }
  | { readonly kind: 'not'; readonly operand: Code }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Code[] }
  /** `any(test for item in items)`, or `all(…)`. */
  | {
      readonly kind: 'any' | 'all';
      readonly test: Code;
      readonly loops: readonly string[];
    };

/** How tightly Python binds: https://docs.python.org/3/reference/expressions.html#operator-precedence */
export const bindings = { or: 1, and: 2, not: 3, comparison: 4, atom: 9 } as const;

export function leaf(text: string, binding: number = bindings.atom): Code {
  return { kind: 'leaf', text, binding };
}

/** Of operands that are such a junction themselves, their operands. */
export function junction(kind: 'and' | 'or', operands: readonly Code[]): Code {
  const [only] = operands;
  if (operands.length === 1 && only !== undefined) return only;
  const flat = operands.flatMap(operand => (operand.kind === kind ? operand.operands : [operand]));
  return { kind, operands: flat.filter(isFirstOf) };
}

/** What guards one operand (`x is not None`) guards those that follow it too. */
function isFirstOf(operand: Code, index: number, all: readonly Code[]): boolean {
  return (
    operand.kind !== 'leaf' ||
    all.findIndex(each => each.kind === 'leaf' && each.text === operand.text) === index
  );
}

/** Python has operators for what is not equal and not in a list (https://peps.python.org/pep-0008/#programming-recommendations). */
export function negation(operand: Code): Code {
  return operand.kind === 'leaf' && operand.negation !== undefined
    ? leaf(operand.negation, bindings.comparison)
    : { kind: 'not', operand };
}

export function comprehension(kind: 'any' | 'all', test: Code, ...loops: readonly string[]): Code {
  return { kind, test, loops };
}

/** `return …` at one level of indentation, over as many lines as black would take. */
export function returnStatement(code: Code): string {
  const flat = `${step}return ${flatten(code)}`;
  if (flat.length <= lineLength) return flat;
  if (code.kind === 'leaf') return broken(flat);
  if (isComprehension(code)) return `${step}return ${code.kind}(\n${comprehensionLines(code, step)}`;
  if (code.kind === 'not') return operandLines(code, 'return ', step, bindings.not);
  return returnOfTwo(code.operands, code.kind) ?? `${step}return (\n${body(code, step + step)}\n${step})`;
}

/** Where the last of two is in brackets, black breaks within those and leaves the first where it is. */
function returnOfTwo(operands: readonly Code[], kind: 'and' | 'or'): string | undefined {
  const [first, last] = operands;
  if (operands.length !== 2 || first === undefined || last === undefined) return undefined;
  const isBracketed =
    last.kind !== 'leaf' && (last.kind === 'not' || isComprehension(last) || bindingOf(last) < leastIn(kind));
  if (!isBracketed) return undefined;
  const start = `${step}return ${enclosed(first, leastIn(kind))} ${kind} `;
  const broken = operandLines(last, start, '', leastIn(kind), step);
  return (broken.split('\n')[0]?.length ?? 0) <= lineLength ? broken : undefined;
}

/** What stands alone between two brackets: on one line where it fits. */
function body(code: Code, indent: string): string {
  const flat = `${indent}${flatten(code)}`;
  return flat.length <= lineLength ? flat : lines(code, indent);
}

/** On one line. */
export function flatten(code: Code): string {
  switch (code.kind) {
    case 'leaf':
      return code.text;
    case 'not':
      return `not ${enclosed(code.operand, bindings.not)}`;
    case 'any':
    case 'all':
      return `${code.kind}(${[flatten(code.test), ...code.loops].join(' ')})`;
    default:
      return code.operands.map(operand => enclosed(operand, leastIn(code.kind))).join(` ${code.kind} `);
  }
}

type Comprehension = Extract<Code, { readonly kind: 'any' | 'all' }>;

function isComprehension(code: Code): code is Comprehension {
  return code.kind === 'any' || code.kind === 'all';
}

function bindingOf(code: Code): number {
  if (isComprehension(code)) return bindings.atom;
  return code.kind === 'leaf' ? code.binding : bindings[code.kind];
}

/** What stands within the brackets, each part on a line of its own, and the bracket that closes. */
function comprehensionLines({ test, loops }: Comprehension, indent: string): string {
  const inner = indent + step;
  return [body(test, inner), ...loops.map(loop => broken(`${inner}${loop}`)), `${indent})`].join('\n');
}

/** What is joined by `and` has brackets within `or`, which black would break at both words alike. */
function leastIn(kind: 'and' | 'or'): number {
  return kind === 'or' ? bindings.not : bindings.and + 1;
}

function enclosed(code: Code, least: number): string {
  return bindingOf(code) < least ? `(${flatten(code)})` : flatten(code);
}

/** The expression over several lines, each operand on its own, operators in front. */
function lines(code: Code, indent: string): string {
  if (code.kind === 'leaf') return broken(`${indent}${code.text}`);
  if (code.kind === 'not') return operandLines(code, '', indent, bindings.not);
  if (isComprehension(code)) return `${indent}${code.kind}(\n${comprehensionLines(code, indent)}`;
  return code.operands
    .map((operand, index) =>
      operandLines(operand, index === 0 ? '' : `${code.kind} `, indent, leastIn(code.kind)),
    )
    .join('\n');
}

/** An operand behind its lead, and where its brackets close. */
function operandLines(code: Code, lead: string, indent: string, least: number, close = indent): string {
  const flat = `${indent}${lead}${enclosed(code, least)}`;
  if (flat.length <= lineLength || code.kind === 'leaf') return broken(flat);
  const inner = code.kind === 'not' ? code.operand : code;
  const word = code.kind === 'not' ? `${lead}not ` : lead;
  if (inner.kind === 'leaf') return broken(flat);
  if (isComprehension(inner)) return `${indent}${word}${inner.kind}(\n${comprehensionLines(inner, close)}`;
  return `${indent}${word}(\n${body(inner, close + step)}\n${close})`;
}

/** `NAME = (…)` with an item a line when it is long. */
export function constantAssignment(name: string, values: readonly string[]): string {
  const flat = `${name} = (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
  if (flat.length <= lineLength) return flat;
  return `${name} = (\n${values.map(value => `${step}${value},`).join('\n')}\n)`;
}
