import type { Formula } from './formula.ts';

interface Entry {
  readonly operands: readonly Formula[];
  readonly joined: Formula;
}

/** Formulas by their operands, in order or without. Texts as keys would take as long to make as what they save. */
export class OperandTable {
  private readonly entries = new Map<number, Entry[]>();
  private readonly isSame: (one: readonly Formula[], other: readonly Formula[]) => boolean;

  constructor(order: 'ordered' | 'unordered') {
    this.isSame = order === 'ordered' ? isSameList : isSameSet;
  }

  find(operands: readonly Formula[]): Formula | undefined {
    const alike = this.entries.get(hashOf(operands));
    if (alike !== undefined)
      for (const entry of alike) if (this.isSame(entry.operands, operands)) return entry.joined;
    return undefined;
  }

  add(operands: readonly Formula[], joined: Formula): void {
    const hash = hashOf(operands);
    const alike = this.entries.get(hash);
    const entry = { operands: [...operands], joined };
    if (alike === undefined) this.entries.set(hash, [entry]);
    else alike.push(entry);
  }
}

function hashOf(operands: readonly Formula[]): number {
  let hash = operands.length;
  for (const { id } of operands) {
    const mixed = Math.imul(id + 1, 0x9e3779b1);
    hash = (hash + (mixed ^ (mixed >>> 15))) | 0;
  }
  return hash;
}

function isSameList(one: readonly Formula[], other: readonly Formula[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** Of operands that are there once each. */
function isSameSet(one: readonly Formula[], other: readonly Formula[]): boolean {
  if (one.length !== other.length) return false;
  if (isSameList(one, other)) return true;
  const all = one.length > fewOperands ? new Set(one) : undefined;
  for (const each of other) if (!(all?.has(each) ?? one.includes(each))) return false;
  return true;
}

const fewOperands = 16;
