import type {
  Call,
  Capabilities,
  Capability,
  Expression,
  Leaf,
  PlannedRule,
  Rewrite,
} from '../../src/ir/index.ts';
import {
  and,
  anyRun,
  contains,
  fieldsOf,
  hasUnusualLetters,
  like,
  operands,
  or,
  placesApart,
  subjects,
  text,
  wordsAsRegex,
  writeRegex,
} from '../../src/ir/index.ts';
import { asksForAge, withoutAge } from '../age-of-event.ts';
import { extremeProblem } from '../extremes.ts';
import { limitOfCall, writerOf } from './functions.ts';
import { givesList, limitOfList, takesList } from './lists.ts';
import { hasTest } from './several-values.ts';
import { isMoment, isTimeCall, limitOfTime } from './times.ts';

const exact: Capability = { kind: 'exact' };
const noShapes =
  'Python has no shapes of geography: of points ruleglot writes distances, longitudes and latitudes';
const refused = (why: string): Capability => ({ kind: 'refused', why });
const broader = (why: string, rewrite: Rewrite): Capability => ({
  kind: 'approximate',
  verdict: 'broader',
  why,
  rewrite,
});

/** A panther rule is Python, which holds nearly all; what is refused has no writer here yet, or no meaning in one event. */
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
    'Lucene’s complement and intersection have no form in Python’s regexes',
  ),
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': exact,
  'compares.time': exact,
  'compares.ip': refused('this version writes no Python for addresses compared by order'),
  'compares.fields.exact': exact,
  'compares.fields.ignored': exact,
  'compares.fields.number': exact,
  'keyword.contains': exact,
  'keyword.whole': exact,
  'keyword.exact': exact,
  'keyword.regex': exact,
  analysed: broader(
    'a Panther event has no analysed text: the words are found anywhere in it',
    tokensAsContains,
  ),
  element: exact,
  'quantifier.all': exact,
  'quantifier.single': exact,
  'subject.field-pattern': broader(
    'Panther has no wildcards in field names: the value is looked for in the whole event',
    fieldPatternAsKeyword,
  ),
  'subject.length': exact,
  'subject.lower': exact,
  'subject.upper': exact,
  'subject.trim': exact,
  'subject.concat': exact,
  'subject.substring': exact,
  'subject.between': exact,
  'subject.indexOf': exact,
  'subject.replace': exact,
  'subject.baseName': exact,
  'subject.directoryName': exact,
  'subject.extension': exact,
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
  'subject.geography': refused(noShapes),
  'subject.part-of-point': exact,
  'search.events': exact,
  'search.union': refused('a Panther rule is one search'),
  'search.pipeline': refused('a rule over single events has no stages'),
  'search.sequence': refused('a rule over single events knows no order of them'),
  'search.correlate': exact,
  'search.new-terms': exact,
  'search.indicator-match': refused('a rule of ours reads no lookup tables'),
} as const satisfies Capabilities;

/** Of a correlation rule: the rules that it joins are written in the same Python. */
export const correlationCapabilities = {
  ...capabilities,
  'search.events': refused('a correlation rule joins rules over several events'),
  'search.pipeline': refused('a correlation rule has no stages'),
  'search.sequence': exact,
  'search.correlate': exact,
  'search.new-terms': refused('a correlation rule has no history of values'),
  'search.indicator-match': refused('a correlation rule has no lists of indicators'),
} as const satisfies Capabilities;

const byRegex: Capability = {
  kind: 'rewritten',
  by: 'a regex that cuts the text as its analyser does',
  rewrite: leaf => (leaf.kind === 'analysed' ? wordsAsRegex(leaf) : undefined),
};

const ageLeftOut = withoutAge('Panther');

/** Limits of a leaf that the table cannot see. */
export function inspect(leaf: Leaf, { profile }: PlannedRule): Capability | undefined {
  if (leaf.kind === 'analysed' && leaf.analyser !== undefined) return byRegex;
  const regex = leaf.kind === 'matches' || leaf.kind === 'keyword' ? leaf.regex : undefined;
  if (regex !== undefined) {
    const written = writeRegex(regex, { dialect: 'python', use: 'search' });
    if (written.text === undefined) return refused(`Python’s regexes lack ${written.lacks}`);
  }
  if (asksForAge(leaf)) return ageLeftOut;
  if (isNumberOfAny(leaf)) return numberAnywhere;
  if (leaf.kind === 'compares' && leaf.as === 'time' && ![leaf.left, leaf.right].every(isMoment))
    return refused(
      'a rule of Panther looks at an event when it comes: it has no clock to compare times with',
    );
  for (const subject of subjects(leaf)) {
    const why = limitOfExpression(subject);
    if (why !== undefined) return refused(why);
  }
  return hasTest(leaf, profile)
    ? undefined
    : refused('this version writes no Python that quantifies what is made of each value of a list');
}

