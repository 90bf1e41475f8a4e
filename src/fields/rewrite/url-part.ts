import { anyRun, type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
import type { Regex, RegexNode } from '../../regex/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';
import { oneBut, rangesOf, runWithout } from './characters-but.ts';

/** Parts of a URL, of one without scheme and host, and of the line of a request (`GET /path?query HTTP/1.1`). */
export type UrlPart = keyof typeof shapes;

/**
 * A leaf over a part of a URL, said of the URL: `scheme://host:port/path?query`, as ECS parts it
 * (https://www.elastic.co/docs/reference/ecs/ecs-url). A fragment is not sent to a server. The line of a request is
 * `method SP target SP version` (https://www.rfc-editor.org/rfc/rfc9112#name-request-line).
 */
export function onUrl(leaf: Leaf, part: UrlPart, url: Expression, name: string): Rewriting | undefined {
  const patterns = patternsOf(leaf);
  const given = `url-parts:${name}`;
  if (leaf.kind === 'exists' && part === 'query') {
    const options = { origin: leaf.origin } as const;
    return exactly(like(url, [pattern([anyRun, text('?'), anyRun])], options), given);
  }
  if (leaf.kind === 'exists' && always.has(part)) return exactly({ ...leaf, subject: url }, given);
  if (patterns === undefined || (leaf.kind !== 'like' && leaf.kind !== 'equals')) return undefined;
  const free = patterns.map(written => freely(written, part));
  if (free.every(found => found !== undefined)) return exactly(like(url, free, leaf), given);
  const { within, before, after } = shapes[part];
  if (patterns.some(written => written.some(one => one.kind === 'text' && within.test(one.text))))
    return undefined;
  const choices = patterns.map(written => sequence([...written.map(one => nodeOf(one, part)), ...after]));
  const node = sequence([start, ...before, { kind: 'alternation', options: choices }]);
  const flags = { ignoreCase: leaf.casing === 'ignored', multiline: false, dotAll: true };
  const regex: Regex = { node, anchoring: 'search', flags };
  return exactly(
    { kind: 'matches', subject: url, regex, quantifier: leaf.quantifier, origin: leaf.origin },
    given,
  );
}

/** What stands in a query after anything stands after a question mark. */
function freely(written: Pattern, part: UrlPart): Pattern | undefined {
  if (part !== 'query' || written[0]?.kind !== 'anyRun') return undefined;
  return pattern([anyRun, text('?'), ...written]);
}

const start: RegexNode = { kind: 'anchor', at: 'lineStart' };
const end: RegexNode = { kind: 'anchor', at: 'lineEnd' };
const scheme: readonly RegexNode[] = [runWithout(':/?'), { kind: 'literal', text: '://' }];
/** `user:password@`, which stands before the host. */
const account: RegexNode = {
  kind: 'repeat',
  node: { kind: 'sequence', items: [runWithout('/?@'), { kind: 'literal', text: '@' }] },
  minimum: 0,
  maximum: 1,
  mode: 'greedy',
};
const closing: RegexNode = { kind: 'alternation', options: [{ kind: 'literal', text: '?' }, end] };
const host: readonly RegexNode[] = [...scheme, runWithout('/?')];

/** What surrounds a part, and what its text never holds. */
interface Shape {
  readonly before: readonly RegexNode[];
  readonly after: readonly RegexNode[];
  readonly outside: string;
  readonly within: RegExp;
}

const blank: RegexNode = { kind: 'literal', text: ' ' };
const method: readonly RegexNode[] = [runWithout(' '), blank];

const shapes = {
  query: {
    before: [runWithout('?'), { kind: 'literal', text: '?' }],
    after: [end],
    outside: '',
    within: /(?!)/,
  },
  path: { before: host, after: [closing], outside: '?', within: /\?/ },
  domain: {
    before: [...scheme, account],
    after: [
      { kind: 'alternation', options: [{ kind: 'class', ranges: rangesOf(':/?'), negated: false }, end] },
    ],
    outside: ':/?@',
    within: /[:/?@]/,
  },
  extension: {
    before: [...host, runWithout('?'), { kind: 'literal', text: '.' }],
    after: [closing],
    outside: './?',
    within: /[./?]/,
  },
  'relative-path': { before: [], after: [closing], outside: '?', within: /\?/ },
  'line-method': { before: [], after: [blank], outside: ' ', within: / / },
  'line-target': { before: method, after: [blank], outside: ' ', within: / / },
  'line-path': {
    before: method,
    after: [{ kind: 'class', ranges: rangesOf('? '), negated: false }],
    outside: '? ',
    within: /[? ]/,
  },
  'line-query': {
    before: [...method, runWithout('? '), { kind: 'literal', text: '?' }],
    after: [blank],
    outside: ' ',
    within: / /,
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** Parts that are there wherever the whole is. */
const always: ReadonlySet<UrlPart> = new Set(['relative-path', 'line-method', 'line-target', 'line-path']);

function nodeOf(part: Pattern[number], of: UrlPart): RegexNode {
  if (part.kind === 'text') return { kind: 'literal', text: part.text };
  return part.kind === 'anyRun' ? runWithout(shapes[of].outside) : oneBut(shapes[of].outside);
}

function sequence(items: readonly RegexNode[]): RegexNode {
  return { kind: 'sequence', items };
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}
