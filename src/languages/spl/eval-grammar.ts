import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type * as ast from './ast.ts';
import * as t from './eval-tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;
/** A comparison without its left side. */
type Test = (left: ast.EvalExpression) => ast.EvalExpression;
type Operation = { readonly operator: ast.EvalSign; readonly operand: ast.EvalExpression };

/**
 * Expressions of eval and where: NOT binds tightest, then AND, OR and XOR.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.3/expressions-and-predicates
 */
export class EvalParser extends EmbeddedActionsParser {
  /** `validate` checks the grammar for ambiguities; a test does it, so that a command need not. */
  constructor(validate = false) {
    super(t.evalTokens, { maxLookahead: 2, recoveryEnabled: false, skipValidations: !validate });
    this.performSelfAnalysis();
  }

  readonly assignments: Rule<ast.Assignment[]> = this.RULE('assignments', () => {
    const list: ast.Assignment[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const { name, start } = this.SUBRULE(this.target);
        this.CONSUME(t.Equal);
        const value = this.SUBRULE(this.expression);
        list.push({ name, value, start, end: value?.end });
      },
    });
    return list;
  });

  private readonly target: Rule<ast.EvalField> = this.RULE('target', () =>
    this.OR<ast.EvalField>([
      { ALT: () => quotedField(this.CONSUME(t.QuotedName)) },
      { ALT: () => quotedField(this.CONSUME(t.Text)) },
      { ALT: () => fieldOf(this.CONSUME(t.DynamicName)) },
      {
        ALT: () => {
          const parts: IToken[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: t.Dot, DEF: () => parts.push(this.CONSUME(t.Identifier)) });
          const first = parts[0] as IToken;
          const name = parts.map(part => part.image).join('.');
          return { kind: 'field', name, start: first?.startOffset, end: of(parts.at(-1) ?? first).end };
        },
      },
    ]),
  );

  readonly expression: Rule<ast.EvalExpression> = this.RULE('expression', () => {
    const operands = [this.SUBRULE(this.disjunction)];
    this.MANY(() => {
      this.CONSUME(t.Xor);
      operands.push(this.SUBRULE1(this.disjunction));
    });
    return junction('xor', operands);
  });

  private readonly disjunction: Rule<ast.EvalExpression> = this.RULE('disjunction', () => {
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(t.Or);
      operands.push(this.SUBRULE1(this.conjunction));
    });
    return junction('or', operands);
  });

  private readonly conjunction: Rule<ast.EvalExpression> = this.RULE('conjunction', () => {
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(t.And);
      operands.push(this.SUBRULE1(this.negation));
    });
    return junction('and', operands);
  });

  private readonly negation: Rule<ast.EvalExpression> = this.RULE('negation', (): ast.EvalExpression => {
    const words: IToken[] = [];
    this.MANY(() =>
      words.push(this.OR([{ ALT: () => this.CONSUME(t.Not) }, { ALT: () => this.CONSUME(t.Bang) }])),
    );
    const operand = this.SUBRULE(this.comparison);
    const [first] = words;
    return first === undefined
      ? operand
      : { kind: 'not', count: words.length, operand, start: first.startOffset, end: operand?.end };
  });

  private readonly comparison: Rule<ast.EvalExpression> = this.RULE('comparison', () => {
    const left = this.SUBRULE(this.sum);
    const test = this.OPTION(() =>
      this.OR<Test>([
        { ALT: () => this.SUBRULE(this.relation) },
        { ALT: () => this.SUBRULE(this.membership) },
      ]),
    );
    return typeof test === 'function' ? test(left) : left;
  });

  private readonly relation: Rule<Test> = this.RULE('relation', (): Test => {
    const word = this.OR([
      { ALT: () => this.CONSUME(t.Equal) },
      { ALT: () => this.CONSUME(t.DoubleEqual) },
      { ALT: () => this.CONSUME(t.NotEqual) },
      { ALT: () => this.CONSUME(t.LessOrEqual) },
      { ALT: () => this.CONSUME(t.Less) },
      { ALT: () => this.CONSUME(t.GreaterOrEqual) },
      { ALT: () => this.CONSUME(t.Greater) },
      { ALT: () => this.CONSUME(t.Like) },
    ]);
    const right = this.SUBRULE(this.sum);
    const operator = operators[word.image] ?? 'like';
    return left => ({ kind: 'comparison', operator, left, right, start: left.start, end: right.end });
  });

  private readonly membership: Rule<Test> = this.RULE('membership', (): Test => {
    this.CONSUME(t.In);
    this.CONSUME(t.OpenParenthesis);
    const values = this.SUBRULE(this.expressions);
    const close = this.CONSUME(t.CloseParenthesis);
    return operand => ({ kind: 'membership', operand, values, start: operand.start, end: of(close).end });
  });

  private readonly sum: Rule<ast.EvalExpression> = this.RULE('sum', () => {
    const first = this.SUBRULE(this.product);
    const rest: Operation[] = [];
    this.MANY(() => {
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Plus) },
        { ALT: () => this.CONSUME(t.Minus) },
        { ALT: () => this.CONSUME(t.Dot) },
      ]);
      rest.push({ operator: word.image as ast.EvalSign, operand: this.SUBRULE1(this.product) });
    });
    return calculation(first, rest);
  });

  private readonly product: Rule<ast.EvalExpression> = this.RULE('product', () => {
    const first = this.SUBRULE(this.signed);
    const rest: Operation[] = [];
    this.MANY(() => {
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Times) },
        { ALT: () => this.CONSUME(t.Slash) },
        { ALT: () => this.CONSUME(t.Percent) },
      ]);
      rest.push({ operator: word.image as ast.EvalSign, operand: this.SUBRULE1(this.signed) });
    });
    return calculation(first, rest);
  });

  private readonly signed: Rule<ast.EvalExpression> = this.RULE('signed', (): ast.EvalExpression => {
    const signs: IToken[] = [];
    this.MANY(() =>
      signs.push(this.OR([{ ALT: () => this.CONSUME(t.Minus) }, { ALT: () => this.CONSUME(t.Plus) }])),
    );
    const operand = this.SUBRULE(this.primary);
    const [first] = signs;
    if (first === undefined) return operand;
    const negative = signs.filter(each => each.image === '-').length % 2 === 1;
    return { kind: 'signed', negative, operand, start: first.startOffset, end: operand?.end };
  });

  private readonly primary: Rule<ast.EvalExpression> = this.RULE('primary', () =>
    this.OR<ast.EvalExpression>([
      { ALT: () => constantOf('string', this.CONSUME(t.Text)) },
      { ALT: () => constantOf('number', this.CONSUME(t.Numeral)) },
      { ALT: () => quotedField(this.CONSUME(t.QuotedName)) },
      { ALT: () => macroOf(this.CONSUME(t.Macro)) },
      { ALT: () => this.SUBRULE(this.call) },
      { ALT: () => fieldOf(this.CONSUME(t.Identifier)) },
      {
        ALT: () => {
          const open = this.CONSUME(t.OpenParenthesis);
          const inner = this.SUBRULE(this.expression);
          const close = this.CONSUME(t.CloseParenthesis);
          return { ...inner, start: open.startOffset, end: of(close).end };
        },
      },
    ]),
  );

  private readonly call: Rule<ast.EvalCall> = this.RULE('call', (): ast.EvalCall => {
    const name = this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.Like) },
      { ALT: () => this.CONSUME(t.In) },
    ]);
    this.CONSUME(t.OpenParenthesis);
    const list = this.OPTION(() => this.SUBRULE(this.expressions)) ?? [];
    const close = this.CONSUME(t.CloseParenthesis);
    const { start, end } = of(name);
    return {
      kind: 'call',
      name: String(name.image).toLowerCase(),
      nameEnd: end,
      arguments: list,
      start,
      end: of(close).end,
    };
  });

  private readonly expressions: Rule<ast.EvalExpression[]> = this.RULE('expressions', () => {
    const list: ast.EvalExpression[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => list.push(this.SUBRULE(this.expression)) });
    return list;
  });
}

