import type { Capabilities, Pattern } from '../../../src/ir/index.ts';
import { approximate, exact, querySearches, refused } from '../capability.ts';
import { withoutCaseCall } from '../lower-case-call.ts';

const noFunctions = refused('KQL has no functions');
const noFieldComparison = refused('KQL compares a field with values, never with another field');
const noRegex = refused('KQL has no regular expressions');
const asWritten =
  'KQL compares keyword fields by the letters as written, so other casings of the value are missed';

/**
 * What KQL holds as a rule's query in Kibana, which knows the fields of the indices.
 * https://www.elastic.co/docs/reference/query-languages/kql
 */
export const kqlCapabilities = {
  always: exact,
  exists: exact,
  'equals.text.exact': exact,
  'equals.text.ignored': approximate('narrower', asWritten, leaf =>
    leaf.kind === 'equals' ? { ...leaf, casing: 'exact' } : undefined,
  ),
  'equals.number': exact,
  'equals.boolean': exact,
  'equals.empty': exact,
  'equals.wildcard-characters': exact,
  'like.exact': exact,
  'like.ignored': approximate('narrower', asWritten, leaf =>
    leaf.kind === 'like' ? { ...leaf, casing: 'exact' } : undefined,
  ),
  'like.any-one': approximate(
    'broader',
    'KQL has no wildcard for one character; `*`, which is any number of them, stands in its place',
    leaf => (leaf.kind === 'like' ? { ...leaf, patterns: leaf.patterns.map(anyOneAsRun) } : undefined),
  ),
  'like.wildcard-characters': exact,
  'matches.exact': noRegex,
  'matches.ignored': noRegex,
  'matches.look-around': noRegex,
  'matches.back-reference': noRegex,
  'matches.anchor-inside': noRegex,
  'matches.possessive': noRegex,
  'matches.lucene-operators': noRegex,
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': exact,
  'compares.time': exact,
  'compares.ip': exact,
  'compares.fields.exact': noFieldComparison,
  'compares.fields.ignored': noFieldComparison,
  'compares.fields.number': noFieldComparison,
  'keyword.contains': approximate(
    'narrower',
    'a KQL search without a field finds the text in keyword fields only in the casing as written, and in text fields only within one word',
  ),
  'keyword.whole': exact,
  'keyword.exact': exact,
  'keyword.regex': noRegex,
  analysed: exact,
  element: exact,
  'quantifier.all': approximate('broader', 'KQL takes one fitting value of a field for enough'),
  'quantifier.single': approximate('broader', 'KQL takes one fitting value of a field for enough'),
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
  'subject.arithmetic': refused('KQL has no arithmetic'),
  'subject.choice': noFunctions,
  'subject.coercion': noFunctions,
  'subject.value-count': noFunctions,
  'subject.literal': exact,
  'subject.geography': refused('KQL has no functions for geography'),
  'subject.part-of-point': refused('KQL asks nothing of the longitude of a point, nor of its latitude'),
  ...querySearches,
} satisfies Capabilities;

function anyOneAsRun(pattern: Pattern): Pattern {
  return pattern
    .map(part => (part.kind === 'anyOne' ? ({ kind: 'anyRun' } as const) : part))
    .filter((part, index, parts) => part.kind !== 'anyRun' || parts[index - 1]?.kind !== 'anyRun');
}
