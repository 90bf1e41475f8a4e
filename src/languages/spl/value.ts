import { compilePredicate } from '../../evaluate/index.ts';
import {
  always,
  and,
  type Expression,
  exists,
  type Field,
  field,
  type Literal,
  not,
  or,
  type Predicate,
  type Vendor,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

/** What is known of the values of an expression. */
export type Kind = 'text' | 'number' | 'time' | 'unknown';

export interface Plain {
  readonly kind: 'plain';
  readonly expression: Expression;
  readonly type: Kind;
  /** What it is as a text, where that is another one than the number's. */
  readonly written?: Expression;
}

/**
 * A condition by when it is true and when it is false. It is null otherwise, and so is its negation: where keeps an event
 * only when its condition is true. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/where
 */
export interface Truth {
  readonly kind: 'truth';
  readonly yes: Predicate;
  readonly no: Predicate;
}

/** What mvfind and mvfilter give: something where a value of the field satisfies a condition, null elsewhere. */
export interface Found {
  readonly kind: 'found';
  readonly where: Predicate;
  /** Whether it is the place of the value (mvfind), or the values themselves (mvfilter). */
  readonly isPlace: boolean;
}

/** What split gives. */
export interface Pieces {
  readonly kind: 'pieces';
  readonly of: Expression;
  readonly separator: string;
}

export type Simple = Plain | Truth | Found | Pieces;

/** What a value is under which condition; the conditions exclude each other, and where none holds it is null. */
export type Value = readonly Case[];

export interface Case {
  readonly when: Predicate;
  readonly value: Simple;
}

export const nullValue: Value = [];

export function unconditional(value: Simple): Value {
  return [{ when: always(true), value }];
}

export function plain(expression: Expression, type: Kind = 'unknown'): Value {
  return unconditional({ kind: 'plain', expression, type });
}

export function literal(value: string | number, origin: readonly Span[] = []): Value {
  return plain({ kind: 'literal', value, origin }, typeof value === 'number' ? 'number' : 'text');
}

export function fieldValue(name: string, vendor: Vendor, origin: readonly Span[]): Value {
  return plain(field(name, vendor, origin));
}

export function truth(yes: Predicate, no: Predicate = not(yes)): Truth {
  return { kind: 'truth', yes, no };
}

/** When a value is not null. */
export function definedOf(value: Value): Predicate {
  return or(value.map(each => both(each.when, definedSimple(each.value))));
}

export function definedSimple(value: Simple): Predicate {
  switch (value.kind) {
    case 'plain':
      return definedExpression(value.expression);
    case 'truth':
      return or([value.yes, value.no]);
    case 'found':
      return value.where;
    case 'pieces':
      return exists(value.of);
  }
}

/** Functions of texts that have a value wherever their operands have. */
const total: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'length',
  'trim',
  'concat',
  'replace',
  'baseName',
  'md5',
  'sha1',
  'sha256',
  'sha512',
]);

function definedExpression(expression: Expression): Predicate {
  if (isLiteral(expression)) return always(expression.value !== null);
  if (expression.kind === 'call' && total.has(expression.function))
    return and(expression.arguments.map(definedExpression));
  return exists(expression);
}

export function isLiteral(expression: Expression): expression is Literal {
  return expression.kind === 'literal';
}

export function isField(expression: Expression): expression is Field {
  return expression.kind === 'field';
}

/** The text or number of a value that is the same for every event. */
export function constantOf(value: Value): string | number | undefined {
  const [only] = value;
  if (value.length !== 1 || only?.when.kind !== 'always' || only.value.kind !== 'plain') return undefined;
  const { expression } = only.value;
  return isLiteral(expression) && typeof expression.value !== 'boolean'
    ? (expression.value ?? undefined)
    : undefined;
}

export function both(first: Predicate, second: Predicate): Predicate {
  if (first === second || isAlways(first, true) || isAlways(second, false)) return second;
  return isAlways(second, true) || isAlways(first, false) ? first : and([first, second]);
}

export function isAlways(predicate: Predicate, value: boolean): boolean {
  return predicate.kind === 'always' && predicate.value === value;
}

/** A leaf over a literal is decided here and now. */
export function decided(predicate: Predicate, subject: Expression): Predicate {
  return isLiteral(subject) ? always(compilePredicate(predicate)({})) : predicate;
}

/** Gathers a condition over the cases of a value. `test` implies that the case has a value, so a condition that says no more goes. */
export function overCases(value: Value, test: (simple: Simple) => Truth): Truth {
  const parts = value.map(each => ({ when: saysMore(each), ...test(each.value) }));
  return truth(
    or(parts.map(part => both(part.when, part.yes))),
    or(parts.map(part => both(part.when, part.no))),
  );
}

/** The same for a condition that has no null: that of a search expression. */
export function holdsOfCases(value: Value, test: (simple: Simple) => Predicate): Predicate {
  return or(value.map(each => both(saysMore(each), test(each.value))));
}

function saysMore({ when, value }: Case): Predicate {
  const isKnown = when.kind === 'exists' && value.kind === 'plain' && when.subject === value.expression;
  return isKnown ? always(true) : when;
}
