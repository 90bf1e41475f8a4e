import type { CharacterSet } from './character-set.ts';
import type { Core, CoreAnchor, CoreLook, CoreRepeat } from './core.ts';
import { type Lengths, lengths } from './length.ts';

/** What the backtracking matcher runs, for what no automaton holds. */
export interface Program {
  readonly code: readonly Instruction[];
  readonly id: number;
}

export type Instruction =
  | { readonly op: 'match' | 'fail' }
  | { readonly op: 'set'; readonly set: CharacterSet }
  | {
      readonly op: 'run';
      readonly set: CharacterSet;
      readonly minimum: number;
      readonly maximum: number;
      readonly mode: CoreRepeat['mode'];
    }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'anchor'; readonly at: CoreAnchor }
  | { readonly op: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | {
      readonly op: 'look';
      readonly program: Program;
      readonly behind: Lengths | undefined;
      readonly negated: boolean;
    }
  | { readonly op: 'atomic'; readonly program: Program }
  /** Goes on only when the text has moved on since `mark` of the same slot. */
  | { readonly op: 'mark' | 'moved'; readonly slot: number };

const instructionLimit = 200_000;

/** undefined when the regex is too large, or has Lucene's operators, which automata alone can run. */
export function programOf(core: Core): { readonly program: Program; readonly programs: number } | undefined {
  const assembler = new Assembler();
  const program = assembler.program(core);
  return assembler.failed ? undefined : { program, programs: assembler.programs };
}

class Assembler {
  programs = 0;
  failed = false;
  private size = 0;
  private marks = 0;
  private code: Instruction[] = [];

  program(core: Core): Program {
    const outer = this.code;
    const id = this.programs++;
    this.code = [];
    this.emit(core);
    this.add({ op: 'match' });
    const { code } = this;
    this.code = outer;
    return { code, id };
  }

  private add(instruction: Instruction): number {
    if (++this.size > instructionLimit) this.failed = true;
    return this.code.push(instruction) - 1;
  }

  private emit(core: Core): void {
    if (this.failed) return;
    switch (core.kind) {
      case 'empty':
        return;
      case 'nothing':
        this.add({ op: 'fail' });
        return;
      case 'set':
        this.add({ op: 'set', set: core.set });
        return;
      case 'sequence':
        for (const item of core.items) this.emit(item);
        return;
      case 'alternation':
        this.alternatives(core.options);
        return;
      case 'repeat':
        this.repeat(core);
        return;
      case 'capture':
        this.add({ op: 'save', slot: core.index * 2 });
        this.emit(core.body);
        this.add({ op: 'save', slot: core.index * 2 + 1 });
        return;
      case 'atomic':
        this.add({ op: 'atomic', program: this.program(core.body) });
        return;
      case 'anchor':
        this.add({ op: 'anchor', at: core.at });
        return;
      case 'look':
        this.look(core);
        return;
      case 'backReference':
        this.add({ op: 'reference', index: core.index, ignoreCase: core.ignoreCase });
        return;
      default:
        this.failed = true;
    }
  }

  private look({ body, direction, negated }: CoreLook): void {
    const behind = direction === 'behind' ? lengths(body) : undefined;
    this.add({ op: 'look', program: this.program(body), behind, negated });
  }

  private alternatives(options: readonly Core[]): void {
    const ends: number[] = [];
    for (const [index, option] of options.entries()) {
      const split = index < options.length - 1 ? this.add({ op: 'fail' }) : undefined;
      this.emit(option);
      if (split === undefined) break;
      ends.push(this.add({ op: 'fail' }));
      this.code[split] = { op: 'split', first: split + 1, second: this.code.length };
    }
    for (const end of ends) this.code[end] = { op: 'jump', to: this.code.length };
  }

  private repeat(core: CoreRepeat): void {
    const { body, minimum, maximum, mode } = core;
    if (body.kind === 'set') this.add({ op: 'run', set: body.set, minimum, maximum, mode });
    else if (mode === 'possessive')
      this.add({ op: 'atomic', program: this.program({ ...core, mode: 'greedy' }) });
    else {
      for (let count = 0; count < minimum && !this.failed; count++) this.emit(body);
      if (maximum === Number.POSITIVE_INFINITY) this.loop(body, mode === 'lazy');
      else this.optional(body, maximum - minimum, mode === 'lazy');
    }
  }

  private loop(body: Core, lazy: boolean): void {
    const split = this.add({ op: 'fail' });
    const slot = lengths(body).minimum === 0 ? this.marks++ : undefined;
    if (slot !== undefined) this.add({ op: 'mark', slot });
    this.emit(body);
    if (slot !== undefined) this.add({ op: 'moved', slot });
    this.add({ op: 'jump', to: split });
    this.code[split] = choice(split + 1, this.code.length, lazy);
  }

  private optional(body: Core, times: number, lazy: boolean): void {
    const splits: number[] = [];
    for (let count = 0; count < times && !this.failed; count++) {
      splits.push(this.add({ op: 'fail' }));
      this.emit(body);
    }
    for (const split of splits) this.code[split] = choice(split + 1, this.code.length, lazy);
  }
}

function choice(enter: number, leave: number, lazy: boolean): Instruction {
  return lazy ? { op: 'split', first: leave, second: enter } : { op: 'split', first: enter, second: leave };
}
