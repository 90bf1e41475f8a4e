/** Digests of texts, of the bytes of their UTF-8, in lower-case hexadecimal digits. */
export const digests = {
  md5: text => hex(md5(padded(text, 64, 'little'))),
  sha1: text => hex(sha1(padded(text, 64, 'big'))),
  sha256: text => hex(sha256(padded(text, 64, 'big'))),
  sha512: text => sha512(padded(text, 128, 'big')),
} satisfies Readonly<Record<string, (text: string) => string>>;

/** Behind the bytes stands a one, and at the end of the last block their number in bits. */
function padded(text: string, block: 64 | 128, order: 'little' | 'big'): DataView {
  const bytes = new TextEncoder().encode(text);
  const counter = block / 8;
  const size = Math.ceil((bytes.length + 1 + counter) / block) * block;
  const all = new Uint8Array(size);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  const bits = BigInt(bytes.length) * 8n;
  if (order === 'little') view.setBigUint64(size - 8, bits, true);
  else view.setBigUint64(size - 8, bits);
  return view;
}

function left(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

const at = (words: Int32Array, index: number): number => words[index] as number;

interface Words {
  readonly words: Int32Array;
  readonly order: 'little' | 'big';
}

function hex({ words, order }: Words): string {
  const bytes = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, index) => {
    bytes.setInt32(index * 4, word, order === 'little');
  });
  return Array.from(new Uint8Array(bytes.buffer), byte => byte.toString(16).padStart(2, '0')).join('');
}

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const sines = Int32Array.from({ length: 64 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32),
);

/** https://www.rfc-editor.org/rfc/rfc1321#section-3.4 */
function md5(view: DataView): Words {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed = mix5(round, b, c, d);
      const word = view.getInt32(block + 4 * wordOf5(round, step), true);
      const turn = shifts[round]?.[step & 3] ?? 0;
      const sum = (a + mixed + at(sines, step) + word) | 0;
      [a, d, c, b] = [d, c, b, (b + left(sum, turn)) | 0];
    }
    add(state, [a, b, c, d]);
  }
  return { words: state, order: 'little' };
}

function mix5(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

function wordOf5(round: number, step: number): number {
  const [factor, from] = (
    [
      [1, 0],
      [5, 1],
      [3, 5],
      [7, 0],
    ] as const
  )[round] ?? [1, 0];
  return (factor * step + from) & 15;
}

function add(state: Int32Array, values: readonly number[]): void {
  values.forEach((value, index) => {
    state[index] = (at(state, index) + value) | 0;
  });
}

const rounds1 = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] as const;

/** https://csrc.nist.gov/pubs/fips/180-4/upd1/final */
function sha1(view: DataView): Words {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 16; step++) words[step] = view.getInt32(block + 4 * step);
    for (let step = 16; step < 80; step++)
      words[step] = left(
        at(words, step - 3) ^ at(words, step - 8) ^ at(words, step - 14) ^ at(words, step - 16),
        1,
      );
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let step = 0; step < 80; step++) {
      const round = Math.floor(step / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? majority(b, c, d) : b ^ c ^ d;
      const next = (left(a, 5) + mixed + e + (rounds1[round] ?? 0) + at(words, step)) | 0;
      [a, b, c, d, e] = [next, a, left(b, 30), c, d];
    }
    add(state, [a, b, c, d, e]);
  }
  return { words: state, order: 'big' };
}

function majority(one: number, two: number, three: number): number {
  return (one & two) ^ (one & three) ^ (two & three);
}

const primes = firstPrimes(80);

function firstPrimes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let each = 2n; found.length < count; each++)
    if (found.every(prime => each % prime !== 0n)) found.push(each);
  return found;
}

/** The first bits behind the point of a root of a prime: the greatest whole number whose power is not above it, without its whole part. */
function fraction(prime: bigint, power: 2n | 3n, bits: bigint): bigint {
  const target = prime << (bits * power);
  let [low, high] = [0n, prime << bits];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= target) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << bits) - 1n);
}

const start256 = primes.slice(0, 8).map(prime => Number(fraction(prime, 2n, 32n)));
const rounds256 = Int32Array.from(primes.slice(0, 64), prime => Number(fraction(prime, 3n, 32n)));

function sha256(view: DataView): Words {
  const state = Int32Array.from(start256);
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 16; step++) words[step] = view.getInt32(block + 4 * step);
    for (let step = 16; step < 64; step++) {
      const [early, late] = [at(words, step - 15), at(words, step - 2)];
      const small = left(early, 25) ^ left(early, 14) ^ (early >>> 3);
      const large = left(late, 15) ^ left(late, 13) ^ (late >>> 10);
      words[step] = (at(words, step - 16) + small + at(words, step - 7) + large) | 0;
    }
    add(
      state,
      rounds(Array.from(state), step => (at(rounds256, step) + at(words, step)) | 0),
    );
  }
  return { words: state, order: 'big' };
}

function rounds(state: readonly number[], word: (step: number) => number): readonly number[] {
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const chosen = (e & f) ^ (~e & g);
    const one = (h + (left(e, 26) ^ left(e, 21) ^ left(e, 7)) + chosen + word(step)) | 0;
    const two = ((left(a, 30) ^ left(a, 19) ^ left(a, 10)) + majority(a, b, c)) | 0;
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}

const mask = (1n << 64n) - 1n;
const right64 = (word: bigint, by: bigint): bigint => ((word >> by) | (word << (64n - by))) & mask;
const start512 = primes.slice(0, 8).map(prime => fraction(prime, 2n, 64n));
const rounds512 = primes.map(prime => fraction(prime, 3n, 64n));
const item = (words: readonly bigint[], index: number): bigint => words[index] as bigint;

function sha512(view: DataView): string {
  const state = [...start512];
  for (let block = 0; block < view.byteLength; block += 128) {
    const words = Array.from({ length: 16 }, (_, step) => view.getBigUint64(block + 8 * step));
    for (let step = 16; step < 80; step++) {
      const [early, late] = [item(words, step - 15), item(words, step - 2)];
      const small = right64(early, 1n) ^ right64(early, 8n) ^ (early >> 7n);
      const large = right64(late, 19n) ^ right64(late, 61n) ^ (late >> 6n);
      words.push((item(words, step - 16) + small + item(words, step - 7) + large) & mask);
    }
    rounds64(state, words).forEach((value, index) => {
      state[index] = (item(state, index) + value) & mask;
    });
  }
  return state.map(word => word.toString(16).padStart(16, '0')).join('');
}

function rounds64(state: readonly bigint[], words: readonly bigint[]): readonly bigint[] {
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let step = 0; step < 80; step++) {
    const large = right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n);
    const one = h + large + ((e & f) ^ (~e & mask & g)) + item(rounds512, step) + item(words, step);
    const two = (right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) & mask, a, b, c, (d + one) & mask, e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}
