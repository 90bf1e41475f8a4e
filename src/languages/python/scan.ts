import type { IToken, TokenType } from 'chevrotain';
import * as t from './tokens.ts';

/** What makes the text no Python before its grammar is looked at. Offsets of the text, half open. */
export interface ScanProblem {
  readonly kind: 'character' | 'string' | 'indentation' | 'tooDeep' | 'bracket';
  readonly start: number;
  readonly end: number;
}

/** Python's own limits are 100 blocks and 200 brackets; no rule comes near ours. */
export const deepest = 50;

const blank = /[ \t\f]*/y;
/** What the first character rules out need not be looked for. */
const beginsString = /^["'rRbBfFuU]/;
const beginsNumber = /^[\d.]/;
const name = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const numberText =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?)/y;
const stringStart = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?('''|"""|'|")/y;
const lineEnd = /\r\n|\r|\n/y;

/** The tokens of a module, blocks marked by Indent and Dedent, in linear time; or the first thing wrong with it. */
export function scan(text: string): readonly IToken[] | ScanProblem {
  const scanner = new Scanner(text);
  return scanner.run() ?? scanner.tokens;
}

class Scanner {
  readonly tokens: IToken[] = [];
  private readonly text: string;
  private readonly indents: number[] = [0];
  private readonly brackets: string[] = [];
  private at = 0;
  private lineOpen = false;

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  run(): ScanProblem | undefined {
    while (this.at < this.text.length) {
      const problem = this.lineOpen || this.brackets.length > 0 ? this.token() : this.beginLine();
      if (problem !== undefined) return problem;
    }
    if (this.brackets.length > 0) return { kind: 'bracket', start: this.text.length, end: this.text.length };
    if (this.lineOpen) this.push(t.Newline, this.at, this.at);
    while (this.indents.length > 1) this.dedent();
    return undefined;
  }

  /** The indentation of a line that holds more than blanks and a comment. */
  private beginLine(): ScanProblem | undefined {
    const start = this.at;
    this.at += this.match(blank)?.length ?? 0;
    if (this.skipEmpty()) return undefined;
    const width = widthOf(this.text.slice(start, this.at));
    const current = this.indents.at(-1) ?? 0;
    this.lineOpen = true;
    if (width > current) {
      this.indents.push(width);
      this.push(t.Indent, start, this.at);
      return this.indents.length > deepest ? { kind: 'tooDeep', start, end: this.at } : undefined;
    }
    while (width < (this.indents.at(-1) ?? 0)) this.dedent();
    return width === this.indents.at(-1) ? undefined : { kind: 'indentation', start, end: this.at };
  }

  private dedent(): void {
    this.indents.pop();
    this.push(t.Dedent, this.at, this.at);
  }

  /** A comment to the end of its line, and that end where no statement is open. */
  private skipEmpty(): boolean {
    if (this.text[this.at] === '#') {
      const end = this.text.slice(this.at).search(/[\r\n]/);
      this.at = end < 0 ? this.text.length : this.at + end;
    }
    const end = this.match(lineEnd);
    if (end === undefined) return this.at >= this.text.length;
    this.at += end.length;
    return true;
  }

  private token(): ScanProblem | undefined {
    this.at += this.match(blank)?.length ?? 0;
    const start = this.at;
    const end = this.match(lineEnd);
    if (end !== undefined || this.text[start] === '#') return this.endLine(end);
    if (start >= this.text.length) return undefined;
    if (this.text[start] === '\\') return this.joinLines();
    const first = this.text.charAt(start);
    const opening = beginsString.test(first) ? this.match(stringStart) : undefined;
    if (opening !== undefined) return this.string(opening);
    const number = beginsNumber.test(first) ? this.match(numberText) : undefined;
    if (number !== undefined) return this.take(t.NumberText, number);
    const written = this.match(name);
    if (written !== undefined)
      return this.take(t.words.get(written) ?? t.reservedWords.get(written) ?? t.Name, written);
    const [sign, type] = t.signsFrom.get(first)?.find(([each]) => this.text.startsWith(each, start)) ?? [];
    return sign === undefined || type === undefined
      ? { kind: 'character', start, end: start + characterLength(this.text, start) }
      : this.sign(sign, type);
  }

  private endLine(end: string | undefined): undefined {
    if (end === undefined) {
      const length = this.text.slice(this.at).search(/[\r\n]/);
      this.at = length < 0 ? this.text.length : this.at + length;
      return;
    }
    if (this.brackets.length === 0) {
      this.push(t.Newline, this.at, this.at + end.length);
      this.lineOpen = false;
    }
    this.at += end.length;
  }

  /** A backslash right before the end of a line joins it with the next. */
  private joinLines(): ScanProblem | undefined {
    const start = this.at;
    this.at += 1;
    const end = this.match(lineEnd);
    this.at += end?.length ?? 0;
    return end === undefined ? { kind: 'character', start, end: start + 1 } : undefined;
  }

  private string(opening: string): ScanProblem | undefined {
    const start = this.at;
    const quote = /['"]+$/.exec(opening)?.[0] ?? '"';
    let at = start + opening.length;
    while (!this.text.startsWith(quote, at)) {
      const character = this.text[at];
      const isLineEnd = character === '\n' || character === '\r';
      if (character === undefined || (isLineEnd && quote.length === 1))
        return { kind: 'string', start, end: start + opening.length };
      at += character === '\\' ? (this.text.startsWith('\r\n', at + 1) ? 3 : 2) : 1;
    }
    return this.take(t.StringText, this.text.slice(start, at + quote.length));
  }

  private sign(text: string, type: TokenType): ScanProblem | undefined {
    const start = this.at;
    if ('([{'.includes(text)) this.brackets.push(text);
    else if (')]}'.includes(text)) {
      const opened = this.brackets.pop();
      if (`${opened}${text}` !== '()' && `${opened}${text}` !== '[]' && `${opened}${text}` !== '{}')
        return { kind: 'bracket', start, end: start + 1 };
    }
    if (this.brackets.length > deepest) return { kind: 'tooDeep', start, end: start + 1 };
    return this.take(type, text);
  }

  private take(type: TokenType, text: string): undefined {
    this.push(type, this.at, this.at + text.length);
    this.at += text.length;
    this.lineOpen = true;
  }

  /** Lines and columns are left out: spans are offsets. */
  private push(tokenType: TokenType, start: number, end: number): void {
    const image = this.text.slice(start, end);
    const tokenTypeIdx = tokenType.tokenTypeIdx ?? 0;
    this.tokens.push({ image, startOffset: start, endOffset: end - 1, tokenType, tokenTypeIdx });
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }
}

/** A tab reaches to the next multiple of eight, a form feed begins anew (https://docs.python.org/3/reference/lexical_analysis.html#indentation). */
function widthOf(indentation: string): number {
  let width = 0;
  for (const character of indentation)
    width = character === '\t' ? width + 8 - (width % 8) : character === '\f' ? 0 : width + 1;
  return width;
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
