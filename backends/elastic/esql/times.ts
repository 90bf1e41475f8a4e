import type {
  Call,
  Capability,
  Compares,
  Equals,
  Expression,
  Field,
  Leaf,
  PlannedRule,
} from '../../../src/ir/index.ts';
import { subjects } from '../../../src/ir/index.ts';
import { refused } from '../capability.ts';
import { type FieldKind, kindOf } from '../field-kind.ts';

const datePart = /^(?:minute|hour|day|week|month|year)$/;

/**
 * Functions of times take no text: a field that no mapping makes a time is made one. The author of an Elastic rule knows the mapping.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions#esql-to_datetime
 */
export function timesOfTexts(leaf: Leaf, { rule, profile }: PlannedRule): Capability | undefined {
  if (leaf.kind !== 'equals' && leaf.kind !== 'compares') return undefined;
  const parted = subjects(leaf).flatMap(each => partedField(each) ?? []);
  const odd = parted.map(({ field }) => kindOf(field, profile)).find(kind => noTimes.has(kind));
  if (odd !== undefined) return refused(`ES|QL makes no time of a field of type ${odd}`);
  if (!parted.some(each => each.isRespelt || (isText(each.field) && rule.metadata.vendor !== 'elastic')))
    return undefined;
  return {
    kind: 'rewritten',
    by: 'making a time of a text',
    rewrite: () =>
      leaf.kind === 'equals'
        ? { ...leaf, subject: withTime(leaf.subject) }
        : { ...leaf, left: withTime(leaf.left), right: withTime(leaf.right) },
  };
}

const noTimes: ReadonlySet<FieldKind> = new Set(['ip', 'boolean', 'number']);

/** Names of fields that are made times. */
export function textTimes(leaf: Equals | Compares): readonly string[] {
  return subjects(leaf).flatMap(subject => {
    const [time] = subject.kind === 'call' && datePart.test(subject.function) ? subject.arguments : [];
    return time?.kind === 'coercion' && time.operand.kind === 'field' ? [time.operand.name] : [];
  });
}

interface PartedField {
  readonly field: Field;
  /** Its zone is written as an offset first, as `datetime.fromisoformat` of older Pythons asks for. */
  readonly isRespelt: boolean;
}

/** The field of which a part of the time is asked. */
function partedField(subject: Expression): PartedField | undefined {
  if (subject.kind !== 'call' || !datePart.test(subject.function)) return undefined;
  const [time] = subject.arguments;
  const inner = time && respelt(time);
  if (inner?.kind === 'field') return { field: inner, isRespelt: true };
  return time?.kind === 'field' ? { field: time, isRespelt: false } : undefined;
}

/** The text of which `Z` is replaced by the offset that it stands for. */
function respelt(time: Expression): Expression | undefined {
  if (time.kind !== 'call' || time.function !== 'replace') return undefined;
  const [text, zone, offset] = time.arguments;
  const isZulu = zone?.kind === 'literal' && zone.value === 'Z';
  return isZulu && offset?.kind === 'literal' && offset.value === '+00:00' ? text : undefined;
}

function isText(field: Field): boolean {
  return field.type !== 'time' && field.name !== '@timestamp';
}

function withTime(subject: Expression): Expression {
  const parted = partedField(subject);
  if (parted === undefined) return subject;
  const { field: operand } = parted;
  const time: Expression = isText(operand)
    ? { kind: 'coercion', to: 'time', operand, origin: operand.origin }
    : operand;
  return { ...(subject as Call), arguments: [time] };
}
