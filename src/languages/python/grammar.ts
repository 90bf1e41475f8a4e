import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type {
  Argument,
  Block,
  Clause,
  DictionaryEntry,
  Expression,
  Handler,
  Imported,
  MatchCase,
  Parameter,
  Statement,
  StringPiece,
} from './ast.ts';
import { conditionalTree, type Operand, operatorTree, type Prefix, takesNot } from './operators.ts';
import * as t from './tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;
type Alternative = { readonly ALT: () => string };

const none: readonly Prefix[] = [];

/** What may stand on both sides of a comprehension's braces or brackets. */
type Elements = {
  readonly items: readonly Expression[];
  readonly clauses: readonly Clause[];
  readonly comma: boolean;
};

/**
 * Python's grammar (https://docs.python.org/3/reference/grammar.html) without `match`, `async` and type parameters. Operands and
 * operators are read as a flat list and put in order by `operators.ts`. Actions only build nodes.
 */
export class PythonParser extends EmbeddedActionsParser {
  /** `validate` checks the grammar for ambiguities; a test does it, so that a command need not. */
  constructor(validate = false) {
    super(t.vocabulary, { maxLookahead: 2, recoveryEnabled: false, skipValidations: !validate });
    this.performSelfAnalysis();
  }

  readonly module: Rule<Block> = this.RULE('module', (): Block => {
    const statements: (readonly Statement[])[] = [];
    this.MANY(() => statements.push(this.SUBRULE(this.statement)));
    return statements.flat();
  });

  /** What stands between the braces of an f-string. */
  readonly lone: Rule<Expression> = this.RULE('lone', (): Expression => this.SUBRULE(this.expressionList));

  private readonly statement: Rule<readonly Statement[]> = this.RULE('statement', (): readonly Statement[] =>
    this.OR<readonly Statement[]>([
      { ALT: () => [this.SUBRULE(this.ifStatement)] },
      { ALT: () => [this.SUBRULE(this.forStatement)] },
      { ALT: () => [this.SUBRULE(this.whileStatement)] },
      { ALT: () => [this.SUBRULE(this.tryStatement)] },
      { ALT: () => [this.SUBRULE(this.matchStatement)] },
      { ALT: () => [this.SUBRULE(this.withStatement)] },
      { ALT: () => [this.SUBRULE(this.definition)] },
      { ALT: () => this.SUBRULE(this.line) },
    ]),
  );

  private readonly block: Rule<Block> = this.RULE(
    'block',
    (): Block =>
      this.OR<Block>([
        { ALT: () => this.SUBRULE(this.line) },
        {
          ALT: () => {
            this.CONSUME(t.Newline);
            this.CONSUME(t.Indent);
            const statements: (readonly Statement[])[] = [];
            this.AT_LEAST_ONE(() => statements.push(this.SUBRULE(this.statement)));
            this.CONSUME(t.Dedent);
            return statements.flat();
          },
        },
      ]),
  );

  private readonly line: Rule<readonly Statement[]> = this.RULE('line', (): readonly Statement[] => {
    const statements = [this.SUBRULE(this.simple)];
    this.MANY(() => {
      this.CONSUME(t.Semicolon);
      statements.push(this.SUBRULE1(this.simple));
    });
    this.OPTION(() => this.CONSUME1(t.Semicolon));
    this.CONSUME(t.Newline);
    return statements;
  });

  private readonly simple: Rule<Statement> = this.RULE(
    'simple',
    (): Statement =>
      this.OR<Statement>([
        { ALT: () => this.SUBRULE(this.returnStatement) },
        { ALT: () => this.SUBRULE(this.raiseStatement) },
        { ALT: () => this.SUBRULE(this.assertStatement) },
        { ALT: () => simpleOf('pass', this.CONSUME(t.Pass)) },
        { ALT: () => simpleOf('break', this.CONSUME(t.Break)) },
        { ALT: () => simpleOf('continue', this.CONSUME(t.Continue)) },
        { ALT: () => this.SUBRULE(this.declaration) },
        { ALT: () => this.SUBRULE(this.deletion) },
        { ALT: () => this.SUBRULE(this.importStatement) },
        { ALT: () => this.SUBRULE(this.fromImport) },
        { ALT: () => this.SUBRULE(this.assignment) },
      ]),
  );

  private readonly returnStatement: Rule<Statement> = this.RULE('returnStatement', (): Statement => {
    const word = this.CONSUME(t.Return);
    const value = this.OPTION(() => this.SUBRULE(this.expressionList));
    return { kind: 'return', value, ...extent(word, value) };
  });

