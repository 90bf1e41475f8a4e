import type { Capabilities } from '../../../src/ir/index.ts';
import { approximate, exact, querySearches, refused } from '../capability.ts';
import { withoutCaseCall } from '../lower-case-call.ts';
import { widenRegex } from '../widen-regex.ts';

const widened = (what: string) =>
  approximate('broader', `regular expressions of Lucene have no ${what}, which is left out`, widenRegex);
const noFunctions = refused('Lucene has no functions');
const noFieldComparison = refused('Lucene compares a field with values, never with another field');
const oneIsEnough = approximate('broader', 'Lucene takes one fitting value of a field for enough');

/** Why a search without a field finds less than the rule asks for. */
export const unfieldedWhy =
  'a search without a field finds the text in fields that are indexed, and in text fields only within one word';

/**
 * What query_string holds as a rule's query; case is ignored by regular expressions that name both letters.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query
 */
export const luceneCapabilities = {
  always: exact,
  exists: exact,
  'equals.text.exact': exact,
  'equals.text.ignored': exact,
  'equals.number': exact,
  'equals.boolean': exact,
  'equals.empty': refused('Lucene does not look for the empty text'),
  'equals.wildcard-characters': exact,
  'like.exact': exact,
  'like.ignored': exact,
  'like.any-one': exact,
  'like.wildcard-characters': exact,
  'matches.exact': exact,
  'matches.ignored': exact,
  'matches.look-around': widened('look-around'),
  'matches.back-reference': widened('back-references, for each of which any text is taken'),
  'matches.anchor-inside': widened('anchors inside of an expression'),
  'matches.possessive': widened('possessive repetition or atomic groups'),
  'matches.lucene-operators': exact,
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': exact,
  'compares.time': exact,
  'compares.ip': exact,
  'compares.fields.exact': noFieldComparison,
  'compares.fields.ignored': noFieldComparison,
  'compares.fields.number': noFieldComparison,
  'keyword.contains': approximate('narrower', unfieldedWhy),
  'keyword.whole': exact,
  'keyword.exact': exact,
  'keyword.regex': approximate('narrower', unfieldedWhy),
  analysed: exact,
  element: refused('Lucene cannot look at one element of an array of objects at a time'),
  'quantifier.all': oneIsEnough,
  'quantifier.single': oneIsEnough,
  'subject.field-pattern': exact,
  'subject.length': noFunctions,
  'subject.lower': withoutCaseCall,
  'subject.upper': withoutCaseCall,
  'subject.trim': noFunctions,
  'subject.concat': noFunctions,
  'subject.substring': noFunctions,
  'subject.between': noFunctions,
  'subject.indexOf': noFunctions,
  'subject.replace': noFunctions,
  'subject.baseName': noFunctions,
  'subject.directoryName': noFunctions,
  'subject.extension': noFunctions,
  'subject.date-part': noFunctions,
  'subject.text': noFunctions,
  'subject.math': noFunctions,
  'subject.time': noFunctions,
  'subject.several': noFunctions,
  'subject.arithmetic': refused('Lucene has no arithmetic'),
  'subject.choice': noFunctions,
  'subject.coercion': noFunctions,
  'subject.value-count': noFunctions,
  'subject.literal': exact,
  'subject.geography': refused('Lucene has no functions for geography'),
  'subject.part-of-point': refused('Lucene asks nothing of the longitude of a point, nor of its latitude'),
  ...querySearches,
} satisfies Capabilities;
