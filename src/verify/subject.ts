import { type Expression, fieldsOf, makesSeveral } from '../ir/index.ts';
import { keyOfSingles, nodeKey } from './leaf-key.ts';
import { type Step, steps } from './step.ts';

/**
 * What a leaf looks at: values of a field (or of an expression that is equal to itself alone), seen through functions. Leaves over
 * the same key speak of the same values.
 */
export interface Subject {
  readonly key: string;
  /** The field, where it is one; undefined for field patterns and expressions that no language can stand for. */
  readonly field: string | undefined;
  /** Of the fields that an event needs so that there is a value. */
  readonly fields: readonly string[];
  /** What the functions are of; undefined for the values of an event as a whole. */
  readonly expression: Expression | undefined;
  /** From the field outwards. */
  readonly steps: readonly Step[];
  readonly multiValued: boolean;
  /** Holds when it holds for one of several fields. */
  readonly pattern: boolean;
}

/** The subject of keywords: every value of an event. */
export const everyValue: Subject = {
  key: 'any value',
  field: undefined,
  fields: [],
  expression: undefined,
  steps: [],
  multiValued: true,
  pattern: false,
};

type IsMultiValued = (field: string) => boolean;

/** Of fields as they are, which most leaves look at. */
const known = new WeakMap<IsMultiValued, Map<string, Subject>>();

export function subjectOf(expression: Expression, isMultiValued: IsMultiValued): Subject {
  if (expression.kind !== 'field') return madeOf(expression, isMultiValued);
  const fields = known.get(isMultiValued) ?? new Map<string, Subject>();
  const before = fields.get(expression.name);
  if (before !== undefined) return before;
  const made = madeOf(expression, isMultiValued);
  known.set(isMultiValued, fields.set(expression.name, made));
  return made;
}

function madeOf(expression: Expression, isMultiValued: IsMultiValued): Subject {
  const through: Step[] = [];
  let inner = expression;
  for (let next = within(inner); next !== undefined; next = within(inner)) {
    if (next.step !== undefined) through.unshift(next.step);
    inner = next.operand;
  }
  const fields = [...new Set(fieldsOf(inner).map(({ name }) => name))];
  const field = inner.kind === 'field' ? inner.name : undefined;
  const pattern = inner.kind === 'fieldPattern';
  const multiValued =
    pattern || (inner.kind !== 'valueCount' && fields.some(isMultiValued)) || makesSeveral(inner);
  const keyOf = multiValued ? nodeKey : keyOfSingles;
  return {
    key: field === undefined ? `expression ${keyOf(inner)}` : `field ${field}`,
    field,
    fields,
    expression: inner,
    steps: through,
    multiValued,
    pattern,
  };
}

/** The operand of a function that has an inverse on languages; a coercion to text changes no text. */
function within(expression: Expression): { operand: Expression; step?: Step } | undefined {
  if (expression.kind === 'coercion')
    return expression.to === 'string' || expression.to === 'unknown'
      ? { operand: expression.operand }
      : undefined;
  if (expression.kind !== 'call') return undefined;
  const step = steps[expression.function];
  const [operand] = expression.arguments;
  return step === undefined || operand === undefined || expression.arguments.length !== 1
    ? undefined
    : { operand, step };
}

/** What a value of the subject's field is to the language, after its functions. */
export function through(path: readonly Step[], text: string): string | undefined {
  let current: string | undefined = text;
  for (const step of path) {
    if (current === undefined) return undefined;
    current = step.apply(current);
  }
  return current;
}
