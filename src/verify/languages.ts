import { type Alphabet, alphabetOf } from '../regex/alphabet.ts';
import { setsOf } from '../regex/automaton.ts';
import { type CharacterSet, includes, setKey } from '../regex/character-set.ts';
import { type Core, coreAlternation, coreAnyRun } from '../regex/core.ts';
import { coreOf } from '../regex/core-of.ts';
import { type Dfa, dfaOfCore } from '../regex/dfa.ts';
import { parseRegex } from '../regex/index.ts';
import type { RangeAtom, TextAtom, ValueAtom } from './atom.ts';
import { combine, complementOf, outlookOf, type Side } from './automata.ts';
import type { Budget } from './budget.ts';
import { characterOf, leftOut } from './characters.ts';
import { patternDfa, type Wild } from './pattern-automaton.ts';
import { corePiece, type Piece, type PieceForm } from './piece.ts';

/** Characters that an example is made of where any would do. */
const readable = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /\\:@é中';

/** The automata of the values of one subject, over one alphabet, each made on first need. */
export class Languages {
  private readonly alphabet: Alphabet;
  private readonly stateLimit: number;
  private readonly budget: Budget;
  private readonly made = new Map<string, Side | undefined>();
  /** Classes of characters that texts are made of, the most readable first, and the character that stands for each. */
  readonly allowed: readonly number[];
  private readonly letters: ReadonlyMap<number, string>;

  constructor(atoms: readonly ValueAtom[], stateLimit: number, budget: Budget) {
    this.budget = budget;
    this.stateLimit = stateLimit;
    const sets = new Map<string, CharacterSet>([[setKey(leftOut), leftOut]]);
    const pieces = atoms.flatMap(atom => (atom.kind === 'text' ? atom.pieces : [shapes[atom.kind]()]));
    for (const piece of pieces) for (const set of setsOfPiece(piece)) sets.set(setKey(set), set);
    this.alphabet = alphabetOf([...sets.values()]);
    this.letters = lettersOf(this.alphabet);
    this.allowed = [...this.letters.keys()];
  }

  /** The texts that an atom holds for; of a range, all texts of its kind, which is more. undefined when there is no automaton. */
  side(atom: ValueAtom, inside: boolean): Side | undefined {
    const known = this.made.get(atom.key);
    if (known !== undefined || this.made.has(atom.key)) return known && { ...known, inside };
    const language = this.languageOf(atom.kind === 'text' ? atom.pieces : [shapes[atom.kind]()]);
    const side = language && { language, outlook: outlookOf(language, this.allowed), inside };
    this.made.set(atom.key, side);
    return side && { ...side, inside };
  }

  text(word: readonly number[]): string {
    return word.map(index => this.letters.get(index) ?? '').join('');
  }

  private languageOf(pieces: readonly Piece[]): Dfa | undefined {
    const wilds = new Map<string, { readonly piece: Piece; readonly wilds: Wild[] }>();
    const regexes = new Map<string, { readonly piece: Piece; readonly cores: readonly Core[] }>();
    const others: Piece[] = [];
    for (const piece of pieces) {
      const form = piece.form();
      const wild = wildOf(form);
      const path = piece.steps.map(step => step.name).join();
      if (wild === undefined) {
        const regex = form.kind === 'regex' ? form.core : undefined;
        if (regex === undefined) others.push(piece);
        else regexes.set(path, { piece, cores: [...(regexes.get(path)?.cores ?? []), regex] });
        continue;
      }
      const group = wilds.get(path);
      if (group === undefined) wilds.set(path, { piece, wilds: [wild] });
      else group.wilds.push(wild);
    }
    const parts = [
      ...[...wilds.values()].map(group => this.inverse(this.patterns(group.wilds), group.piece)),
      ...[...regexes.values()].map(group => this.inverse(this.regex(togetherOf(group.cores)), group.piece)),
      ...others.map(piece => this.inverse(this.other(piece.form()), piece)),
    ];
    if (parts.length === 0) return this.patterns([]);
    return parts.reduce((left, right) => this.joined(left, right, (a, b) => a || b));
  }

