import {
  type Equals,
  type Expression,
  fieldsOf,
  type Given,
  hasUnusualLetters,
  type Leaf,
  type PlannedRule,
  type Profile,
  subjects,
} from '../../src/ir/index.ts';
import { isTyped, kindOf, kindOfField, takesStrings } from './field-kind.ts';
import { hasLetters, textsOf } from './letter-case.ts';
import { plainLeaf } from './plain-leaf.ts';
import { singleValued } from './quantifier.ts';

/** What every Elastic language takes for granted of a leaf: how the fields are mapped, and how letters fold. */
export function commonGivens(written: Leaf, rule: PlannedRule): readonly Given[] {
  const { profile } = rule;
  const leaf = plainLeaf(written);
  const given = [...singleValued(leaf)];
  const kind = kindNeeded(leaf, rule);
  if (kind !== undefined) {
    for (const name of unknownFields(leaf, profile)) given.push(`${kind}:${name}`);
    for (const name of namesOfPatterns(leaf)) given.push(`keyword:${name}`);
  }
  for (const subject of subjects(leaf)) given.push(...operandKinds(subject, profile));
  if (leaf.kind === 'equals' && leaf.values.some(value => typeof value === 'number'))
    for (const name of [...textFields(leaf, profile), ...namesOfPatterns(leaf)])
      given.push(`plain-numbers:${name}`);
  given.push(...spelledBooleans(leaf, profile));
  if (foldsCase(leaf, profile)) given.push('ascii-case-folding');
  if (hasUnusualLetters(leaf)) given.push('unicode-case-folding');
  if (leaf.kind === 'element' && leaf.path.kind === 'field') given.push(`nested:${leaf.path.name}`);
  if (leaf.kind === 'keyword') given.push('keyword:*');
  return given;
}

/**
 * EQL and ES|QL refuse a number beside a keyword, where KQL takes any value for any field: of a field that ECS has as a keyword, what
 * the author wrote without quotes is believed.
 */
export function bareValues(leaf: Leaf, rule: PlannedRule): readonly Given[] {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') return [];
  const { name } = leaf.subject;
  const needed = kindOfValues(leaf, rule);
  return needed !== 'keyword' && kindOf(leaf.subject, rule.profile) === 'keyword'
    ? [`${needed}:${name}`]
    : [];
}

/** The mapping under which the printed leaf means the leaf. */
export function kindNeeded(leaf: Leaf, rule: PlannedRule): string | undefined {
  switch (leaf.kind) {
    case 'equals':
      return kindOfValues(leaf, rule);
    case 'like':
    case 'matches':
      return 'keyword';
    case 'inNetwork':
      return 'ip';
    case 'compares':
      return leaf.as === 'string' ? 'keyword' : leaf.as;
    case 'analysed':
      return 'text';
    default:
      return undefined;
  }
}

function kindOfValues({ subject, values }: Equals, rule: PlannedRule): string {
  const types = new Set(values.map(value => typeof value));
  const [only = 'string'] = types;
  return types.size > 1 || only === 'string' || takesStrings(subject, rule) ? 'keyword' : only;
}

function unknownFields(leaf: Leaf, profile: Profile): readonly string[] {
  const names = subjects(leaf).map(subject => nameOf(subject, profile));
  return names.filter(name => name !== undefined);
}

/**
 * Of the fields that a pattern names, one that takes no text fails the whole of a KQL query, where Lucene leaves it out:
 * `kbn-es-query` asks each by `match`, which is not lenient.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-match-query#match-field-params
 */
function namesOfPatterns(leaf: Leaf): readonly string[] {
  return subjects(leaf).flatMap(subject =>
    subject.kind === 'fieldPattern'
      ? [
          subject.pattern
            .map(part => (part.kind === 'text' ? part.text : part.kind === 'anyRun' ? '*' : '?'))
            .join(''),
        ]
      : [],
  );
}

const ofNumbers =
  /^(?:abs|a?(?:cos|sin|tan)h?|atan2|cbrt|ceil|exp|floor|hypot|log|log10|pow|round|sign|sqrt|truncate|mv(?:Average|Median|MedianAbsoluteDeviation|Percentile|Sum))$/;
const ofTexts =
  /^(?:length|byteLength|lower|upper|trim|trimStart|trimEnd|substring|right|replace|replaceRegex|reverse|repeat|indexOf|split|between|concat|base64Encode|base64Decode|urlEncode|urlDecode|md5|sha\d+)$/;

/** Functions and arithmetic are refused, and the whole query with them, over fields of another type than theirs. */
function operandKinds(expression: Expression, profile: Profile): readonly Given[] {
  if (expression.kind === 'arithmetic')
    return [expression.left, expression.right].flatMap(each => kindsOfOperand(each, 'number', profile));
  if (expression.kind !== 'call') return [];
  const { function: name, arguments: operands } = expression;
  const kind = ofNumbers.test(name) ? 'number' : ofTexts.test(name) ? 'keyword' : undefined;
  return operands.flatMap(each => kindsOfOperand(each, kind, profile));
}

function kindsOfOperand(operand: Expression, kind: string | undefined, profile: Profile): readonly Given[] {
  const name = nameOf(operand, profile);
  return name === undefined || kind === undefined ? operandKinds(operand, profile) : [`${kind}:${name}`];
}

/** Fields that hold a number as text, of which only the plain spelling (5, not 5.0) is found. */
function textFields(leaf: Leaf, profile: Profile): readonly string[] {
  return subjects(leaf).flatMap(subject =>
    subject.kind === 'field' && kindOf(subject, profile) !== 'number' ? [subject.name] : [],
  );
}

function nameOf(subject: Expression, profile: Profile): string | undefined {
  return subject.kind === 'field' && kindOf(subject, profile) === 'unknown' ? subject.name : undefined;
}

/** A Boolean as a text is in lower case to Elasticsearch, however the log spells it. */
function spelledBooleans(leaf: Leaf, profile: Profile): readonly Given[] {
  const isText = leaf.kind === 'like' || leaf.kind === 'matches';
  const ignoresCase =
    leaf.kind === 'matches' ? leaf.regex.flags.ignoreCase : isText && leaf.casing === 'ignored';
  return subjects(leaf)
    .filter(subject => (isText && !ignoresCase) || subject.kind === 'call')
    .flatMap(fieldsOf)
    .filter(field => kindOfField(field, profile) === 'boolean')
    .map(({ name }) => `lower-case-boolean:${name}`);
}

function foldsCase(leaf: Leaf, profile: Profile): boolean {
  if (leaf.kind === 'matches') return leaf.regex.flags.ignoreCase;
  if ((leaf.kind !== 'equals' && leaf.kind !== 'like') || leaf.casing === 'exact') return false;
  return !isTyped(kindOf(leaf.subject, profile)) && textsOf(leaf).some(hasLetters);
}
