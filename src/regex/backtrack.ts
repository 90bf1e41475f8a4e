import { caseVariants } from './case-folding.ts';
import { includes } from './character-set.ts';
import { type Core, someCore } from './core.ts';
import { unicodeWord } from './named-classes.ts';
import { type Instruction, type Program, programOf } from './program.ts';
import { anchorHolds, type Beside, beside, sortOf } from './surroundings.ts';
import type { Regex } from './tree.ts';

/** Steps that one text may take (some tens of milliseconds), and all of its matches together. */
const stepLimit = 1_000_000;
const replacementLimit = 10_000_000;

type Groups = ReadonlyMap<number, string>;

/** A test of texts by backtracking with a budget of steps; undefined is its answer when they are spent. */
export function backtracker(
  core: Core,
  anchoring: Regex['anchoring'],
): (text: string) => boolean | undefined {
  const start = starter(core);
  return text => start?.(text, stepLimit).found(anchoring);
}

/** What the groups of the first match hold, by their index; undefined when there is none, or the budget is spent. */
export function capturer(core: Core, anchoring: Regex['anchoring']): (text: string) => Groups | undefined {
  const start = starter(core);
  return text => {
    const run = start?.(text, stepLimit);
    return run?.found(anchoring) ? run.captures() : undefined;
  };
}

/** Every match in turn, from the left, replaced by what is written of its groups (0 is the match); undefined when the steps are spent. */
export function replacer(
  core: Core,
): (text: string, write: (groups: Groups) => string) => string | undefined {
  const start = starter(core);
  return (text, write) => start?.(text, replacementLimit).replaced(write);
}

function starter(core: Core): ((text: string, limit: number) => Run) | undefined {
  const made = programOf(core);
  if (!made) return undefined;
  const references = someCore(core, ({ kind }) => kind === 'backReference');
  const unicode = someCore(core, part => part.kind === 'anchor' && /unicode/i.test(part.at));
  return (text, limit) => new Run(text, made.program, references, unicode, limit);
}

/** A way not yet tried. `least` is below `position` where a run of characters can still give some back. */
interface Choice {
  readonly at: number;
  readonly position: number;
  readonly least: number;
  readonly step: 1 | -1;
  readonly saved: number;
}

class Run {
  private readonly text: Uint32Array;
  private readonly main: Program;
  private readonly references: boolean;
  private readonly unicode: ReturnType<typeof unicodeWord>;
  private readonly slots = new Map<number, number>();
  /** What slots held before, to be put back. */
  private readonly trail: (readonly [slot: number, before: number | undefined])[] = [];
  /** Ends of atomic groups and looks by place, which without back-references depend on nothing else. */
  private readonly ends = new Map<number, number>();
  private steps = 0;

  private readonly stepLimit: number;

  constructor(text: string, main: Program, references: boolean, unicode: boolean, limit: number) {
    this.stepLimit = limit;
    this.text = Uint32Array.from(text, character => character.codePointAt(0) ?? 0);
    this.main = main;
    this.references = references;
    this.unicode = unicode ? unicodeWord() : [];
  }

  found(anchoring: Regex['anchoring']): boolean | undefined {
    const failed = new Set<number>();
    const last = anchoring === 'search' ? this.text.length : 0;
    const end = anchoring === 'whole' ? this.text.length : undefined;
    for (let start = 0; start <= last; start++) {
      this.restore(0);
      if (this.run(this.main, start, end, failed) >= 0) return true;
      if (this.steps > this.stepLimit) return undefined;
    }
    return false;
  }

  /** After an empty match the next one begins a character later. */
  replaced(write: (groups: Groups) => string): string | undefined {
    const parts: string[] = [];
    let [kept, start, failed] = [0, 0, new Set<number>()];
    while (start <= this.text.length) {
      this.restore(0);
      const end = this.run(this.main, start, undefined, failed);
      if (this.steps > this.stepLimit) return undefined;
      if (end >= 0) {
        const groups = new Map([...this.captures(), [0, this.slice(start, end)]]);
        parts.push(this.slice(kept, start), write(groups));
        [kept, failed] = [end, new Set()];
      }
      start = Math.max(start + 1, end);
    }
    return parts.join('') + this.slice(kept, this.text.length);
  }

  captures(): Groups {
    const captures = new Map<number, string>();
    for (const [slot, end] of this.slots) {
      const start = slot > 0 && slot % 2 === 1 ? this.slots.get(slot - 1) : undefined;
      if (start !== undefined) captures.set((slot - 1) / 2, this.slice(start, end));
    }
    return captures;
  }

  private slice(start: number, end: number): string {
    let text = '';
    for (let from = start; from < end; from += 4096)
      text += String.fromCodePoint(...this.text.subarray(from, Math.min(end, from + 4096)));
    return text;
  }

  /** Where a match that begins at `start` ends, and must end at `end` if given; -1 when there is none. */
  private run(program: Program, start: number, end: number | undefined, failed: Set<number>): number {
    const choices: Choice[] = [{ at: 0, position: start, least: start, step: 1, saved: this.trail.length }];
    for (let choice = choices.pop(); choice; choice = choices.pop()) {
      this.restore(choice.saved);
      if (choice.position !== choice.least)
        choices.push({ ...choice, position: choice.position + choice.step });
      const result = this.follow(program, choice, end, choices, failed);
      if (result >= 0 || this.steps > this.stepLimit) return this.steps > this.stepLimit ? -1 : result;
    }
    return -1;
  }

