import type { IToken } from 'chevrotain';
import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Block, Expression } from './ast.ts';
import { PythonParser } from './grammar.ts';
import { deepest, type ScanProblem, scan } from './scan.ts';
import { withSoftWords } from './soft-words.ts';

/** Chains of calls, operators and the like; brackets and blocks are bounded by `scan`. */
const deepestTree = 250;

let parser: PythonParser | undefined;

/** The statements of a module, or the first thing wrong with it. Making a parser costs more than using it: there is one. */
export function parsePython(source: EmbeddedText): Result<Block> {
  const known = parsed.get(source.text);
  if (known !== undefined) return known;
  const result = parseWith(source.text, source, 0, each => each.module());
  if (parsed.size >= mostParsed) parsed.clear();
  if (result.diagnostics.length === 0) parsed.set(source.text, result);
  return result;
}

/** A module is asked for its condition, its keys and what it remembers, one after another. */
const parsed = new Map<string, Result<Block>>();
const mostParsed = 8;

/** An expression that stands in the text from `offset` on (in an f-string). */
export function parseField(text: string, source: EmbeddedText, offset: number): Result<Expression> {
  return parseWith(`(${text})`, source, offset - 1, each => each.lone());
}

function parseWith<Tree>(
  text: string,
  source: EmbeddedText,
  offset: number,
  rule: (parser: PythonParser) => Tree,
): Result<Tree> {
  const tokens = scan(text);
  if ('kind' in tokens) return failure(describe(tokens, source, offset));
  const isLone = text !== source.text;
  parser ??= new PythonParser();
  parser.input = isLone ? tokens.slice(0, -1) : withSoftWords(tokens);
  const own = parser;
  const parsed = withinStack(() => rule(own));
  if (parsed === undefined) {
    parser = undefined;
    return failure(
      diagnose('python/too-deep', { limit: deepestTree }, source.span(offset, offset + text.length)),
    );
  }
  const { tree } = parsed;
  const [error] = own.errors;
  own.input = [];
  if (error !== undefined) return failure(unexpected(error.token, error.message, source, offset));
  const deep = tooDeep(tree);
  return deep === undefined
    ? success(tree)
    : failure(
        diagnose('python/too-deep', { limit: deepestTree }, source.span(offset + deep, offset + deep + 1)),
      );
}

/** What nests without brackets (`lambda: lambda: …`, `a ** b ** …`) is bounded by the stack alone. */
function withinStack<Tree>(parse: () => Tree): { readonly tree: Tree } | undefined {
  try {
    return { tree: parse() };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function describe({ kind, start, end }: ScanProblem, source: EmbeddedText, offset: number): Diagnostic {
  const span = source.span(offset + start, offset + end);
  switch (kind) {
    case 'character':
      return diagnose(
        'python/unexpected-character',
        { found: source.text.slice(offset + start, offset + end) },
        span,
      );
    case 'string':
      return diagnose('python/unterminated-string', {}, span);
    case 'indentation':
      return diagnose('python/indentation', {}, span);
    case 'bracket':
      return diagnose('python/bracket', {}, span);
    case 'tooDeep':
      return diagnose('python/too-deep', { limit: deepest }, span);
  }
}

function unexpected(token: IToken, expected: string, source: EmbeddedText, offset: number): Diagnostic {
  const isEnd = Number.isNaN(token.startOffset);
  const start = isEnd ? source.text.length : offset + token.startOffset;
  const end = isEnd ? start : Math.max(start, offset + (token.endOffset ?? token.startOffset) + 1);
  const found = isEnd ? 'the end of the module' : (token.tokenType.LABEL ?? JSON.stringify(token.image));
  return diagnose('python/unexpected-token', { found, expected }, source.span(start, end));
}

/** Where a tree is nested deeper than it may be. */
function tooDeep(tree: unknown, depth = 0, outer = 0): number | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (Array.isArray(tree)) {
    for (const each of tree) {
      const found = tooDeep(each, depth, outer);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const start = 'start' in tree && typeof tree.start === 'number' ? tree.start : outer;
  if (depth > deepestTree) return start;
  for (const key in tree) {
    const child: unknown = Reflect.get(tree, key);
    if (typeof child !== 'object') continue;
    const found = tooDeep(child, depth + 1, start);
    if (found !== undefined) return found;
  }
  return undefined;
}
