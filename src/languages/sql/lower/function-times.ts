import type { Expression } from '../../../ir/index.ts';
import { dateMathLetters } from '../../date-math-letters.ts';
import { made, word } from './call.ts';
import { literal, type Value } from './value.ts';

export function dateAdd([unit, amount, time]: readonly Value[]): Value | undefined {
  if (unit === undefined || amount?.kind !== 'number' || time?.kind !== 'time') return undefined;
  const before = beforeNow(unitOf(unit), amount, time);
  if (before !== undefined) return { expression: literal(before), kind: 'time' };
  return made('dateAdd', [time.expression, amount.expression, literal(unitOf(unit))], 'time');
}

export function dateTruncate([unit, time]: readonly Value[]): Value | undefined {
  if (unit === undefined || time?.kind !== 'time') return undefined;
  const { expression } = time;
  const math = expression.kind === 'literal' ? expression.value : isNow(expression) ? 'now' : undefined;
  const letter = dateMathLetters[unitOf(unit)];
  if (typeof math === 'string' && math.startsWith('now') && letter !== undefined)
    return { expression: literal(`${math}/${letter}`), kind: 'time' };
  return made('dateTruncate', [expression, literal(1), literal(unitOf(unit))], 'time');
}

function isNow(expression: Expression): boolean {
  return expression.kind === 'call' && expression.function === 'now';
}

/** A time so long before the run, as date math writes it. */
function beforeNow(unit: string, amount: Value, { expression }: Value): string | undefined {
  const { expression: by } = amount;
  const isNegative =
    by.kind === 'arithmetic' &&
    by.operator === 'subtract' &&
    by.left.kind === 'literal' &&
    by.left.value === 0;
  const count = isNegative && by.right.kind === 'literal' ? by.right.value : undefined;
  const letter = /^(?:second|minute|hour|day|week)$/.test(unit) ? unit.charAt(0) : undefined;
  return isNow(expression) && letter !== undefined && typeof count === 'number'
    ? `now-${count}${letter}`
    : undefined;
}

export function unitOf(unit: Value): string {
  return (word(unit) ?? '').toLowerCase();
}

const unitLengths: ReadonlyMap<number, string> = new Map([
  [1000, 'second'],
  [60_000, 'minute'],
  [3_600_000, 'hour'],
  [86_400_000, 'day'],
  [604_800_000, 'week'],
]);

/** Milliseconds between two times by those of a unit, without the fraction, are the whole units between them. */
export function truncated([value, ...others]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'number' || others.length > 0) return undefined;
  const { expression } = value;
  const by = expression.kind === 'arithmetic' && expression.operator === 'divide' ? expression : undefined;
  const unit = by?.right.kind === 'literal' ? unitLengths.get(Number(by.right.value)) : undefined;
  const [own, from, to] = by?.left.kind === 'call' ? by.left.arguments : [];
  const isSpan = by?.left.kind === 'call' && by.left.function === 'dateDifference';
  const isMilliseconds = own?.kind === 'literal' && own.value === 'millisecond';
  if (unit === undefined || !isSpan || !isMilliseconds || from === undefined || to === undefined)
    return made('truncate', [expression], 'number');
  return made('dateDifference', [literal(unit), from, to], 'number');
}

/** Milliseconds are all crossed; of other units the bounds between are counted, which whole units are not. */
export function dateDifference([unit, from, to]: readonly Value[]): Value | undefined {
  if (unit === undefined || unitOf(unit) !== 'millisecond' || from?.kind !== 'time' || to?.kind !== 'time')
    return undefined;
  return made('dateDifference', [literal('millisecond'), from.expression, to.expression], 'number');
}
