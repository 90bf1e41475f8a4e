import type { Predicate } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { OutlineCondition } from './outline-condition.ts';
import { afterBracket, columnOf, isWord, outlineTokens, type SqlToken } from './outline-tokens.ts';
import { secondsOf } from './strings.ts';

/** A clause of a query, as far as it can be told without knowing what the query means. */
export interface SqlClause {
  /** `select`, `where`, `group by`, …; of a query within another the way to it stands before: `with found › where`. */
  readonly kind: string;
  readonly text: string;
  /** Of `where`, `having` and `qualify`: the comparisons of columns with literals. */
  readonly where: Predicate | undefined;
  /** Of `group by`: its columns. */
  readonly by: readonly string[];
  /** Of `from` and `join`: what is a table, not a query of this one. */
  readonly tables: readonly string[];
  /** Seconds that Panther's macro `p_occurs_since` looks back on. */
  readonly lookBack: number | undefined;
}

const deepest = 20;

/** The clauses of a query of any kind, in the order in which they stand. Never throws. */
export function outlineSql(text: EmbeddedText): readonly SqlClause[] {
  const tokens = outlineTokens(text);
  const outline = new Outline(text);
  outline.query(tokens, '', 0);
  return outline.clauses;
}

class Outline {
  readonly clauses: SqlClause[] = [];
  readonly #text: EmbeddedText;
  readonly #parts = new Set<string>();

  constructor(text: EmbeddedText) {
    this.#text = text;
  }

  query(tokens: readonly SqlToken[], way: string, depth: number): void {
    if (depth > deepest) return;
    const starts = tokens.flatMap((token, at) => (isOuter(tokens, at) && isHead(token) ? [at] : []));
    for (const [index, start] of starts.entries()) {
      const words = tokens.slice(start, starts[index + 1] ?? tokens.length);
      if (isWord(words[0], 'with')) this.parts(words, way, depth);
      else this.clause(words, way, depth);
    }
  }

  /** `with one as (…), two as (…)` */
  private parts(tokens: readonly SqlToken[], way: string, depth: number): void {
    for (let at = 1; at < tokens.length; at++) {
      const [name, as, bracket] = tokens.slice(at, at + 3);
      if (name?.kind !== 'word' || !isWord(as, 'as') || bracket?.text !== '(') continue;
      const end = afterBracket(tokens, at + 2);
      this.#parts.add(name.text.toLowerCase());
      this.query(tokens.slice(at + 3, end - 1), `${way}with ${name.text} › `, depth + 1);
      at = end - 1;
    }
  }

  private clause(tokens: readonly SqlToken[], way: string, depth: number): void {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first === undefined || last === undefined) return;
    const isTwo = isWord(first, 'group', 'order', 'partition') && isWord(tokens[1], 'by');
    const name = first.text.toLowerCase() + (isTwo ? ' by' : '');
    const rest = tokens.slice(isTwo ? 2 : 1);
    const isCondition = ['where', 'having', 'qualify'].includes(name);
    this.clauses.push({
      kind: way + name,
      text: this.#text.text.slice(first.start, last.end),
      where: isCondition ? new OutlineCondition(rest, this.#text).read() : undefined,
      by: name === 'group by' ? columnsOf(rest) : [],
      tables: name === 'from' || name === 'join' ? this.tablesOf(rest) : [],
      lookBack: isCondition ? lookBackOf(rest) : undefined,
    });
    this.within(rest, `${way}${name} › `, depth);
  }

  /** Queries in brackets. */
  private within(tokens: readonly SqlToken[], way: string, depth: number): void {
    for (let at = 0; at < tokens.length; at++) {
      if (tokens[at]?.text !== '(' || !isWord(tokens[at + 1], 'select', 'with')) continue;
      const end = afterBracket(tokens, at);
      this.query(tokens.slice(at + 1, end - 1), way, depth + 1);
      at = end - 1;
    }
  }

  private tablesOf(tokens: readonly SqlToken[]): readonly string[] {
    return tokens.flatMap((token, at) => {
      const isFirst = at === 0 || tokens[at - 1]?.text === ',';
      const isName = token.kind === 'path' || token.kind === 'word';
      if (!isFirst || !isName || tokens[at + 1]?.text === '(' || isWord(token, 'lateral')) return [];
      return this.#parts.has(token.text.toLowerCase()) ? [] : [token.text.replaceAll('"', '')];
    });
  }
}

/** Words that begin a clause where they stand outside of brackets. */
const heads = [
  ...['with', 'select', 'from', 'where', 'group', 'having', 'qualify', 'order', 'limit', 'union', 'join'],
  ...['match_recognize'],
];

function isHead(token: SqlToken): boolean {
  return isWord(token, ...heads);
}

/** `tokens[at]` stands in no brackets. Counted once for each list of tokens. */
const depths = new WeakMap<readonly SqlToken[], readonly number[]>();

function isOuter(tokens: readonly SqlToken[], at: number): boolean {
  const known = depths.get(tokens) ?? depthsOf(tokens);
  depths.set(tokens, known);
  return known[at] === 0;
}

function depthsOf(tokens: readonly SqlToken[]): readonly number[] {
  let depth = 0;
  return tokens.map(({ kind, text }) => {
    if (kind === 'sign' && text === ')') depth -= 1;
    const own = depth;
    if (kind === 'sign' && text === '(') depth += 1;
    return own;
  });
}

/** Columns by their names; a function of columns as it is written, and places in the list of columns not at all. */
function columnsOf(tokens: readonly SqlToken[]): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && !(tokens[at]?.text === ',' && isOuter(tokens, at))) continue;
    const item = tokens.slice(from, at);
    from = at + 1;
    const [only] = item;
    if (item.length === 1 && only !== undefined && (only.kind === 'path' || only.kind === 'word'))
      found.push(columnOf(only));
    else if (item.length > 1) found.push(item.map(({ text }) => text).join(''));
  }
  return found;
}

function lookBackOf(tokens: readonly SqlToken[]): number | undefined {
  const at = tokens.findIndex(token => isWord(token, 'p_occurs_since'));
  const value = tokens[at + 2];
  const seconds = at === -1 || value?.kind !== 'text' ? Number.NaN : secondsOf(value.text);
  return Number.isNaN(seconds) ? undefined : seconds;
}