  private readonly raiseStatement: Rule<Statement> = this.RULE('raiseStatement', (): Statement => {
    const word = this.CONSUME(t.Raise);
    let value: Expression | undefined;
    this.OPTION(() => {
      value = this.SUBRULE(this.test);
      this.OPTION1(() => {
        this.CONSUME(t.From);
        this.SUBRULE1(this.test);
      });
    });
    return { kind: 'raise', value, ...extent(word, value) };
  });

  private readonly assertStatement: Rule<Statement> = this.RULE('assertStatement', (): Statement => {
    const word = this.CONSUME(t.Assert);
    const condition = this.SUBRULE(this.test);
    this.OPTION(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE1(this.test);
    });
    return { kind: 'assert', condition, ...extent(word, condition) };
  });

  private readonly declaration: Rule<Statement> = this.RULE('declaration', (): Statement => {
    const word = this.OR<IToken>([
      { ALT: () => this.CONSUME(t.Global) },
      { ALT: () => this.CONSUME(t.Nonlocal) },
    ]);
    const names: string[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => names.push(this.CONSUME(t.Name).image) });
    return { kind: 'declare', word: word.image === 'global' ? 'global' : 'nonlocal', names, ...extent(word) };
  });

  private readonly deletion: Rule<Statement> = this.RULE('deletion', (): Statement => {
    const word = this.CONSUME(t.Del);
    const targets = this.SUBRULE(this.expressionList);
    return { kind: 'delete', targets: [targets], ...extent(word, targets) };
  });

  private readonly importStatement: Rule<Statement> = this.RULE('importStatement', (): Statement => {
    const word = this.CONSUME(t.Import);
    const imports: Imported[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const module = this.SUBRULE(this.dottedName);
        const alias = this.OPTION(() => {
          this.CONSUME(t.As);
          return this.CONSUME(t.Name).image;
        });
        imports.push(this.ACTION(() => importOf(module, alias)));
      },
    });
    return { kind: 'import', imports, ...extent(word) };
  });

  private readonly fromImport: Rule<Statement> = this.RULE('fromImport', (): Statement => {
    const word = this.CONSUME(t.From);
    this.MANY(() => this.OR([{ ALT: () => this.CONSUME(t.Dot) }, { ALT: () => this.CONSUME(t.Ellipsis) }]));
    const module = this.OPTION(() => this.SUBRULE(this.dottedName)) ?? '';
    this.CONSUME(t.Import);
    const names = this.OR1<Imported[]>([
      {
        ALT: () => {
          this.CONSUME(t.OpenParenthesis);
          const listed = this.SUBRULE(this.importedNames);
          this.CONSUME(t.CloseParenthesis);
          return listed;
        },
      },
      { ALT: () => this.SUBRULE1(this.importedNames) },
      {
        ALT: () => {
          this.CONSUME(t.Star);
          return [];
        },
      },
    ]);
    const imports = this.ACTION(() => names.map(each => ({ ...each, module })));
    return { kind: 'import', imports, ...extent(word) };
  });

  private readonly importedNames: Rule<Imported[]> = this.RULE('importedNames', (): Imported[] => {
    const imports = [this.SUBRULE(this.importedName)];
    this.MANY(() => {
      this.CONSUME(t.Comma);
      imports.push(this.SUBRULE1(this.importedName));
    });
    this.OPTION(() => this.CONSUME1(t.Comma));
    return imports;
  });

  private readonly importedName: Rule<Imported> = this.RULE('importedName', (): Imported => {
    const member = this.CONSUME(t.Name).image;
    const name = this.OPTION(() => {
      this.CONSUME(t.As);
      return this.CONSUME1(t.Name).image;
    });
    return { module: '', member, name: name ?? member };
  });

  private readonly dottedName: Rule<string> = this.RULE('dottedName', (): string => {
    const parts: string[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Dot, DEF: () => parts.push(this.CONSUME(t.Name).image) });
    return parts.join('.');
  });

  private readonly assignment: Rule<Statement> = this.RULE('assignment', (): Statement => {
    const first = this.SUBRULE(this.expressionList);
    let result: Statement = { kind: 'expression', value: first, start: first.start, end: first.end };
    this.OPTION(() => {
      result = this.OR<Statement>([
        {
          ALT: () => {
            const operator = this.CONSUME(t.Augmented).image.slice(0, -1);
            const value = this.SUBRULE1(this.expressionList);
            return { kind: 'augment', target: first, operator, value, start: first.start, end: value.end };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Colon);
            this.SUBRULE(this.test);
            const value = this.OPTION1(() => {
              this.CONSUME(t.Equals);
              return this.SUBRULE2(this.expressionList);
            });
            return { kind: 'assign', targets: [first], value, start: first.start, end: (value ?? first).end };
          },
        },
        { ALT: () => this.chainOf(first) },
      ]);
    });
    return result;
  });

  private chainOf(first: Expression): Statement {
    const all = [first];
    this.AT_LEAST_ONE(() => {
      this.CONSUME1(t.Equals);
      all.push(this.SUBRULE3(this.expressionList));
    });
    const value = all.at(-1) ?? first;
    return { kind: 'assign', targets: all.slice(0, -1), value, start: first.start, end: value.end };
  }

  private readonly ifStatement: Rule<Statement> = this.RULE('ifStatement', (): Statement => {
    const word = this.CONSUME(t.If);
    const branches = [this.SUBRULE(this.branch)];
    this.MANY(() => {
      this.CONSUME(t.Elif);
      branches.push(this.SUBRULE1(this.branch));
    });
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    return { kind: 'if', branches, otherwise, ...extent(word) };
  });

  private readonly branch: Rule<{ condition: Expression; body: Block }> = this.RULE(
    'branch',
    (): { condition: Expression; body: Block } => {
      const condition = this.SUBRULE(this.named);
      this.CONSUME(t.Colon);
      return { condition, body: this.SUBRULE(this.block) };
    },
  );

  private readonly elseBlock: Rule<Block> = this.RULE('elseBlock', (): Block => {
    this.CONSUME(t.Else);
    this.CONSUME(t.Colon);
    return this.SUBRULE(this.block);
  });

  private readonly forStatement: Rule<Statement> = this.RULE('forStatement', (): Statement => {
    const word = this.CONSUME(t.For);
    const target = this.SUBRULE(this.targets);
    this.CONSUME(t.In);
    const iterable = this.SUBRULE(this.expressionList);
    this.CONSUME(t.Colon);
    const body = this.SUBRULE(this.block);
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    return { kind: 'for', target, iterable, body, otherwise, ...extent(word, iterable) };
  });

  private readonly whileStatement: Rule<Statement> = this.RULE('whileStatement', (): Statement => {
    const word = this.CONSUME(t.While);
    const { condition, body } = this.SUBRULE(this.branch);
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    return { kind: 'while', condition, body, otherwise, ...extent(word, condition) };
  });

  private readonly matchStatement: Rule<Statement> = this.RULE('matchStatement', (): Statement => {
    const word = this.CONSUME(t.Match);
    const subject = this.SUBRULE(this.expressionList);
    this.CONSUME(t.Colon);
    this.CONSUME(t.Newline);
    this.CONSUME(t.Indent);
    const cases: MatchCase[] = [];
    this.AT_LEAST_ONE(() => cases.push(this.SUBRULE(this.matchCase)));
    this.CONSUME(t.Dedent);
    return { kind: 'match', subject, cases, ...extent(word, subject) };
  });

  private readonly matchCase: Rule<MatchCase> = this.RULE('matchCase', (): MatchCase => {
    this.CONSUME(t.Case);
    const pattern = this.SUBRULE(this.operation);
    const name = this.OPTION(() => {
      this.CONSUME(t.As);
      return this.CONSUME(t.Name).image;
    });
    const guard = this.OPTION1(() => {
      this.CONSUME(t.If);
      return this.SUBRULE(this.named);
    });
    this.CONSUME(t.Colon);
    return { pattern, name, guard, body: this.SUBRULE(this.block) };
  });

  private readonly tryStatement: Rule<Statement> = this.RULE('tryStatement', (): Statement => {
    const word = this.CONSUME(t.Try);
    this.CONSUME(t.Colon);
    const body = this.SUBRULE(this.block);
    const handlers: Handler[] = [];
    this.MANY(() => handlers.push(this.SUBRULE(this.handler)));
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    const last =
      this.OPTION1(() => {
        this.CONSUME(t.Finally);
        this.CONSUME1(t.Colon);
        return this.SUBRULE1(this.block);
      }) ?? [];
    return { kind: 'try', body, handlers, otherwise, finally: last, ...extent(word) };
  });

  private readonly handler: Rule<Handler> = this.RULE('handler', (): Handler => {
    this.CONSUME(t.Except);
    let type: Expression | undefined;
    let name: string | undefined;
    this.OPTION(() => {
      type = this.SUBRULE(this.test);
      this.OPTION1(() => {
        this.CONSUME(t.As);
        name = this.CONSUME(t.Name).image;
      });
    });
    this.CONSUME(t.Colon);
    return { type, name, body: this.SUBRULE(this.block) };
  });

  private readonly withStatement: Rule<Statement> = this.RULE('withStatement', (): Statement => {
    const word = this.CONSUME(t.With);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        this.SUBRULE(this.test);
        this.OPTION(() => {
          this.CONSUME(t.As);
          this.SUBRULE(this.arithmetic);
        });
      },
    });
    this.CONSUME(t.Colon);
    return { kind: 'with', body: this.SUBRULE(this.block), ...extent(word) };
  });

  private readonly definition: Rule<Statement> = this.RULE('definition', (): Statement => {
    let decorated = false;
    this.MANY(() => {
      this.CONSUME(t.At);
      this.SUBRULE(this.named);
      this.CONSUME(t.Newline);
      decorated = true;
    });
    return this.OR<Statement>([
      { ALT: () => ({ ...this.SUBRULE(this.functionDefinition), decorated }) },
      { ALT: () => this.SUBRULE(this.classDefinition) },
    ]);
  });

  private readonly functionDefinition: Rule<Extract<Statement, { kind: 'function' }>> = this.RULE(
    'functionDefinition',
    (): Extract<Statement, { kind: 'function' }> => {
      this.CONSUME(t.Def);
      const name = this.CONSUME(t.Name);
      this.CONSUME(t.OpenParenthesis);
      const parameters: Parameter[] = this.SUBRULE(this.parameters);
      this.CONSUME(t.CloseParenthesis);
      this.OPTION(() => {
        this.CONSUME(t.Arrow);
        this.SUBRULE(this.test);
      });
      this.CONSUME(t.Colon);
      const body = this.SUBRULE(this.block);
      return { kind: 'function', name: name.image, parameters, body, decorated: false, ...extent(name) };
    },
  );

  private readonly parameters: Rule<Parameter[]> = this.RULE('parameters', (): Parameter[] => {
    const parameters: Parameter[] = [];
    let named = false;
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => {
        const parameter = this.SUBRULE(this.parameter);
        if (parameter === '*') named = true;
        else if (parameter !== undefined) {
          parameters.push({ ...parameter, named });
          if (parameter.stars === '*') named = true;
        }
      },
    });
    return parameters;
  });

  /** A trailing comma leaves nothing; a bare star and the slash are marks. */
  private readonly parameter: Rule<Parameter | '*' | undefined> = this.RULE(
    'parameter',
    (): Parameter | '*' | undefined => {
      let result: Parameter | '*' | undefined;
      this.OPTION(() => {
        result = this.OR<Parameter | '*' | undefined>([
          {
            ALT: () => {
              this.CONSUME(t.Star);
              const name = this.OPTION1(() => this.SUBRULE(this.parameterName));
              return name === undefined ? '*' : { name, stars: '*', named: false };
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.DoubleStar);
              return { name: this.SUBRULE1(this.parameterName), stars: '**', named: false };
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.Slash);
              return undefined;
            },
          },
          {
            ALT: () => {
              const name = this.SUBRULE2(this.parameterName);
              const value = this.OPTION2(() => {
                this.CONSUME(t.Equals);
                return this.SUBRULE(this.test);
              });
              return { name, named: false, ...(value === undefined ? {} : { default: value }) };
            },
          },
        ]);
      });
      return result;
    },
  );

  private readonly parameterName: Rule<string> = this.RULE('parameterName', (): string => {
    const { image } = this.CONSUME(t.Name);
    this.OPTION({
      GATE: () => !this.inLambda,
      DEF: () => {
        this.CONSUME(t.Colon);
        this.SUBRULE(this.test);
      },
    });
    return image;
  });

  /** Parameters of a lambda have no annotations: their colon ends them. */
  private inLambda = false;

  private readonly classDefinition: Rule<Statement> = this.RULE('classDefinition', (): Statement => {
    this.CONSUME(t.Class);
    const name = this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.OpenParenthesis);
      this.SUBRULE(this.callArguments);
      this.CONSUME(t.CloseParenthesis);
    });
    this.CONSUME(t.Colon);
    this.SUBRULE(this.block);
    return { kind: 'class', name: name.image, ...extent(name) };
  });

  /** One expression, or a tuple without parentheses. */
  private readonly expressionList: Rule<Expression> = this.RULE(
    'expressionList',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.yieldExpression) },
        {
          ALT: () => {
            const first = this.SUBRULE(this.starOrNamed);
            const items = [first];
            let comma = false;
            this.MANY(() => {
              this.CONSUME(t.Comma);
              items.push(this.SUBRULE1(this.starOrNamed));
              comma = true;
            });
            this.OPTION(() => {
              this.CONSUME1(t.Comma);
              comma = true;
            });
            if (!comma) return first;
            return {
              kind: 'sequence',
              type: 'tuple',
              items,
              start: first.start,
              end: (items.at(-1) ?? first).end,
            };
          },
        },
      ]),
  );

  private readonly targets: Rule<Expression> = this.RULE('targets', (): Expression => {
    const first = this.SUBRULE(this.target);
    const items = [first];
    let comma = false;
    this.MANY(() => {
      this.CONSUME(t.Comma);
      items.push(this.SUBRULE1(this.target));
      comma = true;
    });
    this.OPTION(() => {
      this.CONSUME1(t.Comma);
      comma = true;
    });
    if (!comma) return first;
    return { kind: 'sequence', type: 'tuple', items, start: first.start, end: (items.at(-1) ?? first).end };
  });

  private readonly target: Rule<Expression> = this.RULE(
    'target',
    (): Expression =>
      this.OR<Expression>([
        {
          ALT: () => {
            const star = this.CONSUME(t.Star);
            const value = this.SUBRULE(this.arithmetic);
            return { kind: 'starred', value, ...extent(star, value) };
          },
        },
        { ALT: () => this.SUBRULE1(this.arithmetic) },
      ]),
  );

  private readonly yieldExpression: Rule<Expression> = this.RULE('yieldExpression', (): Expression => {
    const word = this.CONSUME(t.Yield);
    let value: Expression | undefined;
    let from = false;
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.From);
            value = this.SUBRULE(this.test);
            from = true;
          },
        },
        {
          ALT: () => {
            value = this.SUBRULE(this.starOrNamed);
          },
        },
      ]);
    });
    return { kind: 'yield', value, from, ...extent(word, value) };
  });

  private readonly starOrNamed: Rule<Expression> = this.RULE(
    'starOrNamed',
    (): Expression =>
      this.OR<Expression>([
        {
          ALT: () => {
            const star = this.CONSUME(t.Star);
            const value = this.SUBRULE(this.arithmetic);
            return { kind: 'starred', value, ...extent(star, value) };
          },
        },
        { ALT: () => this.SUBRULE(this.named) },
      ]),
  );

  private readonly named: Rule<Expression> = this.RULE('named', (): Expression => {
    const target = this.SUBRULE(this.test);
    const value = this.OPTION(() => {
      this.CONSUME(t.ColonEquals);
      return this.SUBRULE1(this.test);
    });
    return value === undefined
      ? target
      : { kind: 'walrus', target, value, start: target.start, end: value.end };
  });

  private readonly test: Rule<Expression> = this.RULE('test', (): Expression => {
    const plain = this.plainOperand();
    if (plain !== undefined) return plain;
    const operands = [this.SUBRULE(this.choiceOperand)];
    this.MANY(() => {
      this.CONSUME(t.If);
      operands.push(this.SUBRULE(this.operation));
      this.CONSUME(t.Else);
      operands.push(this.SUBRULE1(this.choiceOperand));
    });
    return conditionalTree(operands);
  });

  /** A name or a text that is the whole of an expression, as most are: no rule below has anything to add. */
  private plainOperand(): Expression | undefined {
    if (this.RECORDING_PHASE || !t.endsExpression.has(this.LA(2).tokenType)) return undefined;
    const { tokenType } = this.LA(1);
    if (tokenType === t.Name) return nameOf(this.CONSUME(t.Name));
    return tokenType === t.StringText ? stringOf([this.CONSUME(t.StringText)]) : undefined;
  }

  private readonly choiceOperand: Rule<Expression> = this.RULE(
    'choiceOperand',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.lambda) },
        { ALT: () => this.SUBRULE(this.operation) },
      ]),
  );

  private readonly lambda: Rule<Expression> = this.RULE('lambda', (): Expression => {
    const word = this.CONSUME(t.Lambda);
    this.ACTION(() => {
      this.inLambda = true;
    });
    const parameters: Parameter[] = this.SUBRULE(this.parameters);
    this.ACTION(() => {
      this.inLambda = false;
    });
    this.CONSUME(t.Colon);
    const body = this.SUBRULE(this.test);
    return { kind: 'lambda', parameters, body, ...extent(word, body) };
  });

  private readonly calculations: readonly Alternative[] = [
    ...[t.Operator, t.Star, t.Plus, t.Minus, t.Slash, t.At, t.DoubleStar].map(type => ({
      ALT: () => this.CONSUME1(type).image,
    })),
  ];

  private readonly connectives: readonly Alternative[] = [
    { ALT: () => this.CONSUME1(t.And).image },
    { ALT: () => this.CONSUME1(t.Or).image },
    { ALT: () => this.CONSUME1(t.Relation).image },
    { ALT: () => this.CONSUME1(t.In).image },
    {
      ALT: () => {
        this.CONSUME1(t.Not);
        this.CONSUME2(t.In);
        return 'not in';
      },
    },
    {
      ALT: () => {
        this.CONSUME1(t.Is);
        const word = this.OPTION(() => this.CONSUME2(t.Not));
        return word === undefined ? 'is' : 'is not';
      },
    },
    ...this.calculations,
  ];

  /** Whatever operators join, but for a choice. */
  private readonly operation: Rule<Expression> = this.RULE(
    'operation',
    (): Expression => this.operatorsOf(this.connectives, true),
  );

  /** Operands of comparisons. */
  private readonly arithmetic: Rule<Expression> = this.RULE(
    'arithmetic',
    (): Expression => this.operatorsOf(this.calculations, false),
  );

  private operatorsOf(infixes: readonly Alternative[], mayDeny: boolean): Expression {
    const operands: Operand[] = [];
    let prefixes = this.prefixesAt(0, mayDeny);
    let value = this.SUBRULE(this.primary);
    this.MANY2(() => {
      const infix = this.or(2, [...infixes]);
      operands.push({ prefixes, value, infix });
      prefixes = this.prefixesAt(1, takesNot(infix));
      value = this.SUBRULE1(this.primary);
    });
    operands.push({ prefixes, value, infix: undefined });
    return operatorTree(operands);
  }

  /** `not` stands before comparisons, and before signs. */
  private prefixesAt(occurrence: 0 | 1, mayDeny: boolean): readonly Prefix[] {
    if (!this.RECORDING_PHASE && !t.prefixes.has(this.LA(1).tokenType)) return none;
    const prefixes: Prefix[] = [];
    const isDenied = () => mayDeny && prefixes.every(({ word }) => word === 'not');
    this.many(occurrence, () => {
      const { image: word, startOffset: start } = this.or<IToken>(occurrence, [
        { GATE: isDenied, ALT: () => this.consume(occurrence * 3, t.Not) },
        ...[t.Minus, t.Plus, t.Tilde].map(type => ({ ALT: () => this.consume(occurrence * 3, type) })),
      ]);
      prefixes.push({ word, start });
    });
    return prefixes;
  }

  private readonly primary: Rule<Expression> = this.RULE('primary', (): Expression => {
    let result = this.SUBRULE(this.atom);
    this.MANY(() => {
      result = this.OR<Expression>([
        {
          ALT: () => {
            this.CONSUME(t.Dot);
            const name = this.CONSUME(t.Name);
            return { kind: 'attribute', of: result, name: name.image, start: result.start, end: endOf(name) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.OpenParenthesis);
            const args = this.SUBRULE(this.callArguments);
            const end = endOf(this.CONSUME(t.CloseParenthesis));
            return { kind: 'call', called: result, arguments: args, start: result.start, end };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.OpenBracket);
            const index = this.SUBRULE(this.subscript);
            const end = endOf(this.CONSUME(t.CloseBracket));
            return { kind: 'subscript', of: result, index, start: result.start, end };
          },
        },
      ]);
    });
    return result;
  });

  private readonly callArguments: Rule<Argument[]> = this.RULE('callArguments', (): Argument[] => {
    const all: Argument[] = [];
    this.MANY(() => {
      all.push(this.SUBRULE(this.argument));
      this.OPTION(() => this.CONSUME(t.Comma));
    });
    return all;
  });

  private readonly argument: Rule<Argument> = this.RULE(
    'argument',
    (): Argument =>
      this.OR<Argument>([
        {
          ALT: () => {
            this.CONSUME(t.Star);
            return { stars: '*', value: this.SUBRULE(this.test) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.DoubleStar);
            return { stars: '**', value: this.SUBRULE1(this.test) };
          },
        },
        {
          ALT: () => {
            const value = this.SUBRULE(this.named);
            let result: Argument = { value };
            this.OPTION(() => {
              result = this.OR1<Argument>([
                {
                  ALT: () => {
                    this.CONSUME(t.Equals);
                    const given = this.SUBRULE2(this.test);
                    return { name: value.kind === 'name' ? value.name : '', value: given };
                  },
                },
                {
                  ALT: () => {
                    const clauses = this.SUBRULE(this.clauses);
                    return { value: comprehension('generator', value, clauses, value.start, value.end) };
                  },
                },
              ]);
            });
            return result;
          },
        },
      ]),
  );

  private readonly clauses: Rule<Clause[]> = this.RULE('clauses', (): Clause[] => {
    const clauses: Clause[] = [];
    this.AT_LEAST_ONE(() => {
      this.CONSUME(t.For);
      const target = this.SUBRULE(this.targets);
      this.CONSUME(t.In);
      const iterable = this.SUBRULE(this.operation);
      const conditions: Expression[] = [];
      this.MANY(() => {
        this.CONSUME(t.If);
        conditions.push(this.SUBRULE(this.condition));
      });
      clauses.push({ target, iterable, conditions });
    });
    return clauses;
  });

  /** No conditional expression: its `if` would be the next condition. */
  private readonly condition: Rule<Expression> = this.RULE('condition', (): Expression => {
    const target = this.SUBRULE(this.operation);
    const value = this.OPTION(() => {
      this.CONSUME(t.ColonEquals);
      return this.SUBRULE1(this.operation);
    });
    return value === undefined
      ? target
      : { kind: 'walrus', target, value, start: target.start, end: value.end };
  });

  private readonly subscript: Rule<Expression> = this.RULE('subscript', (): Expression => {
    const items: Expression[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.slice)) });
    const [first] = items;
    if (first === undefined) return nothing;
    const end = items.at(-1)?.end ?? first.end;
    return items.length === 1 ? first : { kind: 'sequence', type: 'tuple', items, start: first.start, end };
  });

  private readonly slice: Rule<Expression> = this.RULE('slice', (): Expression => {
    const from = this.OPTION(() => this.SUBRULE(this.named));
    let result = from;
    this.OPTION1(() => {
      const colon = this.CONSUME(t.Colon);
      const to = this.OPTION2(() => this.SUBRULE(this.test));
      let step: Expression | undefined;
      this.OPTION3(() => {
        this.CONSUME1(t.Colon);
        step = this.OPTION4(() => this.SUBRULE1(this.test));
      });
      const start = from?.start ?? colon.startOffset;
      result = { kind: 'slice', from, to, step, start, end: (step ?? to)?.end ?? endOf(colon) };
    });
    return result ?? nothing;
  });

  private readonly atom: Rule<Expression> = this.RULE(
    'atom',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => nameOf(this.CONSUME(t.Name)) },
        { ALT: () => numberOf(this.CONSUME(t.NumberText)) },
        { ALT: () => this.SUBRULE(this.strings) },
        { ALT: () => constantOf(true, this.CONSUME(t.True)) },
        { ALT: () => constantOf(false, this.CONSUME(t.False)) },
        { ALT: () => constantOf(null, this.CONSUME(t.None)) },
        { ALT: () => constantOf('ellipsis', this.CONSUME(t.Ellipsis)) },
        { ALT: () => this.SUBRULE(this.parenthesised) },
        { ALT: () => this.SUBRULE(this.listDisplay) },
        { ALT: () => this.SUBRULE(this.braces) },
      ]),
  );

  private readonly strings: Rule<Expression> = this.RULE('strings', (): Expression => {
    const tokens: IToken[] = [];
    this.AT_LEAST_ONE(() => tokens.push(this.CONSUME(t.StringText)));
    return stringOf(tokens);
  });

  private readonly parenthesised: Rule<Expression> = this.RULE('parenthesised', (): Expression => {
    const { startOffset: start } = this.CONSUME(t.OpenParenthesis);
    let inner: Expression | undefined;
    let elements: Elements = { items: [], clauses: [], comma: false };
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            inner = this.SUBRULE(this.yieldExpression);
          },
        },
        {
          ALT: () => {
            elements = this.SUBRULE(this.elements);
          },
        },
      ]);
    });
    const end = endOf(this.CONSUME(t.CloseParenthesis));
    return this.ACTION(() => inner ?? parenthesisedOf(elements, start, end));
  });

  private readonly listDisplay: Rule<Expression> = this.RULE('listDisplay', (): Expression => {
    const { startOffset: start } = this.CONSUME(t.OpenBracket);
    const elements = this.OPTION(() => this.SUBRULE(this.elements));
    const end = endOf(this.CONSUME(t.CloseBracket));
    return this.ACTION(() => listOf(elements, start, end));
  });

  private readonly elements: Rule<Elements> = this.RULE('elements', (): Elements => {
    const items = [this.SUBRULE(this.starOrNamed)];
    let comma = false;
    let clauses: readonly Clause[] = [];
    this.OR([
      {
        ALT: () => {
          clauses = this.SUBRULE(this.clauses);
        },
      },
      {
        ALT: () => {
          this.MANY(() => {
            this.CONSUME(t.Comma);
            items.push(this.SUBRULE1(this.starOrNamed));
            comma = true;
          });
          this.OPTION(() => {
            this.CONSUME1(t.Comma);
            comma = true;
          });
        },
      },
    ]);
    return { items, clauses, comma };
  });

  /** A set or a dictionary, or the comprehension of one. */
  private readonly braces: Rule<Expression> = this.RULE('braces', (): Expression => {
    const { startOffset: start } = this.CONSUME(t.OpenBrace);
    const entries: DictionaryEntry[] = [];
    let clauses: readonly Clause[] = [];
    this.OPTION(() => {
      entries.push(this.SUBRULE(this.entry));
      this.OR([
        {
          ALT: () => {
            clauses = this.SUBRULE(this.clauses);
          },
        },
        {
          ALT: () => {
            this.MANY(() => {
              this.CONSUME(t.Comma);
              entries.push(this.SUBRULE1(this.entry));
            });
            this.OPTION1(() => this.CONSUME1(t.Comma));
          },
        },
      ]);
    });
    const end = endOf(this.CONSUME(t.CloseBrace));
    return bracesOf(entries, clauses, start, end);
  });

  /** An element of a set has itself as its key. */
  private readonly entry: Rule<DictionaryEntry> = this.RULE(
    'entry',
    (): DictionaryEntry =>
      this.OR<DictionaryEntry>([
        {
          ALT: () => {
            this.CONSUME(t.DoubleStar);
            return { key: undefined, value: this.SUBRULE(this.arithmetic) };
          },
        },
        {
          ALT: () => {
            const key = this.SUBRULE(this.starOrNamed);
            const value = this.OPTION(() => {
              this.CONSUME(t.Colon);
              return this.SUBRULE(this.test);
            });
            return { key, value: value ?? key };
          },
        },
      ]),
  );
}

