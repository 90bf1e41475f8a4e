import {
  anyRun,
  type Compares,
  contains,
  type Equals,
  type Expression,
  type Leaf,
  type Like,
  type Pattern,
  type PlannedRule,
  plainText,
  text,
} from '../../../src/ir/index.ts';
import { isTextOfAny, isTyped, kindOf } from '../field-kind.ts';
import { atom, binding, comparison, type Fragment } from '../fragment.ts';
import { instantOf } from '../instant.ts';
import { type Connectives, joined, printJunctions } from '../junction.ts';
import { bracketed, type Doc, fill, pieces } from '../layout.ts';
import { hasLetters, textsOf } from '../letter-case.ts';
import { plainLeaf } from '../plain-leaf.ts';
import { valueAs } from '../typed-values.ts';
import { fieldName, quoted, value, wildcard } from './quoting.ts';

const all: Fragment = atom('*:*');

/** The words of KQL; field names within an element are relative to its path. */
export function kqlConnectives(rule: PlannedRule, path = ''): Connectives {
  return {
    and: 'and',
    or: 'or',
    not: 'not',
    always: { true: all, false: { doc: pieces('not ', all.doc), binding: binding.not } },
    leaf: leaf => printLeaf(plainLeaf(leaf), rule, path),
  };
}

function printLeaf(leaf: Leaf, rule: PlannedRule, path: string): Fragment {
  switch (leaf.kind) {
    case 'exists':
      return comparison(`${nameOf(leaf.subject, path)}:*`);
    case 'equals':
      return fielded(subjectName(leaf, rule, path), equalsValues(leaf, rule));
    case 'like':
      return fielded(subjectName(leaf, rule, path), leaf.patterns.map(patternValue));
    case 'inNetwork':
      return fielded(
        nameOf(leaf.subject, path),
        leaf.networks.map(network => networkValue(`${network.address}/${network.prefixLength}`)),
      );
    case 'compares':
      return comparison(printRange(leaf, path));
    case 'keyword':
      return joined(
        leaf.patterns.map(pattern => atom(keywordValue(leaf, pattern))),
        'or',
        { and: 'and', or: 'or' },
      );
    case 'analysed':
      return printAnalysed(leaf, nameOf(leaf.subject, path));
    case 'element':
      return printElement(leaf, rule, path);
    case 'matches':
      return unheld(leaf);
  }
}

/** Plan hands over no leaf that the capabilities refuse. */
function unheld(leaf: Leaf): never {
  throw new Error(`plan left a leaf of kind ${leaf.kind} that KQL does not hold`);
}

/** The field's name as it is written; a caseless subfield in its place where the leaf ignores case. */
function subjectName(leaf: Equals | Like, { profile }: PlannedRule, path: string): string {
  const { subject } = leaf;
  const folds =
    leaf.casing === 'ignored' && textsOf(leaf).some(hasLetters) && !isTyped(kindOf(subject, profile));
  const caseless = folds && subject.kind === 'field' ? profile.caselessSubfield(subject.name) : undefined;
  return caseless === undefined ? nameOf(subject, path) : relativeName(caseless, path);
}

function nameOf(subject: Expression, path: string): string {
  if (subject.kind === 'field') return relativeName(subject.name, path);
  if (subject.kind !== 'fieldPattern') throw new Error(`plan left a ${subject.kind} that KQL does not hold`);
  const [first, ...rest] = subject.pattern;
  const inPath = path !== '' && first?.kind === 'text' && first.text.startsWith(`${path}.`);
  return wildcard(
    inPath ? [{ kind: 'text', text: first.text.slice(path.length + 1) }, ...rest] : subject.pattern,
  );
}

function relativeName(name: string, path: string): string {
  return fieldName(path !== '' && name.startsWith(`${path}.`) ? name.slice(path.length + 1) : name);
}

function fielded(name: string, values: readonly Doc[]): Fragment {
  const [only] = values;
  if (only !== undefined && values.length === 1) return comparison(pieces(`${name}:`, only));
  return comparison(pieces(`${name}:`, bracketed(fill(values, ' or'))));
}

function equalsValues({ subject, values }: Equals, { profile }: PlannedRule): readonly string[] {
  const kind = kindOf(subject, profile);
  const written = values.map(each =>
    isTextOfAny(each, subject) ? quoted(each) : value(String(valueAs(each, kind))),
  );
  return [...new Set(written)];
}

function patternValue(pattern: Pattern): string {
  const plain = plainText(pattern);
  return plain === undefined ? wildcard(pattern) : value(plain);
}

/** IPv4 networks stand bare, as everywhere in Elastic's rules; colons need quotes. */
function networkValue(network: string): string {
  return network.includes(':') ? quoted(network) : network;
}

/** A text is found within a value between wildcards, a whole value is itself. */
function keywordValue(leaf: Extract<Leaf, { kind: 'keyword' }>, pattern: Pattern): string {
  return patternValue(leaf.scope === 'contains' ? contains(pattern) : pattern);
}

const signs: Readonly<Record<Compares['operator'], string>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  eq: ':',
  startsWith: ':',
  endsWith: ':',
  contains: ':',
};

function printRange({ left, operator, right, as }: Compares, path: string): string {
  const limit = right.kind === 'literal' && right.value !== null ? right.value : '';
  const written = as === 'time' ? (instantOf(limit, operator) ?? String(limit)) : String(limit);
  return `${nameOf(left, path)} ${signs[operator]} ${value(written)}`;
}

function printAnalysed(
  { mode, tokens, pattern }: Extract<Leaf, { kind: 'analysed' }>,
  name: string,
): Fragment {
  if (pattern !== undefined) return comparison(`${name}:${wildcard(pattern)}`);
  if (mode === 'phrasePrefix') return comparison(`${name}:${wildcard([text(tokens.join(' ')), anyRun])}`);
  if (mode !== 'phrase') {
    const words = { and: 'and', or: 'or' };
    const found = tokens.map(token => comparison(`${name}:${value(token)}`));
    return joined(found, mode === 'all' ? 'and' : 'or', words);
  }
  return comparison(`${name}:${quoted(tokens.join(' '))}`);
}

function printElement(leaf: Extract<Leaf, { kind: 'element' }>, rule: PlannedRule, path: string): Fragment {
  const inner = leaf.path.kind === 'field' ? leaf.path.name : path;
  const where = printJunctions(leaf.where, kqlConnectives(rule, inner));
  return comparison(pieces(`${nameOf(leaf.path, path)}:{ `, where.doc, ' }'));
}
