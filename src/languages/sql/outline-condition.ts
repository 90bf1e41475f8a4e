import {
  and,
  comparesNumbers,
  equals,
  exists,
  type Field,
  field,
  like,
  not,
  or,
  type Predicate,
  type Value,
} from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import { patternOf } from './lower/pattern.ts';
import { afterBracket, columnOf, isWord, type SqlToken } from './outline-tokens.ts';
import { decoded } from './strings.ts';

const deepest = 100;

/**
 * What can be taken of the conditions of a clause: comparisons of columns with literals. What is anything else is left out, so that this
 * is for showing alone.
 */
export class OutlineCondition {
  readonly #tokens: readonly SqlToken[];
  readonly #text: EmbeddedText;
  #at = 0;
  #depth: number;

  constructor(tokens: readonly SqlToken[], text: EmbeddedText, depth = 0) {
    this.#tokens = tokens;
    this.#text = text;
    this.#depth = depth;
  }

  read(): Predicate | undefined {
    return this.any();
  }

  private any(): Predicate | undefined {
    const operands = this.several('or', () => this.all());
    return operands.length === 0 ? undefined : or(operands);
  }

  private all(): Predicate | undefined {
    const operands = this.several('and', () => this.one());
    return operands.length === 0 ? undefined : and(operands);
  }