/** The spelling `5.0` is that number too, and no text that is looked for. */
const numberAnywhere: Capability = {
  kind: 'approximate',
  verdict: 'different',
  why: 'Panther has no wildcards in field names: the number is looked for in the whole event, as the text that it is written as',
  rewrite: fieldPatternAsKeyword,
};

function isNumberOfAny(leaf: Leaf): boolean {
  return (
    leaf.kind === 'equals' &&
    leaf.subject.kind === 'fieldPattern' &&
    leaf.values.some(value => typeof value === 'number')
  );
}

function limitOfExpression(expression: Expression): string | undefined {
  const places = placesApart(expression);
  if (places !== undefined)
    return places
      .flatMap(({ longitude, latitude }) => [longitude, latitude])
      .map(limitOfExpression)
      .find(why => why !== undefined);
  if (expression.kind === 'call') {
    const why =
      givesList(expression) || takesList(expression) ? limitOfList(expression) : limitOfScalar(expression);
    if (why !== undefined) return why;
  }
  for (const operand of operands(expression)) {
    const why = limitOfExpression(operand);
    if (why !== undefined) return why;
  }
  return undefined;
}

function limitOfScalar(call: Call): string | undefined {
  if (/^(?:geo|flat)[A-Z]/.test(call.function)) return noShapes;
  if (isTimeCall(call)) return limitOfTime(call);
  if (/^(?:minute|hour|day|week|month|year)$/.test(call.function)) return undefined;
  return writerOf(call.function) === undefined
    ? `Python has nothing that ruleglot writes for ${call.function}`
    : (extremeProblem(call) ?? limitOfCall(call));
}

/** What must hold of the event's types for the Python to mean the leaf. */
export function assumes(leaf: Leaf, { profile }: PlannedRule): readonly string[] {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  const numeric = leaf.kind === 'equals' && leaf.values.some(value => typeof value === 'number');
  const canonical = numeric ? fields.map(field => `canonical-number:${field.name}`) : [];
  const single = fields.flatMap(field =>
    profile.isMultiValued(field.name) ? [] : [`single-valued:${field.name}`],
  );
  const texts = isMadeTruth(leaf) ? fields.map(field => `text:${field.name}`) : [];
  return [...single, ...canonical, ...texts, ...(hasUnusualLetters(leaf) ? ['unicode-case-folding'] : [])];
}

/** The text of a Boolean has a capital in Python, by which it is ordered, and what a function makes of it too. https://docs.python.org/3/library/stdtypes.html#str */
function isMadeTruth(leaf: Leaf): boolean {
  if (leaf.kind === 'compares') return leaf.as === 'string' && /^[lg]te?$/.test(leaf.operator);
  return (
    leaf.kind === 'equals' &&
    leaf.casing === 'exact' &&
    leaf.subject.kind === 'call' &&
    leaf.values.some(value => typeof value === 'string' && /^(?:true|false)$/i.test(value))
  );
}

function tokensAsContains(leaf: Leaf) {
  if (leaf.kind !== 'analysed') return undefined;
  if (leaf.pattern !== undefined)
    return like(leaf.subject, [contains(leaf.pattern)], {
      casing: 'ignored',
      origin: leaf.origin,
    });
  const found = leaf.tokens.map(token =>
    like(leaf.subject, [[anyRun, text(token), anyRun]], { casing: 'ignored', origin: leaf.origin }),
  );
  return leaf.mode === 'any' ? or(found, leaf.origin) : and(found, leaf.origin);
}

function fieldPatternAsKeyword(leaf: Leaf) {
  const patterns =
    leaf.kind === 'like'
      ? leaf.patterns
      : leaf.kind === 'equals'
        ? leaf.values.map(value => [text(String(value))])
        : [];
  if (patterns.length === 0 || !('casing' in leaf)) return undefined;
  return { kind: 'keyword', patterns, casing: leaf.casing, scope: 'whole', origin: leaf.origin } as const;
}
