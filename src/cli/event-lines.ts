import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** The lines of an NDJSON file, plain or gzip, in batches with the 0-based number of the first; `-` is standard input. */
export async function* lineBatches(
  path: string,
): AsyncGenerator<{ readonly first: number; readonly lines: readonly string[] }> {
  let rest = '';
  let first = 0;
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunksOf(path)) {
    const pieces = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    if (pieces.length > 0) yield { first, lines: pieces };
    first += pieces.length;
  }
  rest += decoder.decode();
  if (rest !== '') yield { first, lines: [rest] };
}

const chunkBytes = 1 << 20;

function chunksOf(path: string): AsyncIterable<unknown> {
  if (path === '-') return process.stdin;
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  if (!path.endsWith('.gz')) return file;
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  file.on('error', error => gunzip.destroy(error));
  return file.pipe(gunzip);
}
