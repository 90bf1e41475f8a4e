import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Stage, Value } from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type * as ast from './ast.ts';
import { Columns, type Typed } from './columns.ts';
import { decodeString } from './strings.ts';
import type { Truth } from './truth.ts';

/** Conditions and values that columns of eval stand for grow when they are put in the place of names. */
export const mostParts = 50_000;

/** Values and conditions hold each other: each is lowered through the context. */
export interface Lowering {
  readonly value: (node: ast.Expression, context: Context) => Typed | undefined;
  readonly condition: (node: ast.Expression, context: Context) => Truth | undefined;
}

/** What lowering knows of the query; problems gather in it. */
export class Context {
  readonly text: EmbeddedText;
  readonly diagnostics: Diagnostic[] = [];
  columns = new Columns();
  /** Whether a column of eval is put in the place of its name. */
  readonly inlines: boolean;
  /** What stands for an aggregate within a value of stats. */
  readonly aggregates = new Map<ast.Call, Typed>();
  /** Whether a value is among those that a query finds. */
  readonly queried = new Map<ast.WithinQuery, Truth>();
  /** What is asked of tables that bring columns which the query does not name. */
  readonly brought = new Map<Stage, ReadonlySet<string>>();
  #parts = 0;
  readonly #lowering: Lowering;

  constructor(text: EmbeddedText, inlines: boolean, lowering: Lowering) {
    this.text = text;
    this.#lowering = lowering;
    this.inlines = inlines;
  }

  lowerValue(node: ast.Expression): Typed | undefined {
    return this.#lowering.value(node, this);
  }

  lowerCondition(node: ast.Expression): Truth | undefined {
    return this.#lowering.condition(node, this);
  }

  span(range: ast.Range): Span {
    return this.text.span(range.start, range.end);
  }

  origin(range: ast.Range): readonly Span[] {
    return [this.span(range)];
  }

  /** Gives undefined, which is what a node that cannot be lowered becomes. */
  report(diagnostic: Diagnostic): undefined {
    this.diagnostics.push(diagnostic);
  }

  /** How many values have been lowered so far, those that names stand for counted each time. */
  get parts(): number {
    return this.#parts;
  }

  get overgrown(): boolean {
    return this.#parts > mostParts;
  }

  /** False when there are too many. */
  grow(parts: number): boolean {
    this.#parts += parts;
    return !this.overgrown;
  }

  /** The text of a string constant. */
  string(word: ast.Range & { readonly image: string }): string | undefined {
    const decoded = decodeString(word.image);
    if ('text' in decoded) return decoded.text;
    const start = word.start + decoded.offset;
    const span = this.text.span(start, start + decoded.escape.length);
    return this.report(diagnose('esql/unknown-escape', { found: decoded.escape }, span));
  }

  /** The value of a constant other than null; whole numbers that a double cannot hold stay texts of digits. */
  value(constant: ast.Constant): Value | undefined {
    switch (constant.kind) {
      case 'string':
        return this.string(constant);
      case 'boolean':
        return constant.image.toLowerCase() === 'true';
      case 'integer':
        return wholeNumber(constant.image);
      default:
        return Number(constant.image);
    }
  }
}

function wholeNumber(digits: string): Value {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits).toString();
}

const names: Readonly<Record<ast.Expression['kind'], string>> = {
  column: 'a column',
  string: 'a string',
  integer: 'a number',
  decimal: 'a number',
  boolean: 'true or false',
  null: 'null',
  parameter: 'a parameter',
  list: 'a list',
  duration: 'a span of time',
  options: 'options',
  call: 'the value of a function',
  cast: 'a converted value',
  signed: 'arithmetic',
  calculation: 'arithmetic',
  comparison: 'a comparison',
  in: 'a comparison',
  inQuery: 'a comparison with what a query finds',
  like: 'a comparison',
  rlike: 'a comparison',
  isNull: 'a comparison',
  match: 'a search',
  not: 'a negation',
  and: 'a condition',
  or: 'a condition',
};

/** What an expression is, in the words of the messages. */
export function describe(expression: ast.Expression): string {
  return names[expression.kind];
}
