/** As panther-analysis formats its rules: https://github.com/panther-labs/panther-analysis/blob/main/pyproject.toml */
export const lineLength = 100;
export const step = '    ';

/** What stands in a text of Python outside of brackets and strings. */
interface Outline {
  /** Where brackets open and close, the outermost alone. */
  readonly groups: readonly { readonly open: number; readonly close: number }[];
  readonly commas: readonly number[];
  /** Where the clauses of a comprehension begin: its `for`, and each `for` and `if` after it. */
  readonly clauses: readonly number[];
}

const tokens = /r?"(?:[^"\\]|\\[\s\S])*"|r?'(?:[^'\\]|\\[\s\S])*'|[([{)\]},]| (?:for|if) /g;

function outlineOf(text: string): Outline {
  const groups: { open: number; close: number }[] = [];
  const commas: number[] = [];
  const clauses: number[] = [];
  const opened: number[] = [];
  for (const { 0: found, index } of text.matchAll(tokens)) {
    if ('([{'.includes(found)) opened.push(index);
    else if (')]}'.includes(found)) {
      const open = opened.pop() ?? 0;
      if (opened.length === 0) groups.push({ open, close: index });
    } else if (opened.length > 0) continue;
    else if (found === ',') commas.push(index);
    else if (found === ' for ' || (found === ' if ' && clauses.length > 0)) clauses.push(index);
  }
  return { groups, commas, clauses };
}

/**
 * A line of Python that is too long, broken within its last brackets that hold anything; without such, as it is.
 * https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#how-black-wraps-lines
 */
export function broken(line: string): string {
  if (line.length <= lineLength) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const last = outlineOf(line)
    .groups.filter(({ open, close }) => close > open + 1)
    .at(-1);
  if (last === undefined) return line;
  const held = within(line.slice(last.open + 1, last.close), indent + step);
  return `${line.slice(0, last.open + 1)}\n${held}\n${indent}${line.slice(last.close)}`;
}

/** `return` of a text, in brackets of its own where it fits in those alone. */
export function returnText(text: string): string {
  const flat = `${step}return ${text}`;
  const inner = `${step}${step}${text}`;
  return flat.length <= lineLength || inner.length > lineLength
    ? flat
    : `${step}return (\n${inner}\n${step})`;
}

/** What brackets hold: on one line where it fits, else a line for each item, or for each clause of a comprehension. */
function within(held: string, indent: string): string {
  if (indent.length + held.length <= lineLength) return indent + held;
  const { commas, clauses } = outlineOf(held);
  if (clauses.length === 0 && commas.length === 0) return broken(indent + held);
  const isList = clauses.length === 0;
  const parts = partsOf(held, isList ? commas : clauses);
  return parts.map(part => broken(`${indent}${part}${isList ? ',' : ''}`)).join('\n');
}

/** A text cut before each place, without the comma or the blank that stands there. */
function partsOf(text: string, places: readonly number[]): readonly string[] {
  const starts = [0, ...places.map(place => place + 1)];
  return starts
    .map((start, index) => text.slice(start, places[index] ?? text.length).trim())
    .filter(part => part !== '');
}
