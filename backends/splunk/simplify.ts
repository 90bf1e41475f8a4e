import {
  anyRun,
  type Call,
  type Compares,
  contains,
  type Equals,
  endsWith,
  equals,
  fold,
  type Leaf,
  type Like,
  like,
  mapLeaves,
  or,
  type Predicate,
  pattern,
  startsWith,
  text,
} from '../../src/ir/index.ts';
import { hasCase } from './pattern-regex.ts';

/** The same predicate in leaves that search can more often say: functions of fields become patterns of the fields. */
export function simplify(predicate: Predicate): Predicate {
  return fold(mapLeaves(predicate, simplifyLeaf));
}

function simplifyLeaf(leaf: Leaf): Predicate {
  if (leaf.kind === 'compares') return compareText(leaf);
  if (leaf.kind === 'equals' || leaf.kind === 'like') return withoutCase(withoutCall(leaf));
  return leaf;
}

/** A relation to a text that is written out is a comparison with it. */
function compareText(leaf: Compares): Predicate {
  const { left, right, operator } = leaf;
  if (right.kind !== 'literal' || right.value === null || leaf.as === 'time' || leaf.as === 'ip') return leaf;
  const parts = [text(String(right.value))];
  switch (operator) {
    case 'eq':
      return withoutCase(equals(left, [right.value], leaf));
    case 'startsWith':
      return withoutCase(like(left, [startsWith(pattern(parts))], leaf));
    case 'endsWith':
      return withoutCase(like(left, [endsWith(pattern(parts))], leaf));
    case 'contains':
      return withoutCase(like(left, [contains(pattern(parts))], leaf));
    default:
      return leaf;
  }
}

function withoutCall(leaf: Equals | Like): Predicate {
  const { subject } = leaf;
  if (subject.kind !== 'call' || subject.arguments[0]?.kind !== 'field') return leaf;
  switch (subject.function) {
    case 'lower':
      return textsOf(leaf).every(each => each === each.toLowerCase()) ? ignoringCase(leaf, subject) : leaf;
    case 'upper':
      return textsOf(leaf).every(each => each === each.toUpperCase()) ? ignoringCase(leaf, subject) : leaf;
    case 'baseName':
      return leaf.kind === 'equals' ? ofPathEnd(leaf, subject) : leaf;
    default:
      return leaf;
  }
}

function ignoringCase(leaf: Equals | Like, { arguments: [subject = leaf.subject] }: Call): Predicate {
  return { ...leaf, subject, casing: 'ignored' };
}

/** The base name is `cmd.exe` when the path ends with it after a separator, or is nothing else. */
function ofPathEnd(leaf: Equals, call: Call): Predicate {
  const [subject = leaf.subject] = call.arguments;
  const texts = leaf.values.map(String);
  if (leaf.quantifier !== 'any' || texts.some(each => each === '' || /[\\/]/.test(each))) return leaf;
  const ends = ['\\', '/'].flatMap(separator => texts.map(each => pattern([anyRun, text(separator + each)])));
  return or([like(subject, ends, leaf), equals(subject, texts, leaf)], leaf.origin);
}

/** Texts without a letter of two cases are the same in either casing. */
function withoutCase(predicate: Predicate): Predicate {
  if (predicate.kind === 'or')
    return { ...predicate, operands: predicate.operands.map(operand => withoutCase(operand)) };
  if ((predicate.kind !== 'equals' && predicate.kind !== 'like') || predicate.casing === 'ignored')
    return predicate;
  return textsOf(predicate).some(hasCase) ? predicate : { ...predicate, casing: 'ignored' };
}

function textsOf(leaf: Equals | Like): readonly string[] {
  if (leaf.kind === 'equals') return leaf.values.map(String);
  return leaf.patterns.flatMap(parts => parts.flatMap(part => (part.kind === 'text' ? [part.text] : [])));
}
