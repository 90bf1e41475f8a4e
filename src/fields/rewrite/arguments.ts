import {
  contains,
  type Expression,
  type Leaf,
  like,
  type Matches,
  type Pattern,
  pattern,
  text,
} from '../../ir/index.ts';
import { noFlags, patternAsRegex, type Regex, type RegexNode, regexAsPatterns } from '../../regex/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/**
 * `process.args : "-enc"` (one argument is this) where the target has the command line alone. A text within one argument
 * stands within the command line too; a whole argument stands there as a word of its own, which may be part of a quoted one.
 */
export function inCommandLine(leaf: Leaf, line: Expression, lineName: string): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject: line }, 'plain-arguments');
  if (leaf.kind === 'matches') return ofWholeArgument(leaf, line, lineName);
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [text(String(value))]);
  const options = { casing: leaf.casing, quantifier: 'any', origin: leaf.origin } as const;
  if (leaf.quantifier !== 'any')
    return loosely(
      like(line, patterns.map(contains), options),
      'different',
      `${lineName} does not tell where one argument ends and the next begins.`,
    );
  const within = like(line, patterns.map(contains), options);
  if (patterns.every(isWithin)) return exactly(within, 'plain-arguments');
  return inWords(patterns.every(isOpen) ? within : asWords(leaf, patterns, line), lineName);
}

function inWords(predicate: Leaf, lineName: string): Rewriting {
  const why = `The target has ${lineName} in place of the list of arguments, where a word may be a part of a quoted argument.`;
  return loosely(predicate, 'broader', why, 'plain-arguments');
}

/** A regex that one argument fits as a whole: what fits stands in the line as a word of its own. */
function ofWholeArgument(leaf: Matches, line: Expression, lineName: string): Rewriting | undefined {
  const { regex } = leaf;
  if (leaf.quantifier !== 'any' || regex.anchoring !== 'whole') return undefined;
  if (regex.flags.multiline || looksAround(regex.node)) return undefined;
  const node: RegexNode = { kind: 'sequence', items: [before, ...itemsOf(regex.node), after] };
  return inWords({ ...leaf, subject: line, regex: { ...regex, node, anchoring: 'search' } }, lineName);
}

/** Whether what fits depends on where it stands, or on what fitted before. */
function looksAround(node: RegexNode): boolean {
  return /"kind":"(?:anchor|look|backReference)"/.test(JSON.stringify(node));
}

function itemsOf(node: RegexNode): readonly RegexNode[] {
  return node.kind === 'sequence' ? node.items : [node];
}

