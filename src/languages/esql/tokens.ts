import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';

/**
 * The words of ES|QL, of which case does not count. A command is a word at the start of the query or behind a pipe; what
 * follows `from` or `keep` is lexed by rules of its own.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-syntax
 */
export const Identifier = createToken({
  name: 'Identifier',
  pattern: /[A-Za-z][A-Za-z0-9_]*|[_@][A-Za-z0-9_]+/,
  label: 'a name',
});

function keyword(word: string): TokenType {
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return createToken({
    name,
    pattern: new RegExp(`${word}\\b`, 'i'),
    longer_alt: Identifier,
    label: `'${word}'`,
  });
}

function sign(name: string, text: string, more: { push_mode?: string; pop_mode?: boolean } = {}): TokenType {
  return createToken({ name, pattern: text, label: `'${text}'`, ...more });
}

const Whitespace = createToken({
  name: 'Whitespace',
  pattern: /[ \t\r\n\u2028\u2029]+/,
  group: Lexer.SKIPPED,
});
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: Lexer.SKIPPED });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** No escapes; closed by the first three quotes, of which up to two more belong to the text. */
export const RawString = createToken({
  name: 'RawString',
  pattern: /"""[^\r\n]*?"""(?:"{1,2})?/,
  label: 'a string',
});
/** Any escape is lexed, so that decoding can point at the one that is unknown. */
export const QuotedString = createToken({
  name: 'QuotedString',
  pattern: /"(?:\\.|[^"\\\r\n])*"/,
  label: 'a string',
});
export const Backticked = createToken({
  name: 'Backticked',
  pattern: /`(?:[^`]|``)*`/,
  line_breaks: true,
  label: 'a name in backticks',
});
export const Parameter = createToken({
  name: 'Parameter',
  pattern: /\?\??(?:[A-Za-z_][A-Za-z0-9_]*|\d+)?/,
  label: 'a parameter',
});
export const Decimal = createToken({
  name: 'Decimal',
  pattern: /\d+(?:\.\d*)?[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d*/,
  label: 'a number',
});
export const Integer = createToken({ name: 'Integer', pattern: /\d+/, label: 'a number' });

/** Behind `from`: index patterns, of which a colon parts the cluster. Date maths (`<logs-{now/d}>`) too. */
export const IndexPattern = createToken({
  name: 'IndexPattern',
  pattern: /<[^>\r\n]+>|(?!\/[/*])(?:[^\s|,()"`=[\]/]|\/(?![/*]))+/,
  label: 'an index pattern',
});
/** Behind `keep` and `drop`: names with wildcards, parts of them in backticks. */
export const NamePattern = createToken({
  name: 'NamePattern',
  pattern: /(?:[A-Za-z0-9_@.*-]|`(?:[^`]|``)*`)+/,
  line_breaks: true,
  label: 'a name',
});
export const PolicyName = createToken({
  name: 'PolicyName',
  pattern: /(?!\/[/*])[^\s|,()"`=]+/,
  label: 'a name',
  pop_mode: true,
});
const PolicyString = createToken({
  name: 'PolicyString',
  pattern: /"(?:\\.|[^"\\\r\n])*"/,
  categories: [PolicyName],
  pop_mode: true,
});

export const And = keyword('and');
export const As = keyword('as');
export const Asc = keyword('asc');
export const By = keyword('by');
export const Desc = keyword('desc');
export const False = keyword('false');
export const First = keyword('first');
export const In = keyword('in');
export const Is = keyword('is');
export const Last = keyword('last');
export const Like = keyword('like');
export const Not = keyword('not');
export const Null = keyword('null');
export const Nulls = keyword('nulls');
export const On = keyword('on');
export const Or = keyword('or');
export const Rlike = keyword('rlike');
export const True = keyword('true');
export const Where = keyword('where');
export const With = keyword('with');
export const Metadata = createToken({
  name: 'Metadata',
  pattern: /metadata\b/i,
  label: "'metadata'",
  pop_mode: true,
});

