import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { always, and, type Field, field, not, or, type Predicate } from '../ir/index.ts';
import { lucene } from '../languages/lucene/index.ts';
import { isTable, type Path, type RuleDocument } from './elastic-document.ts';
import { isFieldQuery, lowerFieldQuery } from './elastic-dsl-leaf.ts';

/** Steps from the rule to the innermost query; three a level. */
export const longestPath = 60;

/** Lowers Query DSL; problems gather in `diagnostics`. */
export class DslReader {
  readonly document: RuleDocument;
  readonly diagnostics: Diagnostic[];

  constructor(document: RuleDocument, diagnostics: Diagnostic[]) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  refuse(problem: string, path: Path): undefined {
    this.diagnostics.push(diagnose('elastic/filter', { problem }, this.document.span(path)));
  }

  note(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  field(name: string, path: Path): Field {
    return field(name, 'elastic', [this.document.span(path)]);
  }

  origin(path: Path) {
    return [this.document.span(path)];
  }

  /**
   * One query: an object with one key, its kind. Undefined when it cannot be lowered.
   * https://www.elastic.co/docs/reference/query-languages/querydsl
   */
  query(value: unknown, path: Path): Predicate | undefined {
    if (path.length > longestPath) return this.refuse('it is nested too deep', path);
    if (!isTable(value)) return this.refuse('a query is an object', path);
    const [entry, ...others] = Object.entries(value);
    if (entry === undefined) return this.refuse('the query is empty', path);
    const [kind, body] = entry;
    if (others.length > 0) return this.refuse('a query has one key, its kind', path);
    return this.#kind(kind, body, [...path, kind]);
  }

  #kind(kind: string, body: unknown, path: Path): Predicate | undefined {
    if (isFieldQuery(kind)) return lowerFieldQuery(kind, body, path, this);
    switch (kind) {
      case 'match_all':
      case 'match_none':
        return always(kind === 'match_all', this.origin(path));
      case 'bool':
        return this.#bool(body, path);
      case 'constant_score':
        return isTable(body)
          ? this.query(body['filter'], [...path, 'filter'])
          : this.refuse('constant_score takes a filter', path);
      case 'dis_max':
        return this.#disMax(body, path);
      case 'nested':
        return this.#nested(body, path);
      case 'query_string':
        return this.#queryString(body, path);
      default:
        return this.refuse(`queries of kind ${JSON.stringify(kind)} are not read`, path);
    }
  }

  /** A clause is a query or a list of them. */
  #clauses(value: unknown, path: Path): readonly (Predicate | undefined)[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [this.query(value, path)];
    const list: readonly unknown[] = value;
    return list.map((item, index) => this.query(item, [...path, index]));
  }

  #bool(body: unknown, path: Path): Predicate | undefined {
    if (!isTable(body)) return this.refuse('bool takes an object', path);
    const odd = Object.keys(body).find(key => !boolKeys.has(key));
    if (odd !== undefined) return this.refuse(`bool has no ${JSON.stringify(odd)}`, [...path, odd]);
    const required = ['must', 'filter'].flatMap(key => this.#clauses(body[key], [...path, key]));
    const barred = this.#clauses(body['must_not'], [...path, 'must_not']);
    const options = this.#clauses(body['should'], [...path, 'should']);
    const all = [...required, ...barred, ...options];
    if (!isComplete(all) || !isComplete(required) || !isComplete(barred) || !isComplete(options))
      return undefined;
    const least = this.#leastOptions(body['minimum_should_match'], required.length, options.length, path);
    if (least === undefined) return undefined;
    const alternatives = least === 0 ? [] : [or(choices(options, least), this.origin(path))];
    const conjuncts = [...required, ...barred.map(each => not(each)), ...alternatives];
    return and(conjuncts, this.origin(path));
  }

  /**
   * One of the options must hold where nothing else must; else none has to. A negative number or share is of those that may fail.
   * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-minimum-should-match
   */
  #leastOptions(value: unknown, required: number, options: number, path: Path): number | undefined {
    if (value === undefined) return options > 0 && required === 0 ? 1 : 0;
    const [, number, percent] = /^(-?\d{1,4})(%?)$/.exec(String(value).trim()) ?? [];
    const place = [...path, 'minimum_should_match'];
    if (number === undefined) return this.refuse('minimum_should_match is no number and no share', place);
    const count = percent === '%' ? Math.trunc((Number(number) * options) / 100) : Number(number);
    const least = Number(number) < 0 ? options + count : count;
    if (least > options || least < 0)
      return this.refuse('minimum_should_match asks for more options than there are', place);
    return combinations(options, least) <= mostChoices
      ? least
      : this.refuse('minimum_should_match has too many combinations to be written out', place);
  }

  /** The best score of several queries: it matches what one of them does. */
  #disMax(body: unknown, path: Path): Predicate | undefined {
    if (!isTable(body) || !Array.isArray(body['queries'])) return this.refuse('dis_max takes queries', path);
    const queries = this.#clauses(body['queries'], [...path, 'queries']);
    return isComplete(queries) ? or(queries, this.origin(path)) : undefined;
  }

  #nested(body: unknown, path: Path): Predicate | undefined {
    if (!isTable(body) || typeof body['path'] !== 'string')
      return this.refuse('nested takes a path and a query', path);
    const where = this.query(body['query'], [...path, 'query']);
    const array = this.field(body['path'], [...path, 'path']);
    return where && { kind: 'element', path: array, where, origin: this.origin(path) };
  }

  /** Only as Kibana writes it: over all fields, with OR between terms. */
  #queryString(body: unknown, path: Path): Predicate | undefined {
    const text = this.document.text([...path, 'query']);
    if (!isTable(body) || text === undefined) return this.refuse('query_string takes a query', path);
    const odd = Object.entries(body).find(([key, value]) => !isOrdinaryOption(key, value));
    if (odd !== undefined) return this.refuse(`query_string with ${odd[0]} is not read`, [...path, odd[0]]);
    const { value, diagnostics } = lucene.lower(text, {});
    this.diagnostics.push(...diagnostics);
    return value?.kind === 'events' ? value.where : undefined;
  }
}

/** The most alternatives that a number of options is written out as. */
const mostChoices = 100;

function combinations(all: number, taken: number): number {
  let count = 1;
  for (let step = 1; step <= Math.min(taken, all - taken); step++) count = (count * (all - step + 1)) / step;
  return count;
}

/** Each way to take so many of the options, as what must hold together. */
function choices(options: readonly Predicate[], least: number): readonly Predicate[] {
  if (least <= 1) return options;
  if (least === options.length) return [and(options)];
  return options.flatMap((option, index) =>
    options.length - index < least
      ? []
      : choices(options.slice(index + 1), least - 1).map(rest => and([option, rest])),
  );
}

const boolKeys = new Set([
  'must',
  'filter',
  'must_not',
  'should',
  'minimum_should_match',
  'boost',
  'adjust_pure_negative',
]);

function isComplete<Item>(items: readonly (Item | undefined)[]): items is readonly Item[] {
  return items.every(item => item !== undefined);
}

function isOrdinaryOption(key: string, value: unknown): boolean {
  switch (key) {
    case 'query':
    case 'boost':
    case 'time_zone':
    case 'escape':
      return true;
    case 'analyze_wildcard':
    case 'lenient':
      return value === true;
    case 'default_field':
      return value === '*';
    case 'default_operator':
      return /^or$/i.test(String(value));
    default:
      return false;
  }
}
