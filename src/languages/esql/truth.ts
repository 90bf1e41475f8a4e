import {
  always,
  and,
  type Expression,
  fold,
  haveOneValue,
  type Leaf,
  not,
  or,
  type Predicate,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { notTurned, ofTurned } from './turned.ts';

/**
 * A condition of a language with three values: when it is true, and when it is false. Where it is neither it is null.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
 */
export interface Truth {
  readonly yes: Predicate;
  readonly no: Predicate;
}

type Origin = readonly Span[];

export function constantTruth(value: boolean | null, origin: Origin): Truth {
  return { yes: always(value === true, origin), no: always(value === false, origin) };
}

/** Never null: a search for text in the index, a test for null. */
export function total(predicate: Predicate): Truth {
  return { yes: predicate, no: not(predicate) };
}

export function negate({ yes, no }: Truth): Truth {
  return { yes: no, no: yes };
}

export function joinTruths(kind: 'and' | 'or', operands: readonly Truth[], origin: Origin): Truth {
  if (operands.every(isTotal)) {
    const whole = (kind === 'and' ? and : or)(
      operands.map(each => each.yes),
      origin,
    );
    return { yes: whole, no: not(whole, origin) };
  }
  const [all, some] = [operands.map(each => each.yes), operands.map(each => each.no)];
  return kind === 'and'
    ? { yes: and(all, origin), no: or(some, origin) }
    : { yes: or(all, origin), no: and(some, origin) };
}

/** Whether a condition is true or false of each row. */
function isTotal({ yes, no }: Truth): boolean {
  return (no.kind === 'not' && no.operand === yes) || (yes.kind === 'not' && yes.operand === no);
}

/** A leaf that is null where one of its operands has no value, or several. */
export function leafTruth(written: Leaf, over: readonly Expression[]): Truth {
  const leaf = notTurned(written);
  return { yes: leaf, no: and([...haveOneValue(over.map(ofTurned)), not(leaf)], leaf.origin) };
}

/** `when`, which is never null, decides between two. */
export function either(when: Predicate, then: Truth, otherwise: Truth, origin: Origin): Truth {
  const side = (one: Predicate, two: Predicate): Predicate =>
    fold(or([and([when, one], origin), and([not(when), two], origin)], origin));
  return { yes: side(then.yes, otherwise.yes), no: side(then.no, otherwise.no) };
}
