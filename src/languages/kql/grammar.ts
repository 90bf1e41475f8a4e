import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type { Extent, FieldRange, KqlQuery, KqlText, KqlValues } from './ast.ts';
import {
  And,
  Colon,
  LeftBrace,
  LeftParenthesis,
  Not,
  Or,
  QuotedText,
  RangeOperator,
  RightBrace,
  RightParenthesis,
  Text,
  vocabulary,
} from './tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;

const operators: Readonly<Record<string, FieldRange['operator']>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};

/** Kibana's grammar: `not` takes one operand and no second `not`, `and` binds before `or`. Actions only build nodes. */
export class KqlParser extends EmbeddedActionsParser {
  /** `validate` checks the grammar for ambiguities; a test does it, so that a command need not. */
  constructor(validate = false) {
    super(vocabulary, { maxLookahead: 1, recoveryEnabled: false, skipValidations: !validate });
    this.performSelfAnalysis();
  }

  readonly query: Rule<KqlQuery> = this.RULE('query', () => {
    let query: KqlQuery = { kind: 'everything', start: 0, end: 0 };
    this.OPTION(() => {
      query = this.SUBRULE(this.disjunction);
    });
    return query;
  });

  private readonly disjunction: Rule<KqlQuery> = this.RULE('disjunction', () => {
    const operands = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(Or);
      operands.push(this.SUBRULE1(this.conjunction));
    });
    return joined('or', operands);
  });

  private readonly conjunction: Rule<KqlQuery> = this.RULE('conjunction', () => {
    const operands = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(And);
      operands.push(this.SUBRULE1(this.negation));
    });
    return joined('and', operands);
  });

  private readonly negation: Rule<KqlQuery> = this.RULE('negation', () =>
    this.OR<KqlQuery>([
      {
        ALT: () => {
          const { startOffset } = this.CONSUME(Not);
          const operand = this.SUBRULE(this.operand);
          return { kind: 'not', operand, start: startOffset, end: operand.end };
        },
      },
      { ALT: () => this.SUBRULE1(this.operand) },
    ]),
  );

  private readonly operand: Rule<KqlQuery> = this.RULE('operand', () =>
    this.OR<KqlQuery>([
      {
        ALT: () => {
          this.CONSUME(LeftParenthesis);
          const query = this.SUBRULE(this.disjunction);
          this.CONSUME(RightParenthesis);
          return query;
        },
      },
      { ALT: () => this.SUBRULE(this.expression) },
    ]),
  );

  private readonly expression: Rule<KqlQuery> = this.RULE('expression', () => {
    const text = this.SUBRULE(this.text);
    let result: KqlQuery = { kind: 'freeText', value: text, start: text.start, end: text.end };
    this.OPTION(() => {
      result = this.OR<KqlQuery>([
        {
          ALT: () => {
            this.CONSUME(Colon);
            return this.OR1<KqlQuery>([
              { ALT: () => this.nestedOf(text) },
              {
                ALT: () => {
                  const values = this.SUBRULE(this.values);
                  return { kind: 'fieldValues', field: text, values, start: text.start, end: values.end };
                },
              },
            ]);
          },
        },
        { ALT: () => this.rangeOf(text) },
      ]);
    });
    return result;
  });

  private readonly values: Rule<KqlValues> = this.RULE('values', () =>
    this.OR<KqlValues>([
      {
        ALT: () => {
          const { startOffset } = this.CONSUME(LeftParenthesis);
          const values = this.SUBRULE(this.valueDisjunction);
          const { endOffset = 0 } = this.CONSUME(RightParenthesis);
          return { ...values, ...(values.kind === 'text' ? {} : { start: startOffset, end: endOffset + 1 }) };
        },
      },
      { ALT: () => this.SUBRULE(this.text) },
    ]),
  );

  private readonly valueDisjunction: Rule<KqlValues> = this.RULE('valueDisjunction', () => {
    const operands = [this.SUBRULE(this.valueConjunction)];
    this.MANY(() => {
      this.CONSUME(Or);
      operands.push(this.SUBRULE1(this.valueConjunction));
    });
    return joined('or', operands);
  });

  private readonly valueConjunction: Rule<KqlValues> = this.RULE('valueConjunction', () => {
    const operands = [this.SUBRULE(this.valueNegation)];
    this.MANY(() => {
      this.CONSUME(And);
      operands.push(this.SUBRULE1(this.valueNegation));
    });
    return joined('and', operands);
  });

  private readonly valueNegation: Rule<KqlValues> = this.RULE('valueNegation', () =>
    this.OR<KqlValues>([
      {
        ALT: () => {
          const { startOffset } = this.CONSUME(Not);
          const operand = this.SUBRULE(this.values);
          return { kind: 'not', operand, start: startOffset, end: operand.end };
        },
      },
      { ALT: () => this.SUBRULE1(this.values) },
    ]),
  );

  private readonly text: Rule<KqlText> = this.RULE('text', () =>
    this.OR<KqlText>([
      { ALT: () => textOf(this.CONSUME(Text), false) },
      { ALT: () => textOf(this.CONSUME(QuotedText), true) },
    ]),
  );

  private nestedOf(path: KqlText): KqlQuery {
    this.CONSUME(LeftBrace);
    const query = this.SUBRULE(this.disjunction);
    const { endOffset = 0 } = this.CONSUME(RightBrace);
    return { kind: 'nested', path, query, start: path.start, end: endOffset + 1 };
  }

  private rangeOf(field: KqlText): KqlQuery {
    const operator = operators[this.CONSUME(RangeOperator).image] ?? 'lt';
    const value = this.SUBRULE1(this.text);
    return { kind: 'fieldRange', field, operator, value, start: field.start, end: value.end };
  }
}

function joined<Operand extends Extent>(
  kind: 'and' | 'or',
  operands: readonly [Operand, ...Operand[]] | readonly Operand[],
): Operand | { kind: 'and' | 'or'; operands: readonly Operand[]; start: number; end: number } {
  const [first] = operands;
  const last = operands.at(-1);
  if (first === undefined || last === undefined || operands.length === 1) return first as Operand;
  return { kind, operands, start: first.start, end: last.end };
}

function textOf(token: IToken, quoted: boolean): KqlText {
  const { image, startOffset, endOffset = startOffset } = token;
  return { kind: 'text', quoted, written: image, start: startOffset, end: endOffset + 1 };
}
