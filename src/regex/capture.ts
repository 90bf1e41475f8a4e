import { capturer, replacer } from './backtrack.ts';
import { type Core, someCore } from './core.ts';
import { coreOf } from './core-of.ts';
import { lengths } from './length.ts';
import { nativeOf } from './native.ts';
import type { Regex, RegexNode } from './tree.ts';

/**
 * The texts that the named groups of a regex hold where it matches first. Takes a budget of steps; a text that spends it is taken
 * not to match.
 */
export function captureRegex(regex: Regex): (text: string) => ReadonlyMap<string, string> | undefined {
  const names = [...namedGroups(regex.node)];
  const capture = capturer(coreOf(regex), regex.anchoring);
  return text => {
    const captures = capture(text);
    if (captures === undefined) return undefined;
    return new Map(
      names.flatMap(([name, index]): [string, string][] => {
        const held = captures.get(index);
        return held === undefined ? [] : [[name, held]];
      }),
    );
  };
}

/** As `captureRegex`, by the indices of the groups. */
export function captureGroups(regex: Regex): (text: string) => ReadonlyMap<number, string> | undefined {
  return capturer(coreOf(regex), regex.anchoring);
}

/** Each match of a regex in turn, replaced by what is written of its groups; undefined where that takes too many steps. */
export function replaceMatches(
  regex: Regex,
): (text: string, write: (groups: ReadonlyMap<number, string>) => string) => string | undefined {
  const core = coreOf(regex);
  const slow = replacer(core);
  const native = someCore(core, isOfItsOwn) ? undefined : nativeOf(core, 'search');
  if (native === undefined) return slow;
  const all = new RegExp(native.regex, 'g');
  return (text, write) =>
    text.length > native.lengthLimit || surrogate.test(text)
      ? slow(text, write)
      : text.replaceAll(all, match => write(new Map([[0, match]])));
}

const surrogate = /[\ud800-\udfff]/;

/** JavaScript empties groups that are repeated, and does not repeat what matches nothing. */
function isOfItsOwn(core: Core): boolean {
  return core.kind === 'capture' || (core.kind === 'repeat' && lengths(core.body).minimum === 0);
}

/** The names of groups and their indices. */
function* namedGroups(root: RegexNode): Generator<[name: string, index: number]> {
  const waiting: RegexNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'group' && node.name !== undefined) yield [node.name, node.index];
    for (const inner of innerNodes(node)) waiting.push(inner);
  }
}

function innerNodes(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'alternation':
      return node.options;
    case 'intersection':
      return node.nodes;
    default:
      return 'node' in node ? [node.node] : [];
  }
}
