/** The syntax of Python as far as rules use it. Offsets are of the module's text, half open. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export type Expression = Extent &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'constant'; readonly value: boolean | null | 'ellipsis' }
    | { readonly kind: 'number'; readonly written: string }
    /** Strings side by side are one. */
    | { readonly kind: 'string'; readonly pieces: readonly StringPiece[] }
    | {
        readonly kind: 'sequence';
        readonly type: 'list' | 'tuple' | 'set';
        readonly items: readonly Expression[];
      }
    | { readonly kind: 'dictionary'; readonly entries: readonly DictionaryEntry[] }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'comparison'; readonly first: Expression; readonly rest: readonly ComparisonPart[] }
    | { readonly kind: 'junction'; readonly operator: 'and' | 'or'; readonly operands: readonly Expression[] }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly holds: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: 'call'; readonly called: Expression; readonly arguments: readonly Argument[] }
    | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
    | { readonly kind: 'subscript'; readonly of: Expression; readonly index: Expression }
    | {
        readonly kind: 'slice';
        readonly from: Expression | undefined;
        readonly to: Expression | undefined;
        readonly step: Expression | undefined;
      }
    | {
        readonly kind: 'comprehension';
        readonly type: 'generator' | 'list' | 'set' | 'dictionary';
        readonly element: Expression;
        /** Of a dictionary. */
        readonly value?: Expression;
        readonly clauses: readonly Clause[];
      }
    | { readonly kind: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
    | { readonly kind: 'walrus'; readonly target: Expression; readonly value: Expression }
    | { readonly kind: 'starred'; readonly value: Expression }
    | { readonly kind: 'yield'; readonly value: Expression | undefined; readonly from: boolean }
  );

/** A literal as written, its prefix and quotes included. */
export interface StringPiece extends Extent {
  readonly written: string;
}

export interface DictionaryEntry {
  /** Absent: `**value`. */
  readonly key: Expression | undefined;
  readonly value: Expression;
}

/** `==`, `not in`, `is not`, … */
export interface ComparisonPart {
  readonly operator: string;
  readonly right: Expression;
}

export interface Argument {
  readonly name?: string;
  readonly stars?: '*' | '**';
  readonly value: Expression;
}

/** `for target in iterable if condition …`. */
export interface Clause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface Parameter {
  readonly name: string;
  readonly stars?: '*' | '**';
  readonly default?: Expression;
  /** After a bare `*`: by name only. */
  readonly named: boolean;
}

export type Block = readonly Statement[];

export type Statement = Extent &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    /** An annotation without a value has none. */
    | {
        readonly kind: 'assign';
        readonly targets: readonly Expression[];
        readonly value: Expression | undefined;
      }
    | {
        readonly kind: 'augment';
        readonly target: Expression;
        readonly operator: string;
        readonly value: Expression;
      }
    | { readonly kind: 'return'; readonly value: Expression | undefined }
    | { readonly kind: 'raise'; readonly value: Expression | undefined }
    | { readonly kind: 'assert'; readonly condition: Expression }
    | { readonly kind: 'simple'; readonly word: 'pass' | 'break' | 'continue' }
    | { readonly kind: 'declare'; readonly word: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
    | { readonly kind: 'import'; readonly imports: readonly Imported[] }
    | {
        readonly kind: 'if';
        readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
        readonly otherwise: Block;
      }
    | {
        readonly kind: 'for';
        readonly target: Expression;
        readonly iterable: Expression;
        readonly body: Block;
        readonly otherwise: Block;
      }
    | {
        readonly kind: 'while';
        readonly condition: Expression;
        readonly body: Block;
        readonly otherwise: Block;
      }
    | { readonly kind: 'match'; readonly subject: Expression; readonly cases: readonly MatchCase[] }
    | {
        readonly kind: 'try';
        readonly body: Block;
        readonly handlers: readonly Handler[];
        readonly otherwise: Block;
        readonly finally: Block;
      }
    | { readonly kind: 'with'; readonly body: Block }
    | FunctionDefinition
    | { readonly kind: 'class'; readonly name: string }
  );

/** A pattern in the words of an expression: `"x" | None`, `str(name)`, `_`. */
export interface MatchCase {
  readonly pattern: Expression;
  /** `case pattern as name` */
  readonly name: string | undefined;
  readonly guard: Expression | undefined;
  readonly body: Block;
}

export interface FunctionDefinition extends Extent {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
  readonly decorated: boolean;
}

/** Absent type: any exception. */
export interface Handler {
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: Block;
}

/** `import module as name` (no member) or `from module import member as name`. */
export interface Imported {
  readonly module: string;
  readonly member?: string;
  readonly name: string;
}
