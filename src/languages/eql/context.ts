import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Value } from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type * as ast from './ast.ts';
import { decodeString } from './strings.ts';

/** What lowering knows of the query; problems gather in it. */
export class Context {
  readonly text: EmbeddedText;
  /** The field that holds the category (`event.category`, or what the rule says instead). */
  readonly categoryField: string;
  readonly diagnostics: Diagnostic[] = [];
  /** Divisions of whole numbers so far: their rewriting doubles the left side, so they are few. */
  wholeDivisions = 0;

  constructor(text: EmbeddedText, categoryField: string) {
    this.text = text;
    this.categoryField = categoryField;
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

  /** The text of a string constant. */
  string(range: ast.Range & { readonly image: string }): string | undefined {
    const decoded = decodeString(range.image);
    if ('text' in decoded) return decoded.text;
    const start = range.start + decoded.offset;
    const span = this.text.span(start, start + decoded.escape.length);
    return this.report(diagnose('eql/unknown-escape', { found: decoded.escape }, span));
  }

  /** The value of a constant other than null; whole numbers that a double cannot hold stay texts of digits. */
  value(constant: ast.Constant): Value | undefined {
    switch (constant.kind) {
      case 'string':
        return this.string(constant);
      case 'boolean':
        return constant.image === 'true';
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
  field: 'a field',
  string: 'a string',
  integer: 'a number',
  decimal: 'a number',
  boolean: 'true or false',
  null: 'null',
  call: 'the value of a function',
  signed: 'arithmetic',
  calculation: 'arithmetic',
  comparison: 'a comparison',
  membership: 'a comparison',
  not: 'a negation',
  and: 'a condition',
  or: 'a condition',
};

/** What an expression is, in the words of the messages. */
export function describe(expression: ast.Expression): string {
  return names[expression.kind];
}
