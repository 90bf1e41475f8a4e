import type { Formula } from './formula.ts';

interface Entry {
  readonly operands: readonly Formula[];
  readonly joined: Formula;
}

/** Formulas by lists of operands. Texts as keys would take as long to make as what they save. */
export class OperandTable {
  private readonly entries = new Map<number, Entry[]>();

  find(operands: readonly Formula[]): Formula | undefined {
    const alike = this.entries.get(hashOf(operands));
    if (alike !== undefined)
      for (const entry of alike) if (isSame(entry.operands, operands)) return entry.joined;
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
  for (const { id } of operands) hash = (Math.imul(hash, 0x01000193) ^ id) | 0;
  return hash;
}

function isSame(one: readonly Formula[], other: readonly Formula[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
