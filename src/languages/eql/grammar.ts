import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type * as ast from './ast.ts';
import { messages } from './messages.ts';
import * as t from './tokens.ts';

/**
 * EQL as Elasticsearch parses it, sequences, samples, joins and pipes included. `not` binds tighter than `and`, `and`
 * tighter than `or`; `in`, `:`, `like` and `regex` belong to the operand right before them.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax
 */
export class EqlParser extends EmbeddedActionsParser {
  constructor() {
    super(t.allTokens, {
      recoveryEnabled: false,
      maxLookahead: 2,
      errorMessageProvider: messages,
      nodeLocationTracking: 'none',
    });
    this.performSelfAnalysis();
  }

  readonly statement: ParserMethod<[], ast.Statement> = this.RULE('statement', (): ast.Statement => {
    const query = this.OR<ast.Query>([
      { ALT: () => this.SUBRULE(this.sequence) },
      { ALT: () => this.SUBRULE(this.sample) },
      { ALT: () => this.SUBRULE(this.join) },
      { ALT: () => ({ kind: 'event', event: this.SUBRULE(this.eventFilter) }) },
    ]);
    const pipes: ast.PipeCall[] = [];
    this.MANY(() => pipes.push(this.SUBRULE(this.pipe)));
    return { query, pipes };
  });

  readonly sequence: ParserMethod<[], ast.GroupQuery<'sequence'>> = this.RULE(
    'sequence',
    (): ast.GroupQuery<'sequence'> => {
      const word = this.CONSUME(t.Sequence);
      let by: readonly ast.Expression[] = [];
      let maxspan: ast.Duration | undefined;
      this.OPTION(() => {
        by = this.SUBRULE(this.joinKeys);
      });
      this.OPTION1(() => {
        this.CONSUME(t.With);
        this.CONSUME(t.Maxspan);
        this.CONSUME(t.Assign);
        maxspan = this.SUBRULE(this.duration);
      });
      const terms = this.SUBRULE(this.terms);
      let until: ast.Term | undefined;
      this.OPTION2(() => {
        this.CONSUME(t.Until);
        until = this.SUBRULE(this.term);
      });
      return { kind: 'sequence', by, maxspan, terms, until, ...of(word) };
    },
  );

  readonly sample: ParserMethod<[], ast.GroupQuery<'sample'>> = this.RULE(
    'sample',
    (): ast.GroupQuery<'sample'> => {
      const word = this.CONSUME(t.Sample);
      let by: readonly ast.Expression[] = [];
      this.OPTION(() => {
        by = this.SUBRULE(this.joinKeys);
      });
      const terms = this.SUBRULE(this.terms);
      return { kind: 'sample', by, maxspan: undefined, terms, until: undefined, ...of(word) };
    },
  );

  readonly join: ParserMethod<[], ast.GroupQuery<'join'>> = this.RULE('join', (): ast.GroupQuery<'join'> => {
    const word = this.CONSUME(t.Join);
    let by: readonly ast.Expression[] = [];
    this.OPTION(() => {
      by = this.SUBRULE(this.joinKeys);
    });
    const terms = this.SUBRULE(this.terms);
    let until: ast.Term | undefined;
    this.OPTION1(() => {
      this.CONSUME(t.Until);
      until = this.SUBRULE(this.term);
    });
    return { kind: 'join', by, maxspan: undefined, terms, until, ...of(word) };
  });

  readonly terms: ParserMethod<[], ast.Term[]> = this.RULE('terms', (): ast.Term[] => {
    const terms: ast.Term[] = [];
    this.AT_LEAST_ONE(() => terms.push(this.SUBRULE(this.term)));
    return terms;
  });

  readonly term: ParserMethod<[], ast.Term> = this.RULE('term', (): ast.Term => {
    const open = this.OR([
      { ALT: () => this.CONSUME(t.OpenBracket) },
      { ALT: () => this.CONSUME(t.MissingOpen) },
    ]);
    const event = this.SUBRULE(this.eventFilter);
    const close = this.CONSUME(t.CloseBracket);
    let by: readonly ast.Expression[] = [];
    this.OPTION(() => {
      by = this.SUBRULE(this.joinKeys);
    });
    let option: ast.TermOption | undefined;
    this.OPTION1(() => {
      this.CONSUME(t.With);
      const name = this.CONSUME(t.Identifier);
      this.CONSUME(t.Assign);
      const value = this.CONSUME(t.Integer);
      option = { name: name.image, value: value.image, ...of(name, value) };
    });
    return { event, absent: open.tokenType === t.MissingOpen, by, option, ...of(open, close) };
  });

