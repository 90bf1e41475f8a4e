import { hasCase } from './case-folding.ts';
import { coreOf } from './core-of.ts';
import { intervalCore } from './interval.ts';
import { type Lengths, lengths } from './length.ts';
import type { RegexDialect } from './named-classes.ts';
import type { RegexAnchor, RegexFlags, RegexNode } from './tree.ts';
import { treeOf } from './tree-of.ts';
import { type ClassStyle, writeCharacter, writeClass } from './write-class.ts';
import { countText } from './write-lucene.ts';

/** What the dialect lacks; thrown inside of the printers only. */
export class Lacking extends Error {}

interface Style extends ClassStyle {
  readonly flags: RegexFlags;
  /** Whether what follows takes at least one character. */
  readonly more: boolean;
  /** Whether the whole takes at least one character. */
  readonly consumes: boolean;
}

/** The text of a tree in a Perl-like dialect, under flags that stand outside of it. */
export function writePerl(node: RegexNode, flags: RegexFlags, style: ClassStyle): string {
  const consumes = lengthsOf(node, flags).minimum > 0;
  return write(node, { ...style, flags, more: false, consumes });
}

const binding = { alternation: 0, sequence: 1, atom: 2 } as const;

function write(node: RegexNode, style: Style): string {
  switch (node.kind) {
    case 'empty':
      return '';
    case 'nothing':
      return '(?!)';
    case 'literal':
      return Array.from(node.text, character =>
        writeCharacter(character.codePointAt(0) ?? 0, style.dialect),
      ).join('');
    case 'any':
      return '.';
    case 'class':
      return writeClass(node.ranges, node.negated, style);
    case 'sequence':
      return writeItems(node.items, style);
    case 'alternation':
      return node.options.map(option => write(option, style)).join('|');
    case 'repeat':
      return writeRepeat(node, style);
    case 'group':
      return `(${node.name === undefined ? '' : nameOpening(node.name, style.dialect)}${write(node.node, style)})`;
    case 'atomic':
      return `(?>${write(node.node, style)})`;
    case 'flagged':
      return writeFlagged(node.node, node.flags, style);
    case 'anchor':
      return writeAnchor(node.at, style);
    case 'look':
      return writeLook(node, style);
    case 'backReference':
      return writeReference(node.to, style.dialect);
    case 'interval':
      return within(treeOf(intervalCore(node.from, node.to, node.digits)), binding.sequence, style);
    case 'complement':
    case 'intersection':
      throw new Lacking('complement and intersection within an expression');
  }
}

function bindingOf(node: RegexNode): number {
  if (node.kind === 'alternation') return binding.alternation;
  if (node.kind === 'sequence' || node.kind === 'repeat' || node.kind === 'empty') return binding.sequence;
  return node.kind === 'literal' && [...node.text].length > 1 ? binding.sequence : binding.atom;
}

function within(node: RegexNode, least: number, style: Style): string {
  const text = write(node, style);
  return bindingOf(node) < least ? `(?:${text})` : text;
}

function writeItems(items: readonly RegexNode[], style: Style): string {
  let more = style.more;
  const texts: string[] = [];
  for (const item of [...items].reverse()) {
    texts.push(within(item, binding.sequence, { ...style, more }));
    more ||= lengthsOf(item, style.flags).minimum > 0;
  }
  return joinTexts(texts.reverse());
}

/** A digit after `\1` would be read with it. */
function joinTexts(texts: readonly string[]): string {
  return texts.reduce(
    (all, text) => (/\\[1-9]\d*$/.test(all) && /^\d/.test(text) ? `${all}(?:)${text}` : all + text),
    '',
  );
}

function lengthsOf(node: RegexNode, flags: RegexFlags): Lengths {
  return lengths(coreOf({ node, flags }));
}

function writeRepeat(node: Extract<RegexNode, { kind: 'repeat' }>, style: Style): string {
  const suffix = { greedy: '', lazy: '?', possessive: '+' }[node.mode];
  const inner =
    node.node.kind === 'look' || node.node.kind === 'anchor'
      ? `(?:${write(node.node, style)})`
      : within(node.node, binding.atom, { ...style, more: false });
  return `${inner}${countText(node.minimum, node.maximum)}${suffix}`;
}

