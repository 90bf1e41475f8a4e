import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { SourceFile, spanOf, unixLines } from '../source/index.ts';

/**
 * Bytes with lines that end in LF, whatever a checkout of git has made of them: a rule, and what is made of it, are the same on every
 * machine (https://git-scm.com/docs/gitattributes#_end_of_line_conversion).
 */
export function withUnixLines(bytes: Buffer): Buffer {
  return bytes.includes('\r\n') ? Buffer.from(unixLines(bytes.toString('latin1')), 'latin1') : bytes;
}

/** The text of a file, without a byte order mark and with lines that end in LF, or why it has none. */
export function decodeSource(path: string, written: Buffer): SourceFile | Diagnostic {
  const bytes = withUnixLines(written);
  if (isUtf16(bytes))
    return diagnose('read/not-text', {}, undefined, { help: 'it begins as UTF-16 does: save it as UTF-8' });
  const nul = bytes.indexOf(0);
  if (nul !== -1) return diagnose('read/not-text', {});
  const text = decodeUtf8(bytes);
  if (text === undefined) return notUtf8(path, bytes);
  if (text.trim() === '') return diagnose('read/empty', {});
  return conflictIn(new SourceFile(path, text)) ?? new SourceFile(path, text);
}

/** Of https://git-scm.com/docs/git-merge#_how_conflicts_are_presented */
function conflictIn(file: SourceFile): Diagnostic | undefined {
  if (!file.text.includes('<<<<<<< ')) return undefined;
  const [begin, end] = [/^<{7} .*$/m, /^>{7} .*$/m].map(mark => mark.exec(file.text));
  if (begin == null || end == null || begin.index > end.index) return undefined;
  return diagnose('read/conflict', {}, spanOf(file, begin.index, begin.index + begin[0].length));
}

/** The byte order mark of UTF-16, either way round. */
export function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The decoder puts U+FFFD in the place of the first bytes that it cannot take. */
function notUtf8(path: string, bytes: Uint8Array): Diagnostic {
  const file = new SourceFile(path, new TextDecoder('utf-8').decode(bytes));
  const start = Math.max(0, file.text.indexOf('\ufffd'));
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const offset = mark + Buffer.byteLength(file.text.slice(0, start));
  return diagnose('read/not-utf8', { offset }, spanOf(file, start, start + 1));
}
