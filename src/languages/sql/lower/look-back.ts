import type { Expression } from '../ast.ts';
import { secondsOf, secondsOfUnit } from '../strings.ts';
import { Unread } from './value.ts';

/** Panther's macro: https://docs.panther.com/search/data-explorer#macros */
export function sinceOf(expression: Expression): number | undefined {
  if (expression.kind !== 'call' || expression.name !== 'P_OCCURS_SINCE') return undefined;
  const [span, ...others] = expression.arguments;
  if (others.some(each => each.kind !== 'constant')) throw new Unread('a look-back by another time');
  const seconds = span?.kind === 'number' ? span.value : spanOf(span);
  if (seconds === undefined) throw new Unread('a look-back of this kind');
  return seconds;
}

function spanOf(expression: Expression | undefined): number | undefined {
  const seconds = expression?.kind === 'string' ? secondsOf(`'${expression.value}'`) : Number.NaN;
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** `p_event_time >= DATEADD(minute, -10, CURRENT_TIMESTAMP())`, or `> CURRENT_TIMESTAMP - INTERVAL '10 minutes'` */
export function sinceTime(expression: Expression): number | undefined {
  if (expression.kind !== 'binary' || (expression.operator !== '>' && expression.operator !== '>='))
    return undefined;
  return isNamed(expression.left, 'p_event_time') ? secondsBeforeNow(expression.right) : undefined;
}

function secondsBeforeNow(expression: Expression): number | undefined {
  if (expression.kind === 'binary' && expression.operator === '-' && isNow(expression.left)) {
    const { right } = expression;
    return right.kind === 'call' && right.name === 'INTERVAL' ? spanOf(right.arguments[0]) : undefined;
  }
  if (expression.kind !== 'call' || !/^(?:DATE|TIME|TIMESTAMP)ADD$/.test(expression.name)) return undefined;
  const [unit, count, time] = expression.arguments;
  const length = secondsOfUnit(unit?.kind === 'string' ? unit.value : nameOf(unit));
  const amount = count?.kind === 'unary' && count.operand.kind === 'number' ? count.operand.value : undefined;
  if (time === undefined || !isNow(time) || length === undefined || amount === undefined) return undefined;
  return amount * length;
}

function isNow(expression: Expression): boolean {
  const name = expression.kind === 'call' ? expression.name : nameOf(expression);
  return /^(?:p_current_timestamp|current_timestamp|sysdate|getdate)$/i.test(name);
}

function nameOf(expression: Expression | undefined): string {
  return expression?.kind === 'name' && expression.parts.length === 1 ? String(expression.parts[0]) : '';
}

function isNamed(expression: Expression, name: string): boolean {
  return nameOf(expression).toLowerCase() === name;
}
