import { alternation, anchor, anyRunNode, isAnyCharacter, sequence } from './build.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';

/**
 * The node that means the same when used another way (`re.search` in place of `re.match`, say). An any-run at an end
 * where the other use does not anchor is left out.
 */
export function reanchor(regex: Regex, use: Regex['anchoring']): RegexNode {
  const node = withoutOperators(regex.node, regex.anchoring);
  const leaves = {
    start: use === 'search' && regex.anchoring !== 'search',
    end: use !== 'whole' && regex.anchoring === 'whole',
  };
  const anchored = leaves.start || leaves.end ? bind(node, leaves, regex.flags) : node;
  const opens = {
    start: use !== 'search' && regex.anchoring === 'search',
    end: use === 'whole' && regex.anchoring !== 'whole',
  };
  if (!opens.start && !opens.end) return anchored;
  const run: RegexNode = regex.flags.dotAll
    ? { kind: 'repeat', node: { kind: 'any' }, minimum: 0, maximum: Number.POSITIVE_INFINITY, mode: 'greedy' }
    : anyRunNode;
  return sequence([...(opens.start ? [run] : []), anchored, ...(opens.end ? [run] : [])]);
}

interface Ends {
  readonly start: boolean;
  readonly end: boolean;
}

/** Anchors at the ends of a regex, or of each alternative when one of those begins or ends with an any-run. */
function bind(node: RegexNode, ends: Ends, flags: RegexFlags): RegexNode {
  const { dotAll } = flags;
  if (node.kind === 'alternation' && node.options.some(option => hasRun(option, ends, dotAll)))
    return alternation(node.options.map(option => bind(option, ends, flags)));
  const items = node.kind === 'sequence' ? node.items : [node];
  const leading = ends.start && isRun(items[0], dotAll);
  const trailing = ends.end && items.length > (leading ? 1 : 0) && isRun(items.at(-1), dotAll);
  const inner = items.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  const open = trailing || (leading && inner.length === 0);
  const lineEnds = ends.end && !open && !flags.multiline && isOptionalNewline(inner.at(-1));
  return sequence([
    ...(ends.start && !leading ? [anchor('textStart')] : []),
    ...(lineEnds ? [...inner.slice(0, -1), anchor('lineEnd')] : inner),
    ...(ends.end && !open && !lineEnds ? [anchor('textEnd')] : []),
  ]);
}

/** `\n?` before the end of the value is what `$` says. */
function isOptionalNewline(node: RegexNode | undefined): boolean {
  return (
    node?.kind === 'repeat' &&
    node.minimum === 0 &&
    node.maximum === 1 &&
    node.mode === 'greedy' &&
    node.node.kind === 'literal' &&
    node.node.text === '\n'
  );
}

function hasRun(node: RegexNode, ends: Ends, dotAll: boolean): boolean {
  const items = node.kind === 'sequence' ? node.items : [node];
  return (ends.start && isRun(items[0], dotAll)) || (ends.end && isRun(items.at(-1), dotAll));
}

function isRun(node: RegexNode | undefined, dotAll: boolean): boolean {
  return (
    node?.kind === 'repeat' &&
    node.minimum === 0 &&
    node.maximum === Number.POSITIVE_INFINITY &&
    node.mode !== 'possessive' &&
    (isAnyCharacter(node.node) || (dotAll && node.node.kind === 'any'))
  );
}

/** Lucene's `~` and `&` where the rest of the value is theirs: lookahead up to the end says them. */
function withoutOperators(node: RegexNode, anchoring: Regex['anchoring']): RegexNode {
  return anchoring === 'whole' ? lookForOperators(node) : node;
}

function lookForOperators(node: RegexNode): RegexNode {
  switch (node.kind) {
    case 'alternation':
      return { ...node, options: node.options.map(lookForOperators) };
    case 'sequence': {
      const last = node.items.at(-1);
      return last ? sequence([...node.items.slice(0, -1), lookForOperators(last)]) : node;
    }
    case 'group':
      return { ...node, node: lookForOperators(node.node) };
    case 'complement':
      return sequence([lookToEnd(node.node, true), anyRunNode]);
    case 'intersection':
      return sequence([
        ...node.nodes.slice(0, -1).map(each => lookToEnd(each, false)),
        lookForOperators(node.nodes.at(-1) ?? anyRunNode),
      ]);
    default:
      return node;
  }
}

function lookToEnd(node: RegexNode, negated: boolean): RegexNode {
  const whole = sequence([lookForOperators(node), anchor('textEnd')]);
  return { kind: 'look', direction: 'ahead', negated, node: whole };
}
