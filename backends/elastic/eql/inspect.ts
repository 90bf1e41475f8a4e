import {
  type Arithmetic,
  type Capability,
  type Compares,
  type Equals,
  type Expression,
  type Feature,
  fieldsOf,
  type InNetwork,
  isFixedKeyword,
  type Leaf,
  type Like,
  type Matches,
  operands,
  type PlannedRule,
  subjects,
} from '../../../src/ir/index.ts';
import { addressPrefixes } from '../address-prefix.ts';
import { approximate, exact, limitOfTable, refused } from '../capability.ts';
import { isTyped, kindOf, mayBeTime } from '../field-kind.ts';
import { instantOf } from '../instant.ts';
import { canSpellOut, textsOf } from '../letter-case.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { limitOfNetworks } from '../network-limit.ts';
import { limitOfOperandTypes } from '../operand-types.ts';
import { regexOfPatterns } from '../pattern-regex.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { limitOfQuantifier } from '../quantifier.ts';
import { limitOfPatterns, limitOfRegex, regexFeatures } from '../regex-limit.ts';
import { fitValues } from '../typed-values.ts';
import { eqlCapabilities, noSuchFunction } from './capabilities.ts';
import { operandOfNumber } from './number-call.ts';
import { wholeDividend } from './whole-division.ts';
import { hasLiteralWildcard, withWildcards } from './wildcards.ts';

const judged: ReadonlySet<Feature> = new Set([
  ...regexFeatures,
  'quantifier.all',
  'quantifier.single',
  'compares.fields.exact',
  'compares.fields.ignored',
  'subject.choice',
]);

/** Why EQL cannot hold this very leaf, or that it can after all. */
export function inspectEql(written: Leaf, rule: PlannedRule): Capability {
  const leaf = plainLeaf(written);
  const limit = limitOfTable(leaf, eqlCapabilities, judged) ?? limitOfSubjects(leaf, rule);
  if (limit) return limit;
  const several = limitOfQuantifier(leaf, rule);
  if (several && several.kind !== 'exact') return several;
  switch (leaf.kind) {
    case 'equals':
      return inspectEquals(leaf, rule);
    case 'like':
      return inspectLike(leaf, rule);
    case 'matches':
      return inspectMatches(leaf, rule);
    case 'inNetwork':
      return inspectNetworks(leaf, rule);
    case 'compares':
      return inspectCompares(leaf, rule);
    default:
      return exact;
  }
}

/** What no text form of EQL can say of an expression. */
function limitOfSubjects(leaf: Leaf, rule: PlannedRule): Capability | undefined {
  if (leaf.kind === 'exists' && leaf.subject.kind === 'field') return undefined;
  for (const subject of subjects(leaf)) {
    const found = limitOfExpression(subject, rule);
    if (found) return found;
  }
  return undefined;
}

function limitOfExpression(expression: Expression, rule: PlannedRule): Capability | undefined {
  if (expression.kind === 'field' && rule.profile.isText(expression.name) && !isOfEql(rule))
    return refused(`${expression.name} is a text field, which EQL does not compare`);
  if (expression.kind === 'coercion' && expression.to !== 'string' && expression.to !== 'number')
    return refused(`EQL has no conversion to ${expression.to}`);
  if (expression.kind === 'literal' && expression.value === null)
    return refused('a comparison with null is none');
  if (expression.kind === 'choice') {
    const operand = operandOfNumber(expression);
    return operand === undefined ? noSuchFunction : limitOfExpression(operand, rule);
  }
  if (expression.kind === 'arithmetic' && isByZero(expression))
    return refused('EQL refuses a division by zero');
  if (expression.kind === 'arithmetic' && operands(expression).some(mayBeTime))
    return refused('EQL makes no number of a time');
  const ofTypes = limitOfOperandTypes(expression, rule);
  if (ofTypes !== undefined) return refused(ofTypes);
  for (const operand of operands(expression)) {
    const found = limitOfExpression(operand, rule);
    if (found) return found;
  }
  const isDivision = expression.kind === 'arithmetic' && expression.operator === 'divide';
  return isDivision && wholeDividend(expression) === undefined ? wholeDivision : undefined;
}

function isByZero({ operator, right }: Arithmetic): boolean {
  return (operator === 'divide' || operator === 'modulo') && right.kind === 'literal' && right.value === 0;
}

/** What a sequence of Elastic's own compares is what EQL compares, by a second part of the field that is a keyword. */
function isOfEql({ rule: { metadata, search } }: PlannedRule): boolean {
  const from = search.kind === 'pipeline' ? search.from : search;
  return metadata.vendor === 'elastic' && from.kind === 'sequence';
}

