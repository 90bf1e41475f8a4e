import type { Diagnostic } from '../../diagnostics/index.ts';
import { and, fieldsIn, not, or, type Predicate } from '../../ir/index.ts';
import type { Command, EvalExpression, Range, SearchExpression } from './ast.ts';
import { type Argument, argumentsOf, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { ownFields } from './environment.ts';
import { evalFields, evalMacros } from './eval-fields.ts';
import { evalScope } from './lower-eval.ts';
import { lowerSearch } from './lower-search.ts';
import { macroName } from './macros.ts';
import { parseCondition, parseSearch } from './parse.ts';
import { lowerCondition } from './scope.ts';

/** A table that a command looks up rows in, with the columns of it that the command names. */
export interface LookedUp {
  readonly table: string;
  readonly columns: readonly string[];
}

/** What is gathered of one command. Problems of its grammar go to the context; what is no predicate of ours is left out. */
export class StageReading {
  readonly command: Command;
  readonly context: Context;
  readonly predicates: Predicate[] = [];
  readonly reads = new Set<string>();
  readonly writes = new Set<string>();
  readonly macros = new Set<string>();
  lookedUp: LookedUp | undefined;
  isWhole = true;

  constructor(command: Command, context: Context) {
    this.command = command;
    this.context = context;
  }

  get arguments(): readonly Argument[] {
    return argumentsOf(this.command, this.context);
  }

  read(...names: readonly string[]): void {
    for (const name of names) if (name !== '') this.reads.add(name);
  }

  write(...names: readonly string[]): void {
    for (const name of names) if (name !== '') this.writes.add(name);
  }

  readArguments(list: readonly Argument[]): void {
    for (const each of list) if (each.kind === 'word' || each.kind === 'string') this.read(nameOf(each));
  }

  search(range: Range): void {
    const { value, diagnostics } = parseSearch(this.context.expanded, range);
    this.#report(diagnostics);
    if (value !== undefined) this.#keep(this.#searchPredicate(value));
  }

  condition(range: Range): void {
    const { value, diagnostics } = parseCondition(this.context.expanded, range);
    this.#report(diagnostics);
    if (value !== undefined) this.conditionOf(value);
  }

  conditionOf(node: EvalExpression): void {
    this.#keep(this.#evalPredicate(node));
    this.evaluates(node);
  }

  evaluates(node: EvalExpression): void {
    this.read(...evalFields(node));
    for (const image of evalMacros(node)) this.macros.add(macroName(image));
  }

  /** A predicate by the given lowering, or none and no longer whole. */
  attempt(lower: (context: Context) => Predicate): void {
    this.#keep(this.#lowered(lower));
  }

  #report(diagnostics: readonly Diagnostic[]): void {
    for (const each of diagnostics) this.context.report(each);
  }

  #keep(predicate: Predicate | undefined): void {
    if (predicate === undefined) return;
    for (const { name } of fieldsIn(predicate)) this.reads.add(name);
    if (predicate.kind === 'always') return;
    this.predicates.push(...conjuncts(predicate));
  }

  #lowered(lower: (context: Context) => Predicate): Predicate | undefined {
    const context = this.context.within(this.context.expanded);
    const predicate = lower(context);
    if (!context.failed) return predicate;
    this.isWhole = false;
    return undefined;
  }

  #searchPredicate(node: SearchExpression): Predicate | undefined {
    switch (node.kind) {
      case 'and':
      case 'or':
        return this.#joined(
          node.kind,
          node.operands.map(each => this.#searchPredicate(each)),
          node,
        );
      case 'not': {
        const operand = this.#searchPredicate(node.operand);
        if (operand === undefined || node.count % 2 === 0) return operand;
        return not(operand, this.context.origin(node));
      }
      case 'term':
        if (node.form === 'macro') this.macros.add(macroName(node.image));
        if (node.form === 'macro' || node.form === 'subsearch') return undefined;
    }
    return this.#lowered(context => lowerSearch(node, ownFields(context.vendor), context));
  }

  #evalPredicate(node: EvalExpression): Predicate | undefined {
    switch (node.kind) {
      case 'and':
      case 'or':
        return this.#joined(
          node.kind,
          node.operands.map(each => this.#evalPredicate(each)),
          node,
        );
      case 'not': {
        const operand = this.#evalPredicate(node.operand);
        if (operand === undefined || node.count % 2 === 0) return operand;
        return not(operand, this.context.origin(node));
      }
      default:
        return this.#lowered(
          context => lowerCondition(node, evalScope(ownFields(context.vendor), context)).yes,
        );
    }
  }

  #joined(
    kind: 'and' | 'or',
    parts: readonly (Predicate | undefined)[],
    range: Range,
  ): Predicate | undefined {
    const known = parts.filter(part => part !== undefined);
    if (known.length < parts.length && kind === 'or') this.isWhole = false;
    if (known.length === 0) return undefined;
    const origin = this.context.origin(range);
    return kind === 'and' ? and(known, origin) : or(known, origin);
  }
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}