export const Cast = sign('Cast', '::');
export const NotEqual = sign('NotEqual', '!=');
export const Equal = sign('Equal', '==');
/** An operator of EQL, refused by name. */
export const FoldedEqual = sign('FoldedEqual', '=~');
export const LessOrEqual = sign('LessOrEqual', '<=');
export const GreaterOrEqual = sign('GreaterOrEqual', '>=');
export const Less = sign('Less', '<');
export const Greater = sign('Greater', '>');
export const Assign = sign('Assign', '=');
export const Colon = sign('Colon', ':');
export const Plus = sign('Plus', '+');
export const Minus = sign('Minus', '-');
export const Times = sign('Times', '*');
export const Slash = sign('Slash', '/');
export const Percent = sign('Percent', '%');
export const Dot = sign('Dot', '.');
export const Comma = sign('Comma', ',');
export const OpenBracket = sign('OpenBracket', '[');
export const CloseBracket = sign('CloseBracket', ']');
export const OpenBrace = sign('OpenBrace', '{');
export const CloseBrace = sign('CloseBrace', '}');
export const OpenParenthesis = sign('OpenParenthesis', '(');
export const CloseParenthesis = sign('CloseParenthesis', ')');
export const Pipe = sign('Pipe', '|');
/** The pipe that ends a part with rules of its own. */
const PipeBack = createToken({
  name: 'PipeBack',
  pattern: '|',
  categories: [Pipe],
  label: "'|'",
  pop_mode: true,
});
export const Semicolon = createToken({ name: 'Semicolon', pattern: /;/, label: "';'" });

/**
 * What opens a query within the query, or a branch of it. All within is lexed by rules of its own, since the parenthesis that closes
 * it ends the part of the command in which it stands.
 */