/** `*text*` without a blank or an inner run: found in one argument exactly when it is found in the line. */
function isWithin(written: Pattern): boolean {
  const inner = pattern(written);
  return inner.length === 3 && isOpen(inner) && inner[1]?.kind === 'text' && !/[\s"']/.test(inner[1].text);
}

function isOpen(written: Pattern): boolean {
  return leads(written) && trails(written);
}

function leads(written: Pattern): boolean {
  return written[0]?.kind === 'anyRun';
}

function trails(written: Pattern): boolean {
  return written.at(-1)?.kind === 'anyRun';
}

/**
 * The way back: a regex of the form that `inCommandLine` gives, which asks for words of the line, asks for arguments where the target
 * has them. A word within a quoted argument is none.
 */
export function ofArguments(leaf: Leaf, list: Expression, listName: string): Rewriting | undefined {
  if (leaf.kind !== 'matches' || leaf.quantifier !== 'any') return undefined;
  const asked = wordsAsked(leaf, list) ?? wholeArgument(leaf, list);
  if (asked === undefined) return undefined;
  return loosely(
    asked,
    'narrower',
    `The target has ${listName}, the list of arguments, where a word within a quoted argument is none.`,
    'plain-arguments',
  );
}

function wordsAsked(leaf: Matches, list: Expression): Leaf | undefined {
  const words = wordsOf(leaf.regex);
  if (words === undefined) return undefined;
  const casing = words.ignoreCase ? 'ignored' : 'exact';
  return like(list, words.patterns, { casing, quantifier: 'any', origin: leaf.origin });
}

function wholeArgument(leaf: Matches, list: Expression): Leaf | undefined {
  const { node, anchoring, flags } = leaf.regex;
  if (anchoring !== 'search' || flags.multiline) return undefined;
  const { leads, trails, items } = parted(node);
  const inner: RegexNode = { kind: 'sequence', items };
  if (leads || trails || items.length === 0 || looksAround(inner)) return undefined;
  return { ...leaf, subject: list, regex: { ...leaf.regex, node: inner, anchoring: 'whole' } };
}

function wordsOf({
  node,
  anchoring,
  flags,
}: Regex): { readonly patterns: readonly Pattern[]; readonly ignoreCase: boolean } | undefined {
  if (anchoring !== 'search' || flags.multiline) return undefined;
  const options = (node.kind === 'alternation' ? node.options : [node]).map(parted);
  if (options.every(({ leads, trails }) => leads && trails)) return undefined;
  const patterns: Pattern[] = [];
  for (const { leads, trails, items } of options) {
    const body: RegexNode = { kind: 'sequence', items };
    const found = regexAsPatterns({ node: body, anchoring: 'whole', flags });
    if (found === undefined || items.length === 0 || (found.ignoreCase && !flags.ignoreCase))
      return undefined;
    for (const parts of found.patterns)
      patterns.push([...(leads ? [anyRun] : []), ...parts, ...(trails ? [anyRun] : [])]);
  }
  return { patterns, ignoreCase: flags.ignoreCase };
}

const anyRun = { kind: 'anyRun' } as const;

/** An alternative without its edges; `leads` and `trails` where it is open. */
function parted(node: RegexNode): {
  readonly leads: boolean;
  readonly trails: boolean;
  readonly items: readonly RegexNode[];
} {
  const items = node.kind === 'sequence' ? node.items : [node];
  const leads = !isSame(items[0], before);
  const trails = !isSame(items.at(-1), after);
  return { leads, trails, items: items.slice(leads ? 0 : 1, trails ? undefined : -1) };
}

function isSame(node: RegexNode | undefined, edge: RegexNode): boolean {
  return node !== undefined && JSON.stringify(node) === JSON.stringify(edge);
}

/** What stands between arguments: blanks, and the quotes around those that have blanks themselves. */
const parting: RegexNode = {
  kind: 'class',
  ranges: [9, 32, 34, 39].map(code => ({ from: code, to: code })),
  negated: false,
};
const before: RegexNode = { kind: 'alternation', options: [{ kind: 'anchor', at: 'lineStart' }, parting] };
const after: RegexNode = { kind: 'alternation', options: [parting, { kind: 'anchor', at: 'lineEnd' }] };

/** One regex for all: patterns that are open on the same side share their edges. */
function asWords(
  { origin, casing }: Extract<Leaf, { kind: 'equals' | 'like' }>,
  patterns: readonly Pattern[],
  subject: Expression,
): Matches {
  const groups = new Map<string, { readonly like: Pattern; readonly options: RegexNode[] }>();
  for (const written of patterns) {
    const key = `${leads(written)} ${trails(written)}`;
    const group = groups.get(key) ?? { like: written, options: [] };
    groups.set(key, group);
    group.options.push(patternAsRegex(withoutEdges(written), false).node);
  }
  const options = [...groups.values()].map(group => edged(group.like, alternationOf(group.options)));
  return {
    kind: 'matches',
    subject,
    quantifier: 'any',
    origin,
    regex: {
      node: alternationOf(options),
      anchoring: 'search',
      flags: { ...noFlags, dotAll: true, ignoreCase: casing === 'ignored' },
    },
  };
}

function withoutEdges(written: Pattern): Pattern {
  const first = written.findIndex(part => part.kind !== 'anyRun');
  const last = written.findLastIndex(part => part.kind !== 'anyRun');
  return first === -1 ? [] : written.slice(first, last + 1);
}

function edged(written: Pattern, node: RegexNode): RegexNode {
  const items = [...(leads(written) ? [] : [before]), node, ...(trails(written) ? [] : [after])];
  return { kind: 'sequence', items };
}

function alternationOf(options: readonly RegexNode[]): RegexNode {
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'alternation', options };
}
