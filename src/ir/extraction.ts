import {
  compileRegex,
  parseRegex,
  type Regex,
  type RegexNode,
  withPlainFlags,
  writeRegex,
} from '../regex/index.ts';
import { expandGrok } from './grok.ts';
import type { Stage } from './search.ts';

/** The regex that takes a text apart as a stage does, with the field that each of its groups fills, by the name of the group. */
export interface Extraction {
  readonly regex: Regex;
  readonly fields: ReadonlyMap<string, string>;
}

/** Undefined where a field is put together from several parts, or a pattern is none. */
export function extractionOf({
  syntax,
  pattern,
}: Pick<Extract<Stage, { kind: 'extract' }>, 'syntax' | 'pattern'>): Extraction | undefined {
  const found = readers[syntax](pattern);
  return found !== undefined && new Set(found.fields.values()).size === found.fields.size ? found : undefined;
}

/** The fields of a stage that may hold an empty text, by its pattern. */
export function emptyFields(stage: Parameters<typeof extractionOf>[0]): readonly string[] {
  const found = extractionOf(stage);
  if (found === undefined) return [];
  const { regex, fields } = found;
  return [...fields].flatMap(([group, name]) => {
    const node = groupIn(regex.node, group);
    return node !== undefined && compileRegex({ ...regex, node, anchoring: 'whole' })('') ? [name] : [];
  });
}

function groupIn(node: RegexNode, name: string): RegexNode | undefined {
  if (node.kind === 'group') return node.name === name ? node.node : groupIn(node.node, name);
  for (const each of innerOf(node)) {
    const found = groupIn(each, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function innerOf(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind === 'alternation') return node.options;
  return 'node' in node ? [node.node] : [];
}

type Reader = (pattern: string) => Extraction | undefined;

const readers = {
  grok: fromGrok,
  dissect: fromDissect,
  regex: fromRegex,
  uri: () => undefined,
} satisfies Record<string, Reader>;

/** What a field of a stage is, in whatever syntax it is cut out: the regex, with its group marked. */
export function extractionKey(stage: Parameters<typeof extractionOf>[0], field: string): string | undefined {
  const found = extractionOf(stage);
  const own = found && [...found.fields].find(([, name]) => name === field)?.[0];
  const text = found && writeRegex(withPlainFlags(found.regex), { dialect: 'pcre', use: 'search' }).text;
  if (own === undefined || text === undefined) return undefined;
  return text.replaceAll(/\(\?<(\w+)>/g, (_, name: string) => (name === own ? '(?<>' : '('));
}

function fromRegex(pattern: string): Extraction | undefined {
  const parsed = parseRegex(pattern, 'pcre', 'search');
  if (parsed.problem !== undefined) return undefined;
  const names = [...pattern.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(([, name = '']) => name);
  return { regex: parsed.regex, fields: new Map(names.map(name => [name, name])) };
}

function fromGrok(pattern: string): Extraction | undefined {
  const expanded = expandGrok(pattern);
  const parsed = expanded && parseRegex(expanded.text, 'pcre', 'search', { multiline: true });
  if (expanded === undefined || parsed === undefined || parsed.problem !== undefined) return undefined;
  return { regex: parsed.regex, fields: new Map(expanded.fields.map(({ group, name }) => [group, name])) };
}

/**
 * A part ends where the text behind it first occurs: whatever stands up to there. Where nothing stands before a part that is
 * skipped, the rest is looked for anywhere, which finds its first occurrence too.
 */
function fromDissect(pattern: string): Extraction | undefined {
  const first = pattern.indexOf('%{');
  const keys = [...pattern.matchAll(/%\{([^}]*)\}((?:(?!%\{)[\s\S])*)/g)].map(match =>
    keyOf(match[1], match[2]),
  );
  const [head] = keys;
  if (head === undefined || keys.length > 30 || keys.some(({ isJoined }) => isJoined)) return undefined;
  if (keys.slice(0, -1).some(({ until }) => until === '')) return undefined;
  const isOpen = first === 0 && head.isSkipped && keys.length > 1;
  const fields = new Map<string, string>();
  const items: RegexNode[] = isOpen ? [] : [{ kind: 'anchor', at: 'textStart' }];
  if (first > 0) items.push({ kind: 'literal', text: pattern.slice(0, first) });
  for (const key of keys) {
    const { until, isSkipped } = key;
    const isFree = isSkipped && ((isOpen && key === head) || until === '');
    if (!isFree) items.push(isSkipped ? partUpTo(until) : groupOf(partUpTo(until), key.name, fields));
    if (until !== '') items.push({ kind: 'literal', text: until }, ...(key.pads ? [padding(until)] : []));
  }
  return { regex: { node: { kind: 'sequence', items }, anchoring: 'search', flags }, fields };
}

function keyOf(key = '', until = '') {
  const pads = key.endsWith('->');
  const name = pads ? key.slice(0, -2) : key;
  const isSkipped = name === '' || name.startsWith('?');
  return { name, until, pads, isSkipped, isJoined: /^\+|\/\d+$/.test(name) };
}

const flags = { ignoreCase: false, multiline: false, dotAll: true } as const;

function partUpTo(until: string): RegexNode {
  const [only, ...others] = [...until];
  const point = only?.codePointAt(0) ?? 0;
  if (only !== undefined && others.length === 0)
    return repeated({ kind: 'class', ranges: [{ from: point, to: point }], negated: true }, 'greedy');
  return repeated({ kind: 'any' }, until === '' ? 'greedy' : 'lazy');
}

function repeated(node: RegexNode, mode: 'greedy' | 'lazy' | 'possessive'): RegexNode {
  return { kind: 'repeat', node, minimum: 0, maximum: Number.POSITIVE_INFINITY, mode };
}

/** As many times as it stands there, and none is given back. */
function padding(until: string): RegexNode {
  const isOne = [...until].length === 1;
  const literal: RegexNode = { kind: 'literal', text: until };
  return repeated(isOne ? literal : { kind: 'atomic', node: literal }, 'possessive');
}

function groupOf(node: RegexNode, field: string, fields: Map<string, string>): RegexNode {
  const name = `field${fields.size}`;
  fields.set(name, field);
  return { kind: 'group', node, index: fields.size, name };
}
