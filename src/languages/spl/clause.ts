import { diagnose } from '../../diagnostics/index.ts';
import type { Command, Range } from './ast.ts';
import type { Context } from './context.ts';
import { endOfSubsearch } from './nesting.ts';
import { decodeName } from './strings.ts';

/** A part of a command's arguments. A call is a word with brackets right behind it, whole. */
export interface Argument extends Range {
  readonly kind: 'word' | 'string' | 'equals' | 'group' | 'subsearch' | 'macro';
  readonly text: string;
}

const pattern = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\r\n]*'|`[^`]*`|=|\[|[^\s,="'()[`][^\s,="()]*|[(),]/y;
const blank = /[\s]*/y;

/** The arguments of a command that takes names, options and functions; commas only part them. */
export function argumentsOf(command: Command, context: Context): readonly Argument[] {
  const text = context.expanded.text.slice(0, command.end);
  const found: Argument[] = [];
  for (let at = skipBlank(text, command.body.start); at < command.end; at = skipBlank(text, at)) {
    pattern.lastIndex = at;
    const [image = text.charAt(at)] = pattern.exec(text) ?? [];
    const closed = image === '(' ? groupEnd(text, at) : undefined;
    if (image === '(' && closed === undefined)
      context.report(
        diagnose('spl/unterminated', { what: 'bracket' }, context.span({ start: at, end: at + 1 })),
      );
    const end =
      image === '(' ? (closed ?? command.end) : image === '[' ? endOfSubsearch(text, at) : at + image.length;
    if (image !== ',') found.push({ kind: kindOf(image), text: text.slice(at, end), start: at, end });
    at = end;
  }
  return found;
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at;
  blank.test(text);
  return blank.lastIndex;
}

function kindOf(image: string): Argument['kind'] {
  if (image === '=') return 'equals';
  if (image === '(') return 'group';
  if (image === '[') return 'subsearch';
  if (image.startsWith('`')) return 'macro';
  return image.startsWith('"') || image.startsWith("'") ? 'string' : 'word';
}

/** Behind the bracket that closes the one at `start`. */
function groupEnd(text: string, start: number): number | undefined {
  let depth = 0;
  const inner = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[()]/g;
  inner.lastIndex = start;
  for (let found = inner.exec(text); found !== null; found = inner.exec(text)) {
    if (found[0] === '(') depth++;
    else if (found[0] === ')') depth--;
    if (depth === 0) return inner.lastIndex;
  }
  return undefined;
}

export function nameOf({ text }: Argument): string {
  return text.startsWith("'") ? text.slice(1, -1) : decodeName(text);
}

export function isWord(argument: Argument | undefined, ...words: readonly string[]): boolean {
  return argument?.kind === 'word' && words.includes(argument.text.toLowerCase());
}

/** Without `name=value`. */
export function positional(list: readonly Argument[]): readonly Argument[] {
  return list.filter(
    (each, index) =>
      each.kind !== 'equals' && list[index + 1]?.kind !== 'equals' && list[index - 1]?.kind !== 'equals',
  );
}

/** Arguments read from the left. */
export class Arguments {
  readonly command: Command;
  readonly context: Context;
  readonly #list: readonly Argument[];
  #at = 0;

  constructor(command: Command, context: Context, list = argumentsOf(command, context)) {
    this.command = command;
    this.context = context;
    this.#list = list;
  }

  peek(ahead = 0): Argument | undefined {
    return this.#list[this.#at + ahead];
  }

  next(): Argument | undefined {
    return this.#list[this.#at++];
  }

  /** Takes the next argument if it is one of the words. */
  eat(...words: readonly string[]): Argument | undefined {
    return isWord(this.peek(), ...words) ? this.next() : undefined;
  }

  /** Whether a word is still to come. */
  has(word: string): boolean {
    return this.#list.slice(this.#at).some(each => isWord(each, word));
  }

  /** Takes `name=value`. */
  option(...names: readonly string[]): string | undefined {
    if (!isWord(this.peek(), ...names) || this.peek(1)?.kind !== 'equals' || this.peek(2) === undefined)
      return undefined;
    const value = this.peek(2);
    this.#at += 3;
    return value && nameOf(value);
  }

  /** Names up to the end or to one of the words. */
  names(...until: readonly string[]): readonly string[] {
    const names: string[] = [];
    for (let next = this.peek(); next !== undefined && !isWord(next, ...until); next = this.peek()) {
      if (next.kind !== 'word' && next.kind !== 'string') this.fail();
      names.push(nameOf(next));
      this.#at++;
    }
    return names;
  }

  /** Says that the next argument does not belong here, or that one is missing. */
  fail(): undefined {
    const next = this.peek();
    if (next === undefined) {
      const { end } = this.command;
      return this.context.report(diagnose('spl/unexpected-end', {}, this.context.span({ start: end, end })));
    }
    return this.context.report(
      diagnose('spl/unexpected-token', { found: next.text }, this.context.span(next)),
    );
  }

  end(): void {
    if (this.peek() !== undefined) this.fail();
  }

  refuse(why: string): undefined {
    const { command, context } = this;
    return context.report(
      diagnose(
        'spl/command-use',
        { name: command.name, why },
        context.span({ start: command.start, end: command.end }),
      ),
    );
  }
}
