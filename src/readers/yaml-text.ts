import type { CST } from 'yaml';
import { EmbeddedText, type Segment, type SourceFile } from '../source/index.ts';

/** What is needed of a scalar of the `yaml` library: its text and, when asked for with `keepSourceTokens`, its token. */
export interface YamlScalar {
  readonly text: string;
  readonly start: number;
  readonly token: CST.Token | undefined;
}

/**
 * The decoded text of a YAML scalar of any style, with the way back into the file: folding, chomping, quotes and escapes
 * undone as https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions and chapter 8 say.
 */
export function yamlText(file: SourceFile, scalar: YamlScalar): EmbeddedText {
  const { text, token, start } = scalar;
  if (token?.type === 'scalar' && token.source === text)
    return new EmbeddedText(file, text, [{ inner: 0, outer: start }]);
  const decoded = new DecodedText();
  decode(token, decoded);
  // The library has the last word on the text; a disagreement would leave spans at the scalar's start.
  return decoded.text === text
    ? new EmbeddedText(file, decoded.text, decoded.segments)
    : new EmbeddedText(file, text, [{ inner: 0, outer: start }]);
}

/** A text as it grows, and where each piece of it came from. */
class DecodedText {
  text = '';
  readonly segments: Segment[] = [];

  add(piece: string, outer: number): void {
    if (piece === '' && this.segments.length > 0) return;
    const last = this.segments.at(-1);
    const adjoins = last !== undefined && outer - last.outer === this.text.length - last.inner;
    if (!adjoins) this.segments.push({ inner: this.text.length, outer });
    this.text += piece;
  }
}

function decode(token: CST.Token | undefined, decoded: DecodedText): void {
  switch (token?.type) {
    case 'scalar':
      decodeFolded(token.source, token.offset, (piece, outer) => decoded.add(piece, outer), decoded);
      break;
    case 'single-quoted-scalar':
      decodeFolded(
        token.source.slice(1, -1),
        token.offset + 1,
        (piece, outer) => addSingleQuoted(piece, outer, decoded),
        decoded,
      );
      break;
    case 'double-quoted-scalar':
      decodeDoubleQuoted(token.source, token.offset, decoded);
      break;
    case 'block-scalar':
      decodeBlock(token, decoded);
      break;
    default:
  }
}

interface Line {
  readonly text: string;
  readonly outer: number;
}

function linesOf(source: string, outer: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    const text = source.slice(start, newline > start && source[end - 1] === '\r' ? end - 1 : end);
    lines.push({ text, outer: outer + start });
    start = end + 1;
  }
  return lines;
}

/** Plain and single-quoted: a line end is a space, empty lines are line ends, white space around line ends is dropped. */
function decodeFolded(
  source: string,
  outer: number,
  addLine: (line: string, outer: number) => void,
  decoded: DecodedText,
): void {
  const lines = linesOf(source, outer);
  let separator = '';
  lines.forEach((line, index) => {
    const lead = index === 0 ? 0 : leadingBlanks(line.text);
    const last = index === lines.length - 1;
    const content = last ? line.text.slice(lead) : trimBlanksAtEnd(line.text.slice(lead));
    if (content === '' && index > 0 && !last) {
      separator = separator === ' ' ? '\n' : `${separator}\n`;
      return;
    }
    if (index > 0) decoded.add(separator, line.outer + lead - 1);
    addLine(content, line.outer + lead);
    separator = ' ';
  });
}

function addSingleQuoted(line: string, outer: number, decoded: DecodedText): void {
  let start = 0;
  for (let at = line.indexOf("''"); at !== -1; at = line.indexOf("''", at + 2)) {
    decoded.add(line.slice(start, at + 1), outer + start);
    start = at + 2;
  }
  decoded.add(line.slice(start), outer + start);
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeDoubleQuoted(source: string, outer: number, decoded: DecodedText): void {
  const token = /\\(?:\r?\n[ \t]*|[xuU]|[\s\S])|[ \t]*\r?\n[ \t\r\n]*|[^\\\r\n\t ]+|[ \t]+|[\s\S]/g;
  token.lastIndex = 1;
  decoded.add('', outer + 1);
  const end = source.length - 1;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const piece = (token.exec(source)?.[0] ?? '').slice(0, end - at);
    if (piece === '') return;
    if (piece[0] === '\\') token.lastIndex = at + addEscape(source, at, piece, outer, decoded);
    else if (piece.includes('\n')) decoded.add(foldedBreaks(piece), outer + at);
    else decoded.add(piece, outer + at);
  }
}

