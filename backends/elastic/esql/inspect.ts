import type {
  Call,
  Capability,
  Compares,
  Equals,
  Expression,
  Feature,
  Leaf,
  PlannedRule,
} from '../../../src/ir/index.ts';
import { makesSeveral, operands, subjects } from '../../../src/ir/index.ts';
import { approximate, exact, limitOfTable, refused } from '../capability.ts';
import { type FieldKind, kindOf } from '../field-kind.ts';
import { instantOf } from '../instant.ts';
import { limitOfKeyword } from '../lucene/inspect.ts';
import { limitOfNetworks } from '../network-limit.ts';
import { limitOfOperandTypes } from '../operand-types.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { fieldNames } from '../quantifier.ts';
import { limitOfPatterns, limitOfRegex, regexFeatures } from '../regex-limit.ts';
import { fitValues } from '../typed-values.ts';
import { hasCall } from './call.ts';
import { esqlCapabilities } from './capabilities.ts';
import { isDouble } from './fractions.ts';
import { timesOfTexts } from './times.ts';

const judged: ReadonlySet<Feature> = new Set<Feature>([
  ...regexFeatures,
  'quantifier.all',
  'keyword.contains',
  'keyword.regex',
]);

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators#esql-to_string */
const ofDates = refused(
  'ES|QL shows dates in one form, whatever the log has, and compares no texts with them',
);

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions#esql-to_double */
const ofBooleans = refused('ES|QL takes true for 1 and false for 0, which are no numbers in the log');

/** Why ES|QL cannot hold this very leaf, or that it can after all. */
export function inspectEsql(written: Leaf, rule: PlannedRule): Capability {
  const leaf = plainLeaf(written);
  const limit =
    limitOfTable(leaf, esqlCapabilities, judged) ?? timesOfTexts(leaf, rule) ?? limitOfSubjects(leaf, rule);
  if (limit) return limit;
  return limitOfLeaf(leaf, rule) ?? limitOfArrays(leaf, rule) ?? exact;
}

function limitOfLeaf(leaf: Leaf, rule: PlannedRule): Capability | undefined {
  switch (leaf.kind) {
    case 'equals':
      return fitValues(leaf, kindOf(leaf.subject, rule.profile));
    case 'like':
      return kindOf(leaf.subject, rule.profile) === 'time' ? ofDates : limitOfPatterns(leaf, rule.rule);
    case 'matches':
      if (kindOf(leaf.subject, rule.profile) === 'time') return ofDates;
      return lossy(limitOfRegex(leaf, false, rule.rule));
    case 'compares':
      return limitOfComparison(leaf, rule);
    case 'inNetwork':
      return lossy(limitOfNetworks(leaf, kindOf(leaf.subject, rule.profile)));
    case 'keyword':
      return lossy(limitOfKeyword(leaf));
    case 'analysed':
      if (leaf.mode === 'pattern' && leaf.subject.kind !== 'field')
        return refused('ES|QL has patterns of the words of a field alone');
      return leaf.mode === 'phrasePrefix' && (leaf.tokens.length > 1 || leaf.subject.kind !== 'field')
        ? refused('ES|QL has no prefixes of phrases')
        : undefined;
    default:
      return undefined;
  }
}

function lossy(capability: Capability): Capability | undefined {
  return capability.kind === 'exact' ? undefined : capability;
}

/** Types that functions of conversion do not take: https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions */
const noForms: Readonly<Partial<Record<Compares['as'], ReadonlySet<FieldKind>>>> = {
  number: new Set(['ip']),
  time: new Set(['ip', 'boolean']),
  ip: new Set(['number', 'boolean', 'time']),
};

function limitOfComparison(leaf: Compares, { profile }: PlannedRule): Capability | undefined {
  const { as, right } = leaf;
  const odd = subjects(leaf).find(each => noForms[as]?.has(kindOf(each, profile)));
  if (odd !== undefined) return refused(`ES|QL makes no ${as} of a field of type ${kindOf(odd, profile)}`);
  const isOf = (kind: FieldKind): boolean => subjects(leaf).some(each => kindOf(each, profile) === kind);
  if (as === 'string' && isOf('time')) return ofDates;
  if (as === 'number' && isOf('boolean')) return ofBooleans;
  if (as !== 'time' || right.kind !== 'literal' || right.value === null) return undefined;
  const instant = instantOf(right.value);
  if (instant === undefined) return refused(`${JSON.stringify(right.value)} is no time`);
  const isOfEnd = instant.includes('/') && leaf.operator !== 'gte' && leaf.operator !== 'lt';
  return isOfEnd ? refused('ES|QL rounds no times from now to the end of a unit') : undefined;
}

/** A comparison with an array is null, save by the match operator, which compares whole values as they are written. */
function limitOfArrays(leaf: Leaf, rule: PlannedRule): Capability | undefined {
  if (!('quantifier' in leaf) || leaf.quantifier === 'single' || isMatchable(leaf, rule)) return undefined;
  if (isOfGathered(leaf, rule) || isOfExtreme(leaf, rule)) return undefined;
  const lists = subjects(leaf).some(makesSeveral) ? ['lists'] : [];
  const several = [...fieldNames(leaf).filter(rule.profile.isMultiValued), ...lists];
  if (several.length === 0) return undefined;
  return approximate(
    'narrower',
    `ES|QL compares ${several.join(', ')} only where it has one value, and the rule takes several`,
  );
}