  private other(form: PieceForm): Dfa | undefined {
    if (form.kind !== 'outside') return undefined;
    const inside = this.languageOf(form.pieces);
    return this.joined(this.languageOf([form.domain]), inside && complementOf(inside), (a, b) => a && b);
  }

  private patterns(wilds: readonly Wild[]): Dfa | undefined {
    return patternDfa(wilds, this.alphabet, this.stateLimit, this.budget);
  }

  private regex(core: Core): Dfa | undefined {
    const made = dfaOfCore(core, this.alphabet, this.stateLimit);
    this.budget.spend((made?.size ?? this.stateLimit) * this.alphabet.size * 2);
    return made;
  }

  private joined(
    left: Dfa | undefined,
    right: Dfa | undefined,
    accepts: (left: boolean, right: boolean) => boolean,
  ): Dfa | undefined {
    return left && right && combine(left, right, accepts, this.stateLimit, this.budget);
  }

  /** The outermost function is the last of the path, and is undone first. */
  private inverse(language: Dfa | undefined, { steps }: Piece): Dfa | undefined {
    return [...steps]
      .reverse()
      .reduce((inner, step) => inner && step.inverse(inner, this.alphabet), language);
  }
}

/** One regex stays the object that it is, whose automaton is known to other alphabets. */
function togetherOf(cores: readonly Core[]): Core {
  const [only] = cores;
  return only !== undefined && cores.length === 1 ? only : coreAlternation(cores);
}

function lettersOf(alphabet: Alphabet): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  for (const letter of readable) {
    const index = alphabet.classOf(letter.codePointAt(0) ?? 0);
    if (!letters.has(index)) letters.set(index, letter);
  }
  for (let index = 0; index < alphabet.size; index++) {
    const code = alphabet.sample(index);
    if (!letters.has(index) && !includes(leftOut, code)) letters.set(index, String.fromCodePoint(code));
  }
  for (const { from } of leftOut) letters.delete(alphabet.classOf(from));
  return letters;
}

function wildOf(form: PieceForm): Wild | undefined {
  if (form.kind === 'pattern') return form;
  return form.kind === 'word'
    ? { pattern: form.text === '' ? [] : [{ kind: 'text', text: form.text }], folded: form.folded }
    : undefined;
}

function setsOfPiece(piece: Piece): readonly CharacterSet[] {
  return piece.steps.reduceRight<readonly CharacterSet[]>(
    (sets, step) => step.sets(sets),
    setsOfForm(piece.form()),
  );
}

function setsOfForm(form: PieceForm): readonly CharacterSet[] {
  switch (form.kind) {
    case 'word':
      return characters(form.text, form.folded);
    case 'pattern':
      return form.pattern.flatMap(part => (part.kind === 'text' ? characters(part.text, form.folded) : []));
    case 'regex':
      return [...setsOf(form.core)];
    case 'outside':
      return [form.domain, ...form.pieces].flatMap(setsOfPiece);
    case 'opaque':
      return [];
  }
}

function characters(text: string, folded: boolean): readonly CharacterSet[] {
  return [...new Set(text)].map(character => characterOf(character.codePointAt(0) ?? 0, folded));
}

/** More than the texts of numbers, and of addresses: what no automaton of sensible size says better. */
const shapes: Readonly<Record<RangeAtom['kind'], () => Piece>> = {
  number: () => shape('number', String.raw`[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?`),
  address: () => shape('address', '[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*(%.*)?'),
};

function shape(key: string, text: string): Piece {
  const parsed = parseRegex(text, 'pcre', 'whole', { dotAll: true });
  const core: Core = parsed.problem === undefined ? coreOf(parsed.regex) : coreAnyRun;
  return corePiece(key, core, () => false, []);
}

/** An atom of all texts that look like a number or an address. */
export function shapeAtom(atom: RangeAtom): TextAtom {
  return { kind: 'text', key: `shape ${atom.kind}`, subject: atom.subject, pieces: [shapes[atom.kind]()] };
}
