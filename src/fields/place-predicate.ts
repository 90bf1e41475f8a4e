import {
  and,
  anyRun,
  equals,
  field,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  type TargetSource,
  text,
  type Vendor,
} from '../ir/index.ts';

/**
 * Where a target keeps the events of a data source, as a condition that may stand beside that of another: Splunk's `sourcetype`, and the
 * log type that Panther notes of each event (https://docs.panther.com/search/panther-fields). Undefined where it cannot be said so.
 */
export function placePredicate({ splunk, panther }: TargetSource, vendor: Vendor): Predicate | undefined {
  if (vendor === 'panther') return equals(field('p_log_type', vendor), panther.logTypes);
  return vendor === 'splunk' ? new PlaceText(splunk.search).read() : undefined;
}

/** Words of a search: parentheses, and a name with its value. */
const word = /\s*(?:([()])|([A-Za-z_][\w.]*)=(?:"([^"\\]*)"|([^\s"()\\]+))|(OR|AND|NOT)(?![\w=]))/y;

/** `sourcetype="a" process=sshd* NOT (tag=b OR tag=c)`: names with values, put together. */
class PlaceText {
  readonly #tokens: RegExpExecArray[] = [];
  readonly #isWhole: boolean;
  #next = 0;

  constructor(search: string) {
    const trimmed = search.trim();
    word.lastIndex = 0;
    let end = 0;
    for (let found = word.exec(trimmed); found !== null; found = word.exec(trimmed)) {
      this.#tokens.push(found);
      end = word.lastIndex;
    }
    this.#isWhole = end === trimmed.length;
  }

  read(): Predicate | undefined {
    const found = this.#isWhole ? this.#conjunction() : undefined;
    return this.#next === this.#tokens.length ? found : undefined;
  }

  #conjunction(): Predicate | undefined {
    const operands: Predicate[] = [];
    for (let found = this.#alternatives(); found !== undefined; found = this.#alternatives()) {
      operands.push(found);
      this.#take('AND');
    }
    return operands.length === 0 ? undefined : and(operands);
  }

  /** OR binds closer than AND in a search. */
  #alternatives(): Predicate | undefined {
    const operands: Predicate[] = [];
    do {
      const operand = this.#operand();
      if (operand === undefined) return undefined;
      operands.push(operand);
    } while (this.#take('OR'));
    return or(operands);
  }

  #operand(): Predicate | undefined {
    if (this.#take('NOT')) {
      const inner = this.#operand();
      return inner && not(inner);
    }
    if (this.#take('(')) {
      const inner = this.#conjunction();
      return this.#take(')') ? inner : undefined;
    }
    const [, , name, quoted, plain] = this.#tokens[this.#next] ?? [];
    if (name === undefined) return undefined;
    this.#next++;
    return asksFor(name, quoted ?? plain ?? '');
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined || (token[1] ?? token[5]) !== text) return false;
    this.#next++;
    return true;
  }
}

function asksFor(name: string, value: string): Predicate {
  const subject = field(name, 'splunk');
  if (!value.includes('*')) return equals(subject, [value], { casing: 'ignored' });
  const pattern: Pattern = value
    .split(/(\*)/)
    .filter(part => part !== '')
    .map(part => (part === '*' ? anyRun : text(part)));
  return like(subject, [pattern], { casing: 'ignored' });
}
