import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { isUtf16 } from './decode-source.ts';
import { reasonOf } from './system-errors.ts';

/** A line's text, or why it cannot be one of events. */
export type EventLine = string | { readonly problem: string };

/** Lines that stand together in a file. */
export interface LineBatch {
  /** 0-based number of the first line. */
  readonly first: number;
  readonly lines: readonly EventLine[];
  /** Bytes of the file read so far, packed as they are. */
  readonly bytesRead: number;
}

/** An events file that is open, or standard input. */
export interface EventSource {
  /** Bytes; 0 when nobody knows. */
  readonly size: number;
  /** The last is a problem where reading broke off. */
  readonly batches: () => AsyncGenerator<LineBatch | { readonly problem: string }>;
}

/** Opens an NDJSON file, plain or gzip, or standard input (`-`). Throws what the system says when it cannot be read. */
export function openEvents(path: string): EventSource {
  if (path === '-') return { size: 0, batches: () => untilItBreaks(lineBatches(process.stdin, () => 0)) };
  const stats = statSync(path);
  const descriptor = openSync(path, 'r');
  if (stats.isDirectory()) {
    closeSync(descriptor);
    throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  }
  const packed = path.endsWith('.gz') || (stats.isFile() && beginsAsGzip(descriptor));
  const from = stats.isFile() ? { start: 0 } : {};
  const file = createReadStream(path, { fd: descriptor, highWaterMark: chunkBytes, ...from });
  const unpacked = packed ? file.pipe(createGunzip({ chunkSize: chunkBytes })) : file;
  if (packed) file.on('error', error => unpacked.destroy(error));
  const batches = () => untilItBreaks(lineBatches(unpacked, () => file.bytesRead));
  return { size: stats.size, batches };
}

async function* untilItBreaks(
  batches: AsyncGenerator<LineBatch>,
): AsyncGenerator<LineBatch | { readonly problem: string }> {
  try {
    yield* batches;
  } catch (error) {
    yield { problem: reasonOf(error) };
  }
}

const chunkBytes = 1 << 20;

/** https://www.rfc-editor.org/rfc/rfc1952#page-6 */
function beginsAsGzip(descriptor: number): boolean {
  const magic = Buffer.alloc(2);
  return readSync(descriptor, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
}

const longestLine = 16 * 1024 * 1024;
const newline = 10;

async function* lineBatches(
  chunks: AsyncIterable<unknown>,
  bytesRead: () => number,
): AsyncGenerator<LineBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let first = 0;
  let isCut = false;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk as Uint8Array]);
    if (first === 0) refuseUtf16(bytes);
    const end = bytes.lastIndexOf(newline) + 1;
    rest = bytes.subarray(end);
    if (end > 0) {
      const lines = linesOf(bytes.subarray(0, end - 1), isCut);
      yield { first, lines, bytesRead: bytesRead() };
      first += lines.length;
      isCut = false;
    }
    if (rest.length > longestLine) {
      rest = Buffer.alloc(0);
      isCut = true;
    }
  }
  if (rest.length > 0 || isCut) yield { first, lines: linesOf(rest, isCut), bytesRead: bytesRead() };
}

/** Windows PowerShell writes it; each line would be a riddle. */
function refuseUtf16(bytes: Buffer): void {
  if (isUtf16(bytes)) throw new Error('it begins as UTF-16 does; save it as UTF-8');
}

/** `isCut`: the beginning of the first line was too long to be kept. */
function linesOf(bytes: Buffer, isCut: boolean): readonly EventLine[] {
  const lines = isUtf8(bytes) ? bytes.toString('utf8').split('\n') : linesOneByOne(bytes);
  return isCut ? [{ problem: `it has more than ${longestLine / 1024 / 1024} MB` }, ...lines.slice(1)] : lines;
}

/** So that only the lines that are not UTF-8 are lost. */
function linesOneByOne(bytes: Buffer): readonly EventLine[] {
  const lines: EventLine[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const next = bytes.indexOf(newline, start);
    const line = bytes.subarray(start, next === -1 ? bytes.length : next);
    lines.push(isUtf8(line) ? line.toString('utf8') : { problem: 'it is not UTF-8' });
    start += line.length + 1;
  }
  return lines;
}
