import type { Call, Expression, Value } from '../../ir/index.ts';

/** No value is longer than this. */
const longest = 1_000;

/** Candidates for the value of a field of which functions make a value; which of them they do is for the evaluator to say. */
export function* valuesBehind(value: Value, subject: Expression): Generator<Value> {
  switch (subject.kind) {
    case 'field':
      yield value;
      return;
    case 'coercion':
      return yield* valuesBehind(value, subject.operand);
    case 'arithmetic': {
      const number = operandOf(value, subject);
      if (number !== undefined) yield* valuesBehind(number, subject.left);
      return;
    }
    case 'call': {
      const [first] = subject.arguments;
      if (first !== undefined)
        for (const each of textsBehind(value, subject)) yield* valuesBehind(each, first);
    }
  }
}

function operandOf(
  value: Value,
  { operator, right }: Extract<Expression, { kind: 'arithmetic' }>,
): number | undefined {
  if (right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  const [result, other] = [Number(value), right.value];
  if (operator === 'add') return result - other;
  if (operator === 'subtract') return result + other;
  if (operator === 'multiply') return result / other;
  return operator === 'divide' ? result * other : undefined;
}

function textsBehind(value: Value, call: Call): readonly string[] {
  const [, second, third] = call.arguments.map(each => (each.kind === 'literal' ? each.value : undefined));
  switch (call.function) {
    case 'substring': {
      const start = Math.max(0, Math.min(Number(second), longest));
      return [start, start - 1].filter(each => each >= 0).map(each => `${'x'.repeat(each)}${value}`);
    }
    case 'between':
      return typeof second === 'string' && typeof third === 'string' ? [`x${second}${value}${third}x`] : [];
    case 'indexOf': {
      const place = Number(value);
      const filler = String(second).includes('x') ? 'y' : 'x';
      return place >= 0 && place <= longest ? [`${filler.repeat(place)}${second}`] : [];
    }
    default:
      return [];
  }
}