  private several(word: string, next: () => Predicate | undefined): readonly Predicate[] {
    const found: Predicate[] = [];
    for (;;) {
      const operand = next();
      if (operand !== undefined) found.push(operand);
      if (!isWord(this.#tokens[this.#at], word)) return found;
      this.#at += 1;
    }
  }

  private one(): Predicate | undefined {
    if (this.#depth >= deepest) return this.skipped();
    this.#depth += 1;
    const found = this.plain();
    this.#depth -= 1;
    return found;
  }

  private plain(): Predicate | undefined {
    const token = this.#tokens[this.#at];
    if (isWord(token, 'not')) {
      this.#at += 1;
      const operand = this.one();
      return operand && not(operand);
    }
    if (token?.text !== '(') return this.leaf();
    const end = afterBracket(this.#tokens, this.#at);
    const inner = this.#tokens.slice(this.#at + 1, end - 1);
    if (isWord(inner[0], 'select', 'with') || !this.isEnd(end)) return this.skipped();
    this.#at = end;
    return new OutlineCondition(inner, this.#text, this.#depth).read();
  }

  private isEnd(at: number): boolean {
    return at >= this.#tokens.length || isWord(this.#tokens[at], 'and', 'or');
  }

  private leaf(): Predicate | undefined {
    const start = this.#at;
    const subject = this.subject();
    const found = subject && this.compared(subject, start);
    if (found !== undefined && this.isEnd(this.#at)) return found;
    this.#at = start;
    return this.skipped();
  }

  /** To the next word between conditions; the `and` of `between` is none. */
  private skipped(): undefined {
    let isBetween = false;
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at];
      if (isWord(token, 'or') || (isWord(token, 'and') && !isBetween)) return undefined;
      if (isWord(token, 'and')) isBetween = false;
      if (isWord(token, 'between')) isBetween = true;
      this.#at = token?.text === '(' ? afterBracket(this.#tokens, this.#at) : this.#at + 1;
    }
    return undefined;
  }

  private subject(): { readonly field: Field; readonly ignoresCase: boolean } | undefined {
    const [first, bracket, inner, close] = this.#tokens.slice(this.#at, this.#at + 4);
    const isLetters = isWord(first, 'lower', 'upper') && bracket?.text === '(' && close?.text === ')';
    const column = isLetters ? inner : first;
    if (column?.kind !== 'path' && column?.kind !== 'word') return undefined;
    this.#at += isLetters ? 4 : 1;
    const origin = [this.span(column)];
    return { field: field(columnOf(column), 'panther', origin), ignoresCase: isLetters };
  }

  private compared(
    { field: subject, ignoresCase }: { readonly field: Field; readonly ignoresCase: boolean },
    start: number,
  ): Predicate | undefined {
    const isNot = isWord(this.#tokens[this.#at], 'not');
    if (isNot) this.#at += 1;
    const operator = (this.#tokens[this.#at]?.text ?? '').toLowerCase();
    this.#at += 1;
    const made = this.operation(subject, operator, ignoresCase ? 'ignored' : 'exact');
    const last = this.#tokens[this.#at - 1];
    const first = this.#tokens[start];
    if (made === undefined || first === undefined || last === undefined) return undefined;
    const origin = [this.#text.span(first.start, last.end)];
    const placed = made.kind === 'not' ? not({ ...made.operand, origin }) : { ...made, origin };
    return isNot ? not(placed) : placed;
  }

  private operation(subject: Field, operator: string, casing: 'exact' | 'ignored'): Predicate | undefined {
    switch (operator) {
      case '=':
        return this.equal(subject, casing);
      case '<>':
      case '!=': {
        const same = this.equal(subject, casing);
        return same && not(same);
      }
      case 'in': {
        const values = this.list();
        return values && equals(subject, values, { casing });
      }
      case 'is':
        return this.presence(subject);
      case 'like':
      case 'ilike':
        return this.patterns(subject, operator === 'ilike' ? 'ignored' : casing);
      default:
        return this.ordered(subject, operator);
    }
  }

  private equal(subject: Field, casing: 'exact' | 'ignored'): Predicate | undefined {
    const value = this.literal();
    return value === undefined ? undefined : equals(subject, [value], { casing });
  }

  private presence(subject: Field): Predicate | undefined {
    const isNot = isWord(this.#tokens[this.#at], 'not');
    if (isNot) this.#at += 1;
    if (!isWord(this.#tokens[this.#at], 'null')) return undefined;
    this.#at += 1;
    return isNot ? exists(subject) : not(exists(subject));
  }

  private patterns(subject: Field, casing: 'exact' | 'ignored'): Predicate | undefined {
    if (isWord(this.#tokens[this.#at], 'any')) this.#at += 1;
    const values = this.#tokens[this.#at]?.text === '(' ? this.list() : [this.literal()];
    const texts = (values ?? []).flatMap(value => (typeof value === 'string' ? [value] : []));
    if (texts.length === 0 || texts.length !== values?.length) return undefined;
    const patterns = texts.map(each => patternOf(each, undefined));
    return like(subject, patterns, { casing });
  }

  private ordered(left: Field, sign: string): Predicate | undefined {
    const operator = orders[sign];
    const value = this.literal();
    if (operator === undefined || typeof value !== 'number') return undefined;
    const right = { kind: 'literal', value, origin: [] } as const;
    return comparesNumbers(left, operator, right);
  }

  private list(): readonly Value[] | undefined {
    if (this.#tokens[this.#at]?.text !== '(') return undefined;
    const end = afterBracket(this.#tokens, this.#at);
    const values: Value[] = [];
    this.#at += 1;
    while (this.#at < end - 1) {
      const value = this.literal();
      if (value === undefined) return undefined;
      values.push(value);
      if (this.#tokens[this.#at]?.text === ',') this.#at += 1;
    }
    this.#at = end;
    return values.length === 0 ? undefined : values;
  }

  private literal(): Value | undefined {
    const token = this.#tokens[this.#at];
    const value = literalOf(token);
    if (value !== undefined) this.#at += 1;
    return value;
  }

  private span({ start, end }: SqlToken): Span {
    return this.#text.span(start, end);
  }
}

const orders: Readonly<Record<string, 'gt' | 'gte' | 'lt' | 'lte'>> = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};

function literalOf(token: SqlToken | undefined): Value | undefined {
  if (token?.kind === 'text')
    return token.text.startsWith('$$') ? token.text.slice(2, -2) : decoded(token.text);
  if (token?.kind === 'number') return Number(token.text);
  return isWord(token, 'true', 'false') ? token?.text.toLowerCase() === 'true' : undefined;
}
