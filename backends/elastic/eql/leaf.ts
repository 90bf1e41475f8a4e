import type {
  Compares,
  Equals,
  Expression,
  Leaf,
  Like,
  Matches,
  Pattern,
  PlannedRule,
  Value,
} from '../../../src/ir/index.ts';
import { mapSubjects } from '../../../src/ir/index.ts';
import { isTyped, kindOf, takesStringValues } from '../field-kind.ts';
import { binding, comparison, type Fragment } from '../fragment.ts';
import { instantOf } from '../instant.ts';
import { type Connectives, joined } from '../junction.ts';
import { bracketed, fill, pieces } from '../layout.ts';
import { hasLetters, spellOut, spellOutPattern } from '../letter-case.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { asText, withOperandTypes } from '../operand-types.ts';
import { regexOfPatterns } from '../pattern-regex.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { valueAs } from '../typed-values.ts';
import { literal, textOf } from './expression.ts';
import { regexString, string } from './strings.ts';
import { hasLiteralWildcard } from './wildcards.ts';

/** The words of EQL. */
export function eqlConnectives(rule: PlannedRule): Connectives {
  const withTypes = (leaf: Leaf) => mapSubjects(leaf, subject => withOperandTypes(subject, rule));
  return {
    and: 'and',
    or: 'or',
    not: 'not',
    always: { true: { doc: 'true', binding: binding.atom }, false: { doc: 'false', binding: binding.atom } },
    leaf: leaf => printLeaf(withTypes(plainLeaf(leaf)), rule),
    absent: subject => comparison(`${textOf(withOperandTypes(subject, rule))} == null`),
  };
}

function printLeaf(leaf: Leaf, rule: PlannedRule): Fragment {
  switch (leaf.kind) {
    case 'exists':
      return comparison(`${textOf(leaf.subject)} != null`);
    case 'equals':
      return either(equalities(leaf, rule));
    case 'like':
      return either(likes(leaf, rule));
    case 'matches':
      return comparison(`${textOf(leaf.subject)} ${regexCondition(leaf.regex)}`);
    case 'inNetwork':
      return comparison(pieces('cidrMatch', values([textOf(leaf.subject), ...leaf.networks.map(network)])));
    case 'compares':
      return printCompares(leaf, rule);
    case 'keyword':
    case 'analysed':
    case 'element':
      throw new Error(`plan left a leaf of kind ${leaf.kind} that EQL does not hold`);
  }
}

function either(alternatives: readonly Fragment[]): Fragment {
  return joined(alternatives, 'or', { and: 'and', or: 'or' });
}

function network({
  address,
  prefixLength,
}: {
  readonly address: string;
  readonly prefixLength: number;
}): string {
  return string(`${address}/${prefixLength}`);
}

function values(items: readonly string[]): ReturnType<typeof bracketed> {
  return bracketed(fill(items, ','));
}

/** One value beside the operator, several in parentheses; `==` and `in` are one operator in two spellings. */
function compared(subject: string, one: string, several: string, items: readonly string[]): Fragment {
  const distinct = [...new Set(items)];
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) return comparison(`${subject} ${one} ${only}`);
  return comparison(pieces(`${subject} ${several} `, values(distinct)));
}

/**
 * Values of one type share a list. `:` ignores case, and reads `*` and `?` as wildcards, which `in~` does not; letters
 * without case, or no letters at all, need neither.
 */
function equalities(leaf: Equals, rule: PlannedRule): readonly Fragment[] {
  const kind = kindOf(leaf.subject, rule.profile);
  const asText = takesStringValues(leaf, rule);
  const typed = leaf.values.map(value => (asText ? String(value) : valueAs(value, kind)));
  const subject = textOf(leaf.subject);
  const texts = typed.filter(value => typeof value === 'string');
  const others = typed.filter((value): value is Exclude<Value, string> => typeof value !== 'string');
  const numbers = others.filter(value => typeof value === 'number');
  const booleans = others.filter(value => typeof value === 'boolean');
  return [
    ...(texts.length > 0 ? [textEquality(subject, texts, isTyped(kind) ? 'exact' : leaf.casing)] : []),
    ...[numbers, booleans].flatMap(items =>
      items.length > 0 ? [compared(subject, '==', 'in', items.map(literal))] : [],
    ),
  ];
}

/** Addresses and dates are no texts, which `:` asks for; their letters have no case. */
function textEquality(subject: string, texts: readonly string[], casing: Equals['casing']): Fragment {
  if (casing === 'exact' || !texts.some(hasLetters)) return compared(subject, '==', 'in', texts.map(string));
  const items = texts.flatMap(spellOut);
  if (!items.some(text => /[*?]/.test(text))) return compared(subject, ':', ':', items.map(string));
  return comparison(pieces(`${subject} in~ `, values(items.map(string))));
}

/** EQL has no escape for a literal `*` or `?`: patterns with one are regular expressions. */
function likes(leaf: Like, { profile }: PlannedRule): readonly Fragment[] {
  const { subject, casing } = leaf;
  const needsText = isTyped(kindOf(subject, profile));
  const name = needsText && subject.kind === 'field' ? `string(${textOf(subject)})` : textOf(subject);
  const plain = leaf.patterns.filter(pattern => !hasLiteralWildcard(pattern));
  const literalOnes = leaf.patterns.filter(hasLiteralWildcard);
  return [
    ...(plain.length > 0 ? [wildcards(name, plain, casing)] : []),
    ...(literalOnes.length > 0
      ? [comparison(`${name} ${regexCondition(regexOfPatterns(literalOnes, casing))}`)]
      : []),
  ];
}

function wildcards(subject: string, patterns: readonly Pattern[], casing: Like['casing']): Fragment {
  const folds = casing === 'ignored' && patterns.some(pattern => hasLetters(wildcardText(pattern)));
  const items = (folds ? patterns.flatMap(spellOutPattern) : patterns).map(pattern =>
    string(wildcardText(pattern)),
  );
  return folds ? compared(subject, ':', ':', items) : compared(subject, 'like', 'like', items);
}

function wildcardText(pattern: Pattern): string {
  return pattern
    .map(part => (part.kind === 'text' ? part.text : part.kind === 'anyRun' ? '*' : '?'))
    .join('');
}

function regexCondition(regex: Matches['regex']): string {
  const written = luceneRegex(regex, true);
  if ('lacks' in written) throw new Error(`plan left a regex that Lucene does not hold: ${written.lacks}`);
  return `${written.folded ? 'regex~' : 'regex'} ${regexString(written.text)}`;
}

const signs: Readonly<Record<Compares['operator'], string>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  eq: '==',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  contains: 'stringContains',
};
const flipped: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' };

function printCompares(leaf: Compares, rule: PlannedRule): Fragment {
  const { operator, left, right, casing } = leaf;
  const sign = signs[operator];
  if (/With$|^contains$/.test(operator)) {
    const [whole, part] = [left, right].map(each => textOf(asText(each, rule)));
    return comparison(`${sign}${casing === 'ignored' ? '~' : ''}(${whole}, ${part})`);
  }
  if (left.kind === 'literal') return comparison(`${textOf(right)} ${flipped[sign]} ${side(left, leaf)}`);
  return comparison(`${textOf(left)} ${sign} ${side(right, leaf)}`);
}

function side(expression: Expression, { as, operator }: Compares): string {
  if (expression.kind !== 'literal' || expression.value === null) return textOf(expression);
  if (as === 'time') return string(instantOf(expression.value, operator) ?? String(expression.value));
  return literal(as === 'number' ? Number(expression.value) : String(expression.value));
}