/** Adds what an escape stands for; gives its length in the source. */
function addEscape(source: string, at: number, piece: string, outer: number, decoded: DecodedText): number {
  const name = piece[1] ?? '';
  const digits = codeLengths[name];
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    if (code <= 0x10ffff) decoded.add(String.fromCodePoint(code), outer + at);
    return 2 + digits;
  }
  if (name !== '\n' && name !== '\r') decoded.add(escapes[name] ?? name, outer + at);
  return piece.length;
}

function foldedBreaks(piece: string): string {
  const breaks = piece.split('\n').length - 1;
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

/** Literal and folded blocks: https://yaml.org/spec/1.2.2/#81-block-scalar-styles. */
function decodeBlock(token: CST.BlockScalar, decoded: DecodedText): void {
  const header = token.props.find(prop => prop.type === 'block-scalar-header');
  const headerText = header !== undefined && 'source' in header ? header.source : '|';
  const headerLength = token.props.reduce(
    (sum, prop) => sum + ('source' in prop ? prop.source.length : 0),
    0,
  );
  const lines = linesOf(token.source, token.offset + headerLength);
  const given = /[1-9]/.exec(headerText)?.[0];
  const indent = given === undefined ? detectedIndent(lines) : token.indent + Number(given);
  const contentEnd = endOfContent(lines, indent);
  if (headerText.startsWith('>')) addFolded(lines.slice(0, contentEnd), indent, decoded);
  else addLiteral(lines.slice(0, contentEnd), indent, decoded);
  addChomped(lines.slice(contentEnd), headerText, contentEnd > 0, indent, decoded);
}

function detectedIndent(lines: readonly Line[]): number {
  const first = lines.find(line => /[^ ]/.test(line.text));
  return leadingSpaces(first?.text ?? '');
}

/** Index after the last line that is more than blank; white space beyond the indentation counts as content. */
function endOfContent(lines: readonly Line[], indent: number): number {
  let end = lines.length;
  while (end > 0 && (lines[end - 1]?.text.length ?? 0) <= indent && !/[^ ]/.test(lines[end - 1]?.text ?? ''))
    end--;
  const some = lines.slice(0, end).some(line => /[^ ]/.test(line.text));
  return some ? end : 0;
}

function addLiteral(lines: readonly Line[], indent: number, decoded: DecodedText): void {
  lines.forEach((line, index) => {
    if (index > 0) decoded.add('\n', line.outer - 1);
    decoded.add(line.text.slice(indent), line.outer + Math.min(indent, line.text.length));
  });
}

/** Lines of the same indentation are joined by a space; those that are indented more keep their line ends. */
function addFolded(lines: readonly Line[], indent: number, decoded: DecodedText): void {
  let blanks = 0;
  let before: 'none' | 'text' | 'more' = 'none';
  for (const line of lines) {
    const content = line.text.slice(indent);
    const outer = line.outer + Math.min(indent, line.text.length);
    if (content === '') {
      blanks++;
      continue;
    }
    const more = content[0] === ' ' || content[0] === '\t';
    decoded.add(separatorBetween(before, more, blanks), line.outer - 1);
    decoded.add(content, outer);
    before = more ? 'more' : 'text';
    blanks = 0;
  }
}

function separatorBetween(before: 'none' | 'text' | 'more', more: boolean, blanks: number): string {
  if (before === 'none') return '\n'.repeat(blanks);
  if (before === 'text' && !more) return blanks === 0 ? ' ' : '\n'.repeat(blanks);
  return '\n'.repeat(blanks + 1);
}

/** `-` drops the last line end, `+` keeps all, otherwise there is one: https://yaml.org/spec/1.2.2/#8112-block-chomping-indicator. */
function addChomped(
  blank: readonly Line[],
  header: string,
  hasContent: boolean,
  indent: number,
  decoded: DecodedText,
): void {
  const outer = (blank[0]?.outer ?? 1) - 1;
  if (header.includes('+')) {
    const breaks = blank.map(line => `\n${line.text.slice(indent)}`).join('');
    if (hasContent) decoded.add(breaks === '' ? '\n' : breaks, outer);
    else if (blank.some(line => line.text !== '') || blank.length > 1)
      decoded.add('\n'.repeat(Math.max(1, blank.length - 1)), outer);
  } else if (!header.includes('-') && hasContent) decoded.add('\n', outer);
}

function leadingSpaces(text: string): number {
  return text.length - text.replace(/^ +/, '').length;
}

function leadingBlanks(text: string): number {
  return text.length - text.replace(/^[ \t]+/, '').length;
}

function trimBlanksAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(0, end);
}
