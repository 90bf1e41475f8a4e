import {
  and,
  anyRun,
  type Capability,
  type Equals,
  type Feature,
  type InNetwork,
  type Leaf,
  type Like,
  or,
  type Pattern,
  type PatternPart,
  type PlannedRule,
  type Predicate,
  pattern,
  plainText,
  text,
} from '../../../src/ir/index.ts';
import { addressPrefixes } from '../address-prefix.ts';
import { approximate, exact, limitOfTable, refused } from '../capability.ts';
import { isTyped, isWholeWord, kindOf } from '../field-kind.ts';
import { hasLetters, textsOf } from '../letter-case.ts';
import { limitOfNetworks } from '../network-limit.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { limitOfQuantifier } from '../quantifier.ts';
import { fitValues } from '../typed-values.ts';
import { limitOfRange } from '../value-comparison.ts';
import { isWithinWord } from '../within-word.ts';
import { kqlCapabilities } from './capabilities.ts';
import { losesBlanks } from './quoting.ts';

const judged: ReadonlySet<Feature> = new Set([
  'equals.text.ignored',
  'like.ignored',
  'like.any-one',
  'keyword.contains',
  'keyword.whole',
  'keyword.exact',
  'quantifier.all',
  'quantifier.single',
]);

/** Why KQL cannot hold this very leaf, or that it can after all. */
export function inspectKql(written: Leaf, rule: PlannedRule): Capability {
  const leaf = plainLeaf(written);
  const limit = limitOfTable(leaf, kqlCapabilities, judged);
  if (limit) return limit;
  const several = limitOfQuantifier(leaf, rule);
  if (several && several.kind !== 'exact') return several;
  switch (leaf.kind) {
    case 'equals':
      return inspectEquals(leaf, rule);
    case 'like':
      return inspectLike(leaf, rule);
    case 'inNetwork':
      return inspectNetworks(leaf, rule);
    case 'compares':
      return limitOfRange(leaf, rule);
    case 'keyword':
      return inspectKeyword(leaf);
    case 'analysed':
      return leaf.mode === 'phrasePrefix' && leaf.tokens.length > 1
        ? refused('KQL has no prefixes of phrases')
        : exact;
    default:
      return exact;
  }
}

function inspectNetworks(leaf: InNetwork, { profile }: PlannedRule): Capability {
  const kind = kindOf(leaf.subject, profile);
  return kind === 'keyword' || kind === 'text'
    ? refused(`a ${kind} field has no networks`)
    : limitOfNetworks(leaf, kind);
}

function inspectEquals(leaf: Equals, rule: PlannedRule): Capability {
  if (isWholeWord(leaf, rule.profile)) return exact;
  const kind = kindOf(leaf.subject, rule.profile);
  const fitted = fitValues(leaf, kind);
  if (fitted) return fitted;
  if (isTyped(kind)) return kind === 'time' ? instantsDiffer : exact;
  return casingLimit(leaf, rule) ?? (kind === 'text' ? tokensDiffer : exact);
}

const instantsDiffer = approximate(
  'different',
  'KQL compares a date field with all instants of the written precision, the rule with one text',
);
const tokensDiffer = approximate(
  'different',
  'the field is a text field, of which KQL compares the lower-case words and not the value',
);

const beyondWords = refused(
  'the field is a text field, of which KQL compares patterns with one word at a time; ES|QL looks at the value',
);

function inspectLike(leaf: Like, rule: PlannedRule): Capability {
  const kind = kindOf(leaf.subject, rule.profile);
  if (kind === 'ip') return addressPrefixes(leaf) ?? noWildcards;
  if (isTyped(kind)) return noWildcards;
  if (kind === 'text') return isWithinWord(leaf) ? exact : beyondWords;
  const cased = casingLimit(leaf, rule);
  if (cased) return cased;
  if (leaf.patterns.some(pattern => pattern.some(part => part.kind === 'anyOne')))
    return kqlCapabilities['like.any-one'];
  if (leaf.patterns.some(losesBlanks))
    return refused('KQL drops blanks at the ends of a value with wildcards');
  return exact;
}

const noWildcards = refused('KQL takes wildcards on text and keyword fields only');

