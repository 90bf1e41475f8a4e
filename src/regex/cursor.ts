/** Why a pattern cannot be read; thrown inside of a parser only, and caught by `parseRegex`. */
export class RegexProblem extends Error {
  readonly offset: number;
  /** The construct is right in its dialect, but not one that the tree holds. */
  readonly unsupported: boolean;

  constructor(message: string, offset: number, unsupported = false) {
    super(message);
    this.offset = offset;
    this.unsupported = unsupported;
  }
}

/** Groups within groups; what people write stays far below. */
const depthLimit = 200;

/** A place in the text of a pattern, which moves by whole characters. */
export class Cursor {
  readonly text: string;
  offset = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** The next character, '' at the end. */
  peek(): string {
    const code = this.text.codePointAt(this.offset);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  startsWith(expected: string): boolean {
    return this.text.startsWith(expected, this.offset);
  }

  take(): string {
    const character = this.peek();
    if (character === '') this.fail('the pattern ends too early');
    this.offset += character.length;
    return character;
  }

  eat(expected: string): boolean {
    if (!this.startsWith(expected)) return false;
    this.offset += expected.length;
    return true;
  }

  expect(expected: string, what = `"${expected}"`): void {
    if (!this.eat(expected)) this.fail(`${what} is missing`);
  }

  /** Takes what a sticky expression matches here; undefined when it does not. */
  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.offset += found.length;
    return found;
  }

  nest<Node>(parse: () => Node): Node {
    if (++this.depth > depthLimit) this.fail(`groups are nested more than ${depthLimit} deep`);
    const node = parse();
    this.depth--;
    return node;
  }

  fail(message: string, offset = this.offset): never {
    throw new RegexProblem(message, offset);
  }

  refuse(what: string, offset = this.offset): never {
    throw new RegexProblem(`${what} is not supported`, offset, true);
  }
}
