import { EmbeddedActionsParser, EOF, type IToken, type ParserMethod, type TokenType } from 'chevrotain';
import type { Bound, Clause, LuceneQuery, LuceneTerm, WordTerm, Written } from './ast.ts';
import {
  And,
  BareSign,
  Boost,
  Caret,
  Colon,
  LeftParenthesis,
  Minus,
  Not,
  Or,
  Plus,
  Prefix,
  Quoted,
  RangeBound,
  RangeEnd,
  RangeQuoted,
  RangeStart,
  RangeTo,
  RegularExpression,
  RightParenthesis,
  Star,
  Term,
  Tilde,
  vocabulary,
  Wildcard,
} from './tokens.ts';

type Rule<Result> = ParserMethod<[], Result>;

/** A term joins the one before it unless one of these follows it. */
const notBehindJoined: readonly TokenType[] = [Colon, Star, Tilde, Caret, And, Or];

/** Lucene's classic grammar. Actions only build nodes. */
export class LuceneParser extends EmbeddedActionsParser {
  /** `validate` checks the grammar for ambiguities; a test does it, so that a command need not. */
  constructor(validate = false) {
    super(vocabulary, { maxLookahead: 2, recoveryEnabled: false, skipValidations: !validate });
    this.performSelfAnalysis();
  }

  readonly query: Rule<LuceneQuery> = this.RULE('query', (): LuceneQuery => {
    const query = this.SUBRULE(this.clauses);
    this.CONSUME(EOF);
    return query;
  });

