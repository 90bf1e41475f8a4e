import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type * as ast from './ast.ts';
import { messages } from './messages.ts';
import * as t from './tokens.ts';

/**
 * ES|QL as Elasticsearch parses it: `not` binds tighter than `and`, `and` tighter than `or`; `in`, `like`, `is null` and
 * `:` belong to the sum before them, `::` to the operand.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-syntax
 */
export class EsqlParser extends EmbeddedActionsParser {
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
    const settings: ast.Setting[] = [];
    this.MANY(() => {
      this.CONSUME(t.Setting);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          settings.push(this.SUBRULE(this.setting));
        },
      });
      this.CONSUME(t.Semicolon);
    });
    return { settings, query: this.SUBRULE(this.query) };
  });

  readonly setting: ParserMethod<[], ast.Setting> = this.RULE('setting', (): ast.Setting => {
    const name = wordOf(this.CONSUME(t.Identifier));
    this.CONSUME(t.Assign);
    return { name, value: this.SUBRULE(this.primary) };
  });

  readonly query: ParserMethod<[], ast.Query> = this.RULE('query', (): ast.Query => {
    const commands = [this.SUBRULE(this.from)];
    this.MANY(() => {
      this.CONSUME(t.Pipe);
      commands.push(this.SUBRULE(this.command));
    });
    return queryOf(commands);
  });

  readonly from: ParserMethod<[], ast.Command> = this.RULE('from', (): ast.Command => {
    const word = this.CONSUME(t.From);
    const indices: ast.Word[] = [];
    const queries: ast.Query[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () =>
        this.OR([
          { ALT: () => indices.push(this.SUBRULE(this.index)) },
          { ALT: () => queries.push(this.SUBRULE(this.innerQuery)) },
        ]),
    });
    const metadata: ast.Word[] = [];
    this.OPTION(() => {
      this.CONSUME(t.Metadata);
      this.AT_LEAST_ONE_SEP1({
        SEP: t.Comma,
        DEF: () => {
          const column = this.SUBRULE(this.column);
          metadata.push({ image: column.name, start: column.start, end: column.end });
        },
      });
    });
    return { kind: 'from', indices, queries, metadata, ...of(word, this.LA(0)) };
  });

  readonly innerQuery: ParserMethod<[], ast.Query> = this.RULE('innerQuery', (): ast.Query => {
    this.CONSUME(t.OpenQuery);
    const query = this.SUBRULE(this.query);
    this.CONSUME(t.CloseParenthesis);
    return query;
  });

  readonly fork: ParserMethod<[], ast.Command> = this.RULE('fork', (): ast.Command => {
    const word = this.CONSUME(t.Fork);
    const branches: ast.Query[] = [];
    this.AT_LEAST_ONE(() => {
      branches.push(this.SUBRULE(this.branch));
    });
    return { kind: 'fork', branches, ...of(word, this.LA(0)) };
  });

  readonly branch: ParserMethod<[], ast.Query> = this.RULE('branch', (): ast.Query => {
    const commands: ast.Command[] = [];
    this.CONSUME(t.OpenQuery);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Pipe,
      DEF: () => {
        commands.push(this.SUBRULE(this.command));
      },
    });
    this.CONSUME(t.CloseParenthesis);
    return queryOf(commands);
  });

  readonly index: ParserMethod<[], ast.Word> = this.RULE('index', (): ast.Word => {
    const token = this.OR([
      { ALT: () => this.CONSUME(t.IndexPattern) },
      { ALT: () => this.CONSUME(t.QuotedString) },
      { ALT: () => this.CONSUME(t.RawString) },
    ]);
    return wordOf(token);
  });

  readonly command: ParserMethod<[], ast.Command> = this.RULE(
    'command',
    (): ast.Command =>
      this.OR<ast.Command>([
        { ALT: () => this.SUBRULE(this.where) },
        { ALT: () => this.SUBRULE(this.evaluation) },
        { ALT: () => this.SUBRULE(this.stats) },
        { ALT: () => this.SUBRULE(this.selection) },
        { ALT: () => this.SUBRULE(this.rename) },
        { ALT: () => this.SUBRULE(this.sort) },
        { ALT: () => this.SUBRULE(this.limit) },
        { ALT: () => this.SUBRULE(this.dissect) },
        { ALT: () => this.SUBRULE(this.grok) },
        { ALT: () => this.SUBRULE(this.mvExpand) },
        { ALT: () => this.SUBRULE(this.enrich) },
        { ALT: () => this.SUBRULE(this.lookupJoin) },
        { ALT: () => this.SUBRULE(this.changePoint) },
        { ALT: () => this.SUBRULE(this.uriParts) },
        { ALT: () => this.SUBRULE(this.extremes) },
        { ALT: () => this.SUBRULE(this.fork) },
        { ALT: () => ({ kind: 'dedup', ...of(this.CONSUME(t.Dedup)) }) },
      ]),
  );

  readonly where: ParserMethod<[], ast.Command> = this.RULE('where', (): ast.Command => {
    const word = this.CONSUME(t.Filter);
    const condition = this.SUBRULE(this.expression);
    return { kind: 'where', condition, ...of(word, this.LA(0)) };
  });

  readonly evaluation: ParserMethod<[], ast.Command> = this.RULE('evaluation', (): ast.Command => {
    const word = this.CONSUME(t.Eval);
    const fields = this.SUBRULE(this.assignments);
    return { kind: 'eval', fields, ...of(word, this.LA(0)) };
  });

  readonly stats: ParserMethod<[], ast.Command> = this.RULE('stats', (): ast.Command => {
    const word = this.OR([{ ALT: () => this.CONSUME(t.Stats) }, { ALT: () => this.CONSUME(t.InlineStats) }]);
    const inline = word.tokenType === t.InlineStats;
    const measures = this.OPTION(() => this.SUBRULE(this.assignments)) ?? [];
    const by =
      this.OPTION1(() => {
        this.CONSUME(t.By);
        return this.SUBRULE1(this.assignments);
      }) ?? [];
    return { kind: 'stats', inline, measures, by, ...of(word, this.LA(0)) };
  });

  readonly assignments: ParserMethod<[], ast.Assignment[]> = this.RULE(
    'assignments',
    (): ast.Assignment[] => {
      const list: ast.Assignment[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          list.push(this.SUBRULE(this.assignment));
        },
      });
      return list;
    },
  );

  readonly assignment: ParserMethod<[], ast.Assignment> = this.RULE('assignment', (): ast.Assignment => {
    const first = this.SUBRULE(this.expression);
    let value = first;
    this.OPTION({
      GATE: () => first?.kind === 'column',
      DEF: () => {
        this.CONSUME(t.Assign);
        value = this.SUBRULE1(this.expression);
      },
    });
    const where = this.OPTION1(() => {
      this.CONSUME(t.Where);
      return this.SUBRULE2(this.expression);
    });
    const name = value !== first && first.kind === 'column' ? first : undefined;
    return { name, value, where, start: first?.start, end: (where ?? value)?.end };
  });

  readonly selection: ParserMethod<[], ast.Command> = this.RULE('selection', (): ast.Command => {
    const word = this.OR([{ ALT: () => this.CONSUME(t.Keep) }, { ALT: () => this.CONSUME(t.Drop) }]);
    const names: ast.Word[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        names.push(wordOf(this.CONSUME(t.NamePattern)));
      },
    });
    const kind = lower(word) === 'keep' ? 'keep' : 'drop';
    return { kind, names, ...of(word, this.LA(0)) };
  });

  readonly rename: ParserMethod<[], ast.Command> = this.RULE('rename', (): ast.Command => {
    const word = this.CONSUME(t.Rename);
    const pairs: ast.Renaming[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        pairs.push(this.SUBRULE(this.renaming));
      },
    });
    return { kind: 'rename', pairs, ...of(word, this.LA(0)) };
  });

  /** `old as new`, or `new = old`. */
  readonly renaming: ParserMethod<[], ast.Renaming> = this.RULE('renaming', (): ast.Renaming => {
    const first = this.SUBRULE(this.column);
    const sign = this.OR([{ ALT: () => this.CONSUME(t.As) }, { ALT: () => this.CONSUME(t.Assign) }]);
    const second = this.SUBRULE1(this.column);
    const [from, to] = sign.tokenType === t.As ? [first, second] : [second, first];
    return { from, to, start: first?.start, end: second?.end };
  });

  readonly sort: ParserMethod<[], ast.Command> = this.RULE('sort', (): ast.Command => {
    const word = this.CONSUME(t.Sort);
    const orders: ast.Order[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        orders.push(this.SUBRULE(this.order));
      },
    });
    return { kind: 'sort', orders, ...of(word, this.LA(0)) };
  });

  readonly order: ParserMethod<[], ast.Order> = this.RULE('order', (): ast.Order => {
    const value = this.SUBRULE(this.expression);
    let descending = false;
    let nullsFirst: boolean | undefined;
    this.OPTION(() => {
      const word = this.OR([{ ALT: () => this.CONSUME(t.Asc) }, { ALT: () => this.CONSUME(t.Desc) }]);
      descending = word.tokenType === t.Desc;
    });
    this.OPTION1(() => {
      this.CONSUME(t.Nulls);
      const word = this.OR1([{ ALT: () => this.CONSUME(t.First) }, { ALT: () => this.CONSUME(t.Last) }]);
      nullsFirst = word.tokenType === t.First;
    });
    return { value, descending, nullsFirst, start: value?.start, end: value?.end };
  });

  readonly limit: ParserMethod<[], ast.Command> = this.RULE('limit', (): ast.Command => {
    const word = this.CONSUME(t.Limit);
    const rows = this.SUBRULE(this.primary);
    const by = this.SUBRULE(this.groups);
    return { kind: 'limit', rows, by, ...of(word, this.LA(0)) };
  });

  readonly dissect: ParserMethod<[], ast.Command> = this.RULE('dissect', (): ast.Command => {
    const word = this.CONSUME(t.Dissect);
    const subject = this.SUBRULE(this.primary);
    const pattern = this.SUBRULE(this.text);
    const separator = this.OPTION(() => {
      this.CONSUME(t.Identifier);
      this.CONSUME(t.Assign);
      return this.SUBRULE1(this.text);
    });
    return { kind: 'dissect', subject, patterns: [pattern], separator, ...of(word, this.LA(0)) };
  });

  readonly grok: ParserMethod<[], ast.Command> = this.RULE('grok', (): ast.Command => {
    const word = this.CONSUME(t.Grok);
    const subject = this.SUBRULE(this.primary);
    const patterns: ast.Word[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        patterns.push(this.SUBRULE(this.text));
      },
    });
    return { kind: 'grok', subject, patterns, separator: undefined, ...of(word, this.LA(0)) };
  });

  readonly mvExpand: ParserMethod<[], ast.Command> = this.RULE('mvExpand', (): ast.Command => {
    const word = this.CONSUME(t.MvExpand);
    const column = this.SUBRULE(this.column);
    return { kind: 'mvExpand', column, ...of(word, this.LA(0)) };
  });

  readonly enrich: ParserMethod<[], ast.Command> = this.RULE('enrich', (): ast.Command => {
    const word = this.CONSUME(t.Enrich);
    const policy = wordOf(this.CONSUME(t.PolicyName));
    const on = this.OPTION(() => {
      this.CONSUME(t.On);
      return this.SUBRULE(this.column);
    });
    const fields: ast.Renaming[] = [];
    this.OPTION1(() => {
      this.CONSUME(t.With);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          fields.push(this.SUBRULE(this.enriched));
        },
      });
    });
    return { kind: 'enrich', policy, on, fields, ...of(word, this.LA(0)) };
  });

  /** `new = field of the policy`, or the field alone. */
  readonly enriched: ParserMethod<[], ast.Renaming> = this.RULE('enriched', (): ast.Renaming => {
    const to = this.SUBRULE(this.column);
    const from = this.OPTION(() => {
      this.CONSUME(t.Assign);
      return this.SUBRULE1(this.column);
    });
    return { from: from ?? to, to, start: to?.start, end: (from ?? to)?.end };
  });

  readonly lookupJoin: ParserMethod<[], ast.Command> = this.RULE('lookupJoin', (): ast.Command => {
    const word = this.CONSUME(t.LookupJoin);
    const index = wordOf(this.CONSUME(t.PolicyName));
    this.CONSUME(t.On);
    const on = this.SUBRULE(this.expressions);
    return { kind: 'lookupJoin', index, on, ...of(word, this.LA(0)) };
  });

  readonly changePoint: ParserMethod<[], ast.Command> = this.RULE('changePoint', (): ast.Command => {
    const word = this.CONSUME(t.ChangePoint);
    const value = this.SUBRULE(this.column);
    const by = this.OPTION(() => {
      this.CONSUME(t.On);
      return this.SUBRULE1(this.column);
    });
    const names: ast.Column[] = [];
    this.OPTION1(() => {
      this.CONSUME(t.As);
      names.push(this.SUBRULE2(this.column));
      this.CONSUME(t.Comma);
      names.push(this.SUBRULE3(this.column));
    });
    return { kind: 'changePoint', value, by, names, ...of(word, this.LA(0)) };
  });

  readonly groups: ParserMethod<[], ast.Expression[]> = this.RULE(
    'groups',
    (): ast.Expression[] =>
      this.OPTION(() => {
        this.CONSUME(t.By);
        return this.SUBRULE(this.expressions);
      }) ?? [],
  );

  /** `topk x, 5 by y`: as sort x desc and limit 5 by y. */
  readonly extremes: ParserMethod<[], ast.Command> = this.RULE('extremes', (): ast.Command => {
    const word = this.CONSUME(t.Extremes);
    const value = this.SUBRULE(this.expression);
    this.CONSUME(t.Comma);
    const rows = this.SUBRULE(this.primary);
    const by = this.SUBRULE(this.groups);
    const descending = lower(word) === 'topk';
    return { kind: 'extremes', value, descending, rows, by, ...of(word, this.LA(0)) };
  });

  readonly uriParts: ParserMethod<[], ast.Command> = this.RULE('uriParts', (): ast.Command => {
    const word = this.CONSUME(t.UriParts);
    const prefix = this.SUBRULE(this.column);
    this.CONSUME(t.Assign);
    const subject = this.SUBRULE(this.expression);
    return { kind: 'uriParts', prefix, subject, ...of(word, this.LA(0)) };
  });

  readonly text: ParserMethod<[], ast.Word> = this.RULE('text', (): ast.Word => {
    const token = this.OR([
      { ALT: () => this.CONSUME(t.QuotedString) },
      { ALT: () => this.CONSUME(t.RawString) },
    ]);
    return wordOf(token);
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
    const operand = this.SUBRULE(this.test);
    const [first] = words;
    return first === undefined
      ? operand
      : { kind: 'not', count: words.length, operand, start: first.startOffset, end: operand?.end };
  });

  readonly test: ParserMethod<[], ast.Expression> = this.RULE('test', (): ast.Expression => {
    let tested = this.SUBRULE(this.sum);
    this.OPTION(() => {
      const left = tested;
      tested = this.OR<ast.Expression>([
        { ALT: () => compared(left, this.SUBRULE(this.comparison)) },
        { ALT: () => tests(left, this.SUBRULE(this.membership)) },
        { ALT: () => tests(left, this.SUBRULE(this.match)) },
      ]);
    });
    this.MANY(() => {
      const operand = tested;
      this.CONSUME(t.Is);
      const negated = this.OPTION1(() => this.CONSUME(t.Not)) !== undefined;
      const end = of(this.CONSUME(t.Null)).end;
      tested = { kind: 'isNull', negated, operand, start: operand?.start, end };
    });
    return tested;
  });

  readonly comparison: ParserMethod<[], Compared> = this.RULE('comparison', (): Compared => {
    const operator = this.OR([
      { ALT: () => this.CONSUME(t.Equal) },
      { ALT: () => this.CONSUME(t.NotEqual) },
      { ALT: () => this.CONSUME(t.LessOrEqual) },
      { ALT: () => this.CONSUME(t.Less) },
      { ALT: () => this.CONSUME(t.GreaterOrEqual) },
      { ALT: () => this.CONSUME(t.Greater) },
    ]);
    return { operator: operator.image as ast.ComparisonSign, right: this.SUBRULE(this.sum) };
  });

  readonly membership: ParserMethod<[], Tested> = this.RULE('membership', (): Tested => {
    const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
    return this.OR<Tested>([
      {
        ALT: () => {
          this.CONSUME(t.In);
          return { ...this.SUBRULE(this.members), negated };
        },
      },
      {
        ALT: () => {
          const word = this.OR1([{ ALT: () => this.CONSUME(t.Like) }, { ALT: () => this.CONSUME(t.Rlike) }]);
          const kind = word.tokenType === t.Like ? 'like' : 'rlike';
          const patterns = this.SUBRULE(this.patterns);
          return { kind, negated, patterns: patterns.list, end: patterns.end };
        },
      },
    ]);
  });

  readonly members: ParserMethod<[], Members> = this.RULE(
    'members',
    (): Members =>
      this.OR<Members>([
        {
          ALT: () => {
            this.CONSUME(t.OpenParenthesis);
            const values = this.SUBRULE(this.expressions);
            return { kind: 'in', values, end: of(this.CONSUME(t.CloseParenthesis)).end };
          },
        },
        {
          ALT: () => {
            const query = this.SUBRULE(this.innerQuery);
            return { kind: 'inQuery', query, end: of(this.LA(0)).end };
          },
        },
      ]),
  );

  readonly patterns: ParserMethod<[], Patterns> = this.RULE(
    'patterns',
    (): Patterns =>
      this.OR<Patterns>([
        {
          ALT: () => {
            const one = this.SUBRULE(this.constant);
            return { list: [one], end: one?.end };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.OpenParenthesis);
            const list = this.SUBRULE(this.expressions);
            return { list, end: of(this.CONSUME(t.CloseParenthesis)).end };
          },
        },
      ]),
  );

  readonly match: ParserMethod<[], Tested> = this.RULE('match', (): Tested => {
    this.CONSUME(t.Colon);
    const query = this.SUBRULE(this.signed);
    return { kind: 'match', query, end: query?.end };
  });

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
    const operand = this.SUBRULE(this.primary);
    const [first] = signs;
    if (first === undefined) return operand;
    const images = signs.map(sign => sign.image);
    return { kind: 'signed', signs: images, operand, start: first.startOffset, end: operand?.end };
  });

  readonly primary: ParserMethod<[], ast.Expression> = this.RULE('primary', (): ast.Expression => {
    let operand = this.OR<ast.Expression>([
      { ALT: () => this.SUBRULE(this.constant) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.options) },
      { ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.column) },
      {
        ALT: () => {
          this.CONSUME(t.OpenParenthesis);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(t.CloseParenthesis);
          return inner;
        },
      },
    ]);
    this.MANY(() => {
      const inner = operand;
      this.CONSUME(t.Cast);
      const type = this.CONSUME(t.Identifier);
      operand = { kind: 'cast', operand: inner, to: lower(type), start: inner?.start, end: of(type).end };
    });
    return operand;
  });

  readonly constant: ParserMethod<[], ast.Expression> = this.RULE(
    'constant',
    (): ast.Expression =>
      this.OR<ast.Expression>([
        { ALT: () => constantOf('string', this.CONSUME(t.QuotedString)) },
        { ALT: () => constantOf('string', this.CONSUME(t.RawString)) },
        { ALT: () => constantOf('decimal', this.CONSUME(t.Decimal)) },
        { ALT: () => this.SUBRULE(this.whole) },
        { ALT: () => constantOf('boolean', this.CONSUME(t.True)) },
        { ALT: () => constantOf('boolean', this.CONSUME(t.False)) },
        { ALT: () => constantOf('null', this.CONSUME(t.Null)) },
        { ALT: () => ({ kind: 'parameter', ...of(this.CONSUME(t.Parameter)) }) },
      ]),
  );

  /** A whole number, or a duration: `5 minutes`. */
  readonly whole: ParserMethod<[], ast.Expression> = this.RULE('whole', (): ast.Expression => {
    const number = this.CONSUME(t.Integer);
    const unit = this.OPTION(() => this.CONSUME(t.Identifier));
    if (unit === undefined) return constantOf('integer', number);
    return { kind: 'duration', amount: number.image, unit: lower(unit), ...of(number, unit) };
  });

  readonly list: ParserMethod<[], ast.List> = this.RULE('list', (): ast.List => {
    const open = this.CONSUME(t.OpenBracket);
    const items = this.SUBRULE(this.expressions);
    return { kind: 'list', items, ...of(open, this.CONSUME(t.CloseBracket)) };
  });

  readonly options: ParserMethod<[], ast.Options> = this.RULE('options', (): ast.Options => {
    const open = this.CONSUME(t.OpenBrace);
    const entries: { key: ast.Word; value: ast.Expression }[] = [];
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => {
        const key = this.SUBRULE(this.text);
        this.CONSUME(t.Colon);
        entries.push({ key, value: this.SUBRULE(this.signed) });
      },
    });
    return { kind: 'options', entries, ...of(open, this.CONSUME(t.CloseBrace)) };
  });

  readonly call: ParserMethod<[], ast.Call> = this.RULE('call', (): ast.Call => {
    const name = this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.First) },
      { ALT: () => this.CONSUME(t.Last) },
    ]);
    this.CONSUME(t.OpenParenthesis);
    let star = false;
    const list =
      this.OPTION(() =>
        this.OR1<ast.Expression[]>([
          {
            ALT: () => {
              this.CONSUME(t.Times);
              star = true;
              return [];
            },
          },
          { ALT: () => this.SUBRULE(this.expressions) },
        ]),
      ) ?? [];
    const close = this.CONSUME(t.CloseParenthesis);
    const range = of(name, close);
    return { kind: 'call', name: lower(name), nameEnd: of(name).end, star, arguments: list, ...range };
  });

  readonly column: ParserMethod<[], ast.Column> = this.RULE('column', (): ast.Column => {
    const first = this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.Backticked) },
    ]);
    const parts = [first];
    this.MANY(() => {
      this.CONSUME(t.Dot);
      parts.push(this.SUBRULE(this.part));
    });
    return { kind: 'column', name: parts.map(plainName).join('.'), ...of(first, parts.at(-1)) };
  });

  /** Words that are keywords in other places only are names behind a dot. */
  readonly part: ParserMethod<[], IToken> = this.RULE(
    'part',
    (): IToken =>
      this.OR([
        { ALT: () => this.CONSUME(t.Identifier) },
        { ALT: () => this.CONSUME(t.Backticked) },
        { ALT: () => this.CONSUME(t.As) },
        { ALT: () => this.CONSUME(t.First) },
        { ALT: () => this.CONSUME(t.Last) },
        { ALT: () => this.CONSUME(t.On) },
        { ALT: () => this.CONSUME(t.With) },
        { ALT: () => this.CONSUME(t.Where) },
      ]),
  );
}

