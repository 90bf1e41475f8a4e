import { anchor, classOf, literal } from './build.ts';
import { parseCharacterEscape } from './character-escape.ts';
import { complement } from './character-set.ts';
import { javaFinalEnd } from './java-line-end.ts';
import { newline, shorthand, verticalSpace } from './named-classes.ts';
import { parseProperty, parseQuoted } from './parse-property.ts';
import type { PerlState } from './perl-state.ts';
import type { RegexNode } from './tree.ts';

const refused: Readonly<Record<string, string>> = {
  G: '\\G (the end of the last match)',
  K: '\\K (resetting the start of the match)',
  X: '\\X (a grapheme)',
  C: '\\C (a byte)',
};

/** An escape outside of a class. */
export function parseEscape(state: PerlState): RegexNode {
  const { cursor, dialect } = state;
  const start = cursor.offset;
  const letter = cursor.text[start + 1] ?? cursor.fail('a backslash ends the pattern');
  const quoted = parseQuoted(state);
  if (quoted !== undefined) return literal(quoted);
  const why = refused[letter];
  if (why !== undefined && (dialect !== 'python' || letter === 'X')) cursor.refuse(why);
  const special = parseAnchor(state, letter) ?? parseReference(state);
  if (special) return special;
  const set =
    shorthand(letter, dialect, state.ascii) ??
    (letter === 'N' && dialect === 'pcre' ? complement(newline) : undefined);
  if (set && !cursor.startsWith('\\N{')) {
    cursor.offset += 2;
    return classOf(set);
  }
  if (letter === 'R' && dialect !== 'python') return parseLineBreak(state);
  const property = parseProperty(state);
  return property ? classOf(property) : literal(String.fromCodePoint(parseCharacterEscape(state, false)));
}

function parseAnchor(state: PerlState, letter: string): RegexNode | undefined {
  const node = anchorOf(state, letter);
  if (node) state.cursor.offset += 2;
  return node;
}

function anchorOf({ dialect, ascii, unixLines }: PerlState, letter: string): RegexNode | undefined {
  const unicode = dialect === 'python' && !ascii;
  switch (letter) {
    case 'A':
      return anchor('textStart');
    case 'z':
      return dialect === 'python' ? undefined : anchor('textEnd');
    case 'Z':
      if (dialect === 'python') return anchor('textEnd');
      return unixLines ? anchor('textEndOrNewline') : javaFinalEnd();
    case 'b':
      return anchor(unicode ? 'unicodeWordBoundary' : 'wordBoundary');
    case 'B':
      return anchor(unicode ? 'notUnicodeWordBoundary' : 'notWordBoundary');
    default:
      return undefined;
  }
}

/** `\1`, `\k<name>`, `\g{-1}`; more digits are a reference only when there are so many groups, else octal. */
function parseReference(state: PerlState): RegexNode | undefined {
  const { cursor, dialect } = state;
  const start = cursor.offset;
  const named =
    dialect === 'python'
      ? undefined
      : cursor.match(dialect === 'pcre' ? /\\k(?:<\w+>|'\w+'|\{\w+\})|\\g\{[A-Za-z_]\w*\}/y : /\\k<\w+>/y);
  if (named !== undefined) return { kind: 'backReference', to: named.slice(3, -1) };
  if (dialect === 'pcre') {
    if (cursor.startsWith('\\g<') || cursor.startsWith("\\g'")) cursor.refuse('recursion (\\g<…>)');
    const numbered = cursor.match(/\\g(?:\{[+-]?\d+\}|[+-]?\d+)/y)?.replace(/[\\g{}]/g, '');
    if (numbered !== undefined) {
      const number = Number(numbered);
      const to = numbered.startsWith('-') ? state.groups + 1 + number : number;
      if (numbered.startsWith('+') || to < 1) cursor.fail('there is no such group', start);
      return { kind: 'backReference', to };
    }
  }
  const digits = cursor.match(/\\[1-9]\d?/y);
  if (digits === undefined) return undefined;
  const number = Number(digits.slice(1));
  if (number <= 9 || number <= state.groups) return { kind: 'backReference', to: number };
  cursor.offset = start;
  if (dialect !== 'java') return undefined;
  cursor.offset += 2;
  return { kind: 'backReference', to: Number(digits[1]) };
}

/** `\R`; PCRE never goes back into it. */
function parseLineBreak({ cursor, dialect }: PerlState): RegexNode {
  cursor.offset += 2;
  const node: RegexNode = { kind: 'alternation', options: [literal('\r\n'), classOf(verticalSpace)] };
  return dialect === 'pcre' ? { kind: 'atomic', node } : node;
}
