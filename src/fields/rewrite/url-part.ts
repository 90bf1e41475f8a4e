import { anyRun, type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
import type { Regex, RegexNode } from '../../regex/index.ts';
import { exactly, type Rewriting } from '../rewriting.ts';
import { oneBut, rangesOf, runWithout } from './characters-but.ts';

export type UrlPart = 'query' | 'path' | 'domain' | 'extension';

/**
 * A leaf over a part of a URL, said of the URL: `scheme://host:port/path?query`, as ECS parts it
 * (https://www.elastic.co/docs/reference/ecs/ecs-url). A fragment is not sent to a server.
 */
export function onUrl(leaf: Leaf, part: UrlPart, url: Expression, name: string): Rewriting | undefined {
  const patterns = patternsOf(leaf);
  const given = `url-parts:${name}`;
  if (leaf.kind === 'exists' && part === 'query') {
    const options = { origin: leaf.origin } as const;
    return exactly(like(url, [pattern([anyRun, text('?'), anyRun])], options), given);
  }
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
const shapes: Readonly<
  Record<
    UrlPart,
    { readonly before: readonly RegexNode[]; readonly after: readonly RegexNode[]; readonly within: RegExp }
  >
> = {
  query: { before: [runWithout('?'), { kind: 'literal', text: '?' }], after: [end], within: /(?!)/ },
  path: { before: host, after: [closing], within: /\?/ },
  domain: {
    before: [...scheme, account],
    after: [
      { kind: 'alternation', options: [{ kind: 'class', ranges: rangesOf(':/?'), negated: false }, end] },
    ],
    within: /[:/?@]/,
  },
  extension: {
    before: [...host, runWithout('?'), { kind: 'literal', text: '.' }],
    after: [closing],
    within: /[./?]/,
  },
};

const outside: Readonly<Record<UrlPart, string>> = { query: '', path: '?', domain: ':/?@', extension: './?' };

function nodeOf(part: Pattern[number], of: UrlPart): RegexNode {
  if (part.kind === 'text') return { kind: 'literal', text: part.text };
  return part.kind === 'anyRun' ? runWithout(outside[of]) : oneBut(outside[of]);
}

function sequence(items: readonly RegexNode[]): RegexNode {
  return { kind: 'sequence', items };
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}
