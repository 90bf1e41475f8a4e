import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type * as ast from './ast.ts';
import { decoded, secondsOf } from './strings.ts';
import * as t from './tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;
type Expression = ast.Expression;

/**
 * SELECT statements of Snowflake: what scheduled queries are made of. https://docs.snowflake.com/en/sql-reference/sql/select
 * Actions only build nodes.
 */
export class SqlParser extends EmbeddedActionsParser {
  constructor() {
    super(t.vocabulary, { recoveryEnabled: false, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  readonly query: Rule<ast.Query> = this.RULE('query', (): ast.Query => {
    const parts: { name: string; body: ast.Body }[] = [];
    this.OPTION(() => {
      this.CONSUME(t.With);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const name = this.SUBRULE(this.word);
          this.CONSUME(t.As);
          this.CONSUME(t.Open);
          const body = this.SUBRULE(this.body);
          this.CONSUME(t.Close);
          parts.push({ name, body });
        },
      });
    });
    const body = this.SUBRULE1(this.body);
    this.OPTION1(() => this.CONSUME(t.Semicolon));
    return { parts, body };
  });

  private readonly body: Rule<ast.Body> = this.RULE('body', (): ast.Body => {
    const selects = [this.SUBRULE(this.select)];
    this.MANY(() => {
      this.CONSUME(t.Union);
      this.CONSUME(t.All);
      const byName = this.OPTION(() => {
        this.CONSUME(t.By);
        this.CONSUME(t.Name);
        return true;
      });
      const next = this.SUBRULE1(this.select);
      selects.push(byName === true ? { ...next, byName } : next);
    });
    return selects;
  });