function nameOpening(name: string, dialect: RegexDialect): string {
  if (dialect === 'java' && !/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return '';
  return dialect === 'python' ? `?P<${name}>` : `?<${name}>`;
}

function writeFlagged(node: RegexNode, changed: Partial<RegexFlags>, style: Style): string {
  const flags = { ...style.flags, ...changed };
  const letters = (on: boolean) =>
    (['ignoreCase', 'multiline', 'dotAll'] as const)
      .filter(name => changed[name] === on && style.flags[name] !== on)
      .map(name => flagLetters[name])
      .join('');
  const [on, off] = [letters(true), letters(false)];
  if (on === '' && off === '') return `(?:${write(node, style)})`;
  return `(?${on}${off === '' ? '' : `-${off}`}:${write(node, { ...style, flags })})`;
}

export const flagLetters = { ignoreCase: 'i', multiline: 'm', dotAll: 's' } as const;

function writeAnchor(at: RegexAnchor, style: Style): string {
  const python = style.dialect === 'python';
  const { multiline } = style.flags;
  switch (at) {
    case 'textStart':
      return multiline ? '\\A' : '^';
    case 'textEnd':
      return python ? '\\Z' : '\\z';
    case 'textEndOrNewline':
      return multiline && python ? '(?=\\n?\\Z)' : multiline ? '\\Z' : '$';
    case 'lineStart':
      if (!multiline || style.more || style.dialect === 'pcre') return '^';
      return python ? '(?:\\A|(?<=\\n)(?!\\Z))' : '(?:\\A|^)';
    case 'lineEnd':
      return '$';
    case 'afterNewline':
      return python && multiline ? '^' : '(?:\\A|(?<=\\n))';
    case 'wordBoundary':
      return python && !style.ascii ? '(?a:\\b)' : '\\b';
    case 'notWordBoundary':
      return writeNotBoundary(style);
    case 'unicodeWordBoundary':
      return python ? '(?u:\\b)' : unicodeBoundary(false);
    case 'notUnicodeWordBoundary':
      return python ? '(?u:\\B)' : unicodeBoundary(true);
  }
}

/** Python before 3.14 finds no `\B` in the empty text: https://docs.python.org/3/library/re.html */
function writeNotBoundary({ dialect, ascii, consumes }: Style): string {
  if (dialect !== 'python') return '\\B';
  const text = consumes ? '\\B' : '(?!\\b)';
  return ascii ? text : `(?a:${text})`;
}

function unicodeBoundary(negated: boolean): string {
  const word = '[\\p{L}\\p{N}_]';
  const [first, second] = negated ? ['=', '!'] : ['!', '='];
  return `(?:(?<=${word})(?${first}${word})|(?<!${word})(?${second}${word}))`;
}

/** https://docs.python.org/3/library/re.html and PCRE up to 10.42: a lookbehind has one length (in PCRE each alternative has one). */
function writeLook(node: Extract<RegexNode, { kind: 'look' }>, style: Style): string {
  const inner = { ...style, more: false };
  const sign = node.negated ? '!' : '=';
  if (node.direction === 'ahead') return `(?${sign}${write(node.node, inner)})`;
  const options =
    style.dialect === 'python' || node.node.kind !== 'alternation' ? [node.node] : node.node.options;
  const measured = options.map(option => lengthsOf(option, style.flags));
  const fixed = measured.every(({ minimum, maximum }) => minimum === maximum);
  const bounded = measured.every(({ maximum }) => maximum !== Number.POSITIVE_INFINITY);
  if (style.dialect === 'java' ? !bounded : !fixed) throw new Lacking('lookbehind of more than one length');
  return `(?<${sign}${write(node.node, inner)})`;
}

function writeReference(to: number | string, dialect: RegexDialect): string {
  if (typeof to === 'number') return `\\${to}`;
  return dialect === 'python' ? `(?P=${to})` : `\\k<${to}>`;
}

/** Whether ignoring case asks for more than ASCII. */
export function hasForeignCase(node: RegexNode): boolean {
  if (node.kind === 'literal')
    return Array.from(node.text).some(character => isForeign(character.codePointAt(0) ?? 0));
  return (
    node.kind === 'class' &&
    node.ranges.some(({ from, to }) => to >= 0x80 && (to - from > 0 || isForeign(from)))
  );
}

function isForeign(code: number): boolean {
  return code >= 0x80 && hasCase(code);
}
