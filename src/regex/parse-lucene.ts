import { classOf, emptyNode, literal, nothingNode, repeat, sequence } from './build.ts';
import { caseVariants, foldCase, hasCase } from './case-folding.ts';
import { type CharacterSet, characterSet, equalSets, singleton, union } from './character-set.ts';
import type { Cursor } from './cursor.ts';
import { shorthand } from './named-classes.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';

interface LuceneState {
  readonly cursor: Cursor;
  readonly ignoreCase: boolean;
}

/**
 * Lucene's regular expressions with every optional operator on, as Elasticsearch has them. There are no anchors, no lazy
 * quantifiers and no `(?`: those characters are themselves where an operator cannot stand.
 * https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/util/automaton/RegExp.html
 */
export function parseLucene(cursor: Cursor, flags: RegexFlags): Omit<Regex, 'anchoring'> {
  const node = parseStart({ cursor, ignoreCase: flags.ignoreCase });
  if (!cursor.atEnd) cursor.fail('nothing is open that this ")" could close');
  return { node, flags: { ...flags, dotAll: true, multiline: false } };
}

function parseStart(state: LuceneState): RegexNode {
  return state.cursor.atEnd ? emptyText(state) : parseUnion(state);
}

/** Lucene 9 has no text, not even the empty one, for an empty string that ignores case, unless it joins a literal beside it. */
const foldedEmpty: RegexNode = { kind: 'nothing' };

function emptyText({ ignoreCase }: LuceneState): RegexNode {
  return ignoreCase ? foldedEmpty : emptyNode;
}

function joinsLiteral(item: RegexNode, index: number, items: readonly RegexNode[]): boolean {
  const beside = [items[index - 1], items[index + 1]];
  return item === foldedEmpty && beside.some(other => other?.kind === 'literal' || other?.kind === 'flagged');
}

function parseUnion(state: LuceneState): RegexNode {
  const { cursor } = state;
  const options = [parseIntersection(state)];
  while (cursor.eat('|')) options.push(parseIntersection(state));
  const [first] = options;
  return first && options.length === 1 ? first : { kind: 'alternation', options };
}

function parseIntersection(state: LuceneState): RegexNode {
  const { cursor } = state;
  const nodes = [parseSequence(state)];
  while (cursor.eat('&')) nodes.push(parseSequence(state));
  const [first] = nodes;
  return first && nodes.length === 1 ? first : { kind: 'intersection', nodes };
}

/** The first item is read before any operator is looked for, so that a `|` or `)` there is a character. */
function parseSequence(state: LuceneState): RegexNode {
  const { cursor } = state;
  const items = [parseRepeat(state)];
  while (!cursor.atEnd && !'|&)'.includes(cursor.peek())) items.push(parseRepeat(state));
  return sequence(items.filter((item, index) => !joinsLiteral(item, index, items)));
}

function parseRepeat(state: LuceneState): RegexNode {
  const { cursor } = state;
  let node = parseComplement(state);
  for (let quantifiers = 0; ; quantifiers++) {
    const [minimum, maximum] = parseCount(state) ?? [-1, -1];
    if (minimum < 0) return node;
    if (quantifiers > 100) cursor.fail('more than 100 quantifiers in a row');
    node = maximum < minimum || isEmptyLoop(node, maximum) ? nothingNode : repeat(node, minimum, maximum);
  }
}

/** Lucene takes `#*` to be `#`. */
function isEmptyLoop(node: RegexNode, maximum: number): boolean {
  return node.kind === 'nothing' && maximum === Number.POSITIVE_INFINITY;
}

function parseCount(state: LuceneState): readonly [number, number] | undefined {
  const { cursor } = state;
  if (cursor.eat('?')) return [0, 1];
  if (cursor.eat('*')) return [0, Number.POSITIVE_INFINITY];
  if (cursor.eat('+')) return [1, Number.POSITIVE_INFINITY];
  if (!cursor.eat('{')) return undefined;
  const minimum = cursor.match(/[0-9]+/y) ?? cursor.fail('a number is missing after "{"');
  const comma = cursor.eat(',');
  const maximum = comma ? cursor.match(/[0-9]+/y) : minimum;
  cursor.expect('}');
  const numbers = [
    Number(minimum),
    maximum === undefined ? Number.POSITIVE_INFINITY : Number(maximum),
  ] as const;
  if (numbers.some(number => number !== Number.POSITIVE_INFINITY && number > 0x7fffffff))
    cursor.fail('the count is too large');
  return numbers;
}