/** Casing is no question where no value has a letter, or where a subfield ignores it. */
function casingLimit(leaf: Equals | Like, { profile }: PlannedRule): Capability | undefined {
  if (leaf.casing === 'exact' || !textsOf(leaf).some(hasLetters)) return undefined;
  const { subject } = leaf;
  if (subject.kind === 'field' && profile.caselessSubfield(subject.name) !== undefined) return undefined;
  if (subject.kind === 'field' && profile.isText(subject.name)) return undefined;
  if (leaf.kind === 'equals' && leaf.values.every(value => typeof value !== 'string')) return undefined;
  return kqlCapabilities[`${leaf.kind === 'like' ? 'like' : 'equals.text'}.ignored`];
}

function inspectKeyword(leaf: Extract<Leaf, { kind: 'keyword' }>): Capability {
  if (leaf.patterns.some(losesBlanks) && leaf.scope === 'whole')
    return refused('KQL drops blanks at the ends of a value with wildcards');
  if (leaf.patterns.some(pattern => pattern.some(part => part.kind === 'anyOne')))
    return approximate('broader', kqlCapabilities['like.any-one'].why, withoutAnyOne);
  if (leaf.scope === 'whole' && leaf.patterns.some(each => plainText(each) === undefined && hasBlank(each)))
    return approximate(
      leaf.casing === 'exact' ? 'broader' : 'different',
      'a KQL search without a field takes a pattern apart at its blanks, which stand as wildcards',
      withoutBlanks,
    );
  if (leaf.scope === 'whole' && leaf.casing === 'exact') return exact;
  if (leaf.scope === 'whole')
    return approximate('narrower', 'KQL compares keyword fields by the letters as written');
  if (leaf.scope === 'contains' && leaf.patterns.some(hasBlank))
    return approximate(
      'different',
      'a KQL search without a field takes the words of a text apart: all are asked for, in any order, and in keyword fields in the casing as written',
      asWords,
    );
  return leaf.casing === 'exact'
    ? approximate(
        'different',
        'a KQL search without a field finds the text in text fields in any casing, and there only within one word',
      )
    : kqlCapabilities['keyword.contains'];
}

function hasBlank(pattern: Pattern): boolean {
  return pattern.some(part => part.kind === 'text' && /\s/.test(part.text));
}

/** Each word of a text as a search of its own, for a text without other wildcards; else the text with its blanks as wildcards. */
function asWords(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'keyword') return undefined;
  const alternatives = leaf.patterns.map(parts => {
    const words = wordsOf(parts).map(word => ({ ...leaf, patterns: [word] }));
    return words.length === 0 ? { ...leaf, patterns: [parts] } : and(words, leaf.origin);
  });
  return or(alternatives, leaf.origin);
}

function wordsOf(parts: Pattern): readonly Pattern[] {
  const words: PatternPart[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'text') words.at(-1)?.push(part);
    else
      part.text.split(/\s+/).forEach((word, index) => {
        if (index > 0) words.push([]);
        if (word !== '') words.at(-1)?.push({ kind: 'text', text: word });
      });
  }
  return words.filter(word => word.some(part => part.kind === 'text'));
}

function withoutBlanks(leaf: Leaf): Leaf {
  return leaf.kind === 'keyword' ? { ...leaf, patterns: leaf.patterns.map(blanksAsRuns) } : leaf;
}

/** A text without wildcards is one value with its blanks. */
function blanksAsRuns(parts: Pattern): Pattern {
  if (plainText(parts) !== undefined) return parts;
  const words = ({ text: blanks }: { readonly text: string }) =>
    blanks.split(/\s+/).flatMap((word, index) => (index === 0 ? [text(word)] : [anyRun, text(word)]));
  return pattern(parts.flatMap(part => (part.kind === 'text' ? words(part) : [part])));
}

function withoutAnyOne(leaf: Leaf): Leaf {
  return leaf.kind === 'keyword'
    ? {
        ...leaf,
        patterns: leaf.patterns.map(each =>
          each.map(part => (part.kind === 'anyOne' ? { kind: 'anyRun' } : part)),
        ),
      }
    : leaf;
}
