import {
  type Capabilities,
  type Capability,
  fieldsOf,
  type Given,
  type Leaf,
  type PlannedRule,
  subjects,
} from '../../../src/ir/index.ts';
import type { Columns } from './columns.ts';
import { arraysOf, isOfLists, printCondition } from './condition.ts';
import { Unsaid } from './expression.ts';
import { endsLine } from './regex.ts';

const exact: Capability = { kind: 'exact' };
const refused = (why: string): Capability => ({ kind: 'refused', why });
const noPattern = (what: string): Capability => refused(`Snowflake’s regular expressions lack ${what}`);

/** A scheduled query is for searches over several events: single events are what rules are for. */
export const sqlCapabilities = {
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
  'matches.look-around': noPattern('look-around'),
  'matches.back-reference': noPattern('back-references'),
  'matches.anchor-inside': exact,
  'matches.possessive': noPattern('possessive repetition and atomic groups'),
  'matches.lucene-operators': noPattern('complements, intersections and intervals'),
  'in-network.v4': exact,
  'in-network.v6': exact,
  'compares.number': exact,
  'compares.string': exact,
  'compares.time': exact,
  'compares.ip': refused('SQL has no order of addresses'),
  'compares.fields.exact': exact,
  'compares.fields.ignored': exact,
  'compares.fields.number': exact,
  'keyword.contains': refused('SQL looks at one column at a time'),
  'keyword.whole': refused('SQL looks at one column at a time'),
  'keyword.exact': refused('SQL looks at one column at a time'),
  'keyword.regex': refused('SQL looks at one column at a time'),
  analysed: refused('SQL looks at one column at a time'),
  element: exact,
  'quantifier.all': exact,
  'quantifier.single': exact,
  'subject.field-pattern': refused('SQL has no wildcards in the names of fields'),
  'subject.length': exact,
  'subject.lower': exact,
  'subject.upper': exact,
  'subject.trim': exact,
  'subject.concat': exact,
  'subject.substring': exact,
  'subject.between': refused('Snowflake has no function for the text between two others'),
  'subject.indexOf': exact,
  'subject.replace': exact,
  'subject.baseName': exact,
  'subject.directoryName': refused('Snowflake has no functions for paths'),
  'subject.extension': refused('Snowflake has no functions for paths'),
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
  'subject.geography': refused(
    'ruleglot writes no shapes of geography in SQL: of points it writes distances, longitudes and latitudes',
  ),
  'subject.part-of-point': exact,
  'search.events': refused('single events are what rules in Python are for'),
  'search.union': exact,
  'search.pipeline': exact,
  'search.sequence': exact,
  'search.correlate': exact,
  'search.new-terms': exact,
  'search.indicator-match': exact,
} as const satisfies Capabilities;

/** Why this very leaf has no form in SQL, found by printing it. */
export function inspectForSql(leaf: Leaf, { profile }: PlannedRule): Capability | undefined {
  const columns = columnsOf(profile.isMultiValued);
  try {
    if (leaf.kind === 'compares' && arraysOf(leaf, columns).length > 0 && leaf.quantifier === 'all')
      return refused('this version writes no SQL that compares every value of a list');
    printCondition(leaf, columns);
    return undefined;
  } catch (error) {
    if (error instanceof Unsaid) return refused(error.message);
    throw error;
  }
}

function columnsOf(isMultiValued: (field: string) => boolean): Columns {
  return { known: new Map(), open: true, hidden: new Set(), isMultiValued };
}

/** What must hold of the events for the SQL to mean the leaf. */
export function assumesOfSql(leaf: Leaf, { profile }: PlannedRule): readonly Given[] {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  const single = subjects(leaf)
    .filter(subject => !isOfLists(subject))
    .flatMap(fieldsOf)
    .flatMap(({ name }) => (profile.isMultiValued(name) ? [] : [`single-valued:${name}`]));
  const lines = leaf.kind === 'matches' && endsLine(leaf.regex) ? ['no-line-breaks'] : [];
  const mapped =
    leaf.kind === 'inNetwork' && leaf.networks.some(network => network.version === 4)
      ? fields.map(field => `no-mapped-address:${field.name}`)
      : [];
  return [...single, ...lines, ...mapped];
}
