import type { Capabilities } from '../../../src/ir/index.ts';
import { approximate, eqlSearches, exact, refused } from '../capability.ts';
import { withoutCaseCall } from '../lower-case-call.ts';
import { widenRegex } from '../widen-regex.ts';

const widened = (what: string) =>
  approximate(
    'broader',
    `regular expressions of Elasticsearch have no ${what}, which is left out`,
    widenRegex,
  );
const noKeywords = refused('EQL has no search without a field');
export const noSuchFunction = refused('EQL has no such function');
const noFieldComparison = refused('EQL compares a field with values, never with another field');

/**
 * What EQL holds in a query for single events.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax
 */
export const eqlCapabilities = {
  always: exact,
  exists: exact,
  'equals.text.exact': exact,
  'equals.text.ignored': exact,
  'equals.number': exact,
  'equals.boolean': exact,
  'equals.empty': exact,
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
  'keyword.contains': noKeywords,
  'keyword.whole': noKeywords,
  'keyword.exact': noKeywords,
  'keyword.regex': noKeywords,
  analysed: refused('EQL does not search text fields by their words'),
  element: refused('EQL cannot look at one element of an array of objects at a time'),
  'quantifier.all': approximate('broader', 'EQL takes one fitting value of a field for enough'),
  'quantifier.single': approximate('broader', 'EQL takes one fitting value of a field for enough'),
  'subject.field-pattern': refused('EQL has no wildcards in field names'),
  'subject.length': exact,
  'subject.lower': withoutCaseCall,
  'subject.upper': withoutCaseCall,
  'subject.trim': noSuchFunction,
  'subject.concat': exact,
  'subject.substring': exact,
  'subject.between': exact,
  'subject.indexOf': exact,
  'subject.replace': noSuchFunction,
  'subject.baseName': noSuchFunction,
  'subject.directoryName': noSuchFunction,
  'subject.extension': noSuchFunction,
  'subject.date-part': noSuchFunction,
  'subject.text': noSuchFunction,
  'subject.math': noSuchFunction,
  'subject.time': noSuchFunction,
  'subject.several': noSuchFunction,
  'subject.arithmetic': exact,
  'subject.choice': noSuchFunction,
  'subject.coercion': exact,
  'subject.value-count': noSuchFunction,
  'subject.literal': exact,
  'subject.geography': refused('EQL has no functions for geography'),
  'subject.part-of-point': refused('EQL asks nothing of the longitude of a point, nor of its latitude'),
  ...eqlSearches,
} satisfies Capabilities;