  private readonly select: Rule<ast.Select> = this.RULE('select', (): ast.Select => {
    this.CONSUME(t.Select);
    const items: ast.Item[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.item)) });
    this.CONSUME(t.From);
    const from = this.SUBRULE(this.source);
    const joins: ast.Join[] = [];
    this.MANY(() => {
      const isLeft = this.OPTION6(() => {
        this.CONSUME(t.Left);
        this.OPTION7(() => this.CONSUME(t.Outer));
        return true;
      });
      this.CONSUME(t.Join);
      const joined = this.SUBRULE1(this.source);
      this.CONSUME(t.On);
      joins.push({ with: joined, on: this.SUBRULE(this.expression), isLeft: isLeft ?? false });
    });
    const where = this.OPTION(() => {
      this.CONSUME(t.Where);
      return this.SUBRULE1(this.expression);
    });
    const groups = this.OPTION1(() => {
      this.CONSUME(t.Group);
      this.CONSUME(t.By);
      return this.SUBRULE(this.list);
    });
    const having = this.OPTION2(() => {
      this.CONSUME(t.Having);
      return this.SUBRULE2(this.expression);
    });
    const qualify = this.OPTION3(() => {
      this.CONSUME(t.Qualify);
      return this.SUBRULE3(this.expression);
    });
    const order = this.OPTION4(() => this.SUBRULE(this.ordering)) ?? [];
    const limit = this.OPTION5(() => {
      this.CONSUME(t.Limit);
      return Number(this.CONSUME(t.NumberLiteral).image);
    });
    return {
      items,
      from,
      joins,
      order,
      ...(where === undefined ? {} : { where }),
      ...(groups === undefined ? {} : { groups }),
      ...(having === undefined ? {} : { having }),
      ...(qualify === undefined ? {} : { qualify }),
      ...(limit === undefined ? {} : { limit }),
    };
  });

  private readonly item: Rule<ast.Item> = this.RULE(
    'item',
    (): ast.Item =>
      this.OR<ast.Item>([
        {
          ALT: () => {
            this.CONSUME(t.Star);
            return { kind: 'star' };
          },
        },
        {
          GATE: () => this.LA(2).tokenType === t.Dot && this.LA(3).tokenType === t.Star,
          ALT: () => {
            this.SUBRULE1(this.word);
            this.CONSUME(t.Dot);
            this.CONSUME1(t.Star);
            return { kind: 'star' };
          },
        },
        {
          ALT: () => {
            const value = this.SUBRULE(this.expression);
            const alias = this.OPTION(() => this.SUBRULE(this.alias));
            return { kind: 'value', value, alias };
          },
        },
      ]),
  );

  private readonly source: Rule<ast.Source> = this.RULE('source', (): ast.Source => {
    const name: string[] = [];
    const body = this.OR<ast.Body | undefined>([
      {
        ALT: () => {
          this.CONSUME(t.Open);
          const inner = this.SUBRULE(this.body);
          this.CONSUME(t.Close);
          return inner;
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP({ SEP: t.Dot, DEF: () => name.push(this.SUBRULE(this.word)) });
          return undefined;
        },
      },
    ]);
    const alias = this.OPTION(() => this.SUBRULE(this.alias));
    const flattened = this.OPTION1(() => this.SUBRULE(this.flattening));
    return {
      name,
      alias,
      ...(body === undefined ? {} : { body }),
      ...(flattened === undefined ? {} : { flattened }),
    };
  });

  /** A word of the grammar is a name after AS alone. */
  private readonly alias: Rule<string> = this.RULE('alias', (): string =>
    this.OR<string>([
      {
        ALT: () => {
          this.CONSUME(t.As);
          return this.SUBRULE(this.word);
        },
      },
      { ALT: () => this.CONSUME(t.Word).image },
      { ALT: () => quotedName(this.CONSUME(t.QuotedName).image) },
    ]),
  );

  /** `, LATERAL FLATTEN(input => …) AS each`; which words these are is looked at later. */
  private readonly flattening: Rule<ast.Flattened> = this.RULE('flattening', (): ast.Flattened => {
    const options: { name: string; value: Expression }[] = [];
    this.CONSUME(t.Comma);
    const lateral = this.SUBRULE(this.word);
    const called = this.SUBRULE1(this.word);
    this.CONSUME(t.Open);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const name = this.SUBRULE2(this.word);
        this.CONSUME(t.Gives);
        options.push({ name, value: this.SUBRULE(this.expression) });
      },
    });
    this.CONSUME(t.Close);
    this.CONSUME(t.As);
    const alias = this.SUBRULE3(this.word);
    return { options: [{ name: `${lateral} ${called}`, value: nothing }, ...options], alias };
  });

  private readonly ordering: Rule<readonly ast.Ordering[]> = this.RULE(
    'ordering',
    (): readonly ast.Ordering[] => {
      const all: ast.Ordering[] = [];
      this.CONSUME(t.Order);
      this.CONSUME(t.By);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const value = this.SUBRULE(this.expression);
          let descending = false;
          this.OPTION(() => {
            descending = this.OR([
              { ALT: () => this.CONSUME(t.Desc) !== undefined },
              { ALT: () => this.CONSUME(t.Asc) === undefined },
            ]);
          });
          const nullsFirst = this.OPTION1(() => {
            this.CONSUME(t.Nulls);
            return this.OR1<boolean>([
              { ALT: () => this.CONSUME(t.First) !== undefined },
              { ALT: () => this.CONSUME(t.Last) === undefined },
            ]);
          });
          all.push({ value, descending, nullsFirst: nullsFirst ?? descending });
        },
      });
      return all;
    },
  );

  private readonly list: Rule<readonly Expression[]> = this.RULE('list', (): readonly Expression[] => {
    const all: Expression[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => all.push(this.SUBRULE(this.expression)) });
    return all;
  });

  readonly expression: Rule<Expression> = this.RULE('expression', (): Expression => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(t.Or);
      left = { kind: 'binary', operator: 'or', left, right: this.SUBRULE1(this.conjunction) };
    });
    return left;
  });

  private readonly conjunction: Rule<Expression> = this.RULE('conjunction', (): Expression => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      this.CONSUME(t.And);
      left = { kind: 'binary', operator: 'and', left, right: this.SUBRULE1(this.negation) };
    });
    return left;
  });

  private readonly negation: Rule<Expression> = this.RULE(
    'negation',
    (): Expression =>
      this.OR<Expression>([
        {
          ALT: () => {
            this.CONSUME(t.Not);
            return { kind: 'unary', operator: 'not', operand: this.SUBRULE(this.negation) };
          },
        },
        { ALT: () => this.SUBRULE(this.comparison) },
      ]),
  );

  private readonly comparison: Rule<Expression> = this.RULE('comparison', (): Expression => {
    const left = this.SUBRULE(this.sum);
    const found = this.OPTION(() =>
      this.OR<Expression>([
        {
          ALT: () => {
            const operator = this.CONSUME(t.Comparison).image;
            return { kind: 'binary', operator, left, right: this.SUBRULE1(this.sum) };
          },
        },
        { ALT: () => isTest(left, this.SUBRULE(this.isTail)) },
        {
          ALT: () => {
            const negated = this.OPTION1(() => this.CONSUME(t.Not)) !== undefined;
            return ofTail(left, negated, this.SUBRULE(this.tail));
          },
        },
      ]),
    );
    return found ?? left;
  });

  private readonly isTail: Rule<IsTail> = this.RULE('isTail', (): IsTail => {
    this.CONSUME(t.Is);
    const negated = this.OPTION(() => this.CONSUME(t.Not)) !== undefined;
    const from = this.OR<Expression | undefined>([
      {
        ALT: () => {
          this.CONSUME(t.Null);
          return undefined;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Distinct);
          this.CONSUME(t.From);
          return this.SUBRULE(this.sum);
        },
      },
    ]);
    return { negated, from };
  });

  private readonly tail: Rule<Tail> = this.RULE(
    'tail',
    (): Tail =>
      this.OR<Tail>([
        {
          ALT: () => {
            this.CONSUME(t.In);
            this.CONSUME(t.Open);
            const found = this.OR1<Tail>([
              { ALT: () => ({ kind: 'inSelect', select: this.SUBRULE(this.select) }) },
              { ALT: () => ({ kind: 'in', values: this.SUBRULE(this.list) }) },
            ]);
            this.CONSUME(t.Close);
            return found;
          },
        },
        { ALT: () => this.SUBRULE(this.likeTail) },
        {
          ALT: () => {
            this.CONSUME(t.Between);
            const from = this.SUBRULE(this.sum);
            this.CONSUME(t.And);
            return { kind: 'between', from, to: this.SUBRULE1(this.sum) };
          },
        },
      ]),
  );

  private readonly likeTail: Rule<Tail> = this.RULE('likeTail', (): Tail => {
    const ignoreCase = this.OR([
      { ALT: () => this.CONSUME(t.Like) === undefined },
      { ALT: () => this.CONSUME(t.Ilike) !== undefined },
    ]);
    const patterns = this.OR1<readonly Expression[]>([
      {
        ALT: () => {
          this.CONSUME(t.Any);
          this.CONSUME(t.Open);
          const all = this.SUBRULE(this.list);
          this.CONSUME(t.Close);
          return all;
        },
      },
      { ALT: () => [this.SUBRULE(this.sum)] },
    ]);
    const escaping = this.OPTION(() => {
      this.CONSUME(t.Escape);
      return this.SUBRULE1(this.sum);
    });
    return { kind: 'like', patterns, ignoreCase, escape: escaping };
  });

  private readonly sum: Rule<Expression> = this.RULE('sum', (): Expression => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const operator = this.OR([
        { ALT: () => this.CONSUME(t.Plus) },
        { ALT: () => this.CONSUME(t.Minus) },
        { ALT: () => this.CONSUME(t.Concat) },
      ]).image;
      left = { kind: 'binary', operator, left, right: this.SUBRULE1(this.product) };
    });
    return left;
  });

  private readonly product: Rule<Expression> = this.RULE('product', (): Expression => {
    let left = this.SUBRULE(this.sign);
    this.MANY(() => {
      const operator = this.OR([
        { ALT: () => this.CONSUME(t.Star) },
        { ALT: () => this.CONSUME(t.Slash) },
      ]).image;
      left = { kind: 'binary', operator, left, right: this.SUBRULE1(this.sign) };
    });
    return left;
  });

  private readonly sign: Rule<Expression> = this.RULE('sign', (): Expression => {
    const minus = this.OPTION(() => this.CONSUME(t.Minus)) !== undefined;
    const operand = this.SUBRULE(this.postfix);
    return minus ? { kind: 'unary', operator: '-', operand } : operand;
  });

  private readonly postfix: Rule<Expression> = this.RULE('postfix', (): Expression => {
    let value = this.SUBRULE(this.primary);
    this.MANY(() => {
      value = this.OR<Expression>([
        {
          ALT: () => {
            this.CONSUME(t.Cast);
            return { kind: 'cast', of: value, to: this.SUBRULE(this.word) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Colon);
            return withKey(value, this.SUBRULE(this.key));
          },
        },
        {
          GATE: () => value?.kind === 'path',
          ALT: () => {
            this.CONSUME(t.Dot);
            return withKey(value, this.SUBRULE1(this.key));
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.OpenSquare);
            const at = this.SUBRULE(this.expression);
            this.CONSUME(t.CloseSquare);
            return at?.kind === 'string' ? withKey(value, at.value) : { kind: 'element', of: value, at };
          },
        },
      ]);
    });
    return value;
  });

  private readonly primary: Rule<Expression> = this.RULE(
    'primary',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => ({ kind: 'string', value: decoded(this.CONSUME(t.Text).image) }) },
        { ALT: () => ({ kind: 'number', value: Number(this.CONSUME(t.NumberLiteral).image) }) },
        { ALT: () => constant(this.CONSUME(t.Null), null) },
        { ALT: () => constant(this.CONSUME(t.True), true) },
        { ALT: () => constant(this.CONSUME(t.False), false) },
        { ALT: () => this.SUBRULE(this.choice) },
        {
          ALT: () => {
            this.CONSUME(t.Exists);
            this.CONSUME(t.Open);
            const select = this.SUBRULE(this.select);
            this.CONSUME(t.Close);
            return { kind: 'exists', select };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.OpenSquare);
            const values = this.OPTION(() => this.SUBRULE1(this.list)) ?? [];
            this.CONSUME(t.CloseSquare);
            return called('ARRAY_CONSTRUCT', values);
          },
        },
        {
          GATE: () => this.LA(2).tokenType === t.Text,
          ALT: () => {
            this.CONSUME(t.Interval);
            return called('INTERVAL', [{ kind: 'string', value: decoded(this.CONSUME1(t.Text).image) }]);
          },
        },
        {
          ALT: () => {
            this.CONSUME1(t.Open);
            const items = this.SUBRULE(this.list);
            this.CONSUME1(t.Close);
            return bracketed(items);
          },
        },
        { ALT: () => this.SUBRULE(this.named) },
      ]),
  );

  private readonly choice: Rule<Expression> = this.RULE('choice', (): Expression => {
    const branches: { when: Expression; value: Expression }[] = [];
    this.CONSUME(t.Case);
    this.AT_LEAST_ONE(() => {
      this.CONSUME(t.When);
      const when = this.SUBRULE(this.expression);
      this.CONSUME(t.Then);
      branches.push({ when, value: this.SUBRULE1(this.expression) });
    });
    const otherwise = this.OPTION(() => {
      this.CONSUME(t.Else);
      return this.SUBRULE2(this.expression);
    });
    this.CONSUME(t.End);
    return { kind: 'case', branches, otherwise };
  });

  /** A column, a call, or a lambda of one parameter. */
  private readonly named: Rule<Expression> = this.RULE('named', (): Expression => {
    const parts = [this.SUBRULE(this.word)];
    return this.OR<Expression>([
      { ALT: () => this.SUBRULE(this.callTail, { ARGS: [parts[0] ?? ''] }) },
      {
        ALT: () => {
          this.CONSUME(t.Arrow);
          return { kind: 'lambda', parameter: parts[0] ?? '', body: this.SUBRULE(this.expression) };
        },
      },
      {
        ALT: () => {
          this.MANY(() => {
            this.CONSUME(t.Dot);
            parts.push(this.SUBRULE1(this.word));
          });
          return { kind: 'name', parts };
        },
      },
    ]);
  });

  private readonly callTail: ParserMethod<[string], Expression> = this.RULE(
    'callTail',
    (name: string): Expression => {
      this.CONSUME(t.Open);
      const distinct = this.OPTION(() => this.CONSUME(t.Distinct)) !== undefined;
      let star = false;
      const given: Expression[] = [];
      this.OPTION1({
        GATE: () => this.LA(1).tokenType !== t.Close,
        DEF: () =>
          this.OR([
            {
              ALT: () => {
                star = this.CONSUME(t.Star) !== undefined;
              },
            },
            {
              ALT: () =>
                this.AT_LEAST_ONE_SEP({
                  SEP: t.Comma,
                  DEF: () => given.push(this.SUBRULE(this.argument)),
                }),
            },
          ]),
      });
      this.CONSUME(t.Close);
      const withinGroup = this.OPTION2(() => {
        this.CONSUME(t.Within);
        this.CONSUME(t.Group);
        this.CONSUME1(t.Open);
        const order = this.SUBRULE(this.ordering);
        this.CONSUME1(t.Close);
        return order;
      });
      const over = this.OPTION3(() => this.SUBRULE(this.over));
      return {
        kind: 'call',
        name: String(name).toUpperCase(),
        arguments: given,
        distinct,
        star,
        ...(withinGroup === undefined ? {} : { withinGroup }),
        ...(over === undefined ? {} : { over }),
      };
    },
  );

  /** Panther's macros take spans without quotes (`90m`, `1 hour`), and leave arguments out. */
  private readonly argument: Rule<Expression> = this.RULE('argument', (): Expression => {
    const value = this.OPTION(() => this.SUBRULE(this.expression)) ?? nothing;
    const unit = this.OPTION1(() => this.CONSUME(t.Word).image);
    return unit === undefined || value.kind !== 'number'
      ? value
      : { kind: 'string', value: `${value.value} ${unit}` };
  });

  private readonly over: Rule<ast.Over> = this.RULE('over', (): ast.Over => {
    this.CONSUME(t.Over);
    this.CONSUME(t.Open);
    const by = this.OPTION(() => {
      this.CONSUME(t.Partition);
      this.CONSUME(t.By);
      return this.SUBRULE(this.list);
    });
    const order = this.OPTION1(() => this.SUBRULE(this.ordering));
    const frame = this.OPTION2(() => this.SUBRULE(this.frame));
    this.CONSUME(t.Close);
    return { by: by ?? [], order: order ?? [], ...(frame === undefined ? {} : { frame }) };
  });

  private readonly frame: Rule<{ readonly seconds: number | undefined }> = this.RULE(
    'frame',
    (): { readonly seconds: number | undefined } => {
      this.CONSUME(t.Range);
      this.CONSUME(t.Between);
      const seconds = this.OR<number | undefined>([
        {
          ALT: () => {
            this.CONSUME(t.Unbounded);
            return undefined;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Interval);
            return secondsOf(this.CONSUME(t.Text).image);
          },
        },
      ]);
      this.CONSUME(t.Preceding);
      this.CONSUME(t.And);
      this.CONSUME(t.Current);
      this.CONSUME(t.Row);
      return { seconds };
    },
  );

  /** Any word may be a key, a reserved one too. */
  private readonly key: Rule<string> = this.RULE('key', (): string =>
    this.OR<string>([
      { ALT: () => this.CONSUME(t.Word).image },
      { ALT: () => quotedName(this.CONSUME(t.QuotedName).image) },
      ...t.keywords.map(type => ({ ALT: () => this.CONSUME(type).image })),
    ]),
  );

  readonly word: Rule<string> = this.RULE('word', (): string =>
    this.OR<string>([
      { ALT: () => this.CONSUME(t.Word).image },
      { ALT: () => quotedName(this.CONSUME(t.QuotedName).image) },
      ...t.plainWords.map(type => ({ ALT: () => this.CONSUME(type).image })),
    ]),
  );
}

