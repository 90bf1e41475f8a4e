import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type { Condition, Quantified } from './condition-syntax.ts';

const depthLimit = 200;
const keywords = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'any']);

interface Token {
  readonly text: string;
  /** The keyword that it is, the sign, or `name`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A condition by precedence, loosest first: or, and, not, `x of`, parentheses
 * (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#condition). Written by hand: the grammar
 * has seven words, and a parser library would cost a shell call more than the rest of the reading.
 * `names` are the selections of the rule: a selection called `AND` is one, not a keyword.
 */
export function parseCondition(text: EmbeddedText, names: ReadonlySet<string>): Result<Parsed> {
  const all = tokenize(text.text, names);
  const at = all.findIndex(token => token.kind === '|');
  const tokens = at === -1 ? all : all.slice(0, at);
  const pipe = all[at]?.start;
  const parser = new Parser(text, tokens, pipe);
  const condition = parser.whole();
  return condition === undefined
    ? failure(...parser.diagnostics)
    : success({ condition, pipe }, [...parser.diagnostics, ...keywordWarnings(text, tokens)]);
}

export interface Parsed {
  readonly condition: Condition;
  /** Where the `|` of an aggregation stands, which is no part of the condition. */
  readonly pipe: number | undefined;
}

function tokenize(text: string, names: ReadonlySet<string>): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[()|]|[^\s()|]+/g)) {
    const [word] = match;
    tokens.push({
      text: word,
      kind: kindOf(word, names),
      start: match.index,
      end: match.index + word.length,
    });
  }
  return tokens;
}

function kindOf(word: string, names: ReadonlySet<string>): string {
  if (/^[()|]$/.test(word)) return word;
  const lower = word.toLowerCase();
  const isKeyword = keywords.has(lower) && (word === lower || !names.has(word));
  return isKeyword ? lower : 'name';
}

function keywordWarnings(text: EmbeddedText, tokens: readonly Token[]): Diagnostic[] {
  return tokens
    .filter(token => token.kind !== 'name' && token.kind !== token.text)
    .map(token =>
      diagnose('parse/sigma-keyword-case', { word: token.text }, text.span(token.start, token.end)),
    );
}

class Parser {
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: EmbeddedText;
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;
  #depth = 0;

  constructor(text: EmbeddedText, tokens: readonly Token[], end: number | undefined) {
    this.#text = text;
    this.#tokens = tokens;
    this.#end = text.text.slice(0, end).trimEnd().length;
  }

  whole(): Condition | undefined {
    const condition = this.junction('or');
    if (condition === undefined || this.token() === undefined) return condition;
    return this.unexpected('`and`, `or` or the end');
  }

  private junction(kind: 'or' | 'and'): Condition | undefined {
    const start = this.token()?.start ?? 0;
    const operands: Condition[] = [];
    do {
      const operand = kind === 'or' ? this.junction('and') : this.operand();
      if (operand === undefined) return undefined;
      operands.push(operand);
    } while (this.take(kind));
    const [only] = operands;
    return operands.length === 1 ? only : { kind, operands, span: this.spanFrom(start) };
  }

  private operand(): Condition | undefined {
    const token = this.token();
    if (token?.kind === 'not' || token?.kind === '(') return this.nested(token);
    if (token === undefined || token.kind === ')' || token.kind === 'and' || token.kind === 'or')
      return this.unexpected('the name of a selection, `not`, `1 of`, `all of` or `(`');
    this.#at++;
    if (this.take('of')) return this.quantified(token);
    return { kind: 'selection', name: token.text, span: this.spanFrom(token.start) };
  }

  private nested(opening: Token): Condition | undefined {
    if (++this.#depth > depthLimit) {
      this.report(diagnose('parse/sigma-condition-too-deep', { limit: depthLimit }, this.spanOf(opening)));
      return undefined;
    }
    this.#at++;
    const inner = opening.kind === 'not' ? this.negation(opening) : this.parenthesised();
    this.#depth--;
    return inner;
  }

  private negation(opening: Token): Condition | undefined {
    const operand = this.operand();
    return operand && { kind: 'not', operand, span: this.spanFrom(opening.start) };
  }

  private parenthesised(): Condition | undefined {
    const inner = this.junction('or');
    if (inner === undefined || this.take(')')) return inner;
    return this.unexpected('`and`, `or` or `)`');
  }

  /** After `of`. */
  private quantified(quantifier: Token): Quantified | undefined {
    const count = countOf(quantifier);
    if (count === undefined) {
      this.#at -= 2;
      return this.unexpected('`1`, `all`, `any` or a number before `of`');
    }
    const pattern = this.token();
    if (pattern?.kind !== 'them' && pattern?.kind !== 'name')
      return this.unexpected('`them` or a pattern of names such as `selection_*`');
    this.#at++;
    return {
      kind: 'quantified',
      count,
      quantifier: quantifier.text,
      pattern: pattern.kind === 'them' ? 'them' : pattern.text,
      span: this.spanFrom(quantifier.start),
    };
  }

  private token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  private take(kind: string): boolean {
    if (this.token()?.kind !== kind) return false;
    this.#at++;
    return true;
  }

  private spanFrom(start: number): Span {
    return this.#text.span(start, this.#tokens[this.#at - 1]?.end ?? start);
  }

  private spanOf(token: Token): Span {
    return this.#text.span(token.start, token.end);
  }

  private unexpected(expected: string): undefined {
    const token = this.token();
    const end = this.#end;
    const found = token === undefined ? 'the end' : `\`${token.text}\``;
    const span = token === undefined ? this.#text.span(Math.max(0, end - 1), end) : this.spanOf(token);
    this.report(diagnose('parse/sigma-condition', { found, expected }, span));
  }

  private report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }
}

function countOf(quantifier: Token): number | 'all' | undefined {
  if (quantifier.kind === 'all') return 'all';
  if (quantifier.kind === 'any') return 1;
  return /^\d{1,6}$/.test(quantifier.text) ? Number(quantifier.text) : undefined;
}
