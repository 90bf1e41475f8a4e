import { checkValue, type TemplateValue, UnsupportedTemplate, type ValueFilter } from './template.ts';

const token = /\s*(?:(\d+)|(\w+)|("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|([^\s]))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'string' | 'sign' | 'end';
  readonly text: string;
}

type Argument = string | number;

/** `rule.tags[0] | replace('.', '_')`, of which a value with its filters is read. */
export class JinjaExpression {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text.trim());
  }

  value(): TemplateValue {
    const path = this.#path();
    const filters: ValueFilter[] = [];
    while (this.#takes('|')) filters.push(this.#filter());
    if (this.#next.kind !== 'end') throw new UnsupportedTemplate(`\`${this.#next.text}\` in a value`);
    return checkValue({ path, filters });
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
