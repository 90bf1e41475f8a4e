/**
 * A small reading of SPL from its manual, for judging what we print: search with OR before AND, where with AND before OR,
 * comparisons of null that are null, NOT of null that is null, and no function that takes several values unless it says so.
 */
export type SplEvent = Readonly<Record<string, string | readonly string[]>>;

type Value = string | number | boolean | null | readonly string[];

interface Token {
  readonly kind: 'string' | 'name' | 'number' | 'sign';
  readonly text: string;
}

function tokenize(query: string): Token[] {
  const rule =
    /\s+|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|(\d+(?:\.\d+)?)|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(<=|>=|!=|[=<>(),|.+*-])/gy;
  const tokens: Token[] = [];
  while (rule.lastIndex < query.length) {
    const at = rule.lastIndex;
    const found = rule.exec(query);
    if (found === null) throw new Error(`cannot read: ${query.slice(at)}`);
    const [, string, quoted, number, name, sign] = found;
    if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (quoted !== undefined) tokens.push({ kind: 'name', text: quoted });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Whether an event comes through the search and every where of a query whose last command is a table. */
export function passes(query: string, event: SplEvent): boolean {
  const [search = [], ...commands] = splitAtPipes(tokenize(query));
  if (!new Reader(search).search(event)) return false;
  return commands.every(([command, ...rest]) =>
    command?.text === 'where' ? new Reader(rest).where(event) === true : command?.text === 'table',
  );
}

/**
 * Whether a row of an event in a data model comes through tstats and every where. A group key without a value becomes the
 * word null, until nullif() takes it back.
 */
export function passesModel(
  query: string,
  dataset: string,
  event: Readonly<Record<string, string>>,
): boolean {
  const clause = /\n {4}where ([\s\S]*?)\n {4}by ([^\n]*)/.exec(query);
  const by = (/\n {4}by ([^\n]*)/.exec(query)?.[1] ?? '')
    .split(' ')
    .map(name => name.slice(dataset.length + 1));
  const indexed = Object.fromEntries(
    Object.entries(event).map(([name, value]) => [`${dataset}.${name}`, value]),
  );
  if (clause?.[1] !== undefined && !new Reader(tokenize(clause[1])).search(indexed)) return false;
  const restored = /\n\| eval ([^\n]*)/.exec(query)?.[1] ?? '';
  const row: Record<string, string> = {};
  for (const name of by) {
    const value = event[name] ?? 'null';
    if (value !== 'null' || !restored.includes(`${name}=nullif(${name}, "null")`)) row[name] = value;
  }
  const where = /\n(\| where [\s\S]*?)\n\| convert/.exec(query)?.[1];
  return where === undefined || passes(`x=* ${where}`, { ...row, x: 'x' });
}

function splitAtPipes(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === '|') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

const unquote = (text: string) => text.replaceAll(/\\(["\\])/g, '$1');

class Reader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  search(event: SplEvent): boolean {
    const holds = this.searchAnd(event);
    if (this.position < this.tokens.length) throw new Error('the search does not end');
    return holds;
  }

  where(event: SplEvent): Value {
    const value = this.whereOr(event);
    if (this.position < this.tokens.length)
      throw new Error(`where does not end: ${this.tokens[this.position]?.text}`);
    return value;
  }

  private is(text: string, kind: Token['kind'] = 'sign'): boolean {
    const token = this.tokens[this.position];
    return token?.kind === kind && token.text === text;
  }

  private take(text: string, kind: Token['kind'] = 'sign'): boolean {
    if (!this.is(text, kind)) return false;
    this.position++;
    return true;
  }

  private next(): Token {
    const token = this.tokens[this.position++];
    if (token === undefined) throw new Error('the query ends too soon');
    return token;
  }

  private searchAnd(event: SplEvent): boolean {
    let holds = this.searchOr(event);
    while (this.position < this.tokens.length && !this.is(')')) {
      this.take('AND', 'name');
      holds = this.searchOr(event) && holds;
    }
    return holds;
  }

  private searchOr(event: SplEvent): boolean {
    let holds = this.searchNot(event);
    while (this.take('OR', 'name')) holds = this.searchNot(event) || holds;
    return holds;
  }

  private searchNot(event: SplEvent): boolean {
    if (this.take('NOT', 'name')) return this.take('*') ? false : !this.searchNot(event);
    if (this.take('(')) {
      const holds = this.searchAnd(event);
      if (!this.take(')'))
        throw new Error(
          `a bracket does not close at ${this.position}: ${this.tokens.map(each => each.text).join(' ')}`,
        );
      return holds;
    }
    return this.searchTerm(event);
  }

  private searchTerm(event: SplEvent): boolean {
    const name = this.next();
    if (name.text === 'index' || name.text === 'sourcetype') {
      this.position += 2;
      return true;
    }
    const values = valuesOf(event[name.kind === 'string' ? unquote(name.text) : name.text]);
    if (this.take('IN', 'name')) {
      this.take('(');
      let holds = false;
      do holds = this.fits(values) || holds;
      while (this.take(','));
      this.take(')');
      return holds;
    }
    const relation = this.next().text;
    if (relation === '=') return this.fits(values);
    const limit = Number(this.next().text);
    return values.some(value => compareNumbers(Number(value), relation, limit));
  }

  private fits(values: readonly string[]): boolean {
    const token = this.next();
    if (token.kind === 'sign' && token.text === '*') return values.length > 0;
    const source = unquote(token.text)
      .split('*')
      .map(piece => piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('[\\s\\S]*');
    return values.some(value => new RegExp(`^${source}$`, 'i').test(value));
  }

  private whereOr(event: SplEvent): Value {
    const values = [this.whereAnd(event)];
    while (this.take('OR', 'name')) values.push(this.whereAnd(event));
    if (values.length === 1) return values[0] ?? null;
    return values.includes(true) ? true : values.includes(null) ? null : false;
  }

  private whereAnd(event: SplEvent): Value {
    const values = [this.whereNot(event)];
    while (this.take('AND', 'name')) values.push(this.whereNot(event));
    if (values.length === 1) return values[0] ?? null;
    return values.includes(false) ? false : values.includes(null) ? null : true;
  }

  private whereNot(event: SplEvent): Value {
    if (!this.take('NOT', 'name')) return this.comparison(event);
    const value = this.whereNot(event);
    return value === null ? null : value !== true;
  }

  private comparison(event: SplEvent): Value {
    const left = this.sum(event);
    const sign = this.tokens[this.position];
    if (sign?.kind !== 'sign' || !/^(?:=|<|>|<=|>=)$/.test(sign.text)) return left;
    this.position++;
    const right = this.sum(event);
    if (left === null || right === null) return null;
    if (typeof left === 'number' || typeof right === 'number')
      return compareNumbers(Number(left), sign.text, Number(right));
    return compareTexts(single(left), sign.text, single(right));
  }

  private sum(event: SplEvent): Value {
    let value = this.primary(event);
    for (;;) {
      if (this.take('+')) value = numbers(value, this.primary(event), (a, b) => a + b);
      else if (this.take('-')) value = numbers(value, this.primary(event), (a, b) => a - b);
      else if (this.take('.')) {
        const other = this.primary(event);
        value = value === null || other === null ? null : `${single(value)}${single(other)}`;
      } else return value;
    }
  }

  private primary(event: SplEvent): Value {
    if (this.take('(')) {
      const value = this.whereOr(event);
      if (!this.take(')'))
        throw new Error(
          `a bracket does not close at ${this.position}: ${this.tokens.map(each => each.text).join(' ')}`,
        );
      return value;
    }
    const token = this.next();
    if (token.kind === 'string') return unquote(token.text);
    if (token.kind === 'number') return Number(token.text);
    if (!this.take('(')) return event[token.text] ?? null;
    if (token.text === 'mvfilter') return this.filtered(event);
    const parameters: Value[] = [];
    while (!this.take(')')) {
      parameters.push(this.whereOr(event));
      this.take(',');
    }
    return call(token.text, parameters);
  }

  /** The condition is read once for each value of its one field. */
  private filtered(event: SplEvent): Value {
    const start = this.position;
    let depth = 1;
    let end = start;
    const names = new Set<string>();
    for (; depth > 0; end++) {
      const token = this.tokens[end];
      if (token?.kind === 'sign') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
      else if (
        token?.kind === 'name' &&
        this.tokens[end + 1]?.text !== '(' &&
        !/^(?:AND|OR|NOT)$/.test(token.text)
      )
        names.add(token.text);
    }
    const [name] = names;
    if (name === undefined || names.size !== 1) throw new Error('mvfilter takes one field');
    this.position = end;
    const condition = this.tokens.slice(start, end - 1);
    const kept = valuesOf(event[name]).filter(
      value => new Reader(condition).where({ [name]: value }) === true,
    );
    return kept.length === 0 ? null : kept;
  }
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function single(value: Value): string {
  if (typeof value === 'object') {
    if (value?.length === 1) return value[0] ?? '';
    throw new Error('a function of one value was given several');
  }
  return String(value);
}

function numbers(left: Value, right: Value, operation: (a: number, b: number) => number): Value {
  return left === null || right === null ? null : operation(Number(single(left)), Number(single(right)));
}

function compareNumbers(left: number, sign: string, right: number): boolean {
  return (
    { '=': left === right, '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[
      sign
    ] ?? false
  );
}

function compareTexts(left: string, sign: string, right: string): boolean {
  return (
    { '=': left === right, '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[
      sign
    ] ?? false
  );
}

function call(name: string, parameters: readonly Value[]): Value {
  const [first = null, second = null, third = null] = parameters;
  switch (name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case 'isnotnull':
      return first !== null;
    case 'isnull':
      return first === null;
    case 'coalesce':
      return parameters.find(each => each !== null) ?? null;
    case 'if':
      return first === true ? second : third;
    case 'mvcount':
      return first === null ? null : typeof first === 'object' ? first.length : 1;
    case 'mvdedup':
      return typeof first === 'object' && first !== null ? [...new Set(first)] : first;
    default:
      return parameters.includes(null) ? null : callOfTexts(name, parameters.map(single), first);
  }
}

function callOfTexts(name: string, texts: readonly string[], first: Value): Value {
  const [text = '', second = '', third = ''] = texts;
  switch (name) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'len':
      return text.length;
    case 'tostring':
      return text;
    case 'tonumber':
      return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
    case 'max':
      return Math.max(...texts.map(Number));
    case 'in':
      return texts.slice(1).includes(single(first));
    case 'like':
      return likePattern(second).test(text);
    case 'match':
      return pcre(second).test(text);
    case 'replace':
      return text.replace(pcre(second, 'g'), third.replaceAll(/\\(\d)/g, '$$$1'));
    case 'split':
      return text.split(second);
    case 'substr':
      return text.slice(
        Number(second) - 1,
        texts.length > 2 ? Number(second) - 1 + Number(third) : undefined,
      );
    default:
      throw new Error(`no function ${name}`);
  }
}

function likePattern(pattern: string): RegExp {
  const source = [...pattern].map(character =>
    character === '%'
      ? '[\\s\\S]*'
      : character === '_'
        ? '[\\s\\S]'
        : character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`);
}

function pcre(pattern: string, flags = ''): RegExp {
  const found = /^\(\?([is]+)\)/.exec(pattern);
  const source = pattern
    .slice(found?.[0].length ?? 0)
    .replaceAll(/\\([\s\S])/g, (pair, escaped: string) => (escaped === 'z' ? '$' : pair));
  return new RegExp(source, `${flags}${found?.[1] ?? ''}`);
}
