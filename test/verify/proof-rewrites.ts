import {
  and,
  type Equals,
  equals,
  type Leaf,
  type Like,
  like,
  mapLeaves,
  not,
  or,
  type Predicate,
  pattern,
  plainText,
  text,
} from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';

type Choices = Iterator<number>;

function next(choices: Choices, among: number): number {
  return (choices.next().value ?? 0) % among;
}

/** The same predicate in another form: De Morgan, distribution, order, lists taken apart, patterns as regexes. */
export function rewritten(predicate: Predicate, choices: Choices): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return not(rewritten(predicate.operand, choices));
    case 'and':
    case 'or':
      return rewrittenJunction(predicate, choices);
    default:
      return rewrittenLeaf(predicate, choices);
  }
}

function rewrittenJunction(
  junction: Extract<Predicate, { kind: 'and' | 'or' }>,
  choices: Choices,
): Predicate {
  const operands = junction.operands.map(operand => rewritten(operand, choices));
  const [join, other] = junction.kind === 'and' ? [and, or] : [or, and];
  switch (next(choices, 4)) {
    case 0:
      return not(other([...operands].reverse().map(operand => not(operand))));
    case 1: {
      const [first, ...rest] = operands;
      const inner = rest.find(
        operand => operand.kind !== 'not' && operand.kind === (junction.kind === 'and' ? 'or' : 'and'),
      );
      if (first === undefined || inner === undefined || !('operands' in inner))
        return join([...operands].reverse());
      const others = operands.filter(operand => operand !== inner);
      return other(inner.operands.map(operand => join([...others, operand])));
    }
    case 2:
      return join([...operands, ...operands.slice(0, 1)]);
    default:
      return join(operands);
  }
}

function rewrittenLeaf(leaf: Leaf, choices: Choices): Predicate {
  if (leaf.kind === 'like' && leaf.quantifier === 'any') return rewrittenLike(leaf, choices);
  if (leaf.kind === 'equals' && leaf.quantifier === 'any') return rewrittenEquals(leaf, choices);
  return next(choices, 3) === 0 ? not(not(leaf)) : leaf;
}

function rewrittenEquals(leaf: Equals, choices: Choices): Predicate {
  switch (next(choices, 3)) {
    case 0:
      return or(leaf.values.map(value => equals(leaf.subject, [value], leaf)));
    case 1: {
      const patterns = leaf.values.flatMap(value =>
        typeof value === 'string' ? [pattern([text(value)])] : [],
      );
      const others = leaf.values.filter(value => typeof value !== 'string');
      return or([like(leaf.subject, patterns, leaf), equals(leaf.subject, others, leaf)]);
    }
    default:
      return { ...leaf, values: [...leaf.values].reverse() };
  }
}

function rewrittenLike(leaf: Like, choices: Choices): Predicate {
  switch (next(choices, 3)) {
    case 0:
      return or(leaf.patterns.map(each => like(leaf.subject, [each], leaf)));
    case 1:
      return or(leaf.patterns.map(each => asRegex(leaf, each)));
    default:
      return { ...leaf, patterns: [...leaf.patterns].reverse() };
  }
}

function asRegex(leaf: Like, each: Like['patterns'][number]): Predicate {
  const written = each
    .map(part =>
      part.kind === 'text'
        ? part.text.replaceAll(/[.\\*+?()[\]{}|^$]/g, '\\$&')
        : part.kind === 'anyRun'
          ? '.*'
          : '.',
    )
    .join('');
  const flags = { ignoreCase: leaf.casing === 'ignored', dotAll: true };
  const parsed = parseRegex(written, 'pcre', 'whole', flags);
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return {
    kind: 'matches',
    subject: leaf.subject,
    regex: parsed.regex,
    quantifier: leaf.quantifier,
    origin: [],
  };
}

/** One thing changed, as a careless converter would. */
export function mutated(predicate: Predicate, choices: Choices): Predicate {
  const kind = next(choices, 4);
  if (kind === 0) return swapped(predicate);
  if (kind === 1) return predicate.kind === 'not' ? predicate.operand : not(predicate);
  let place = next(choices, 4);
  return mapLeaves(predicate, leaf => (place-- === 0 ? mutatedLeaf(leaf, choices) : leaf));
}

function swapped(predicate: Predicate): Predicate {
  if (predicate.kind === 'and') return or(predicate.operands);
  return predicate.kind === 'or' ? and(predicate.operands) : predicate;
}

function mutatedLeaf(leaf: Leaf, choices: Choices): Leaf {
  const choice = next(choices, 3);
  if (choice === 0 && 'casing' in leaf)
    return { ...leaf, casing: leaf.casing === 'exact' ? 'ignored' : 'exact' };
  if (choice === 1 && 'quantifier' in leaf)
    return { ...leaf, quantifier: leaf.quantifier === 'any' ? 'all' : 'any' };
  if (leaf.kind === 'equals') return { ...leaf, values: leaf.values.slice(1) };
  if (leaf.kind === 'like')
    return {
      ...leaf,
      patterns: leaf.patterns.map(each =>
        plainText(each) === undefined ? each.slice(1) : pattern([...each, { kind: 'anyRun' }]),
      ),
    };
  return leaf;
}
