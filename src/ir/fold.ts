import { always, and, equals, like, not, or } from './build.ts';
import type { Expression } from './expression.ts';
import { plainText } from './pattern.ts';
import type { And, Equals, Leaf, Like, Or, Predicate } from './predicate.ts';
import { printExpression } from './print.ts';

/**
 * The same predicate, said shorter: constants gone, and/or flat, double negation gone, patterns without wildcards made
 * equality, lists of values on one subject joined. Order is kept; nothing is distributed. Equal for every event.
 */
export function fold(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'not':
      return foldNot(fold(predicate.operand), predicate);
    case 'and':
    case 'or':
      return foldJunction(predicate);
    case 'element': {
      const where = fold(predicate.where);
      return where.kind === 'always' && !where.value
        ? always(false, predicate.origin)
        : { ...predicate, where };
    }
    case 'always':
      return predicate;
    default:
      return foldLeaf(predicate);
  }
}

function foldNot(operand: Predicate, original: Predicate): Predicate {
  if (operand.kind === 'always') return always(!operand.value, original.origin);
  if (operand.kind === 'not') return operand.operand;
  return not(operand, original.origin);
}

function foldJunction(junction: And | Or): Predicate {
  const isAnd = junction.kind === 'and';
  const flat: Predicate[] = [];
  for (const operand of junction.operands) {
    const folded = fold(operand);
    if (folded.kind === 'always') {
      if (folded.value !== isAnd) return always(!isAnd, junction.origin);
    } else if (folded.kind === junction.kind) flat.push(...folded.operands);
    else flat.push(folded);
  }
  const distinct = withoutRepeated(flat);
  if (isAnd) return and(distinct, junction.origin);
  return or(joinAlternatives(distinct), junction.origin);
}

/** Whether a field is there is asked once. */
function withoutRepeated(operands: readonly Predicate[]): readonly Predicate[] {
  const seen = new Set<string>();
  return operands.filter(operand => {
    const isThere = operand.kind === 'not' ? operand.operand : operand;
    if (isThere.kind !== 'exists' || isThere.subject.kind !== 'field') return true;
    const key = `${operand.kind} ${isThere.subject.vendor} ${isThere.subject.name}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Nothing, or no more than any run of characters, is found in the text of every event. */
export function isInEveryEvent(leaf: Leaf): boolean {
  return (
    leaf.kind === 'keyword' &&
    leaf.patterns.some(
      pattern =>
        pattern.every(part => part.kind === 'anyRun') && (leaf.scope === 'contains' || pattern.length > 0),
    )
  );
}

function foldLeaf(leaf: Leaf): Predicate {
  if ('values' in leaf && leaf.values.length === 0) return always(false, leaf.origin);
  if (isInEveryEvent(leaf)) return always(true, leaf.origin);
  if (leaf.kind !== 'like') return leaf;
  if (leaf.patterns.length === 0) return always(false, leaf.origin);
  if (
    leaf.patterns.every(pattern => pattern.length === 1 && pattern[0]?.kind === 'anyRun') &&
    leaf.quantifier === 'any'
  )
    return { kind: 'exists', subject: leaf.subject, origin: leaf.origin };
  const texts = leaf.patterns.map(plainText);
  if (texts.some(text => text === undefined)) return leaf;
  return equals(leaf.subject, texts as string[], leaf);
}

/** `a == 1 or a == 2` is `a in (1, 2)`, at the place of the first; each list is joined once, however long. */
function joinAlternatives(operands: readonly Predicate[]): readonly Predicate[] {
  const result: Predicate[][] = [];
  const groups = new Map<string, Predicate[]>();
  for (const operand of operands) {
    const key = alternativeKey(operand);
    const group = key === undefined ? undefined : groups.get(key);
    if (group !== undefined) group.push(operand);
    else {
      const fresh = [operand];
      if (key !== undefined) groups.set(key, fresh);
      result.push(fresh);
    }
  }
  return result.flatMap(group => (group.length === 1 ? group : [joined(group as (Equals | Like)[])]));
}

function alternativeKey(operand: Predicate): string | undefined {
  if (operand.kind !== 'equals' && operand.kind !== 'like') return undefined;
  if (operand.quantifier !== 'any') return undefined;
  return `${operand.kind} ${operand.casing} ${subjectKey(operand.subject)}`;
}

/** Leaves of one kind, subject and casing. */
function joined(group: readonly (Equals | Like)[]): Predicate {
  const [first] = group;
  if (first === undefined) return always(false);
  const options = { ...first, origin: group.flatMap(each => each.origin) };
  if (first.kind === 'equals')
    return equals(
      first.subject,
      [...new Set(group.flatMap(each => (each.kind === 'equals' ? each.values : [])))],
      options,
    );
  return like(
    first.subject,
    group.flatMap(each => (each.kind === 'like' ? each.patterns : [])),
    options,
  );
}

/** Equal keys: the same subject, origins aside. */
function subjectKey(subject: Expression): string {
  return printExpression(subject);
}
