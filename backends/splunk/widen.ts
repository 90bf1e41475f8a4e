import {
  always,
  and,
  anyRun,
  contains,
  type Equals,
  type Expression,
  equals,
  exists,
  fieldsOf,
  fold,
  keyword,
  type Leaf,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  subjects,
  text,
  type Value,
} from '../../src/ir/index.ts';
import type { Names } from './names.ts';
import { isSubnetText, quoteSearchPattern, unsearchable } from './quoting.ts';
import { requiredText } from './required-text.ts';
import { isSearchTerm, isSearchValue } from './search-term.ts';

/** What search can say of a predicate, and holds whenever the predicate does: a filter before the exact one. */
export function widen(predicate: Predicate, names: Names): Predicate {
  return fold(weaken(predicate, names, true));
}

/** Positive: a superset of the predicate; negative: a subset of it. */
function weaken(predicate: Predicate, names: Names, positive: boolean): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return not(weaken(predicate.operand, names, !positive));
    case 'and':
      return and(predicate.operands.map(operand => weaken(operand, names, positive)));
    case 'or':
      return or(predicate.operands.map(operand => weaken(operand, names, positive)));
    default:
      if (isSearchTerm(predicate, names, positive)) return predicate;
      return positive ? superset(predicate, names) : always(false);
  }
}

function superset(leaf: Leaf, names: Names): Predicate {
  const wider = widenLeaf(leaf);
  return wider.kind === 'always' || wider.kind === 'and' || wider.kind === 'or' || wider.kind === 'not'
    ? wider
    : isSearchTerm(wider, names, true)
      ? wider
      : allFieldsExist(leaf);
}

function widenLeaf(leaf: Leaf): Predicate {
  switch (leaf.kind) {
    case 'equals': {
      const ends = extensionEnds(leaf);
      if (ends !== undefined) return ends;
      if (leaf.subject.kind !== 'field' || leaf.values.some(isSubnet)) return allFieldsExist(leaf);
      const kept = leaf.values.filter(value => isSearchValue(value, 'ignored'));
      const other = leaf.values.filter(value => !isSearchValue(value, 'ignored'));
      const loose = other.map(value => loosePattern([text(String(value))]));
      const options = { casing: 'ignored' } as const;
      return or([
        ...(kept.length > 0 ? [equals(leaf.subject, kept, options)] : []),
        ...(loose.length > 0 ? [like(leaf.subject, loose, options)] : []),
      ]);
    }
    case 'like':
      if (leaf.subject.kind !== 'field') return allFieldsExist(leaf);
      return fold(like(leaf.subject, leaf.patterns.map(loosePattern), { casing: 'ignored' }));
    case 'keyword': {
      const patterns = leaf.patterns.map(loosePattern);
      const isSaid =
        leaf.regex === undefined && patterns.every(parts => parts.some(part => part.kind === 'text'));
      return isSaid ? keyword(patterns, 'ignored') : always(true);
    }
    case 'matches': {
      const required = leaf.subject.kind === 'field' ? requiredText(leaf.regex) : undefined;
      if (required === undefined) return allFieldsExist(leaf);
      return like(leaf.subject, [contains([text(required)])], { casing: 'ignored' });
    }
    default:
      return allFieldsExist(leaf);
  }
}

/** A path with an extension ends with it after a dot; the converse takes a name before the dot. */
function extensionEnds({ subject, values }: Equals): Predicate | undefined {
  if (subject.kind !== 'call' || subject.function !== 'extension') return undefined;
  const [path] = subject.arguments;
  if (path?.kind !== 'field') return undefined;
  return like(
    path,
    values.map(value => loosePattern([anyRun, text(`.${value}`)])),
    { casing: 'ignored' },
  );
}

function isSubnet(value: Value): boolean {
  return isSubnetText(String(value));
}

/** What search cannot spell becomes `*`: single-character wildcards, literal asterisks, line breaks, what is mistaken. */
function loosePattern(parts: Pattern): Pattern {
  const unsayable = unsearchable(quoteSearchPattern(parts));
  const loose = parts.flatMap(part =>
    part.kind === 'text'
      ? part.text
          .split(unsayable)
          .flatMap((piece, index) => (index === 0 ? [text(piece)] : [anyRun, text(piece)]))
      : [anyRun],
  );
  return pattern(loose);
}

/** A leaf needs its subject's value, and most expressions that of every field in them. */
function allFieldsExist(leaf: Leaf): Predicate {
  const found = subjects(leaf);
  if (found.some(mayDoWithout)) return always(true);
  const fields = found.flatMap(subject => fieldsOf(subject));
  const unique = [...new Map(fields.map(field => [field.name, field])).values()];
  return and(unique.map(field => exists(field)));
}

function mayDoWithout(expression: Expression): boolean {
  if (expression.kind === 'choice' || expression.kind === 'fieldPattern') return true;
  if (expression.kind === 'call') return expression.arguments.some(mayDoWithout);
  if (expression.kind === 'arithmetic')
    return mayDoWithout(expression.left) || mayDoWithout(expression.right);
  return expression.kind === 'coercion' ? mayDoWithout(expression.operand) : false;
}
