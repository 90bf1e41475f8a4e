import { anchor, classOf, literal } from './build.ts';
import { javaLineEnds } from './named-classes.ts';
import type { RegexNode } from './tree.ts';

/** Java's `$` and `\Z`: the end, or before a last line end, of which it knows five and the pair `\r\n`. */
export function javaFinalEnd(): RegexNode {
  const lone = classOf(javaLineEnds);
  const end = anchor('textEnd');
  const last: RegexNode = { kind: 'sequence', items: [lone, end] };
  const pair: RegexNode = { kind: 'sequence', items: [literal('\r\n'), end] };
  const between: RegexNode = {
    kind: 'sequence',
    items: [
      { kind: 'look', direction: 'behind', negated: false, node: literal('\r') },
      { kind: 'look', direction: 'ahead', negated: false, node: literal('\n') },
    ],
  };
  const ends: RegexNode = {
    kind: 'look',
    direction: 'ahead',
    negated: false,
    node: { kind: 'alternation', options: [end, last, pair] },
  };
  return {
    kind: 'sequence',
    items: [{ kind: 'look', direction: 'ahead', negated: true, node: between }, ends],
  };
}
