import { classOf, emptyNode, literal, nothingNode, repeat, sequence } from './build.ts';
import { type CharacterSet, singleton, union } from './character-set.ts';
import type { Cursor } from './cursor.ts';
import { shorthand } from './named-classes.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';

/**
 * Lucene's regular expressions with every optional operator on, as Elasticsearch has them. There are no anchors, no lazy
 * quantifiers and no `(?`: those characters are themselves where an operator cannot stand.
 * https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/util/automaton/RegExp.html
 */
export function parseLucene(cursor: Cursor, flags: RegexFlags): Omit<Regex, 'anchoring'> {
  const node = cursor.atEnd ? emptyNode : parseUnion(cursor);
  if (!cursor.atEnd) cursor.fail('nothing is open that this ")" could close');
  return { node, flags: { ...flags, dotAll: true, multiline: false } };
}

function parseUnion(cursor: Cursor): RegexNode {
  const options = [parseIntersection(cursor)];
  while (cursor.eat('|')) options.push(parseIntersection(cursor));
  const [first] = options;
  return first && options.length === 1 ? first : { kind: 'alternation', options };
}

function parseIntersection(cursor: Cursor): RegexNode {
  const nodes = [parseSequence(cursor)];
  while (cursor.eat('&')) nodes.push(parseSequence(cursor));
  const [first] = nodes;
  return first && nodes.length === 1 ? first : { kind: 'intersection', nodes };
}

/** The first item is read before any operator is looked for, so that a `|` or `)` there is a character. */
function parseSequence(cursor: Cursor): RegexNode {
  const items = [parseRepeat(cursor)];
  while (!cursor.atEnd && !'|&)'.includes(cursor.peek())) items.push(parseRepeat(cursor));
  return sequence(items);
}

function parseRepeat(cursor: Cursor): RegexNode {
  let node = parseComplement(cursor);
  for (let quantifiers = 0; ; quantifiers++) {
    const [minimum, maximum] = parseCount(cursor) ?? [-1, -1];
    if (minimum < 0) return node;
    if (quantifiers > 100) cursor.fail('more than 100 quantifiers in a row');
    node = maximum < minimum ? nothingNode : repeat(node, minimum, maximum);
  }
}

function parseCount(cursor: Cursor): readonly [number, number] | undefined {
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

function parseComplement(cursor: Cursor): RegexNode {
  if (!cursor.eat('~')) return cursor.peek() === '[' ? parseClass(cursor) : parseSimple(cursor);
  return cursor.nest(() => ({ kind: 'complement', node: parseComplement(cursor) }));
}

function parseClass(cursor: Cursor): RegexNode {
  cursor.take();
  const negated = cursor.eat('^');
  const sets: CharacterSet[] = [parseClassItem(cursor)];
  while (!cursor.atEnd && cursor.peek() !== ']') sets.push(parseClassItem(cursor));
  cursor.expect(']');
  return classOf(union(...sets), negated);
}

function parseClassItem(cursor: Cursor): CharacterSet {
  const set = parseShorthand(cursor);
  if (set) return set;
  const start = cursor.offset;
  // An escaped backslash is read where classes are, so that no range can begin with one.
  if (cursor.eat('\\\\')) return singleton(0x5c);
  const from = parseCharacter(cursor);
  if (!cursor.eat('-')) return singleton(from);
  const to = parseCharacter(cursor);
  if (from > to) cursor.fail('the range runs backwards', start);
  return [{ from, to }];
}

/** `\d` and the like; a backslash before another letter is an error, save as the end of a range. */
function parseShorthand(cursor: Cursor): CharacterSet | undefined {
  if (cursor.peek() !== '\\') return undefined;
  const letter = cursor.text[cursor.offset + 1] ?? '';
  if (!/[A-Za-z]/.test(letter)) return undefined;
  const set = 'dDwWsS'.includes(letter) ? shorthand(letter, 'lucene', true) : undefined;
  if (!set) return cursor.fail(`\\${letter} is no character class of Lucene`);
  cursor.offset += 2;
  return set;
}

function parseCharacter(cursor: Cursor): number {
  cursor.eat('\\');
  return cursor.take().codePointAt(0) ?? 0;
}

function parseSimple(cursor: Cursor): RegexNode {
  if (cursor.eat('.')) return { kind: 'any' };
  if (cursor.eat('#')) return nothingNode;
  if (cursor.eat('@')) return repeat({ kind: 'any' }, 0, Number.POSITIVE_INFINITY);
  if (cursor.eat('"')) return parseQuoted(cursor);
  if (cursor.eat('(')) return parseGroup(cursor);
  if (cursor.peek() === '<') return parseInterval(cursor);
  const set = parseShorthand(cursor);
  return set ? classOf(set) : literal(String.fromCodePoint(parseCharacter(cursor)));
}

function parseQuoted(cursor: Cursor): RegexNode {
  const text = cursor.match(/[^"]*/y) ?? '';
  cursor.expect('"', 'the closing quote');
  return literal(text);
}

function parseGroup(cursor: Cursor): RegexNode {
  if (cursor.eat(')')) return emptyNode;
  const node = cursor.nest(() => parseUnion(cursor));
  cursor.expect(')');
  return node;
}

function parseInterval(cursor: Cursor): RegexNode {
  const start = cursor.offset;
  const text = cursor.match(/<[^>]*>/y) ?? cursor.fail('">" is missing');
  const [, low = '', high = ''] =
    /^<(\d+)-(\d+)>$/.exec(text) ?? cursor.fail('"<" begins a range of numbers, such as <1-100>', start);
  const ends = [Number(low), Number(high)].sort((a, b) => a - b);
  const [from = 0, to = 0] = ends;
  if (to > 0x7fffffff) cursor.fail('the number is too large', start);
  return { kind: 'interval', from, to, digits: low.length === high.length ? low.length : undefined };
}
