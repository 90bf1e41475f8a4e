import type {
  Capability,
  Compares,
  Equals,
  Feature,
  Keyword,
  Leaf,
  Like,
  PlannedRule,
} from '../../../src/ir/index.ts';
import { fieldsOf, subjects } from '../../../src/ir/index.ts';
import { addressPrefixes } from '../address-prefix.ts';
import { approximate, exact, limitOfTable, refused } from '../capability.ts';
import { isTyped, kindOf } from '../field-kind.ts';
import { textsOf } from '../letter-case.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { limitOfNetworks } from '../network-limit.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { limitOfQuantifier } from '../quantifier.ts';
import { limitOfPatterns, limitOfRegex, regexFeatures } from '../regex-limit.ts';
import { fitValues } from '../typed-values.ts';
import { limitOfRange } from '../value-comparison.ts';
import { isWithinWord } from '../within-word.ts';
import { luceneCapabilities } from './capabilities.ts';
import { isTooLong } from './folded-regex.ts';

const judged: ReadonlySet<Feature> = new Set([
  ...regexFeatures,
  'keyword.contains',
  'keyword.regex',
  'quantifier.all',
  'quantifier.single',
]);

const tokensDiffer = approximate(
  'different',
  'the field is a text field, of which Lucene compares the words and not the value',
);

const beyondWords = refused(
  'the field is a text field, of which Lucene compares patterns with one word at a time; ES|QL looks at the value',
);

/** Why Lucene cannot hold this very leaf. */
export function inspectLucene(written: Leaf, rule: PlannedRule): Capability {
  const leaf = plainLeaf(written);
  const limit = limitOfTable(leaf, luceneCapabilities, judged) ?? limitOfNames(leaf);
  if (limit) return limit;
  const several = limitOfQuantifier(leaf, rule);
  if (several && several.kind !== 'exact') return several;
  if (leaf.kind === 'keyword') return limitOfKeyword(leaf);
  if (leaf.kind === 'compares') return limitOfBound(leaf) ?? limitOfRange(leaf, rule);
  if (!('subject' in leaf) || leaf.kind === 'exists') return exact;
  if (leaf.subject.kind === 'literal') return refused('Lucene compares fields, not constants');
  const kind = kindOf(leaf.subject, rule.profile);
  switch (leaf.kind) {
    case 'equals': {
      const fitted = fitValues(leaf, kind);
      return fitted ?? (kind === 'text' || kind === 'time' ? tokensDiffer : afterFolding(leaf));
    }
    case 'like':
      if (kind === 'ip') return addressPrefixes(leaf) ?? noWildcards;
      if (kind === 'text') return isWithinWord(leaf) ? exact : beyondWords;
      return isTyped(kind) ? noWildcards : (limitOfPatterns(leaf, rule.rule) ?? afterFolding(leaf));
    case 'matches':
      return isTyped(kind)
        ? noWildcards
        : kind === 'text'
          ? beyondWords
          : limitOfRegex(leaf, false, rule.rule);
    case 'inNetwork':
      return kind === 'keyword' || kind === 'text'
        ? refused(`a ${kind} field has no networks`)
        : limitOfNetworks(leaf, kind);
    case 'analysed':
      return leaf.mode === 'phrasePrefix' && leaf.tokens.length > 1
        ? refused('Lucene has no prefixes of phrases')
        : exact;
  }
}

/** Also an escaped `*` of a name stands for any characters. */
function limitOfNames(leaf: Leaf): Capability | undefined {
  const names = subjects(leaf).flatMap(subject => fieldsOf(subject).map(field => field.name));
  const starred = names.find(name => name.includes('*'));
  return starred === undefined ? undefined : refused(`Lucene would read a wildcard in the name ${starred}`);
}

/**
 * A bound `*` is an open end, in quotes too; quotes with nothing between them are no bound; and a quote behind a backslash,
 * escaped or not, ends a bound only where none follows in the query.
 * https://github.com/apache/lucene/blob/main/lucene/queryparser/src/java/org/apache/lucene/queryparser/classic/QueryParser.jj
 */
function limitOfBound({ right }: Compares): Capability | undefined {
  return right.kind === 'literal' && /^\*?$|\\$/.test(String(right.value))
    ? refused(`a range of Lucene has no bound "${right.value}"`)
    : undefined;
}

const noWildcards = refused('Lucene takes wildcards on text and keyword fields only');

/** The dotted I in lower case is two characters, an i and a dot above it. */
const dottedI = '\u0130';

function afterFolding(leaf: Equals | Like): Capability {
  if (leaf.casing === 'ignored' && textsOf(leaf).some(each => each.includes(dottedI)))
    return approximate('narrower', `${dottedI} is two characters in lower case, which no class of one finds`);
  return isTooLong(leaf)
    ? approximate('narrower', 'a value is too long for a regular expression that ignores its case')
    : exact;
}

/** Of a search without a field, which ES|QL says in Lucene's words too. */
export function limitOfKeyword(leaf: Keyword): Capability {
  if (leaf.regex) {
    const written = luceneRegex(leaf.regex, false);
    if ('lacks' in written) return refused(`regular expressions of Lucene lack ${written.lacks}`);
  }
  if (leaf.scope === 'whole' && !leaf.regex) return exact;
  return leaf.casing === 'exact'
    ? approximate('different', `${luceneCapabilities['keyword.contains'].why}, there in any casing`)
    : luceneCapabilities['keyword.contains'];
}
