import {
  and,
  type Choice,
  type Expression,
  exists,
  fieldsOf,
  or,
  type Predicate,
} from '../../../src/ir/index.ts';

const texts: ReadonlySet<string> = new Set([
  ...[
    'length',
    'lower',
    'upper',
    'trim',
    'trimStart',
    'trimEnd',
    'concat',
    'substring',
    'right',
    'reverse',
    'replace',
    'between',
  ],
  ...['baseName', 'directoryName', 'extension'],
]);

/** Whether a function of a module can give the key as a text, which is there for every event that has it. */
export function isKey(key: Expression): boolean {
  switch (key.kind) {
    case 'field':
    case 'literal':
      return true;
    case 'call':
      return texts.has(key.function) && key.arguments.every(isKey);
    case 'coercion':
      return key.to === 'string' && isKey(key.operand);
    case 'choice':
      return isTotal(key);
    default:
      return false;
  }
}

/**
 * A choice gives every event a text: each branch says that its fields are there, and the last one needs none. Without a last one the
 * rule asks for the value of a branch.
 */
function isTotal({ branches, otherwise }: Choice): boolean {
  if (otherwise === undefined)
    return branches.every(
      ({ when, value }) => value.kind !== 'choice' && isKey(value) && parts(when).every(isPlain),
    );
  return (
    otherwise?.kind === 'literal' &&
    branches.every(
      ({ when, value }) =>
        value.kind !== 'choice' &&
        isKey(value) &&
        parts(when).every(isPlain) &&
        fieldsOf(value).every(({ name }) => parts(when).some(each => says(each, name))),
    )
  );
}

/** Whether an event has the value of a key. */
export function hasKey(key: Expression): Predicate {
  return key.kind === 'choice'
    ? or(key.branches.map(({ when, value }) => and([when, exists(value)])))
    : exists(key);
}

function parts(when: Predicate): readonly Predicate[] {
  return when.kind === 'and' ? when.operands : [when];
}

function says(part: Predicate, name: string): boolean {
  return part.kind === 'exists' && part.subject.kind === 'field' && part.subject.name === name;
}

/** A condition that is written in place, without a constant of the module. */
function isPlain(part: Predicate): boolean {
  if (part.kind === 'not') return isPlain(part.operand);
  if (part.kind === 'equals') return part.subject.kind === 'field' && part.values.length <= 3;
  return part.kind === 'exists' && part.subject.kind === 'field';
}
