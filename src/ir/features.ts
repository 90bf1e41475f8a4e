import type { RegexNode } from '../regex/index.ts';
import type { Expression, Pattern } from './expression.ts';
import type { FunctionName } from './function-names.ts';
import type { Leaf } from './predicate.ts';
import type { Search } from './search.ts';
import { operands, subjects } from './walk.ts';

/**
 * What a leaf or a search needs of a language. A backend's capability table says of each whether it can hold it, so
 * this list is the vocabulary in which plan, the support matrix and the tests speak.
 */
export const features = [
  'always',
  'exists',
  'equals.text.exact',
  'equals.text.ignored',
  'equals.number',
  'equals.boolean',
  'equals.empty',
  'equals.wildcard-characters',
  'like.exact',
  'like.ignored',
  'like.any-one',
  'like.wildcard-characters',
  'matches.exact',
  'matches.ignored',
  'matches.look-around',
  'matches.back-reference',
  'matches.anchor-inside',
  'matches.possessive',
  'matches.lucene-operators',
  'in-network.v4',
  'in-network.v6',
  'compares.number',
  'compares.string',
  'compares.time',
  'compares.ip',
  'compares.fields.exact',
  'compares.fields.ignored',
  'compares.fields.number',
  'keyword.contains',
  'keyword.whole',
  'keyword.exact',
  'keyword.regex',
  'analysed',
  'element',
  'quantifier.all',
  'quantifier.single',
  'subject.field-pattern',
  'subject.length',
  'subject.lower',
  'subject.upper',
  'subject.trim',
  'subject.concat',
  'subject.substring',
  'subject.between',
  'subject.indexOf',
  'subject.replace',
  'subject.baseName',
  'subject.directoryName',
  'subject.extension',
  'subject.date-part',
  'subject.text',
  'subject.math',
  'subject.time',
  'subject.several',
  'subject.arithmetic',
  'subject.choice',
  'subject.coercion',
  'subject.value-count',
  'subject.literal',
  'subject.geography',
  'subject.part-of-point',
  'search.events',
  'search.union',
  'search.pipeline',
  'search.sequence',
  'search.correlate',
  'search.new-terms',
  'search.indicator-match',
] as const;

export type Feature = (typeof features)[number];

/** A leaf is held against the tables of several dialects; it never changes. */
const featuresByLeaf = new WeakMap<Leaf, ReadonlySet<Feature>>();

/** Features of one leaf, without those of the predicate inside of an element. */
export function featuresOfLeaf(leaf: Leaf): ReadonlySet<Feature> {
  const known = featuresByLeaf.get(leaf);
  if (known !== undefined) return known;
  const found = new Set<Feature>();
  featuresByLeaf.set(leaf, found);
  for (const subject of subjects(leaf)) addSubject(subject, found);
  if ('quantifier' in leaf && leaf.quantifier !== 'any') found.add(`quantifier.${leaf.quantifier}`);
  addLeaf(leaf, found);
  return found;
}

export function featureOfSearch(search: Search): Feature {
  const names = { newTerms: 'new-terms', indicatorMatch: 'indicator-match' } as const;
  return search.kind === 'newTerms' || search.kind === 'indicatorMatch'
    ? `search.${names[search.kind]}`
    : `search.${search.kind}`;
}

function addLeaf(leaf: Leaf, found: Set<Feature>): void {
  switch (leaf.kind) {
    case 'exists':
    case 'analysed':
    case 'element':
      found.add(leaf.kind);
      return;
    case 'equals':
      for (const value of leaf.values) {
        if (typeof value === 'number') found.add('equals.number');
        else if (typeof value === 'boolean') found.add('equals.boolean');
        else if (value === '') found.add('equals.empty');
        else {
          found.add(`equals.text.${leaf.casing}`);
          if (/[*?]/.test(value)) found.add('equals.wildcard-characters');
        }
      }
      return;
    case 'like':
      found.add(`like.${leaf.casing}`);
      for (const pattern of leaf.patterns) addPattern(pattern, found);
      return;
    case 'matches':
      found.add(leaf.regex.flags.ignoreCase ? 'matches.ignored' : 'matches.exact');
      addRegex(leaf.regex.node, found, true, true);
      return;
    case 'inNetwork':
      for (const network of leaf.networks) found.add(`in-network.v${network.version}`);
      return;
    case 'compares':
      if (leaf.right.kind === 'literal' && leaf.operator !== 'eq') found.add(`compares.${leaf.as}`);
      else if (leaf.as === 'number') found.add('compares.fields.number');
      else found.add(`compares.fields.${leaf.casing}`);
      return;
    case 'keyword':
      found.add(`keyword.${leaf.scope}`);
      if (leaf.casing === 'exact') found.add('keyword.exact');
      if (leaf.regex) found.add('keyword.regex');
  }
}