function quotedName(image: string): string {
  return String(image).slice(1, -1).replaceAll('""', '"');
}

const nothing: Expression = { kind: 'constant', value: null };

interface IsTail {
  readonly negated: boolean;
  readonly from: Expression | undefined;
}

type Tail =
  | { readonly kind: 'in'; readonly values: readonly Expression[] }
  | { readonly kind: 'inSelect'; readonly select: ast.Select }
  | {
      readonly kind: 'like';
      readonly patterns: readonly Expression[];
      readonly ignoreCase: boolean;
      readonly escape: Expression | undefined;
    }
  | { readonly kind: 'between'; readonly from: Expression; readonly to: Expression };

function called(name: string, given: readonly Expression[]): Expression {
  return { kind: 'call', name, arguments: given, distinct: false, star: false };
}

function bracketed(items: readonly Expression[]): Expression {
  return items.length === 1 ? (items[0] ?? nothing) : { kind: 'tuple', items };
}

function isTest(left: Expression, { negated, from }: IsTail): Expression {
  return from === undefined
    ? { kind: 'isNull', of: left, negated }
    : { kind: 'isDistinct', left, right: from, negated };
}

function ofTail(of: Expression, negated: boolean, tail: Tail): Expression {
  return { ...tail, of, negated };
}

function withKey(value: Expression, key: string): Expression {
  return value?.kind === 'path'
    ? { ...value, keys: [...value.keys, key] }
    : { kind: 'path', of: value, keys: [key] };
}

function constant(_token: IToken, value: boolean | null): Expression {
  return { kind: 'constant', value };
}
