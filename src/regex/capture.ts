import { capturer, replacer } from './backtrack.ts';
import { type Core, someCore } from './core.ts';
import { coreOf } from './core-of.ts';
import { lengths } from './length.ts';
import { type Native, nativeOf } from './native.ts';
import type { Regex, RegexNode } from './tree.ts';

/**
 * The texts that the named groups of a regex hold where it matches first. Takes a budget of steps; a text that spends it is taken
 * not to match.
 */
export function captureRegex(regex: Regex): (text: string) => ReadonlyMap<string, string> | undefined {
  const names = [...namedGroups(regex.node)];
  const capture = captureGroups(regex);
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

type Groups = ReadonlyMap<number, string>;

/** By the indices of the groups. */
function captureGroups(regex: Regex): (text: string) => Groups | undefined {
  const core = coreOf(regex);
  const slow = capturer(core, regex.anchoring);
  const native = nativeWithGroups(core, regex.anchoring);
  if (native === undefined) return slow;
  return text => {
    if (!isFor(native, text)) return slow(text);
    const found = native.regex.exec(text);
    return found === null ? undefined : groupsIn(found, native);
  };
}

/** What is written in place of a match: a text, or one made of its groups (0 is the match). */
type Writing = string | ((groups: Groups) => string);

/** Each match of a regex in turn, replaced; undefined where that takes too many steps. */
export function replaceMatches(regex: Regex): (text: string, writing: Writing) => string | undefined {
  const core = coreOf(regex);
  const slow = replacer(core);
  const native = nativeWithGroups(core, 'search');
  const all = native && new RegExp(native.regex, 'g');
  return (text, writing) => {
    const write = typeof writing === 'string' ? () => writing : writing;
    if (native === undefined || all === undefined || !isFor(native, text)) return slow(text, write);
    return typeof writing === 'string'
      ? text.replaceAll(all, () => writing)
      : text.replaceAll(all, (...found: (string | undefined)[]) => write(groupsIn(found, native)));
  };
}

const surrogate = /[\ud800-\udfff]/;

function isFor({ lengthLimit }: Native, text: string): boolean {
  return text.length <= lengthLimit && !surrogate.test(text);
}

function groupsIn(found: readonly (string | undefined)[], { groups }: Native): Groups {
  const held = new Map<number, string>();
  for (const [at, index] of [0, ...groups].entries()) {
    const text = found[at];
    if (text !== undefined) held.set(index, text);
  }
  return held;
}

function nativeWithGroups(core: Core, anchoring: Regex['anchoring']): Native | undefined {
  return someCore(core, isOfItsOwn) ? undefined : nativeOf(core, anchoring, { withGroups: true });
}

/** JavaScript empties groups that are repeated, looks behind from the right, and does not repeat what matches nothing. */
function isOfItsOwn(core: Core): boolean {
  if (core.kind !== 'repeat' && core.kind !== 'look') return false;
  if (core.kind === 'repeat' && lengths(core.body).minimum === 0) return true;
  return someCore(core.body, ({ kind }) => kind === 'capture');
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
