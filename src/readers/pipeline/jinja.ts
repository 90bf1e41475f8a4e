import { JinjaExpression } from './jinja-expression.ts';
import { type Names, type Template, type TemplateBlock, UnsupportedTemplate } from './template.ts';

const mark = /\{\{-?|\{%-?|\{#-?/g;
const string = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const statement = /^\s*(\w*)\s*([\s\S]*?)\s*$/;

interface Piece {
  readonly kind: 'text' | 'value' | 'statement';
  readonly text: string;
}

/**
 * Of Jinja: values with filters, comments, and the statements if, for and set. What is beyond is unsupported by name. Throws
 * `UnsupportedTemplate`. `names` are those that the template may use beside rule, query and pipeline.
 * https://jinja.palletsprojects.com/en/stable/templates/
 */
export function parseJinja(text: string, names: Names = new Set()): Template {
  const parser = new JinjaParser(piecesOf(text.replace(/\r?\n$/, '')));
  const { parts, end } = parser.body(names);
  if (end !== '') throw new UnsupportedTemplate(`the statement \`{% ${end} %}\` at its place`);
  return parts;
}

class JinjaParser {
  readonly #pieces: readonly Piece[];
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** What stands before a statement that begins no block, `end`, or before the end. */
  body(names: Names): { readonly parts: Template; readonly end: string; readonly rest: string } {
    const parts: Template[number][] = [];
    let known = names;
    for (;;) {
      const piece = this.#pieces[this.#at++];
      if (piece === undefined) return { parts, end: '', rest: '' };
      if (piece.kind === 'text') parts.push(piece.text);
      else if (piece.kind === 'value') parts.push(new JinjaExpression(piece.text, known).value());
      else {
        const [, word = '', rest = ''] = statement.exec(piece.text) ?? [];
        if (ends.has(word)) return { parts, end: word, rest };
        const block = this.#block(word, rest, known);
        if (block.kind === 'set') known = new Set([...known, block.name]);
        parts.push(block);
      }
    }
  }

  #block(word: string, rest: string, names: Names): TemplateBlock {
    switch (word) {
      case 'if':
        return this.#if(rest, names);
      case 'for':
        return this.#for(rest, names);
      case 'set':
        return { kind: 'set', ...new JinjaExpression(rest, names).assignment() };
      default:
        throw new UnsupportedTemplate(`the statement \`{% ${word} %}\``);
    }
  }

  #if(condition: string, names: Names): TemplateBlock {
    const first = new JinjaExpression(condition, names).test();
    let found = this.body(names);
    const branches = [{ test: first, body: found.parts }];
    while (found.end === 'elif') {
      const test = new JinjaExpression(found.rest, names).test();
      found = this.body(names);
      branches.push({ test, body: found.parts });
    }
    return { kind: 'if', branches, otherwise: this.#otherwise(found.end, 'endif', names) };
  }

  #for(head: string, names: Names): TemplateBlock {
    const { name, of } = new JinjaExpression(head, names).loop();
    const { parts, end } = this.body(new Set([...names, name, 'loop']));
    return { kind: 'for', name, of, body: parts, otherwise: this.#otherwise(end, 'endfor', names) };
  }

  #otherwise(end: string, wanted: string, names: Names): Template {
    const { parts, end: last } = end === 'else' ? this.body(names) : { parts: [], end };
    if (last !== wanted) throw new UnsupportedTemplate(`a block without \`{% ${wanted} %}\``);
    return parts;
  }
}

const ends: ReadonlySet<string> = new Set(['elif', 'else', 'endif', 'endfor']);

/** Texts, values and statements in their order, without comments; a `-` takes the white space beside it away. */
function piecesOf(whole: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  mark.lastIndex = 0;
  for (let found = mark.exec(whole); found !== null; found = mark.exec(whole)) {
    const [opening] = found;
    const before = whole.slice(from, found.index);
    pieces.push({ kind: 'text', text: opening.endsWith('-') ? before.trimEnd() : before });
    const inner = found.index + opening.length;
    const closing = closings[opening.charAt(1)] ?? '}}';
    const end = closing === '#}' ? whole.indexOf(closing, inner) : endOf(whole, inner, closing);
    if (end === -1) throw new UnsupportedTemplate(`\`${opening}\` without \`${closing}\``);
    const isStripped = whole.charAt(end - 1) === '-';
    const text = whole.slice(inner, isStripped ? end - 1 : end);
    if (closing !== '#}') pieces.push({ kind: closing === '}}' ? 'value' : 'statement', text });
    from = end + 2;
    if (isStripped) from += /^\s*/.exec(whole.slice(from))?.[0].length ?? 0;
    mark.lastIndex = from;
  }
  pieces.push({ kind: 'text', text: whole.slice(from) });
  return pieces;
}

const closings: Readonly<Record<string, string>> = { '{': '}}', '%': '%}', '#': '#}' };

/** Where a value or a statement ends, which is nowhere inside of its strings. */
function endOf(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(closing, at)) return at;
    string.lastIndex = at;
    const found = string.exec(text);
    if (found !== null) at += found[0].length - 1;
  }
  return -1;
}