/** Whether `:` says it: equality of a keyword with a text, any of several values. */
export function isMatchable(leaf: Leaf, { profile }: PlannedRule): boolean {
  if (leaf.kind !== 'equals' || leaf.quantifier !== 'any' || leaf.subject.kind !== 'field') return false;
  if (profile.gathered?.has(leaf.subject.name)) return false;
  const kind = kindOf(leaf.subject, profile);
  if (kind === 'text' || kind === 'time' || !profile.isMultiValued(leaf.subject.name)) return false;
  const cased = leaf.casing === 'ignored' && (kind === 'keyword' || kind === 'unknown');
  return leaf.values.every(
    value => value !== '' && !(cased && String(value).toLowerCase() !== String(value).toUpperCase()),
  );
}

/** Whether `mv_contains` says it: equality of a column with texts, any of its values. */
export function isOfGathered(leaf: Leaf, { profile }: PlannedRule): leaf is Equals {
  if (leaf.kind !== 'equals' || leaf.quantifier !== 'any') return false;
  if (leaf.subject.kind !== 'field') return makesSeveral(leaf.subject);
  return profile.gathered?.has(leaf.subject.name) ?? false;
}

/** Whether `mv_max` or `mv_min` says it: some of several numbers is above or below one. */
export function isOfExtreme(leaf: Leaf, { profile }: PlannedRule): leaf is Compares {
  if (leaf.kind !== 'compares' || leaf.quantifier !== 'any' || leaf.as !== 'number') return false;
  const { left, operator, right } = leaf;
  const isSeveral =
    left.kind === 'field' && (profile.isMultiValued(left.name) || profile.gathered?.has(left.name) === true);
  return isSeveral && right.kind === 'literal' && /^[gl]te?$/.test(operator);
}

/** Whether nobody says that a field is one of addresses: `to_ip` takes both these and texts. */
export function mayBeText(subject: Expression, { profile, rule }: PlannedRule): boolean {
  return rule.metadata.vendor !== 'elastic' && kindOf(subject, profile) === 'unknown';
}

function limitOfSubjects(leaf: Leaf, rule: PlannedRule): Capability | undefined {
  for (const subject of subjects(leaf)) {
    const found = limitOfExpression(subject, rule);
    if (found) return found;
  }
  return undefined;
}

function limitOfExpression(expression: Expression, rule: PlannedRule): Capability | undefined {
  const ofTypes = limitOfOperandTypes(expression, rule);
  if (ofTypes !== undefined) return refused(ofTypes);
  if (expression.kind === 'call') {
    const found = limitOfCall(expression);
    if (found) return found;
  }
  if (expression.kind === 'coercion' && expression.base !== undefined && expression.base !== 10)
    return refused('ES|QL reads decimal numbers only');
  if (expression.kind === 'coercion' && expression.to === 'string' && isDouble(expression.operand))
    return refused('ES|QL writes a number that may have a fraction as 5.0, where the rule has 5');
  for (const operand of operands(expression)) {
    const found = limitOfExpression(operand, rule);
    if (found) return found;
  }
  return undefined;
}

function limitOfCall({ function: name, arguments: values, casing }: Call): Capability | undefined {
  if (!hasCall(name)) return refused(`ES|QL has no function for ${name}`);
  if (name === 'replace' && (casing === 'ignored' || !values.slice(1).every(isText)))
    return refused(
      'replace of ES|QL takes a regular expression of Java, which is written of written texts only',
    );
  const isOfLast = values.length === 2 && values[1]?.kind === 'literal' && Number(values[1].value) < 0;
  const isFromFound = values.length === 2 && values[1] !== undefined && isBehindFound(values[1]);
  if (name === 'substring' && !isOfLast && !isFromFound && !values.slice(1).every(isPosition))
    return refused('substring of ES|QL counts from the start only, and by written numbers here');
  if (name === 'indexOf' && values.length > 2)
    return refused('locate is written from the start of the text only');
  return undefined;
}

/** A text that occurs somewhere: the empty one is replaced nowhere, and by Java's regexes everywhere. */
function isText(value: Expression, index: number): boolean {
  return value.kind === 'literal' && typeof value.value === 'string' && (index > 0 || value.value !== '');
}

function isPosition(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'number' && expression.value >= 0;
}

/** `locate(x, "@") + 1`, counted from 0: the place behind what is found, or the first one. */
function isBehindFound(place: Expression): boolean {
  if (place.kind !== 'arithmetic' || place.operator !== 'subtract') return false;
  const { left: behind, right: one } = place;
  if (behind.kind !== 'arithmetic' || behind.operator !== 'add' || behind.left.kind !== 'choice')
    return false;
  const [found, absent, ...others] = behind.left.branches;
  const at = found?.value.kind === 'arithmetic' ? found.value.left : undefined;
  const isLocated = at?.kind === 'call' && at.function === 'indexOf';
  const isAtLeast = (value: Expression | undefined, least: number): boolean =>
    value?.kind === 'literal' && Number(value.value) >= least;
  return (
    isLocated &&
    others.length === 0 &&
    isAtLeast(absent?.value, 0) &&
    isAtLeast(behind.right, 1) &&
    one.kind === 'literal' &&
    one.value === 1
  );
}