function parseComplement(state: LuceneState): RegexNode {
  const { cursor } = state;
  if (!cursor.eat('~')) return cursor.peek() === '[' ? parseClass(state) : parseSimple(state);
  return cursor.nest(() => ({ kind: 'complement', node: parseComplement(state) }));
}

function parseClass(state: LuceneState): RegexNode {
  const { cursor } = state;
  cursor.take();
  const negated = cursor.eat('^');
  const sets: CharacterSet[] = [];
  do sets.push(parseClassItem(state));
  while (!cursor.atEnd && cursor.peek() !== ']');
  cursor.expect(']');
  return cased(classOf(union(...sets), negated), state);
}

function parseClassItem(state: LuceneState): CharacterSet {
  const { cursor } = state;
  const set = parseShorthand(state);
  if (set) return set;
  const start = cursor.offset;
  // An escaped backslash is read where classes are, so that no range can begin with one.
  if (cursor.eat('\\\\')) return singleton(0x5c);
  const from = parseCharacter(state);
  if (!cursor.eat('-')) return characterSet(variants(from, state).flatMap(singleton));
  const to = parseCharacter(state);
  if (from > to) cursor.fail('the range runs backwards', start);
  return [{ from, to }];
}

/** `\d` and the like; a backslash before another letter is an error, save as the end of a range. */
function parseShorthand(state: LuceneState): CharacterSet | undefined {
  const { cursor } = state;
  if (cursor.peek() !== '\\') return undefined;
  const letter = cursor.text[cursor.offset + 1] ?? '';
  if (!/[A-Za-z]/.test(letter)) return undefined;
  const set = 'dDwWsS'.includes(letter) ? shorthand(letter, 'lucene', true) : undefined;
  if (!set) return cursor.fail(`\\${letter} is no character class of Lucene`);
  cursor.offset += 2;
  return set;
}

function parseCharacter(state: LuceneState): number {
  const { cursor } = state;
  cursor.eat('\\');
  return cursor.take().codePointAt(0) ?? 0;
}

function parseSimple(state: LuceneState): RegexNode {
  const { cursor } = state;
  if (cursor.eat('.')) return { kind: 'any' };
  if (cursor.eat('#')) return nothingNode;
  if (cursor.eat('@')) return repeat({ kind: 'any' }, 0, Number.POSITIVE_INFINITY);
  if (cursor.eat('"')) return parseQuoted(state);
  if (cursor.eat('(')) return parseGroup(state);
  if (cursor.peek() === '<') return parseInterval(state);
  const set = parseShorthand(state);
  return set ? cased(classOf(set), state) : luceneLiteral(String.fromCodePoint(parseCharacter(state)), state);
}

function parseQuoted(state: LuceneState): RegexNode {
  const { cursor } = state;
  const text = cursor.match(/[^"]*/y) ?? '';
  cursor.expect('"', 'the closing quote');
  if (text === '') return emptyText(state);
  return sequence(Array.from(text, character => luceneLiteral(character, state)));
}

function parseGroup(state: LuceneState): RegexNode {
  const { cursor } = state;
  if (cursor.eat(')')) return emptyText(state);
  const node = cursor.nest(() => parseUnion(state));
  cursor.expect(')');
  return node;
}

function parseInterval(state: LuceneState): RegexNode {
  const { cursor } = state;
  const start = cursor.offset;
  const text = cursor.match(/<[^>]*>/y) ?? cursor.fail('">" is missing');
  const [, low = '', high = ''] =
    /^<(\d+)-(\d+)>$/.exec(text) ?? cursor.fail('"<" begins a range of numbers, such as <1-100>', start);
  const ends = [Number(low), Number(high)].sort((a, b) => a - b);
  const [from = 0, to = 0] = ends;
  if (to > 0x7fffffff) cursor.fail('the number is too large', start);
  return { kind: 'interval', from, to, digits: low.length === high.length ? low.length : undefined };
}

/**
 * `case_insensitive` folds ASCII letters that are written one by one, in classes too, and no ranges: with it `[a-z]` still
 * takes lower case alone (Lucene 9, which is Elasticsearch 8).
 */
function cased(node: RegexNode, state: LuceneState): RegexNode {
  if (!state.ignoreCase) return node;
  const closed =
    node.kind === 'class' && equalSets(foldCase(characterSet(node.ranges)), characterSet(node.ranges));
  return closed ? node : { kind: 'flagged', node, flags: { ignoreCase: false } };
}

function variants(code: number, { ignoreCase }: LuceneState): readonly number[] {
  return ignoreCase && code < 0x80 ? caseVariants(code) : [code];
}

function luceneLiteral(character: string, state: LuceneState): RegexNode {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x80 && hasCase(code) ? cased(literal(character), state) : literal(character);
}
