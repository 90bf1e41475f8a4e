import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type * as ast from './ast.ts';
import * as t from './search-tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;
/** A comparison without its field. */
type Test = (field: ast.SearchTerm) => ast.SearchExpression;

/**
 * Search expressions. NOT binds tightest and takes one operand, then OR, then AND, which no word needs to say.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.3/expressions-and-predicates
 */
export class SearchParser extends EmbeddedActionsParser {
  /** `validate` checks the grammar for ambiguities; a test does it, so that a command need not. */
  constructor(validate = false) {
    super(t.searchTokens, { maxLookahead: 2, recoveryEnabled: false, skipValidations: !validate });
    this.performSelfAnalysis();
  }

  readonly search: Rule<ast.SearchExpression> = this.RULE('search', () => this.SUBRULE(this.conjunction));

  private readonly conjunction: Rule<ast.SearchExpression> = this.RULE('conjunction', () => {
    const operands = [this.SUBRULE(this.disjunction)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(t.And));
      operands.push(this.SUBRULE1(this.disjunction));
    });
    return joined('and', operands);
  });

  private readonly disjunction: Rule<ast.SearchExpression> = this.RULE('disjunction', () => {
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(t.Or);
      operands.push(this.SUBRULE1(this.negation));
    });
    return joined('or', operands);
  });

  private readonly negation: Rule<ast.SearchExpression> = this.RULE('negation', (): ast.SearchExpression => {
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(t.Not)));
    const operand = this.SUBRULE(this.primary);
    const [first] = words;
    return first === undefined
      ? operand
      : { kind: 'not', count: words.length, operand, start: first.startOffset, end: operand?.end };
  });

  private readonly primary: Rule<ast.SearchExpression> = this.RULE('primary', () =>
    this.OR<ast.SearchExpression>([
      {
        ALT: () => {
          const open = this.CONSUME(t.LeftParenthesis);
          const inner = this.SUBRULE(this.conjunction);
          const close = this.CONSUME(t.RightParenthesis);
          return { ...inner, start: open.startOffset, end: close.startOffset + 1 };
        },
      },
      { ALT: () => termOf('directive', this.CONSUME(t.Directive)) },
      { ALT: () => termOf('subsearch', this.CONSUME(t.Subsearch)) },
      { ALT: () => termOf('macro', this.CONSUME(t.Macro)) },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]),
  );

  private readonly comparison: Rule<ast.SearchExpression> = this.RULE('comparison', () => {
    const field = this.SUBRULE(this.name);
    const test = this.OPTION(() =>
      this.OR<Test>([
        { ALT: () => this.SUBRULE(this.relation) },
        { ALT: () => this.SUBRULE(this.membership) },
      ]),
    );
    return typeof test === 'function' ? test(field) : field;
  });

  private readonly relation: Rule<Test> = this.RULE('relation', (): Test => {
    const operator = this.CONSUME(t.Sign).image as ast.ComparisonSign;
    const value = this.SUBRULE(this.value);
    return field => ({ kind: 'comparison', field, operator, value, start: field.start, end: value.end });
  });

  private readonly membership: Rule<Test> = this.RULE('membership', (): Test => {
    const values: ast.SearchTerm[] = [];
    this.CONSUME(t.In);
    this.CONSUME(t.LeftParenthesis);
    this.MANY(() => this.CONSUME(t.Comma));
    this.AT_LEAST_ONE(() => {
      values.push(this.SUBRULE(this.value));
      this.MANY1(() => this.CONSUME1(t.Comma));
    });
    const close = this.CONSUME(t.RightParenthesis);
    return field => ({ kind: 'membership', field, values, start: field.start, end: close.startOffset + 1 });
  });

  private readonly name: Rule<ast.SearchTerm> = this.RULE('name', () =>
    this.OR<ast.SearchTerm>([
      { ALT: () => termOf('word', this.CONSUME(t.Word)) },
      { ALT: () => termOf('string', this.CONSUME(t.Quoted)) },
    ]),
  );

  private readonly value: Rule<ast.SearchTerm> = this.RULE('value', () =>
    this.OR<ast.SearchTerm>([
      { ALT: () => this.SUBRULE(this.name) },
      { ALT: () => termOf('directive', this.CONSUME(t.Directive)) },
      { ALT: () => termOf('subsearch', this.CONSUME(t.Subsearch)) },
      { ALT: () => termOf('macro', this.CONSUME(t.Macro)) },
    ]),
  );
}

function termOf(form: ast.SearchTerm['form'], token: IToken): ast.SearchTerm {
  const { image, startOffset } = token;
  return { kind: 'term', form, image, start: startOffset, end: startOffset + String(image).length };
}

function joined(kind: 'and' | 'or', operands: readonly ast.SearchExpression[]): ast.SearchExpression {
  const first = operands[0] as ast.SearchExpression;
  const last = operands.at(-1) ?? first;
  return operands.length < 2 ? first : { kind, operands, start: first?.start, end: last?.end };
}
