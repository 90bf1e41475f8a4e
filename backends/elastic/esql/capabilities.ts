import type { Capabilities } from '../../../src/ir/index.ts';
import { approximate, esqlSearches, exact, refused } from '../capability.ts';
import { luceneCapabilities } from '../lucene/capabilities.ts';
import { widenRegex } from '../widen-regex.ts';

const widened = (what: string) =>
  approximate('broader', `RLIKE has no ${what}, which is left out`, widenRegex);
const noPaths = refused('ES|QL has no functions for paths');

/**
 * What `where` of ES|QL holds. It is three-valued, and a comparison with an array is null: negations are guarded.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators
 */
export const esqlCapabilities = {
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
  'compares.fields.exact': exact,
  'compares.fields.ignored': exact,
  'compares.fields.number': exact,
  'keyword.contains': luceneCapabilities['keyword.contains'],
  'keyword.whole': exact,
  'keyword.exact': exact,
  'keyword.regex': luceneCapabilities['keyword.regex'],
  analysed: exact,
  element: refused('ES|QL sees an array of objects as one array for each field'),
  'quantifier.all': approximate('narrower', 'a comparison with an array is null in ES|QL'),
  'quantifier.single': exact,
  'subject.field-pattern': refused('ES|QL has no wildcards in field names of a condition'),
  'subject.length': exact,
  'subject.lower': exact,
  'subject.upper': exact,
  'subject.trim': exact,
  'subject.concat': exact,
  'subject.substring': exact,
  'subject.between': refused('ES|QL has no function for the text between two others'),
  'subject.indexOf': exact,
  'subject.replace': exact,
  'subject.baseName': exact,
  'subject.directoryName': noPaths,
  'subject.extension': noPaths,
  'subject.date-part': exact,
  'subject.text': exact,
  'subject.math': exact,
  'subject.time': exact,
  'subject.several': exact,
  'subject.arithmetic': exact,
  'subject.choice': exact,
  'subject.coercion': exact,
  'subject.value-count': exact,
  'subject.literal': exact,
  'subject.geography': exact,
  'subject.part-of-point': exact,
  ...esqlSearches,
} satisfies Capabilities;
