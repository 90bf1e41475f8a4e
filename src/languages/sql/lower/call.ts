import type { Call, Expression as IrExpression } from '../../../ir/index.ts';
import { type Kind, nowhere, type Value } from './value.ts';

export function made(name: Call['function'], given: readonly IrExpression[], kind: Kind): Value {
  return { expression: { kind: 'call', function: name, arguments: given, origin: nowhere }, kind };
}

export function whole(value: Value | undefined): number | undefined {
  const held = value?.expression.kind === 'literal' ? value.expression.value : undefined;
  return typeof held === 'number' && Number.isInteger(held) ? held : undefined;
}

export function word(value: Value | undefined): string | undefined {
  const held = value?.expression.kind === 'literal' ? value.expression.value : undefined;
  return typeof held === 'string' ? held : undefined;
}
