import { anchor, classOf, literal } from './build.ts';
import { setOf, without } from './character-set.ts';
import { javaLineEnds } from './named-classes.ts';
import type { RegexNode } from './tree.ts';

/**
 * Java's anchors know five line ends and the pair `\r\n`, within which there is no end:
 * https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html#lt
 */
const aloneEnds = classOf(without(javaLineEnds, setOf('\n')));
const textEnd = anchor('textEnd');

/** `$` and `\Z`: the end, or before a last line end. */
export function javaFinalEnd(): RegexNode {
  return either(
    ahead(textEnd),
    ahead(inOrder(aloneEnds, textEnd)),
    ahead(inOrder(literal('\r\n'), textEnd)),
    inOrder(notBehind(literal('\r')), ahead(inOrder(literal('\n'), textEnd))),
  );
}

/** `(?m)$`: the end, or before each line end. */
export function javaLineEnd(): RegexNode {
  return either(ahead(either(textEnd, aloneEnds)), inOrder(notBehind(literal('\r')), ahead(literal('\n'))));
}

/** `(?m)^`: the start, or after each line end, but not at the end of the text. */
export function javaLineStart(): RegexNode {
  const after = look('behind', false, classOf(without(javaLineEnds, setOf('\r'))));
  const afterReturn = inOrder(look('behind', false, literal('\r')), look('ahead', true, literal('\n')));
  return inOrder(either(anchor('textStart'), after, afterReturn), look('ahead', true, textEnd));
}

function look(direction: 'ahead' | 'behind', negated: boolean, node: RegexNode): RegexNode {
  return { kind: 'look', direction, negated, node };
}

function ahead(node: RegexNode): RegexNode {
  return look('ahead', false, node);
}

function notBehind(node: RegexNode): RegexNode {
  return look('behind', true, node);
}

function inOrder(...items: readonly RegexNode[]): RegexNode {
  return { kind: 'sequence', items };
}

function either(...options: readonly RegexNode[]): RegexNode {
  return { kind: 'alternation', options };
}