  readonly joinKeys: ParserMethod<[], ast.Expression[]> = this.RULE('joinKeys', (): ast.Expression[] => {
    this.CONSUME(t.By);
    return this.SUBRULE(this.expressions);
  });

  readonly expressions: ParserMethod<[], ast.Expression[]> = this.RULE(
    'expressions',
    (): ast.Expression[] => {
      const list: ast.Expression[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          list.push(this.SUBRULE(this.expression));
        },
      });
      return list;
    },
  );

  readonly duration: ParserMethod<[], ast.Duration> = this.RULE('duration', (): ast.Duration => {
    const number = this.OR([{ ALT: () => this.CONSUME(t.Integer) }, { ALT: () => this.CONSUME(t.Decimal) }]);
    const unit = this.OPTION(() => this.CONSUME(t.Identifier));
    return { number: number.image, unit: unit?.image, ...of(number, unit ?? number) };
  });

  readonly pipe: ParserMethod<[], ast.PipeCall> = this.RULE('pipe', (): ast.PipeCall => {
    this.CONSUME(t.Pipe);
    const name = this.CONSUME(t.Identifier);
    const list = this.OPTION(() => this.SUBRULE(this.expressions)) ?? [];
    return { name: name.image, arguments: list, ...of(name) };
  });

  readonly eventFilter: ParserMethod<[], ast.EventFilter> = this.RULE('eventFilter', (): ast.EventFilter => {
    const category = this.OR<ast.Category>([
      { ALT: () => categoryOf('any', this.CONSUME(t.Any)) },
      { ALT: () => categoryOf('word', this.CONSUME(t.Identifier)) },
      { ALT: () => categoryOf('string', this.CONSUME(t.QuotedString)) },
      { ALT: () => categoryOf('string', this.CONSUME(t.RawString)) },
    ]);
    this.CONSUME(t.Where);
    return { category, condition: this.SUBRULE(this.expression) };
  });

  readonly expression: ParserMethod<[], ast.Expression> = this.RULE('expression', (): ast.Expression => {
    const operands: ast.Expression[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Or,
      DEF: () => {
        operands.push(this.SUBRULE(this.conjunction));
      },
    });
    return junction('or', operands);
  });

  readonly conjunction: ParserMethod<[], ast.Expression> = this.RULE('conjunction', (): ast.Expression => {
    const operands: ast.Expression[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.And,
      DEF: () => {
        operands.push(this.SUBRULE(this.negation));
      },
    });
    return junction('and', operands);
  });

  readonly negation: ParserMethod<[], ast.Expression> = this.RULE('negation', (): ast.Expression => {
    const words: IToken[] = [];
    this.MANY(() => words.push(this.CONSUME(t.Not)));
    const operand = this.SUBRULE(this.comparison);
    const [first] = words;
    return first === undefined
      ? operand
      : { kind: 'not', count: words.length, operand, start: first.startOffset, end: operand?.end };
  });

  readonly comparison: ParserMethod<[], ast.Expression> = this.RULE('comparison', (): ast.Expression => {
    const left = this.SUBRULE(this.sum);
    const rest = this.OPTION(() => {
      const operator = this.SUBRULE(this.comparisonSign);
      return { operator, right: this.SUBRULE1(this.sum) };
    });
    return rest === undefined
      ? left
      : { kind: 'comparison', left, ...rest, start: left?.start, end: rest.right?.end };
  });

  readonly comparisonSign: ParserMethod<[], ast.ComparisonSign> = this.RULE(
    'comparisonSign',
    (): ast.ComparisonSign => {
      const token = this.OR([
        { ALT: () => this.CONSUME(t.Equal) },
        { ALT: () => this.CONSUME(t.NotEqual) },
        { ALT: () => this.CONSUME(t.LessOrEqual) },
        { ALT: () => this.CONSUME(t.Less) },
        { ALT: () => this.CONSUME(t.GreaterOrEqual) },
        { ALT: () => this.CONSUME(t.Greater) },
      ]);
      return token.image as ast.ComparisonSign;
    },
  );

  readonly sum: ParserMethod<[], ast.Expression> = this.RULE('sum', (): ast.Expression => {
    const first = this.SUBRULE(this.product);
    const rest: ast.Calculation['rest'][number][] = [];
    this.MANY(() => {
      const sign = this.OR([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }]);
      rest.push({ operator: sign.image as ast.ArithmeticSign, operand: this.SUBRULE1(this.product) });
    });
    return calculation(first, rest);
  });

  readonly product: ParserMethod<[], ast.Expression> = this.RULE('product', (): ast.Expression => {
    const first = this.SUBRULE(this.signed);
    const rest: ast.Calculation['rest'][number][] = [];
    this.MANY(() => {
      const sign = this.OR([
        { ALT: () => this.CONSUME(t.Times) },
        { ALT: () => this.CONSUME(t.Slash) },
        { ALT: () => this.CONSUME(t.Percent) },
      ]);
      rest.push({ operator: sign.image as ast.ArithmeticSign, operand: this.SUBRULE1(this.signed) });
    });
    return calculation(first, rest);
  });

  readonly signed: ParserMethod<[], ast.Expression> = this.RULE('signed', (): ast.Expression => {
    const signs: IToken[] = [];
    this.MANY(() => {
      signs.push(this.OR([{ ALT: () => this.CONSUME(t.Minus) }, { ALT: () => this.CONSUME(t.Plus) }]));
    });
    const operand = this.SUBRULE(this.operand);
    const [first] = signs;
    if (first === undefined) return operand;
    const images = signs.map(sign => sign.image as '+' | '-');
    return { kind: 'signed', signs: images, operand, start: first.startOffset, end: operand?.end };
  });

  readonly operand: ParserMethod<[], ast.Expression> = this.RULE('operand', (): ast.Expression => {
    const operand = this.SUBRULE(this.primary);
    const test = this.OPTION(() =>
      this.OR([{ ALT: () => this.SUBRULE(this.lookup) }, { ALT: () => this.SUBRULE(this.match) }]),
    );
    return test === undefined
      ? operand
      : { kind: 'membership', operand, ...test, start: operand?.start, end: test.end };
  });

  readonly lookup: ParserMethod<[], MembershipTest> = this.RULE('lookup', (): MembershipTest => {
    const not = this.OPTION(() => this.CONSUME(t.Not));
    const word = this.OR([{ ALT: () => this.CONSUME(t.In) }, { ALT: () => this.CONSUME(t.InFolded) }]);
    this.CONSUME(t.OpenParenthesis);
    const values = this.SUBRULE(this.expressions);
    const close = this.CONSUME(t.CloseParenthesis);
    const operator = word.image as ast.MembershipWord;
    return { operator, negated: not !== undefined, values, end: of(close).end };
  });

  readonly match: ParserMethod<[], MembershipTest> = this.RULE('match', (): MembershipTest => {
    const word = this.OR([
      { ALT: () => this.CONSUME(t.Colon) },
      { ALT: () => this.CONSUME(t.Like) },
      { ALT: () => this.CONSUME(t.LikeFolded) },
      { ALT: () => this.CONSUME(t.Regex) },
      { ALT: () => this.CONSUME(t.RegexFolded) },
    ]);
    const operator = word.image as ast.MembershipWord;
    return this.OR1<MembershipTest>([
      {
        ALT: () => {
          const value = this.SUBRULE(this.constant);
          return { operator, negated: false, values: [value], end: value?.end };
        },
      },
      {
        ALT: () => {
          const values: ast.Expression[] = [];
          this.CONSUME(t.OpenParenthesis);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE1(this.constant)) });
          const close = this.CONSUME(t.CloseParenthesis);
          return { operator, negated: false, values, end: of(close).end };
        },
      },
    ]);
  });

  readonly primary: ParserMethod<[], ast.Expression> = this.RULE(
    'primary',
    (): ast.Expression =>
      this.OR<ast.Expression>([
        { ALT: () => this.SUBRULE(this.constant) },
        { ALT: () => this.SUBRULE(this.call) },
        { ALT: () => this.SUBRULE(this.fieldName) },
        {
          ALT: () => {
            const open = this.CONSUME(t.OpenParenthesis);
            const inner = this.SUBRULE(this.expression);
            const close = this.CONSUME(t.CloseParenthesis);
            return { ...inner, ...of(open, close) };
          },
        },
      ]),
  );

  readonly constant: ParserMethod<[], ast.Constant> = this.RULE(
    'constant',
    (): ast.Constant =>
      this.OR<ast.Constant>([
        { ALT: () => constantOf('string', this.CONSUME(t.QuotedString)) },
        { ALT: () => constantOf('string', this.CONSUME(t.RawString)) },
        { ALT: () => constantOf('integer', this.CONSUME(t.Integer)) },
        { ALT: () => constantOf('decimal', this.CONSUME(t.Decimal)) },
        { ALT: () => constantOf('boolean', this.CONSUME(t.True)) },
        { ALT: () => constantOf('boolean', this.CONSUME(t.False)) },
        { ALT: () => constantOf('null', this.CONSUME(t.Null)) },
      ]),
  );

  readonly call: ParserMethod<[], ast.FunctionCall> = this.RULE('call', (): ast.FunctionCall => {
    const name = this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.FoldedName) },
    ]);
    this.CONSUME(t.OpenParenthesis);
    const list = this.OPTION(() => this.SUBRULE(this.expressions)) ?? [];
    const close = this.CONSUME(t.CloseParenthesis);
    const ignoresCase = name.tokenType === t.FoldedName;
    return {
      kind: 'call',
      name: ignoresCase ? name.image.slice(0, -1) : name.image,
      nameEnd: of(name).end,
      ignoresCase,
      arguments: list,
      ...of(name, close),
    };
  });

  readonly fieldName: ParserMethod<[], ast.FieldName> = this.RULE('fieldName', (): ast.FieldName => {
    const mark = this.OPTION(() => this.CONSUME(t.Question));
    const first = this.SUBRULE(this.namePart);
    const parts = [first];
    let last = first;
    let indexed = false;
    this.MANY({
      GATE: () => this.LA(1).tokenType === t.Dot || this.LA(2).tokenType === t.Integer,
      DEF: () =>
        this.OR([
          {
            ALT: () => {
              this.CONSUME(t.Dot);
              last = this.SUBRULE1(this.namePart);
              parts.push(last);
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.OpenBracket);
              this.CONSUME(t.Integer);
              last = this.CONSUME(t.CloseBracket);
              indexed = true;
            },
          },
        ]),
    });
    const name = parts.map(plainName).join('.');
    return { kind: 'field', name, optional: mark !== undefined, indexed, ...of(mark ?? first, last) };
  });

  readonly namePart: ParserMethod<[], IToken> = this.RULE(
    'namePart',
    (): IToken =>
      this.OR([{ ALT: () => this.CONSUME(t.Identifier) }, { ALT: () => this.CONSUME(t.Backticked) }]),
  );
}

