import type {
  Call,
  Capability,
  Compares,
  Equals,
  Expression,
  Field,
  PlannedRule,
} from '../../../src/ir/index.ts';
import { subjects } from '../../../src/ir/index.ts';
import { refused } from '../capability.ts';
import { kindOf } from '../field-kind.ts';

const datePart = /^(?:minute|hour|day|week|month|year)$/;

/**
 * Functions of times take no text: a field that no mapping makes a time is made one. The author of an Elastic rule knows the mapping.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions#esql-to_datetime
 */
export function timesOfTexts(
  leaf: Equals | Compares,
  { rule, profile }: PlannedRule,
): Capability | undefined {
  const texts = subjects(leaf).flatMap(each => textOf(each) ?? []);
  const odd = texts.map(each => kindOf(each, profile)).find(kind => kind === 'ip' || kind === 'boolean');
  if (odd !== undefined) return refused(`ES|QL makes no time of a field of type ${odd}`);
  if (rule.metadata.vendor === 'elastic' || texts.length === 0) return undefined;
  return {
    kind: 'rewritten',
    by: 'making a time of a text',
    rewrite: () =>
      leaf.kind === 'equals'
        ? { ...leaf, subject: withTime(leaf.subject) }
        : { ...leaf, left: withTime(leaf.left), right: withTime(leaf.right) },
  };
}

/** Names of fields that are made times. */
export function textTimes(leaf: Equals | Compares): readonly string[] {
  return subjects(leaf).flatMap(subject => {
    const [time] = subject.kind === 'call' && datePart.test(subject.function) ? subject.arguments : [];
    return time?.kind === 'coercion' && time.operand.kind === 'field' ? [time.operand.name] : [];
  });
}

function textOf(subject: Expression): Field | undefined {
  if (subject.kind !== 'call' || !datePart.test(subject.function)) return undefined;
  const [time] = subject.arguments;
  return time?.kind === 'field' && time.type !== 'time' && time.name !== '@timestamp' ? time : undefined;
}

function withTime(subject: Expression): Expression {
  const operand = textOf(subject);
  if (operand === undefined) return subject;
  const time: Expression = { kind: 'coercion', to: 'time', operand, origin: operand.origin };
  return { ...(subject as Call), arguments: [time] };
}