export const OpenQuery = createToken({
  name: 'OpenQuery',
  pattern: '(',
  label: "'('",
  push_mode: 'inner',
});
/** `in (from …`: what else stands behind `in` is a list, of which a column may be called so. */
const OpenSet = createToken({
  name: 'OpenSet',
  pattern: pattern(/\((?=\s*from\s+[\w"<*.(-])/iy, last => last === In),
  line_breaks: false,
  label: "'('",
  categories: [OpenQuery],
  push_mode: 'inner',
});
const InnerOpen = createToken({
  name: 'InnerOpen',
  pattern: '(',
  label: "'('",
  categories: [OpenParenthesis],
  push_mode: 'inner',
});
const InnerClose = createToken({
  name: 'InnerClose',
  pattern: ')',
  label: "')'",
  categories: [CloseParenthesis],
  pop_mode: true,
});
const InnerPipe = createToken({
  name: 'InnerPipe',
  pattern: '|',
  label: "'|'",
  categories: [Pipe],
  pop_mode: true,
  push_mode: 'inner',
});
const InnerMetadata = createToken({
  name: 'InnerMetadata',
  pattern: /metadata\b/i,
  label: "'metadata'",
  categories: [Metadata],
  pop_mode: true,
  push_mode: 'inner',
});

const opening: ReadonlySet<TokenType> = new Set([Pipe, PipeBack, InnerPipe, OpenQuery, OpenSet, Semicolon]);

function opensCommand(last: TokenType | undefined): boolean {
  return last === undefined || opening.has(last);
}

/** A pattern that holds behind some tokens alone. */
function pattern(regex: RegExp, isBehind: (last: TokenType | undefined) => boolean) {
  return {
    exec: (text: string, offset: number, before: readonly IToken[]): RegExpExecArray | null => {
      if (!isBehind(before.at(-1)?.tokenType)) return null;
      regex.lastIndex = offset;
      return regex.exec(text);
    },
  };
}

/** A word that is a command where a command may stand, and a name elsewhere. */
function command(word: string, regex: RegExp, push_mode?: string): TokenType {
  return createToken({
    name: `Command${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    pattern: pattern(regex, opensCommand),
    line_breaks: true,
    label: `'${word}'`,
    ...(push_mode === undefined ? {} : { push_mode }),
  });
}

/** The same within a query that stands in another: its part takes the place of that query's, which ends with it. */
function within(outer: TokenType, regex: RegExp, push_mode: string): TokenType {
  return createToken({
    name: `Inner${outer.name}`,
    pattern: pattern(regex, opensCommand),
    line_breaks: true,
    label: outer.LABEL ?? outer.name,
    categories: [outer],
    pop_mode: true,
    push_mode,
  });
}

/** Before the query alone. */
export const Setting = createToken({
  name: 'CommandSet',
  pattern: pattern(/set\b/iy, last => last === undefined || last === Semicolon),
  line_breaks: false,
  label: "'set'",
});
/** Where a branch must stand. */
const NoBranch = createToken({ name: 'NoBranch', pattern: /[^\s()|]+/, label: 'something else' });
export const From = command('from', /from\b/iy, 'source');
export const Filter = command('where', /where\b/iy);
export const Eval = command('eval', /eval\b/iy);
export const Stats = command('stats', /stats\b/iy);
export const InlineStats = command('inline stats', /inline\s*stats\b/iy);
export const Keep = command('keep', /keep\b/iy, 'names');
export const Drop = command('drop', /drop\b/iy, 'names');
export const Rename = command('rename', /rename\b/iy);
export const Sort = command('sort', /sort\b/iy);
export const Limit = command('limit', /limitk?\b/iy);
export const Extremes = command('topk', /(?:top|bottom)k\b/iy);
export const Dissect = command('dissect', /dissect\b/iy);
export const Grok = command('grok', /grok\b/iy);
export const MvExpand = command('mv_expand', /mv_expand\b/iy);
export const Enrich = command('enrich', /enrich\b/iy, 'policy');
export const LookupJoin = command('lookup join', /lookup\s+join\b/iy, 'policy');
export const ChangePoint = command('change_point', /change_point\b/iy);
export const UriParts = command('uri_parts', /uri_parts\b/iy);
export const Dedup = command('dedup', /dedup\b/iy);
export const Fork = command('fork', /fork\b/iy, 'branches');
const InnerFrom = within(From, /from\b/iy, 'innerSource');
const InnerKeep = within(Keep, /keep\b/iy, 'innerNames');
const InnerDrop = within(Drop, /drop\b/iy, 'innerNames');
/** Any other word where a command stands: one that is refused by its name, or none at all. */
export const OtherCommand = command('a command', /[A-Za-z_][A-Za-z0-9_]*/iy);

const commands = [
  ...[From, Filter, Eval, Stats, InlineStats, Keep, Drop, Rename, Sort, Limit, Dissect, Grok, MvExpand],
  ...[Enrich, LookupJoin, ChangePoint, UriParts, Dedup, Extremes, Fork, Setting, OtherCommand],
];
const keywords = [
  ...[And, Asc, As, By, Desc, False, First, In, Is, Last, Like, Nulls, Null, Not, On, Or, Rlike, True],
  ...[Where, With],
];
const skipped = [Whitespace, LineComment, BlockComment];

const ordinary: TokenType[] = [
  ...[...skipped, RawString, QuotedString, Backticked, Parameter, Decimal, Integer],
  ...[...commands, ...keywords, Identifier, Cast, NotEqual, Equal, FoldedEqual, LessOrEqual, GreaterOrEqual],
  ...[
    Less,
    Greater,
    Assign,
    Colon,
    Plus,
    Minus,
    Times,
    Slash,
    Percent,
    Dot,
    Comma,
    OpenBracket,
    CloseBracket,
  ],
  ...[OpenBrace, CloseBrace, OpenSet, OpenParenthesis, CloseParenthesis, Pipe, Semicolon],
];

/** What other tokens stand for within a query that stands in another; a branch has no branches. */
const inside: ReadonlyMap<TokenType, readonly TokenType[]> = new Map([
  [From, [InnerFrom]],
  [Keep, [InnerKeep]],
  [Drop, [InnerDrop]],
  [Fork, []],
  [Setting, []],
  [OpenParenthesis, [InnerOpen]],
  [CloseParenthesis, [InnerClose]],
]);

const source: TokenType[] = [
  ...[RawString, QuotedString, Comma, OpenQuery],
  ...[OpenBracket, CloseBracket, Backticked, Assign, IndexPattern],
];
const names: TokenType[] = [Parameter, Comma, NamePattern];

const modes = {
  ordinary,
  inner: ordinary.flatMap(each => inside.get(each) ?? [each]),
  source: [...skipped, PipeBack, Metadata, CloseParenthesis, ...source],
  innerSource: [...skipped, InnerPipe, InnerMetadata, InnerClose, ...source],
  names: [...skipped, PipeBack, ...names],
  innerNames: [...skipped, InnerPipe, InnerClose, ...names],
  branches: [...skipped, PipeBack, OpenQuery, NoBranch],
  policy: [...skipped, PolicyString, PolicyName],
};

export const allTokens: TokenType[] = [...new Set([...Object.values(modes).flat(), Pipe])];

export const esqlLexer = new Lexer(
  { modes, defaultMode: 'ordinary' },
  { ensureOptimizations: false, positionTracking: 'onlyOffset' },
);
