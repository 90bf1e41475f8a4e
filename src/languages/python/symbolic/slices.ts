import type { Expression as Subject } from '../../../ir/index.ts';
import type { Expression, Extent } from '../ast.ts';
import { textAt } from './coerce.ts';
import { slice } from './collections.ts';
import type { Context } from './context.ts';
import { frozen } from './text-test.ts';
import type { Guarded, Value } from './value.ts';

/** Functions whose results are no negative numbers. */
const positions: ReadonlySet<string> = new Set(['indexOf', 'length']);

/** `value[from:to]`; a bound that is None is none (https://docs.python.org/3/reference/expressions.html#slicings). */
export function sliceOf(context: Context, value: Value, from: Value, to: Value, at: Extent): Guarded {
  const { guards } = context;
  if (value.kind === 'field') {
    context.vote(value.place, 'text', 4);
    const isText = context.formulas.is(value.place, 'text');
    return guards.choose([
      { when: isText, gives: sliceOf(context, textAt(context, value.place, at), from, to, at) },
      { when: context.formulas.not(isText), gives: context.misfit('a part of a list', at) },
    ]);
  }
  const bounds = [from, to].map(bound => (bound.kind === 'number' ? bound.value : undefined));
  if ([from, to].every(({ kind }) => kind === 'none' || kind === 'number'))
    return slice(context, value, bounds[0], bounds[1], at);
  return slicedBefore(context, value, from, to, at);
}

/** Whether a slice is `[::-1]`. */
export function isReversal({ from, to, step }: Extract<Expression, { kind: 'slice' }>): boolean {
  const [sign, one] = step?.kind === 'unary' ? [step.operator, step.operand] : [];
  const isMinusOne = sign === '-' && one?.kind === 'number' && one.written === '1';
  return isMinusOne && from === undefined && to === undefined;
}

/** `text[::-1]`, which is the text from its end (https://docs.python.org/3/library/stdtypes.html#common-sequence-operations). */
export function reversed(context: Context, value: Value, at: Extent): Guarded {
  const { guards } = context;
  if (value.kind === 'text')
    return guards.always({ ...value, text: Array.from(value.text).reverse().join('') });
  if (value.kind === 'field') {
    context.vote(value.place, 'text', 4);
    const isText = context.formulas.is(value.place, 'text');
    return guards.choose([
      { when: isText, gives: reversed(context, textAt(context, value.place, at), at) },
      { when: context.formulas.not(isText), gives: context.misfit('a list from its end', at) },
    ]);
  }
  if (value.kind === 'none') return context.raise('TypeError');
  if (value.kind !== 'derivedText') return context.unsupported('a list from its end', at);
  const plain = frozen(value);
  const subject: Subject = {
    kind: 'call',
    function: 'reverse',
    arguments: [plain.subject],
    origin: [context.span(at)],
  };
  return guards.always({ ...plain, subject });
}

/** `text[:found]`, where what is found stands at a position that is never negative. */
function slicedBefore(context: Context, value: Value, from: Value, to: Value, at: Extent): Guarded {
  const isFound =
    to.kind === 'derivedNumber' && to.subject.kind === 'call' && positions.has(to.subject.function);
  const isStart = from.kind === 'none' || (from.kind === 'number' && from.value === 0);
  if (value.kind !== 'derivedText' || !isFound || !isStart)
    return context.unsupported('a slice with bounds that are no constants', at);
  const plain = frozen(value);
  const subject: Subject = {
    kind: 'call',
    function: 'substring',
    arguments: [plain.subject, { kind: 'literal', value: 0, origin: [] }, to.subject],
    origin: [context.span(at)],
  };
  return context.guards.always({ ...plain, subject, places: [...plain.places, ...to.places] });
}
