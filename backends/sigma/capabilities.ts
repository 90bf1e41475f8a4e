import {
  type Capabilities,
  type Capability,
  fieldsOf,
  type Leaf,
  or,
  type PlannedRule,
  type Predicate,
  type Rewrite,
  subjects,
  wordsAsRegex,
  writeRegex,
} from '../../src/ir/index.ts';
import { withoutAge } from '../age-of-event.ts';
import { hasCase, sigmaRegex } from './field-item.ts';
import { baseNameAsRegex, extensionAsRegex } from './paths.ts';
import {
  asContained,
  baseNameAsSuffix,
  elementCapability,
  fieldPatternAsKeyword,
  foldedSubject,
  forAnyValue,
  lengthAsPattern,
  numbersAsTexts,
  substringAsPattern,
  tokensAsContains,
  withoutCasing,
  withoutCoercion,
} from './rewrites.ts';

const exact: Capability = { kind: 'exact' };
const rewritten = (by: string, rewrite: Rewrite): Capability => ({ kind: 'rewritten', by, rewrite });
const broader = (why: string, rewrite: Rewrite): Capability => ({
  kind: 'approximate',
  verdict: 'broader',
  why,
  rewrite,
});
const refused = (why: string): Capability => ({ kind: 'refused', why });
const noFunction = (name: string): Capability => refused(`Sigma has no function for the ${name} of a field`);

/**
 * What a Sigma detection holds (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html and
 * its appendix on modifiers).
 */
export const capabilities = {
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
  'matches.look-around': exact,
  'matches.back-reference': exact,
  'matches.anchor-inside': exact,
  'matches.possessive': exact,
  'matches.lucene-operators': refused(
    'Lucene’s complement and intersection have no form in the regexes of Sigma',
  ),
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': refused('Sigma compares only numbers by order'),
  'compares.time': withoutAge('Sigma'),
  'compares.ip': refused('Sigma compares only numbers by order, not addresses'),
  'compares.fields.ignored': exact,
  'compares.fields.exact': broader('fieldref ignores the case of letters', withoutCasing),
  'compares.fields.number': {
    kind: 'approximate',
    verdict: 'narrower',
    why: 'fieldref compares texts: 5 and 5.0 are not equal',
    rewrite: numbersAsTexts,
  },
  'keyword.contains': exact,
  'keyword.whole': broader(
    'Sigma’s keywords are found within a value, not only as the whole of one',
    asContained,
  ),
  'keyword.exact': exact,
  'keyword.regex': exact,
  analysed: broader('Sigma has no tokens: the words are found anywhere in the text', tokensAsContains),
  element: broader('Sigma cannot ask that several conditions hold of one element of a list', () => undefined),
  'quantifier.all': broader('Sigma asks that some value of a list fits, not each', forAnyValue),
  'quantifier.single': broader('Sigma asks that some value of a list fits, not the only one', forAnyValue),
  'subject.field-pattern': broader(
    'Sigma has no wildcards in field names: the value is looked for in the whole event',
    fieldPatternAsKeyword,
  ),
  'subject.length': rewritten('pattern of that many characters', lengthAsPattern),
  'subject.lower': rewritten('comparison that ignores case', foldedSubject),
  'subject.upper': rewritten('comparison that ignores case', foldedSubject),
  'subject.trim': noFunction('trimmed text'),
  'subject.concat': noFunction('concatenation'),
  'subject.substring': rewritten('pattern of the whole value', substringAsPattern),
  'subject.between': noFunction('text between two others'),
  'subject.indexOf': noFunction('position of a text'),
  'subject.replace': noFunction('replacement'),
  'subject.baseName': rewritten(
    'ending of the path',
    leaf => baseNameAsSuffix(leaf) ?? baseNameAsRegex(leaf),
  ),
  'subject.directoryName': noFunction('directory'),
  'subject.extension': rewritten('ending of the path', extensionAsRegex),
  'subject.date-part': exact,
  'subject.text': refused('Sigma has no functions of this kind'),
  'subject.math': refused('Sigma has no functions of this kind'),
  'subject.time': refused('Sigma has no functions of this kind'),
  'subject.several': refused('Sigma has no functions of this kind'),
  'subject.arithmetic': refused('Sigma has no arithmetic'),
  'subject.choice': refused('Sigma has no conditional values'),
  'subject.coercion': rewritten('comparison of texts', withoutCoercion),
  'subject.value-count': noFunction('number of values'),
  'subject.literal': refused('Sigma compares fields, not constants'),
  'subject.geography': refused('Sigma has no functions for geography'),
  'subject.part-of-point': exact,
  'search.events': exact,
  'search.union': refused('a Sigma rule is one search'),
  'search.pipeline': refused('Sigma has no pipelines of transformations'),
  'search.sequence': exact,
  'search.correlate': exact,
  'search.new-terms': refused('Sigma has no search for values that were not seen before'),
  'search.indicator-match': refused('Sigma has no match against a list of indicators'),
} as const satisfies Capabilities;

/** Limits of a leaf that the table cannot see. */
export function inspect(leaf: Leaf, { profile }: PlannedRule): Capability | undefined {
  const isOfSeveral = subjects(leaf).some(subject =>
    fieldsOf(subject).some(field => profile.isMultiValued(field.name)),
  );
  if ('quantifier' in leaf && leaf.quantifier !== 'any' && !isOfSeveral)
    return rewritten('test of any value', forAnyValue);
  if (leaf.kind === 'analysed' && leaf.analyser !== undefined)
    return rewritten('a regex that cuts the text as its analyser does', asRegex);
  if (leaf.kind === 'element') return elementCapability(leaf);
  if (leaf.kind === 'compares') return comparisonLimit(leaf);
  if (leaf.kind === 'equals' && isMixed(leaf))
    return rewritten('one comparison for texts, one for the rest', parted);
  const regex = leaf.kind === 'matches' || leaf.kind === 'keyword' ? leaf.regex : undefined;
  if (regex !== undefined) {
    const written = writeRegex(regex, sigmaRegex);
    if (written.text === undefined) return refused(`the regexes of Sigma lack ${written.lacks}`);
  }
  if (leaf.kind === 'keyword' && leaf.patterns.some(pattern => pattern.length === 0))
    return refused('an empty keyword is found in every event');
  return undefined;
}

function asRegex(leaf: Leaf): Predicate | undefined {
  return leaf.kind === 'analysed' ? wordsAsRegex(leaf) : undefined;
}

function comparisonLimit(leaf: Extract<Leaf, { kind: 'compares' }>): Capability | undefined {
  const isOrder = /^(lt|gt)/.test(leaf.operator);
  // A number in a rule is found as a number, however it is written in the event.
  if (leaf.right.kind === 'literal' && leaf.as === 'number' && leaf.left.kind === 'field') return exact;
  if (leaf.left.kind === 'literal' || leaf.right.kind !== 'field') return undefined;
  return isOrder ? refused('fieldref has no comparison by order') : undefined;
}

/** pySigma takes `cased` for texts alone. */
function isMixed({ casing, values, quantifier }: Extract<Leaf, { kind: 'equals' }>): boolean {
  return (
    casing === 'exact' &&
    quantifier === 'any' &&
    values.some(value => typeof value !== 'string') &&
    values.some(value => typeof value === 'string' && hasCase(value))
  );
}

function parted(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'equals') return undefined;
  const texts = leaf.values.filter(value => typeof value === 'string');
  const others = leaf.values.filter(value => typeof value !== 'string');
  return or([
    { ...leaf, values: texts },
    // Of another casing, so that the two are not joined again.
    { ...leaf, casing: 'ignored', values: others },
  ]);
}
