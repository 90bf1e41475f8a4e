import {
  type Call,
  type Expression,
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
  leaves,
  operands,
  type Pattern,
  type PlannedRule,
  subjects,
} from '../../src/ir/index.ts';
import { isOfCalendar } from './calendar.ts';
import { splNames } from './print-events.ts';
import { simplify } from './simplify.ts';
import { askedAgain } from './split.ts';

/** What has to be so in Splunk for the printed leaf to mean the leaf. */
export function assumesSpl(leaf: Leaf, rule: PlannedRule): readonly Given[] {
  const printed = leaf.kind === 'element' ? [leaf] : leaves(simplify(leaf)).map(each => each.leaf);
  const given = printed.flatMap(each => [
    ...ofFields(each, rule.profile.isMultiValued, standsInWhere(rule)),
    ...ofValues(each),
    ...ofSubjects(each),
  ]);
  return [...new Set(given)];
}

const rulesWithMixedGroups = new WeakMap<PlannedRule, boolean>();

/** Whether some group goes to where whole, for one of its leaves: which leaf stands there, only the finished rule shows. */
function standsInWhere(rule: PlannedRule): boolean {
  const known = rulesWithMixedGroups.get(rule);
  if (known !== undefined) return known;
  const found = askedAgain([simplify(rule.where)], splNames(rule)).some(group => leaves(group).length > 1);
  rulesWithMixedGroups.set(rule, found);
  return found;
}

/** Also that the events are in the data model, in the fields that it has for them. */
export function assumesCim(leaf: Leaf, rule: PlannedRule): readonly Given[] {
  const { dataModel } = rule.source.splunk;
  return [...assumesSpl(leaf, rule), ...(dataModel === undefined ? [] : [`data-model:${dataModel}`])];
}

/** In search `field=value` asks for any value of several; a function of eval does so of none. */
function ofFields(
  leaf: Leaf,
  isMultiValued: (field: string) => boolean,
  isInWhere: boolean,
): readonly Given[] {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  const names = [...new Set(fields.map(field => field.name))].filter(
    name => !isMultiValued(name) || fields.length > 1,
  );
  const isEvaluated = asksEval(leaf) || (isInWhere && 'quantifier' in leaf);
  return isEvaluated ? names.map(name => `single-valued:${name}`) : [];
}

/** Whether some form of the leaf is evaluated by where, or means all values. */
function asksEval(leaf: Leaf): boolean {
  if (
    leaf.kind === 'exists' ||
    leaf.kind === 'keyword' ||
    leaf.kind === 'element' ||
    leaf.kind === 'analysed'
  )
    return false;
  if (leaf.quantifier !== 'any' || subjects(leaf).some(isComputed)) return true;
  if (leaf.kind === 'matches') return true;
  if (leaf.kind === 'compares') return leaf.right.kind !== 'literal';
  if (leaf.kind === 'inNetwork') return false;
  const texts =
    leaf.kind === 'equals' ? leaf.values.filter(value => typeof value === 'string') : textsOf(leaf.patterns);
  const hasAnyOne =
    leaf.kind === 'like' && leaf.patterns.some(parts => parts.some(part => part.kind === 'anyOne'));
  return leaf.casing === 'exact' || hasAnyOne || texts.some(each => /[*\p{Cc}]/u.test(each));
}

function isComputed(subject: Expression): boolean {
  return subject.kind !== 'field' && subject.kind !== 'literal' && subject.kind !== 'fieldPattern';
}

function ofValues(leaf: Leaf): readonly Given[] {
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.flatMap(value => ofValue(value, leaf.subject));
    case 'like':
      return [
        ...ofPatterns(leaf.patterns, nameOf(leaf.subject)),
        ...textsOf(leaf.patterns).flatMap(ofLetters),
      ];
    case 'keyword':
      return ['raw-text', ...ofPatterns(leaf.patterns, '_raw'), ...textsOf(leaf.patterns).flatMap(ofLetters)];
    case 'compares':
      return ofComparison(leaf);
    case 'inNetwork':
      return ofNetworks(leaf);
    default:
      return [];
  }
}

/**
 * Whether an IPv4 address in the form of IPv6 (`::ffff:10.0.0.1`) is in a network of IPv4 is not documented.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConditionalFunctions
 */
function ofNetworks({ subject, networks }: Extract<Leaf, { kind: 'inNetwork' }>): readonly Given[] {
  const isAtRisk = networks.some(({ version }) => version === 4);
  return isAtRisk ? fieldsOf(subject).map(({ name }) => `no-mapped-address:${name}`) : [];
}

/** `=` compares texts: 5 is not 5.0, and true is True. */
function ofValue(value: string | number | boolean, subject: Expression): readonly Given[] {
  if (typeof value === 'string') return ofLetters(value);
  if (subject.kind !== 'field') return [];
  return [
    typeof value === 'number' ? `canonical-number:${subject.name}` : `lower-case-boolean:${subject.name}`,
  ];
}

/** How Splunk folds letters beyond ASCII is not documented. */
function ofLetters(text: string): readonly Given[] {
  const beyond = text.replaceAll(/\p{ASCII}/gu, '');
  return beyond.toLowerCase() === beyond.toUpperCase() ? [] : ['unicode-case-folding'];
}

/**
 * A wildcard within a text that has punctuation may miss events, since the index holds words.
 * https://docs.splunk.com/Documentation/Splunk/8.0.2/Search/Wildcards
 */
function ofPatterns(patterns: readonly Pattern[], name: string): readonly Given[] {
  const isAtRisk = patterns.some(parts => {
    const inner = parts.slice(1, -1).some(part => part.kind !== 'text');
    return inner && textsOf([parts]).some(each => /[^A-Za-z0-9]/.test(each));
  });
  return isAtRisk ? [`segmentation:${name}`] : [];
}

function ofComparison(leaf: Extract<Leaf, { kind: 'compares' }>): readonly Given[] {
  const fields = [leaf.left, leaf.right].filter(side => side.kind === 'field') as readonly Field[];
  if (leaf.as === 'time') {
    const isRounded = leaf.right.kind === 'literal' && /^now.*\//.test(String(leaf.right.value));
    return isRounded ? ['time-zone:UTC'] : [];
  }
  if (leaf.as === 'number') return fields.map(field => `numeric:${field.name}`);
  if (leaf.right.kind === 'literal' || leaf.operator !== 'eq') return [];
  return fields.map(field => `canonical-number:${field.name}`);
}

/** Parts of a date are those of the searcher's time zone; the IR's are in UTC. */
function ofSubjects(leaf: Leaf): readonly Given[] {
  return subjects(leaf)
    .flatMap(callsIn)
    .flatMap(call => {
      if (!isOfCalendar(call)) return [];
      const moment = call.function === 'dateTruncate' ? call.arguments[0] : call.arguments.at(-1);
      const isEventTime = moment?.kind === 'field' && moment.name === '_time';
      return [
        'time-zone:UTC',
        ...(isEventTime || moment?.kind !== 'field' ? [] : [`epoch-time:${moment.name}`]),
      ];
    });
}

function callsIn(expression: Expression): readonly Call[] {
  return [...(expression.kind === 'call' ? [expression] : []), ...operands(expression).flatMap(callsIn)];
}

function nameOf(subject: Expression): string {
  return subject.kind === 'field' ? subject.name : 'computed';
}

function textsOf(patterns: readonly Pattern[]): readonly string[] {
  return patterns.flatMap(parts => parts.flatMap(part => (part.kind === 'text' ? [part.text] : [])));
}