  private readonly clauses: Rule<LuceneQuery> = this.RULE('clauses', (): LuceneQuery => {
    const clauses: Clause[] = [
      this.OR<Clause>([
        { GATE: () => this.joins(2), ALT: () => this.SUBRULE(this.joinedTerms), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.clause) },
      ]),
    ];
    this.MANY(() => {
      clauses.push(
        this.OR1<Clause>([
          { GATE: () => this.joins(2), ALT: () => this.SUBRULE1(this.joinedTerms), IGNORE_AMBIGUITIES: true },
          { ALT: () => this.SUBRULE(this.nextClause) },
        ]),
      );
    });
    return { kind: 'query', clauses, start: clauses[0]?.start ?? 0, end: clauses.at(-1)?.end ?? 0 };
  });

  private readonly joinedTerms: Rule<Clause> = this.RULE('joinedTerms', (): Clause => {
    const first = this.CONSUME(Term);
    const words = [first];
    this.AT_LEAST_ONE({
      GATE: () => this.joins(1),
      DEF: () => {
        words.push(this.CONSUME1(Term));
      },
    });
    const start = first.startOffset;
    const end = endOf(words.at(-1) ?? first);
    const written = words.map(word => word.image).join(' ');
    const body: WordTerm = { kind: 'word', written, fuzzy: undefined, start, end };
    return { conjunction: undefined, sign: undefined, field: undefined, body, start, end };
  });

  private readonly nextClause: Rule<Clause> = this.RULE('nextClause', (): Clause => {
    const conjunction = this.OPTION(() =>
      this.OR<IToken>([{ ALT: () => this.CONSUME(And) }, { ALT: () => this.CONSUME(Or) }]),
    );
    const clause = this.SUBRULE(this.clause);
    return { ...clause, conjunction: conjunction && (conjunction.tokenType === And ? 'and' : 'or') };
  });

  private readonly clause: Rule<Clause> = this.RULE('clause', (): Clause => {
    const sign = this.OPTION(() =>
      this.OR<IToken>([
        { ALT: () => this.CONSUME(Plus) },
        { ALT: () => this.CONSUME(Minus) },
        { ALT: () => this.CONSUME(Not) },
      ]),
    );
    const field = this.OPTION1(() => this.SUBRULE(this.field));
    const body = this.OR1<LuceneQuery | LuceneTerm>([
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.range) },
      { ALT: () => this.SUBRULE(this.term) },
    ]);
    return {
      conjunction: undefined,
      sign: sign && (sign.tokenType === Plus ? 'required' : 'prohibited'),
      field,
      body,
      start: sign?.startOffset ?? field?.start ?? body.start,
      end: body.end,
    };
  });

  private readonly field: Rule<Written> = this.RULE('field', (): Written => {
    const name = this.OR<IToken>([{ ALT: () => this.CONSUME(Term) }, { ALT: () => this.CONSUME(Star) }]);
    this.CONSUME(Colon);
    return writtenOf(name);
  });

  private readonly group: Rule<LuceneQuery> = this.RULE('group', (): LuceneQuery => {
    const { startOffset } = this.CONSUME(LeftParenthesis);
    const query = this.SUBRULE(this.clauses);
    const end = endOf(this.CONSUME(RightParenthesis));
    this.boost();
    return { ...query, start: startOffset, end };
  });

  private readonly range: Rule<LuceneTerm> = this.RULE('range', (): LuceneTerm => {
    const open = this.CONSUME(RangeStart);
    const from = this.SUBRULE(this.bound);
    this.CONSUME(RangeTo);
    const to = this.SUBRULE1(this.bound);
    const close = this.CONSUME(RangeEnd);
    this.boost();
    return {
      kind: 'range',
      from: { ...from, inclusive: open.image === '[' },
      to: { ...to, inclusive: close.image === ']' },
      start: open.startOffset,
      end: endOf(close),
    };
  });

  private readonly bound: Rule<Omit<Bound, 'inclusive'>> = this.RULE('bound', () => {
    const token = this.OR<IToken>([
      { ALT: () => this.CONSUME(RangeBound) },
      { ALT: () => this.CONSUME(RangeQuoted) },
      { ALT: () => this.CONSUME(RangeTo) },
    ]);
    return { ...writtenOf(token), quoted: token.tokenType === RangeQuoted };
  });

  private readonly term: Rule<WordTerm> = this.RULE('term', (): WordTerm => {
    const token = this.OR<IToken>([
      { ALT: () => this.CONSUME(Term) },
      { ALT: () => this.CONSUME(Star) },
      { ALT: () => this.CONSUME(Prefix) },
      { ALT: () => this.CONSUME(Wildcard) },
      { ALT: () => this.CONSUME(RegularExpression) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(BareSign) },
    ]);
    const fuzzy = this.OPTION(() =>
      this.OR1<IToken | undefined>([
        {
          ALT: () => {
            const found = this.CONSUME(Tilde);
            this.boost();
            return found;
          },
        },
        {
          ALT: () => {
            this.CONSUME(Caret);
            this.CONSUME(Boost);
            return this.OPTION1(() => this.CONSUME1(Tilde));
          },
        },
      ]),
    );
    return {
      ...writtenOf(token),
      kind: kinds.get(token.tokenType) ?? 'word',
      fuzzy: fuzzy && writtenOf(fuzzy),
    };
  });

  private boost(): void {
    this.OPTION9(() => {
      this.CONSUME9(Caret);
      this.CONSUME9(Boost);
    });
  }

  /** Whether the token at `offset` is a term that joins the one before it. */
  private joins(offset: number): boolean {
    return this.LA(offset).tokenType === Term && !notBehindJoined.includes(this.LA(offset + 1).tokenType);
  }
}

const kinds: ReadonlyMap<TokenType, WordTerm['kind']> = new Map([
  [Term, 'word'],
  [Star, 'star'],
  [Prefix, 'prefix'],
  [Wildcard, 'wildcard'],
  [RegularExpression, 'regex'],
  [Quoted, 'phrase'],
  [BareSign, 'sign'],
]);

function writtenOf(token: IToken): Written {
  return { written: token.image, start: token.startOffset, end: endOf(token) };
}

/** Chevrotain's end offsets are inclusive. */
function endOf({ startOffset, endOffset = startOffset }: IToken): number {
  return endOffset + 1;
}