  private follow(
    program: Program,
    from: Choice,
    end: number | undefined,
    choices: Choice[],
    failed: Set<number>,
  ): number {
    let { at, position } = from;
    for (;;) {
      if (++this.steps > this.stepLimit) return -1;
      const instruction = program.code[at];
      if (!instruction || instruction.op === 'fail') return -1;
      if (instruction.op === 'match') return end === undefined || position === end ? position : -1;
      if (instruction.op === 'split') {
        if (!this.references && !firstVisit(failed, at * (this.text.length + 1) + position)) return -1;
        choices.push(this.choice(instruction.second, position, position, 1));
        at = instruction.first;
      } else if (instruction.op === 'jump') at = instruction.to;
      else if (instruction.op === 'run') {
        position = this.characters(instruction, at, position, choices);
        at++;
      } else {
        position = this.advance(instruction, position);
        at++;
      }
      if (position < 0) return -1;
    }
  }

  private choice(at: number, position: number, least: number, step: 1 | -1): Choice {
    return { at, position, least, step, saved: this.trail.length };
  }

  /** A repeated set: as many characters as there are, or as few, and the other counts as one choice. */
  private characters(
    { set, minimum, maximum, mode }: Extract<Instruction, { op: 'run' }>,
    at: number,
    start: number,
    choices: Choice[],
  ): number {
    let position = start;
    const most = Math.min(this.text.length, start + maximum);
    while (position < most && includes(set, this.text[position] ?? 0)) position++;
    this.steps += (position - start) >> 2;
    const least = start + minimum;
    if (position < least) return -1;
    if (position === least || mode === 'possessive') return position;
    const lazy = mode === 'lazy';
    choices.push(
      lazy ? this.choice(at + 1, least + 1, position, 1) : this.choice(at + 1, position - 1, least, -1),
    );
    return lazy ? least : position;
  }

  /** Past what an instruction takes; -1 when it does not match. */
  private advance(instruction: Instruction, position: number): number {
    switch (instruction.op) {
      case 'set':
        return position < this.text.length && includes(instruction.set, this.text[position] ?? 0)
          ? position + 1
          : -1;
      case 'anchor':
        return this.holds(instruction.at, position) ? position : -1;
      case 'save':
      case 'mark':
        this.save(slotOf(instruction), position);
        return position;
      case 'moved':
        return this.slots.get(slotOf(instruction)) === position ? -1 : position;
      case 'reference':
        return this.refer(instruction.index, instruction.ignoreCase, position);
      case 'look':
        return this.look(instruction, position) === instruction.negated ? -1 : position;
      case 'atomic':
        return this.remembered(instruction.program, position, () =>
          this.run(instruction.program, position, undefined, new Set()),
        );
      default:
        return -1;
    }
  }

  private holds(at: Parameters<typeof anchorHolds>[0], position: number): boolean {
    const holds = anchorHolds(at, this.sort(position - 1), this.sort(position));
    return holds === 'yes' || (holds === 'atLastNewline' && position === this.text.length - 1);
  }

  private sort(position: number): Beside {
    const code = this.text[position];
    return code === undefined ? beside.nothing : sortOf(code, this.unicode);
  }

  private look(
    { program, behind, negated }: Extract<Instruction, { op: 'look' }>,
    position: number,
  ): boolean {
    const saved = this.trail.length;
    const end = this.remembered(program, position, () => this.lookEnd(program, behind, position));
    if (negated) this.restore(saved);
    return end >= 0;
  }

  private lookEnd(
    program: Program,
    behind: { minimum: number; maximum: number } | undefined,
    position: number,
  ): number {
    if (!behind) return this.run(program, position, undefined, new Set());
    const first = Math.max(0, position - behind.maximum);
    for (let start = position - behind.minimum; start >= first; start--)
      if (this.run(program, start, position, new Set()) >= 0) return position;
    return -1;
  }

  private remembered(program: Program, position: number, find: () => number): number {
    if (this.references) return find();
    const key = program.id * (this.text.length + 1) + position;
    const known = this.ends.get(key);
    if (known !== undefined) return known;
    const end = find();
    this.ends.set(key, end);
    return end;
  }

  /** A group that has not taken part matches nothing, as in PCRE, Python and Java. */
  private refer(index: number, ignoreCase: boolean, position: number): number {
    const start = this.slots.get(index * 2);
    const end = this.slots.get(index * 2 + 1);
    if (start === undefined || end === undefined) return -1;
    this.steps += end - start;
    for (let offset = 0; offset < end - start; offset++) {
      const [a, b] = [this.text[start + offset], this.text[position + offset]];
      if (a === undefined || b === undefined) return -1;
      if (a !== b && !(ignoreCase && caseVariants(a).includes(b))) return -1;
    }
    return position + end - start;
  }

  private save(slot: number, position: number): void {
    this.trail.push([slot, this.slots.get(slot)]);
    this.slots.set(slot, position);
  }

  private restore(length: number): void {
    while (this.trail.length > length) {
      const [slot, before] = this.trail.pop() ?? [0, undefined];
      if (before === undefined) this.slots.delete(slot);
      else this.slots.set(slot, before);
    }
  }
}

/** Marks of loops share the slots of captures, below zero. */
function slotOf(instruction: { readonly op: string; readonly slot: number }): number {
  return instruction.op === 'save' ? instruction.slot : -1 - instruction.slot;
}

/** The first arrival at a place explores it; whoever comes again would fail as it did. */
function firstVisit(failed: Set<number>, key: number): boolean {
  if (failed.has(key)) return false;
  failed.add(key);
  return true;
}
