type Literals = readonly (readonly [literal: string, numbers: readonly number[]])[];

/**
 * Finds which of many literals may occur in a text, in one pass over it (Aho and Corasick's automaton, as a table).
 * Coarse on purpose: of a long literal only the end is looked for, and all characters beyond ASCII count as the same. It may
 * say too much, never too little.
 */
export class LiteralAutomaton {
  private readonly trie: Trie;

  /** Each literal with the numbers that are reported where it is found. */
  constructor(literals: Literals) {
    this.trie = new Trie(literals.map(([literal, numbers]) => [endOf(literal), numbers]));
    this.trie.completeFailures();
  }

  scan(text: string, report: (found: readonly number[]) => void): void {
    const { table, classes, outputs, hasOutput } = this.trie;
    let state = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      state = table[state + (code < 128 ? (classes[code] ?? 0) : 1)] ?? 0;
      if (hasOutput[state] === 1) report(outputs.get(state) ?? []);
    }
  }
}

/** Finds which of many literals may end a text, from its end backwards. As coarse as the automaton. */
export class EndingTrie {
  private readonly trie: Trie;

  constructor(literals: Literals) {
    this.trie = new Trie(literals.map(([literal, numbers]) => [reversed(endOf(literal)), numbers]));
  }

  scan(text: string, report: (found: readonly number[]) => void): void {
    const { table, classes, outputs, hasOutput } = this.trie;
    let state = 0;
    for (let index = text.length - 1; index >= 0; index--) {
      const code = text.charCodeAt(index);
      state = table[state + (code < 128 ? (classes[code] ?? 0) : 1)] ?? 0;
      if (state === 0) return;
      if (hasOutput[state] === 1) report(outputs.get(state) ?? []);
    }
  }
}

/** Bounds the tables: a dozen characters tell nearly all literals of rules apart. */
const longest = 12;

function endOf(literal: string): string {
  return literal.slice(-longest);
}

function reversed(text: string): string {
  let result = '';
  for (let index = text.length - 1; index >= 0; index--) result += text[index];
  return result;
}

/** States are offsets of rows in `table`: a column for each class of characters, 0 for those that no literal has. */
class Trie {
  readonly classes = new Uint8Array(128);
  private readonly width: number;
  table: Int32Array;
  readonly outputs = new Map<number, readonly number[]>();
  hasOutput: Uint8Array;
  private size: number;

  constructor(words: Literals) {
    this.width = this.classify(words);
    this.size = this.width;
    this.table = new Int32Array(this.width * 64);
    for (const [word, numbers] of words) {
      const state = this.insert(word);
      this.outputs.set(state, [...(this.outputs.get(state) ?? []), ...numbers]);
    }
    this.table = this.table.slice(0, this.size);
    this.hasOutput = new Uint8Array(this.size);
    for (const state of this.outputs.keys()) this.hasOutput[state] = 1;
  }

  /** Gives each ASCII character a class from 2 on; 1 is all others. */
  private classify(words: Literals): number {
    let next = 2;
    for (const [word] of words)
      for (let index = 0; index < word.length; index++) {
        const code = word.charCodeAt(index);
        if (code < 128 && this.classes[code] === 0) this.classes[code] = next++;
      }
    return next;
  }

  private insert(word: string): number {
    let state = 0;
    for (let index = 0; index < word.length; index++) {
      const code = word.charCodeAt(index);
      const cell = state + (code < 128 ? (this.classes[code] ?? 0) : 1);
      const known = this.table[cell] ?? 0;
      state = known === 0 ? this.addState() : known;
      this.table[cell] = state;
    }
    return state;
  }

  private addState(): number {
    const state = this.size;
    this.size += this.width;
    if (this.size > this.table.length) {
      const larger = new Int32Array(this.table.length * 2);
      larger.set(this.table);
      this.table = larger;
    }
    return state;
  }

  /** Fills each empty cell with the step of the longest proper ending that is a state, breadth first. */
  completeFailures(): void {
    const failures = new Map<number, number>();
    const queue: number[] = [];
    for (let column = 0; column < this.width; column++) {
      const child = this.table[column] ?? 0;
      if (child !== 0) queue.push(child);
    }
    for (const state of queue) this.completeRow(state, failures, queue);
  }

  private completeRow(state: number, failures: Map<number, number>, queue: number[]): void {
    const failure = failures.get(state) ?? 0;
    const inherited = this.outputs.get(failure);
    if (inherited && failure !== 0) {
      this.outputs.set(state, [...(this.outputs.get(state) ?? []), ...inherited]);
      this.hasOutput[state] = 1;
    }
    for (let column = 0; column < this.width; column++) {
      const child = this.table[state + column] ?? 0;
      const fallback = this.table[failure + column] ?? 0;
      if (child === 0) this.table[state + column] = fallback;
      else {
        failures.set(child, fallback);
        queue.push(child);
      }
    }
  }
}