/** `import a.b` binds `a`, `import a.b as c` the module itself. */
function importOf(module: string, alias: string | undefined): Imported {
  const top = module.split('.')[0] ?? '';
  return alias === undefined ? { module: top, name: top } : { module, name: alias };
}

const nothing: Expression = { kind: 'constant', value: null, start: 0, end: 0 };

function endOf(token: IToken): number {
  return (token.endOffset ?? token.startOffset) + 1;
}

function extent(token: IToken, last?: Expression): { start: number; end: number } {
  return { start: token.startOffset, end: last?.end ?? endOf(token) };
}

function simpleOf(word: 'pass' | 'break' | 'continue', token: IToken): Statement {
  return { kind: 'simple', word, ...extent(token) };
}

function nameOf(token: IToken): Expression {
  return { kind: 'name', name: token.image, ...extent(token) };
}

function numberOf(token: IToken): Expression {
  return { kind: 'number', written: token.image, ...extent(token) };
}

function constantOf(value: boolean | null | 'ellipsis', token: IToken): Expression {
  return { kind: 'constant', value, ...extent(token) };
}

/** Texts side by side. */
function stringOf(tokens: readonly IToken[]): Expression {
  const pieces: StringPiece[] = tokens.map(token => ({ written: token.image, ...extent(token) }));
  return { kind: 'string', pieces, start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 };
}

