import { anchor, classOf, literal } from './build.ts';
import { javaFinalEnd, javaLineEnd, javaLineStart } from './java-line-end.ts';
import { javaLineEnds } from './named-classes.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import { parseGroup } from './parse-group.ts';
import type { PerlState } from './perl-state.ts';
import type { RegexNode } from './tree.ts';

export function parseAtom(state: PerlState): RegexNode {
  const { cursor } = state;
  const start = cursor.offset;
  const character = cursor.peek();
  switch (character) {
    case '(':
      return parseGroup(state);
    case '[':
      return parseClassNode(state);
    case '\\':
      return parseEscape(state);
    case '.':
      cursor.take();
      return anyCharacter(state);
    case '^':
      cursor.take();
      return lineStart(state);
    case '$':
      cursor.take();
      return lineEnd(state);
    case '*':
    case '+':
    case '?':
      return cursor.fail(`nothing stands before "${character}" to repeat`, start);
    default:
      return literal(cursor.take());
  }
}

function anyCharacter(state: PerlState): RegexNode {
  return state.unixLines || state.flags.dotAll ? { kind: 'any' } : classOf(javaLineEnds, true);
}

function lineStart(state: PerlState): RegexNode {
  if (!state.flags.multiline) return anchor('lineStart');
  if (state.dialect === 'python') return anchor('afterNewline');
  if (state.unixLines) return anchor('lineStart');
  return javaLineStart();
}

function lineEnd(state: PerlState): RegexNode {
  if (state.unixLines) return anchor('lineEnd');
  return state.flags.multiline ? javaLineEnd() : javaFinalEnd();
}

function parseClassNode(state: PerlState): RegexNode {
  const { set, negated } = parseClass(state);
  return classOf(set, negated);
}