const wholeDivision = approximate('different', 'EQL divides whole numbers without a fraction');

function inspectEquals(leaf: Equals, rule: PlannedRule): Capability {
  if (leaf.subject.kind === 'literal') return constant;
  return fitValues(leaf, kindOf(leaf.subject, rule.profile)) ?? letterLimit(leaf) ?? exact;
}

function inspectNetworks(leaf: InNetwork, rule: PlannedRule): Capability {
  const kind = kindOf(leaf.subject, rule.profile);
  return leaf.subject.kind !== 'field' ||
    kind === 'keyword' ||
    kind === 'text' ||
    isFixedKeyword(leaf.subject.name)
    ? refused('cidrMatch takes ip fields only')
    : limitOfNetworks(leaf, kind);
}

const constant = refused('EQL compares fields and their functions, not one constant with another');

function inspectLike(leaf: Like, rule: PlannedRule): Capability {
  if (leaf.subject.kind === 'literal') return constant;
  const kind = kindOf(leaf.subject, rule.profile);
  const networks = kind === 'ip' && leaf.subject.kind === 'field' ? addressPrefixes(leaf) : undefined;
  if (networks) return networks;
  if (kind === 'time') return refused('EQL takes no wildcards on a date');
  const literalOnes = leaf.patterns.filter(hasLiteralWildcard);
  if (literalOnes.length > 0 && (isTyped(kind) || leaf.subject.kind !== 'field'))
    return refused('EQL has no literal * or ? in a pattern over a function');
  if (literalOnes.length > 0 && 'lacks' in luceneRegex(regexOfPatterns(literalOnes, leaf.casing), true))
    return wildcardsRead;
  return limitOfPatterns(leaf, rule.rule) ?? letterLimit(leaf) ?? exact;
}

const wildcardsRead = approximate(
  'broader',
  'EQL has no escape for * and ?, and the value is too long for a regular expression',
  leaf => (leaf.kind === 'like' ? { ...leaf, patterns: leaf.patterns.map(withWildcards) } : undefined),
);

function letterLimit(leaf: Equals | Like): Capability | undefined {
  if (leaf.casing === 'exact' || textsOf(leaf).every(canSpellOut)) return undefined;
  return approximate(
    'narrower',
    'Elasticsearch ignores the case of ASCII letters only, and the value has too many others to write out',
  );
}

function inspectMatches(leaf: Matches, rule: PlannedRule): Capability {
  if (leaf.subject.kind !== 'field' || isTyped(kindOf(leaf.subject, rule.profile)))
    return refused('a regular expression over a function or a number is another dialect in EQL');
  return limitOfRegex(leaf, true, rule.rule);
}

function inspectCompares(leaf: Compares, rule: PlannedRule): Capability {
  const { left, right } = leaf;
  const leftHasField = hasField(left);
  if (!leftHasField && !hasField(right)) return constant;
  if (
    /^(?:endsWith|contains)$/.test(leaf.operator) &&
    hasField(right) &&
    rule.rule.metadata.vendor !== 'elastic'
  )
    return failsWithoutSecond;
  if (/With$|^contains$/.test(leaf.operator)) return exact;
  if (leftHasField && hasField(right)) return eqlCapabilities['compares.fields.exact'];
  if (leaf.as === 'time' && right.kind === 'literal' && instantOf(right.value ?? true) === undefined)
    return refused(`${JSON.stringify(right.value)} is no time`);
  const subject = leftHasField ? left : right;
  const kind = kindOf(subject, rule.profile);
  // An author who compares a field of Elastic by number knows that it is one; a text is converted to a time, and EQL converts none.
  const needed = leaf.as === 'string' ? 'keyword' : leaf.as;
  const isGuess = kind === 'keyword' && leaf.as !== 'time' && rule.rule.metadata.vendor === 'elastic';
  if (kind !== 'unknown' && kind !== needed && !isGuess)
    return refused(`the type is ${kind}, by which EQL would compare it, and the rule compares by ${leaf.as}`);
  if (leaf.as === 'ip' && kind === 'unknown') return refused('addresses are put in order on ip fields alone');
  return leaf.casing === 'ignored' && leaf.as === 'string'
    ? refused('EQL orders texts by the letters as written')
    : exact;
}

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-stringcontains */
const failsWithoutSecond = refused(
  'EQL takes no null for the text that is looked for: the query fails at an event without the second field',
);

function hasField(expression: Expression): boolean {
  return fieldsOf(expression).length > 0;
}