const operators: Readonly<Record<string, ast.ComparisonSign>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** The recording pass hands in tokens without images. */
function of(token: IToken): ast.Range {
  return { start: token?.startOffset, end: token?.startOffset + String(token?.image).length };
}

function constantOf(kind: ast.EvalConstant['kind'], token: IToken): ast.EvalConstant {
  return { kind, image: token.image, ...of(token) };
}

function macroOf(token: IToken): ast.EvalMacro {
  return { kind: 'macro', image: token.image, ...of(token) };
}

function fieldOf(token: IToken): ast.EvalField {
  return { kind: 'field', name: token.image, ...of(token) };
}

function quotedField(token: IToken): ast.EvalField {
  return { kind: 'field', name: String(token.image).slice(1, -1), ...of(token) };
}

function junction(
  kind: ast.EvalJunction['kind'],
  operands: readonly ast.EvalExpression[],
): ast.EvalExpression {
  const first = operands[0] as ast.EvalExpression;
  const last = operands.at(-1) ?? first;
  return operands.length < 2 ? first : { kind, operands, start: first?.start, end: last?.end };
}

function calculation(first: ast.EvalExpression, rest: readonly Operation[]): ast.EvalExpression {
  const last = rest.at(-1);
  return last === undefined
    ? first
    : { kind: 'calculation', first, rest, start: first?.start, end: last.operand?.end };
}
