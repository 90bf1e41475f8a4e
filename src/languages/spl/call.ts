import { diagnose } from '../../diagnostics/index.ts';
import type { Span } from '../../source/index.ts';
import type { EvalCall, EvalExpression } from './ast.ts';
import { lowerCondition, type Scope } from './scope.ts';
import { constantOf, nullValue, type Truth, type Value } from './value.ts';

export interface EvalFunction {
  readonly least: number;
  readonly most: number;
  readonly lower: (call: Call) => Value;
}

/** A call of an eval function, its arguments by position from 0. */
export class Call {
  readonly node: EvalCall;
  readonly scope: Scope;

  constructor(node: EvalCall, scope: Scope) {
    this.node = node;
    this.scope = scope;
  }

  get origin(): readonly Span[] {
    return this.scope.context.origin(this.node);
  }

  get count(): number {
    return this.node.arguments.length;
  }

  argument(position: number): EvalExpression {
    return this.node.arguments[position] ?? this.node;
  }

  value(position: number): Value {
    return this.scope.lower(this.argument(position));
  }

  condition(position: number): Truth {
    return lowerCondition(this.argument(position), this.scope);
  }

  /** An argument that must be the same for every event. */
  constant(position: number): string | number | undefined {
    const constant = constantOf(this.value(position));
    if (constant !== undefined) return constant;
    const { name } = this.node;
    const span = this.scope.context.span(this.argument(position));
    return this.scope.context.report(diagnose('spl/not-constant', { name, position: position + 1 }, span));
  }

  /** A whole number that must be the same for every event. */
  integer(position: number): number | undefined {
    const constant = this.constant(position);
    const number = constant === undefined ? undefined : Number(constant);
    if (number === undefined || Number.isInteger(number)) return number;
    return this.scope.context.report(
      diagnose('spl/not-constant', { name: this.node.name, position: position + 1 }, this.origin[0]),
    );
  }

  /** The function is one of Splunk's, but what it does here has no counterpart. */
  refuse(why: string): Value {
    this.scope.context.report(diagnose('spl/function-use', { name: this.node.name, why }, this.origin[0]));
    return nullValue;
  }
}