function addPattern(pattern: Pattern, found: Set<Feature>): void {
  for (const part of pattern) {
    if (part.kind === 'anyOne') found.add('like.any-one');
    else if (part.kind === 'text' && /[*?]/.test(part.text)) found.add('like.wildcard-characters');
  }
}

const mathNames =
  /^(?:abs|a?(?:cos|sin|tan)h?|atan2|cbrt|ceil|exp|floor|greatest|hypot|least|log|log10|pow|round|sign|sqrt|truncate)$/;
const textNames =
  /^(?:right|trimStart|trimEnd|reverse|repeat|split|byteLength|base64\w+|url\w+|replaceRegex|jsonExtract|escapeToAscii|fractionText|ipPrefix|md5|sha\d+|versionOrder)$/;

function featureOfFunction(name: FunctionName): Feature {
  if (/^(?:minute|hour|day|week|month|year)$/.test(name)) return 'subject.date-part';
  if (/^(?:mv|vector)[A-Z]|^jsonObject$/.test(name)) return 'subject.several';
  if (/^(?:geo|flat)[A-Z]/.test(name)) return 'subject.geography';
  if (/^(?:now|date\w+|dayName|monthName)$/.test(name)) return 'subject.time';
  if (mathNames.test(name)) return 'subject.math';
  return textNames.test(name) ? 'subject.text' : (`subject.${name}` as Feature);
}

function addSubject(subject: Expression, found: Set<Feature>): void {
  switch (subject.kind) {
    case 'field':
      if (subject.isOfPoint) found.add('subject.part-of-point');
      return;
    case 'literal':
      break;
    case 'fieldPattern':
      found.add('subject.field-pattern');
      break;
    case 'call':
      found.add(featureOfFunction(subject.function));
      break;
    case 'valueCount':
      found.add('subject.value-count');
      break;
    default:
      found.add(`subject.${subject.kind}`);
  }
  for (const operand of operands(subject)) addSubject(operand, found);
}

/** `first` and `last`: whether the node touches the start and the end of the whole, where anchors are ordinary. */
function addRegex(node: RegexNode, found: Set<Feature>, first: boolean, last: boolean): void {
  switch (node.kind) {
    case 'look':
      found.add('matches.look-around');
      return;
    case 'backReference':
      found.add('matches.back-reference');
      return;
    case 'anchor': {
      const atStart = node.at === 'lineStart' || node.at === 'textStart';
      const atEnd = node.at === 'lineEnd' || node.at === 'textEnd' || node.at === 'textEndOrNewline';
      if (!((atStart && first) || (atEnd && last))) found.add('matches.anchor-inside');
      return;
    }
    case 'sequence':
      node.items.forEach((item, index) => {
        addRegex(item, found, first && index === 0, last && index === node.items.length - 1);
      });
      return;
    case 'alternation':
      for (const option of node.options) addRegex(option, found, first, last);
      return;
    case 'repeat':
      if (node.mode === 'possessive') found.add('matches.possessive');
      addRegex(node.node, found, false, false);
      return;
    case 'atomic':
      found.add('matches.possessive');
      addRegex(node.node, found, first, last);
      return;
    case 'group':
    case 'flagged':
      addRegex(node.node, found, first, last);
      return;
    case 'complement':
    case 'intersection':
    case 'interval':
      found.add('matches.lucene-operators');
      return;
    default:
  }
}
