import type { EmbeddedText, Span } from '../../source/index.ts';
import type { Range } from './ast.ts';

/** A run of the expanded text: copied from the query, or what a macro call at `from`–`until` stands for. */
interface Piece {
  readonly at: number;
  readonly from: number;
  readonly until: number;
  readonly isCopy: boolean;
}

/** A query with its macros expanded and its comments gone; every character still knows where it came from. */
export class ExpandedText {
  readonly text: string;
  readonly #query: EmbeddedText;
  readonly #pieces: readonly Piece[];

  constructor(query: EmbeddedText, text: string, pieces: readonly Piece[]) {
    this.#query = query;
    this.text = text;
    this.#pieces = pieces;
  }

  /** Of what a macro stands for: the call of the macro. */
  span({ start, end }: Range): Span {
    const first = this.#pieceAt(start);
    const last = this.#pieceAt(Math.max(start, end - 1));
    const from = offsetIn(first, start);
    return this.#query.span(from, Math.max(from, end > start ? endIn(last, end) : from));
  }

  /** Another text, read out of a string that stands in the range: all of it stands there. */
  derive(text: string, range: Range): ExpandedText {
    const first = this.#pieceAt(range.start);
    const last = this.#pieceAt(Math.max(range.start, range.end - 1));
    const until = endIn(last, range.end);
    return new ExpandedText(this.#query, text, [
      { at: 0, from: offsetIn(first, range.start), until, isCopy: false },
    ]);
  }

  #pieceAt(offset: number): Piece {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#pieces[low] ?? { at: 0, from: 0, until: 0, isCopy: true };
  }
}

function offsetIn(piece: Piece, offset: number): number {
  return piece.isCopy ? piece.from + (offset - piece.at) : piece.from;
}

function endIn(piece: Piece, end: number): number {
  return piece.isCopy ? piece.from + (end - piece.at) : piece.until;
}

/** Puts an expanded text together, piece by piece. */
export class ExpandedTextBuilder {
  readonly #query: EmbeddedText;
  readonly #pieces: Piece[] = [];
  readonly #parts: string[] = [];
  length = 0;

  constructor(query: EmbeddedText) {
    this.#query = query;
  }

  copy(from: number, until: number): void {
    this.#add(this.#query.text.slice(from, until), { at: this.length, from, until, isCopy: true });
  }

  replace(from: number, until: number, by: string): void {
    this.#add(by, { at: this.length, from, until, isCopy: false });
  }

  build(): ExpandedText {
    return new ExpandedText(this.#query, this.#parts.join(''), this.#pieces);
  }

  #add(text: string, piece: Piece): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#pieces.push(piece);
    this.length += text.length;
  }
}
