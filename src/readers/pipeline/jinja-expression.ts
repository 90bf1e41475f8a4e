import {
  checkValue,
  isKnown,
  type Names,
  type TemplateOperand,
  type TemplateTest,
  type TemplateValue,
  UnsupportedTemplate,
  type ValueFilter,
} from './template.ts';

const token = /\s*(?:(\d+)|(\w+)|("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|([^\s]))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'string' | 'sign' | 'end';
  readonly text: string;
}

type Argument = string | number;

/** `rule.tags[0] | replace('.', '_')`: a value with its filters, or a test of such values. */
export class JinjaExpression {
  readonly #tokens: readonly Token[];
  readonly #names: Names;
  #at = 0;

  constructor(text: string, names: Names) {
    this.#tokens = tokensOf(text.trim());
    this.#names = names;
  }

  value(): TemplateValue {
    return this.#whole(checkValue(this.#filtered(), this.#names));
  }

  /** `name = value`, of `set`. */
  assignment(): { readonly name: string; readonly value: TemplateOperand } {
    const name = this.#name();
    this.#expect('=');
    return this.#whole({ name, value: this.#operand() });
  }

  /** `name in list`, of `for`. */
  loop(): { readonly name: string; readonly of: TemplateValue } {
    const name = this.#name();
    if (!this.#takesWord('in')) throw new UnsupportedTemplate(`\`${this.#next.text}\` in a loop`);
    const of = this.#filtered();
    if (!isKnown(of.path, this.#names) || of.path[0] === 'query')
      throw new UnsupportedTemplate(`a loop over \`${of.path.join('.')}\``);
    return this.#whole({ name, of });
  }

  test(): TemplateTest {
    return this.#whole(this.#or());
  }

  #or(): TemplateTest {
    const operands = [this.#and()];
    while (this.#takesWord('or')) operands.push(this.#and());
    return joined('or', operands);
  }

  #and(): TemplateTest {
    const operands = [this.#not()];
    while (this.#takesWord('and')) operands.push(this.#not());
    return joined('and', operands);
  }

  #not(): TemplateTest {
    if (this.#takesWord('not')) return { kind: 'not', operand: this.#not() };
    if (!this.#takes('(')) return this.#comparison();
    const inner = this.#or();
    this.#expect(')');
    return inner;
  }

  #comparison(): TemplateTest {
    const operand = this.#operand();
    if (this.#takesWord('is')) {
      const isNot = this.#takesWord('not');
      const name = this.#name();
      if (name !== 'defined' && name !== 'none') throw new UnsupportedTemplate(`the test \`${name}\``);
      const test: TemplateTest = { kind: 'is', name, operand };
      return isNot ? { kind: 'not', operand: test } : test;
    }
    const isNot = this.#next.text === 'not' && this.#takesWord('not');
    const operator = this.#takesWord('in') ? 'in' : isNot ? undefined : this.#operator();
    if (isNot && operator === undefined) throw new UnsupportedTemplate('`not` in a value');
    if (operator === undefined) return { kind: 'true', operand };
    const sides = [operand, this.#operand()].map(comparable);
    const test: TemplateTest = { kind: 'compare', operator, sides };
    return isNot ? { kind: 'not', operand: test } : test;
  }

  #operator(): string | undefined {
    for (const first of ['=', '!', '<', '>'])
      if (this.#takes(first)) {
        const isLong = this.#takes('=');
        if (!isLong && (first === '=' || first === '!')) break;
        return isLong ? `${first}=` : first;
      }
    return undefined;
  }

  #operand(): TemplateOperand {
    const { kind, text } = this.#next;
    if (kind === 'number' || kind === 'string') return { literal: this.#argument() };
    if (kind === 'name' && constants.has(text.toLowerCase())) {
      this.#take();
      return { literal: constants.get(text.toLowerCase()) ?? null };
    }
    const value = this.#filtered();
    if (!isKnown(value.path, this.#names) || value.path[0] === 'query')
      throw new UnsupportedTemplate(`a test of \`${value.path.join('.')}\``);
    return value;
  }

  #filtered(): TemplateValue {
    const path = this.#path();
    const filters: ValueFilter[] = [];
    while (this.#takes('|')) filters.push(this.#filter());
    return { path, filters };
  }

  #whole<T>(found: T): T {
    if (this.#next.kind !== 'end') throw new UnsupportedTemplate(`\`${this.#next.text}\` in a value`);
    return found;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw new UnsupportedTemplate(`\`${this.#next.text}\` in place of \`${sign}\``);
  }

  #takesWord(word: string): boolean {
    if (this.#next.kind !== 'name' || this.#next.text !== word) return false;
    this.#at += 1;
    return true;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #take(): Token {
    const found = this.#next;
    this.#at += 1;
    return found;
  }

  #takes(sign: string): boolean {
    if (this.#next.kind !== 'sign' || this.#next.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #path(): readonly (string | number)[] {
    const path: (string | number)[] = [this.#name()];
    for (;;) {
      if (this.#takes('.')) path.push(this.#name());
      else if (this.#takes('[')) {
        path.push(this.#argument());
        if (!this.#takes(']')) throw new UnsupportedTemplate('a `[` without `]`');
      } else return path;
    }
  }

  #name(): string {
    const { kind, text } = this.#take();
    if (kind !== 'name') throw new UnsupportedTemplate(`\`${text}\` in a value`);
    return text;
  }

  #argument(): Argument {
    const { kind, text } = this.#take();
    if (kind === 'number') return Number(text);
    if (kind === 'string') return unquoted(text);
    throw new UnsupportedTemplate(`\`${text}\` in a value`);
  }

  #filter(): ValueFilter {
    const name = this.#name();
    const given: Argument[] = [];
    if (this.#takes('('))
      while (!this.#takes(')')) {
        given.push(this.#argument());
        this.#takes(',');
      }
    const filter = filterOf(name, given);
    if (filter === undefined)
      throw new UnsupportedTemplate(`the filter \`${name}\` with ${given.length} arguments`);
    return filter;
  }
}

function joined(kind: 'and' | 'or', operands: readonly TemplateTest[]): TemplateTest {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind, operands };
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['none', null],
]);

/** What pySigma holds as objects of its own, which are equal to no text. */
const objects: ReadonlySet<unknown> = new Set(['level', 'status', 'date', 'modified', 'id']);

function comparable(operand: TemplateOperand): TemplateOperand {
  if (!('path' in operand)) return operand;
  const [root, attribute] = operand.path;
  if (root === 'rule' && objects.has(attribute))
    throw new UnsupportedTemplate(`the comparison of \`${operand.path.join('.')}\``);
  return operand;
}

function filterOf(name: string, given: readonly Argument[]): ValueFilter | undefined {
  const [first, second] = given;
  switch (name) {
    case 'lower':
    case 'upper':
    case 'trim':
    case 'first':
    case 'last':
      return given.length === 0 ? { kind: name } : undefined;
    case 'tojson':
      return given.length === 0 ? { kind: 'json' } : undefined;
    case 'join':
      return given.length < 2 ? { kind: 'join', separator: `${first ?? ''}` } : undefined;
    case 'd':
    case 'default':
      return given.length === 1 ? { kind: 'default', text: `${first}` } : undefined;
    case 'replace':
      return given.length === 2 && first !== ''
        ? { kind: 'replace', from: `${first}`, to: `${second}` }
        : undefined;
    case 'indent':
      return given.length < 2 && typeof (first ?? 4) === 'number'
        ? { kind: 'indent', width: Number(first ?? 4) }
        : undefined;
    default:
      return undefined;
  }
}

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, number, name, string, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (string !== undefined) found.push({ kind: 'string', text: string });
    else found.push({ kind: 'sign', text: sign ?? '' });
  }
  return found;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\([\s\S])/g, (_, each: string) => escapes[each] ?? each);
}
