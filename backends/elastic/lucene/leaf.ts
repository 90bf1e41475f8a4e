import {
  anyRun,
  type Casing,
  type Compares,
  contains,
  type Equals,
  type Expression,
  type Keyword,
  type Leaf,
  type Like,
  type Matches,
  type Pattern,
  type PlannedRule,
  plainText,
  text,
} from '../../../src/ir/index.ts';
import { isTextOfAny, isTyped, kindOf, takesStrings } from '../field-kind.ts';
import { atom, binding, comparison, type Fragment } from '../fragment.ts';
import { instantOf } from '../instant.ts';
import { type Connectives, joined } from '../junction.ts';
import { bracketed, type Doc, pieces, stacked } from '../layout.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { valueAs } from '../typed-values.ts';
import { foldedRegex } from './folded-regex.ts';
import { fieldName, quoted, regex, value, wildcard } from './quoting.ts';

const words = { and: 'AND', or: 'OR', parenthesised: true } as const;

/** The words of Lucene, which has no precedence: every junction within another stands in parentheses. */
export function luceneConnectives(rule: PlannedRule): Connectives {
  return {
    ...words,
    not: 'NOT',
    always: { true: atom('*:*'), false: { doc: 'NOT *:*', binding: binding.not } },
    leaf: leaf => printLeaf(plainLeaf(leaf), rule),
  };
}

function printLeaf(leaf: Leaf, rule: PlannedRule): Fragment {
  switch (leaf.kind) {
    case 'exists':
      return printExists(leaf.subject);
    case 'equals':
      return fielded(leaf.subject, equalsValues(leaf, rule));
    case 'like':
      return fielded(leaf.subject, likeValues(leaf, rule));
    case 'matches':
      return fielded(leaf.subject, [regexValue(leaf.regex)]);
    case 'inNetwork':
      return fielded(
        leaf.subject,
        leaf.networks.map(network => quoted(`${network.address}/${network.prefixLength}`)),
      );
    case 'compares':
      return comparison(printRange(leaf));
    case 'keyword':
      return printKeyword(leaf);
    case 'analysed':
      return printAnalysed(leaf);
    case 'element':
      throw new Error('plan left an element that Lucene does not hold');
  }
}

function printExists(subject: Expression): Fragment {
  return comparison(
    subject.kind === 'field' ? `_exists_:${fieldName(subject.name)}` : `${nameOf(subject)}:*`,
  );
}

function nameOf(subject: Expression): string {
  if (subject.kind === 'field') return fieldName(subject.name);
  if (subject.kind !== 'fieldPattern')
    throw new Error(`plan left a ${subject.kind} that Lucene does not hold`);
  return subject.pattern
    .map(part => (part.kind === 'text' ? fieldName(part.text) : part.kind === 'anyRun' ? '\\*' : '\\?'))
    .join('');
}

function fielded(subject: Expression, values: readonly Doc[]): Fragment {
  const [only] = values;
  if (only !== undefined && values.length === 1) return comparison(pieces(`${nameOf(subject)}:`, only));
  return comparison(pieces(`${nameOf(subject)}:`, bracketed(stacked(values, ' OR'))));
}

function equalsValues(leaf: Equals, rule: PlannedRule): readonly string[] {
  const { profile } = rule;
  const kind = kindOf(leaf.subject, profile);
  if (isTyped(kind)) return [...new Set(leaf.values.map(each => value(String(valueAs(each, kind)))))];
  // A field of Booleans takes no regex: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/boolean
  const ofBooleans =
    !takesStrings(leaf.subject, rule) && leaf.values.every(each => typeof each === 'boolean');
  return [
    ...new Set(
      leaf.values.map(each => {
        if (isTextOfAny(each, leaf.subject)) return quoted(each);
        // In quotes it would be the text.
        if (leaf.subject.kind === 'fieldPattern' && typeof each === 'number' && each < 0) return `\\${each}`;
        return ofBooleans ? value(String(each)) : equalValue(each, leaf.casing);
      }),
    ),
  ];
}

function equalValue(each: string | number | boolean, casing: Casing): string {
  return typeof each === 'number' ? value(String(each)) : patternValue([text(String(each))], casing);
}

/** The words of a text field are in lower case, and a wildcard with them; a regex is not. */
function likeValues({ subject, patterns, casing }: Like, { profile }: PlannedRule): readonly string[] {
  const isText = kindOf(subject, profile) === 'text';
  return patterns.map(each => (isText ? wildcard(each) : patternValue(each, casing)));
}

/** A pattern that ignores case becomes a regular expression with both letters of each pair. */
function patternValue(pattern: Pattern, casing: Casing): string {
  const folded = casing === 'ignored' ? foldedRegex(pattern) : undefined;
  if (folded !== undefined) return regex(folded);
  const plain = plainText(pattern);
  return plain === undefined ? wildcard(pattern) : value(plain);
}

function regexValue(tree: Matches['regex']): string {
  const written = luceneRegex(tree, false);
  if ('lacks' in written) throw new Error(`plan left a regex that Lucene does not hold: ${written.lacks}`);
  return regex(written.text);
}

/** A search without a field: `*text*`, or a regular expression where case is ignored. */
export function printKeyword(leaf: Keyword): Fragment {
  const around = leaf.scope === 'contains' ? leaf.patterns.map(contains) : leaf.patterns;
  const values = around.map(each => patternValue(each, leaf.casing));
  const all = leaf.regex ? [...values, regexValue(leaf.regex)] : values;
  return joined(all.map(atom), 'or', words);
}

const brackets: Readonly<Record<Compares['operator'], (limit: string) => string>> = {
  lt: limit => `{* TO ${limit}}`,
  lte: limit => `[* TO ${limit}]`,
  gt: limit => `{${limit} TO *}`,
  gte: limit => `[${limit} TO *]`,
  eq: limit => limit,
  startsWith: limit => limit,
  endsWith: limit => limit,
  contains: limit => limit,
};

function printRange({ left, operator, right, as }: Compares): string {
  const limit = right.kind === 'literal' && right.value !== null ? right.value : '';
  const written = as === 'time' ? (instantOf(limit, operator) ?? String(limit)) : String(limit);
  return `${nameOf(left)}:${brackets[operator](value(written))}`;
}

export function printAnalysed(leaf: Extract<Leaf, { kind: 'analysed' }>): Fragment {
  const { subject, mode, tokens, pattern } = leaf;
  if (pattern !== undefined) return fielded(subject, [wildcard(pattern)]);
  if (mode === 'phrasePrefix') return fielded(subject, [wildcard([text(tokens.join(' ')), anyRun])]);
  if (mode === 'phrase') return fielded(subject, [quoted(tokens.join(' '))]);
  const found = tokens.map(token => comparison(`${nameOf(subject)}:${value(token)}`));
  return joined(found, mode === 'all' ? 'and' : 'or', words);
}
