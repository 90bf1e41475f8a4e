/** Sets of whole numbers from 0, 32 a word. */
export type Bits = Uint32Array;

export function addBit(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

export function hasBit(bits: Bits, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

export function addAll(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) | (others[word] ?? 0);
}

export function isEqual(bits: Bits, others: Bits): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== others[word]) return false;
  return true;
}

export function removeAll(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & ~(others[word] ?? 0);
}

export function union(left: Bits, right: Bits): Bits {
  const both = Uint32Array.from(left);
  addAll(both, right);
  return both;
}

/** Gives how many there are. */
export function forEachBit(bits: Bits, visit: (place: number) => void): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest);
      visit(word * 32 + bit);
      rest &= rest - 1;
      count++;
    }
  }
  return count;
}

export function haveCommon(bits: Bits, others: Bits): boolean {
  for (let word = 0; word < bits.length; word++)
    if (((bits[word] ?? 0) & (others[word] ?? 0)) !== 0) return true;
  return false;
}