function comprehension(
  type: 'generator' | 'list' | 'set',
  element: Expression,
  clauses: readonly Clause[],
  start: number,
  end: number,
): Expression {
  return { kind: 'comprehension', type, element, clauses, start, end };
}

function parenthesisedOf({ items, clauses, comma }: Elements, start: number, end: number): Expression {
  const [first] = items;
  if (first !== undefined && clauses.length > 0)
    return comprehension('generator', first, clauses, start, end);
  if (first !== undefined && !comma) return first;
  return { kind: 'sequence', type: 'tuple', items, start, end };
}

function listOf(elements: Elements | undefined, start: number, end: number): Expression {
  const first = elements?.items[0];
  return first !== undefined && elements !== undefined && elements.clauses.length > 0
    ? comprehension('list', first, elements.clauses, start, end)
    : { kind: 'sequence', type: 'list', items: elements?.items ?? [], start, end };
}

function bracesOf(
  entries: readonly DictionaryEntry[],
  clauses: readonly Clause[],
  start: number,
  end: number,
): Expression {
  const [first] = entries;
  const isSet = first !== undefined && first.key === first.value;
  if (first?.key !== undefined && clauses.length > 0)
    return isSet
      ? comprehension('set', first.key, clauses, start, end)
      : {
          kind: 'comprehension',
          type: 'dictionary',
          element: first.key,
          value: first.value,
          clauses,
          start,
          end,
        };
  if (isSet) return { kind: 'sequence', type: 'set', items: entries.map(each => each.value), start, end };
  return { kind: 'dictionary', entries, start, end };
}