interface MembershipTest {
  readonly operator: ast.MembershipWord;
  readonly negated: boolean;
  readonly values: readonly ast.Expression[];
  readonly end: number;
}

/** The recording pass hands in results of rules that are no tokens and have no image. */
function of(first: IToken, last: IToken = first): ast.Range {
  return { start: first.startOffset, end: last.startOffset + String(last.image).length };
}

function categoryOf(kind: ast.Category['kind'], token: IToken): ast.Category {
  return { kind, image: token.image, ...of(token) };
}

function constantOf(kind: ast.Constant['kind'], token: IToken): ast.Constant {
  return { kind, image: token.image, ...of(token) };
}

function junction(kind: ast.Junction['kind'], operands: readonly ast.Expression[]): ast.Expression {
  const first = operands[0] as ast.Expression;
  return operands.length < 2 ? first : { kind, operands, start: first.start, end: endOf(operands, first) };
}

function endOf(operands: readonly ast.Expression[], first: ast.Expression): number {
  return (operands.at(-1) ?? first).end;
}

function calculation(first: ast.Expression, rest: ast.Calculation['rest']): ast.Expression {
  const last = rest.at(-1);
  return last === undefined
    ? first
    : { kind: 'calculation', first, rest, start: first?.start, end: last.operand?.end };
}

function plainName(token: IToken): string {
  return token.tokenType === t.Backticked ? token.image.slice(1, -1).replaceAll('``', '`') : token.image;
}
