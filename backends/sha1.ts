/** SHA-1, for ids by name; in plain arithmetic, so that it runs in browsers too. RFC 3174. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const padded = pad(bytes);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < padded.byteLength; start += 64)
    addBlock(state, new DataView(padded.buffer, start, 64));
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, index) => {
    digest.setUint32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, bytes.length * 8);
  return padded;
}

function addBlock(state: number[], block: DataView): void {
  const words = schedule(block);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  words.forEach((word, round) => {
    const next = (rotate(a, 5) + mix(round, b, c, d) + e + word) >>> 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
  });
  [a, b, c, d, e].forEach((word, index) => {
    state[index] = ((state[index] ?? 0) + word) >>> 0;
  });
}

function schedule(block: DataView): readonly number[] {
  const words: number[] = [];
  for (let index = 0; index < 16; index++) words.push(block.getUint32(index * 4));
  const at = (index: number) => words[index] ?? 0;
  for (let index = 16; index < 80; index++)
    words.push(rotate(at(index - 3) ^ at(index - 8) ^ at(index - 14) ^ at(index - 16), 1));
  return words;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotate(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