interface Compared {
  readonly operator: ast.ComparisonSign;
  readonly right: ast.Expression;
}

type Members = { readonly end: number } & (
  | { readonly kind: 'in'; readonly values: readonly ast.Expression[] }
  | { readonly kind: 'inQuery'; readonly query: ast.Query }
);

type Tested =
  | (Members & { readonly negated: boolean })
  | {
      readonly kind: 'like' | 'rlike';
      readonly negated: boolean;
      readonly patterns: readonly ast.Expression[];
      readonly end: number;
    }
  | { readonly kind: 'match'; readonly query: ast.Expression; readonly end: number };

interface Patterns {
  readonly list: readonly ast.Expression[];
  readonly end: number;
}

function queryOf(commands: readonly ast.Command[]): ast.Query {
  return { commands, start: commands[0]?.start ?? 0, end: commands.at(-1)?.end ?? 0 };
}

function compared(left: ast.Expression, { operator, right }: Compared): ast.Expression {
  return { kind: 'comparison', operator, left, right, start: left?.start, end: right?.end };
}

function tests(operand: ast.Expression, test: Tested): ast.Expression {
  return { ...test, operand, start: operand?.start };
}

/** The recording pass hands in results of rules that are no tokens and have no image. */
function of(first: IToken, last: IToken = first): ast.Range {
  return { start: first.startOffset, end: last.startOffset + String(last.image).length };
}

function lower(token: IToken): string {
  return String(token.image).toLowerCase();
}

function wordOf(token: IToken): ast.Word {
  return { image: token.image, ...of(token) };
}

function constantOf(kind: ast.Constant['kind'], token: IToken): ast.Constant {
  return { kind, image: token.image, ...of(token) };
}

function junction(kind: ast.Junction['kind'], operands: readonly ast.Expression[]): ast.Expression {
  const first = operands[0] as ast.Expression;
  return operands.length < 2
    ? first
    : { kind, operands, start: first.start, end: (operands.at(-1) ?? first).end };
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
