import { sampleCore } from '../regex/sample.ts';
import { holds, type RangeAtom, type ValueAtom } from './atom.ts';
import { type Relation, relate, type Side, wordsIn } from './automata.ts';
import type { Budget } from './budget.ts';
import { coversPieces } from './cover.ts';
import { Languages, shapeAtom } from './languages.ts';
import type { Limits } from './limits.ts';
import { covers } from './range-set.ts';
import { candidates } from './value-candidates.ts';

/** A value, the proof that there is none, or neither. */
export type Found =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

const none: Found = { kind: 'none' };
const unknown: Found = { kind: 'unknown' };

/** What the values of one subject can be: the theory of its atoms. */
export class SubjectValues {
  readonly atoms: readonly ValueAtom[];
  private readonly limits: Limits;
  private readonly budget: Budget;
  private languages: Languages | undefined;
  private readonly relations = new Map<string, Relation | undefined>();

  constructor(atoms: readonly ValueAtom[], limits: Limits, budget: Budget) {
    this.budget = budget;
    this.atoms = atoms;
    this.limits = limits;
  }

  /** How the values of two atoms stand to each other, as far as is known: what is not ruled out is said to be. */
  relation(left: ValueAtom, right: ValueAtom): Relation | undefined {
    const key = `${left.key}\n${right.key}`;
    if (!this.relations.has(key)) this.relations.set(key, this.relate(left, right));
    return this.relations.get(key);
  }

  private relate(left: ValueAtom, right: ValueAtom): Relation | undefined {
    const seen = this.seenRelation(left, right);
    if (seen !== undefined) return seen;
    if (left.kind !== 'text' || right.kind !== 'text') return undefined;
    const [first, second] = [this.side(left, true), this.side(right, true)];
    const { allowed } = this.made();
    return (
      first && second && relate(first.language, second.language, allowed, this.limits.states * 4, this.budget)
    );
  }

  /** What can be seen without automata. */
  seenRelation(left: ValueAtom, right: ValueAtom): Relation | undefined {
    if (left.kind !== 'text' && right.kind !== 'text') return relateRanges(left, right);
    if (left.kind !== 'text' || right.kind !== 'text') return undefined;
    const words = plainWords(left);
    const others = plainWords(right);
    if (words !== undefined && others !== undefined) return relateWords(words, others);
    const covered = { left: coversPieces(right, left), right: coversPieces(left, right) };
    this.budget.spend(left.pieces.length * right.pieces.length * 4);
    if (!covered.left && !covered.right) return undefined;
    return { onlyLeft: !covered.left, onlyRight: !covered.right, both: true };
  }

  /** Whether each of two sets is seen to have a text that the other lacks: automata would find no more to say of them. */
  isSeenBeside(left: ValueAtom, right: ValueAtom): boolean {
    return this.hasMore(left, right) && this.hasMore(right, left);
  }

  private hasMore(wide: ValueAtom, narrow: ValueAtom): boolean {
    let tried = 0;
    for (const text of candidates([wide], [])) {
      if (++tried > mostSeen) return false;
      this.budget.spend(costOf(wide) + costOf(narrow));
      if (holds(wide, text) && !holds(narrow, text)) return true;
    }
    return false;
  }

  /**
   * One value that is in all of `wanted` and none of `unwanted`. `avoided` need not be avoided; `except` are values that are
   * taken already.
   */
  find(
    wanted: readonly ValueAtom[],
    unwanted: readonly ValueAtom[],
    avoided: readonly ValueAtom[] = [],
    except: readonly string[] = [],
  ): Found {
    const fits = (text: string) =>
      wanted.every(atom => holds(atom, text)) && !unwanted.some(atom => holds(atom, text));
    const isFree = (text: string) => fits(text) && !except.includes(text);
    const isBest = (text: string) => !avoided.some(atom => holds(atom, text));
    const words = wanted.map(plainWords).find(each => each !== undefined);
    let second: string | undefined;
    const cost = [...wanted, ...unwanted].reduce((sum, atom) => sum + costOf(atom), 1);
    for (const text of words ?? candidates(wanted, this.atoms)) {
      this.budget.spend(cost);
      if (!isFree(text)) continue;
      if (isBest(text)) return { kind: 'value', text };
      second ??= text;
    }
    if (second !== undefined) return { kind: 'value', text: second };
    if (words !== undefined) return except.length === 0 ? none : unknown;
    return this.guess(wanted, isFree) ?? this.search(wanted, unwanted, isFree);
  }

  /** By what the regexes of an atom match: automata of them take far longer. */
  private guess(wanted: readonly ValueAtom[], fits: (text: string) => boolean): Found | undefined {
    for (const atom of wanted)
      for (const piece of atom.kind === 'text' ? atom.pieces.slice(0, mostGuessed) : []) {
        const form = piece.form();
        if (form.kind !== 'regex') continue;
        this.budget.spend(guesses * 20);
        for (const text of sampleCore(form.core, guesses)) if (fits(text)) return { kind: 'value', text };
      }
    return undefined;
  }

  /** By automata. A range counts as all texts of its kind when wanted, and is left to the last test when not. */
  private search(
    wanted: readonly ValueAtom[],
    unwanted: readonly ValueAtom[],
    fits: (text: string) => boolean,
  ): Found {
    if (wanted.some(atom => wanted.some(other => this.isApart(atom, other)))) return none;
    if (wanted.some(atom => unwanted.some(other => this.relation(atom, other)?.onlyLeft === false)))
      return none;
    const sides = wanted.map(atom => this.side(atom, true));
    const against = unwanted.filter(
      atom => atom.kind === 'text' && !wanted.some(each => this.isApart(each, atom)),
    );
    sides.push(...against.map(atom => this.side(atom, false)));
    const known = sides.filter(side => side !== undefined);
    const ranges = unwanted.filter((atom): atom is RangeAtom => atom.kind !== 'text');
    const shaped = ranges.map(atom => this.side(shapeAtom(atom), false)).filter(side => side !== undefined);
    const steps = this.limits.steps;
    const { allowed } = this.made();
    for (const each of [[...known, ...shaped], known]) {
      const { words, complete } = wordsIn(each, allowed, { words: 40, steps }, this.budget);
      const text = words.map(word => this.made().text(word)).find(fits);
      if (text !== undefined) return { kind: 'value', text };
      if (words.length === 0 && complete && each === known) return none;
      if (words.length === 0 && complete && shaped.length === 0) return none;
    }
    return unknown;
  }

  private isApart(left: ValueAtom, right: ValueAtom): boolean {
    if (left === right) return false;
    const relation = this.relation(left, right);
    return relation !== undefined && !relation.both;
  }

  private side(atom: ValueAtom, inside: boolean): Side | undefined {
    return this.made().side(atom, inside);
  }

  private made(): Languages {
    this.languages ??= new Languages(this.atoms, this.limits.states, this.budget);
    return this.languages;
  }
}

/** Texts that are tried to see what one of two sets has. */
const mostSeen = 24;

/** Regexes of an atom that are asked for texts, and how many each is asked for. */
const mostGuessed = 4;
const guesses = 12;

/** Of a test of one text. */
function costOf(atom: ValueAtom): number {
  return atom.kind === 'text' ? atom.pieces.length * 3 : 10;
}

/** The words of an atom that has nothing else, case exact. */
function plainWords(atom: ValueAtom): ReadonlySet<string> | undefined {
  if (atom.kind !== 'text') return undefined;
  const words = new Set<string>();
  for (const piece of atom.pieces) {
    const form = piece.form();
    if (form.kind !== 'word' || form.folded || piece.steps.length > 0) return undefined;
    words.add(form.text);
  }
  return words;
}

function relateWords(left: ReadonlySet<string>, right: ReadonlySet<string>): Relation {
  const shared = [...left].filter(word => right.has(word)).length;
  return { onlyLeft: shared < left.size, onlyRight: shared < right.size, both: shared > 0 };
}

/** The ranges of atoms are cells: wholly inside of one another, or apart. */
function relateRanges(left: RangeAtom, right: RangeAtom): Relation {
  if (left.kind !== right.kind) return { onlyLeft: true, onlyRight: true, both: false };
  return {
    onlyLeft: left.ranges.some(range => !covers(right.ranges, range)),
    onlyRight: right.ranges.some(range => !covers(left.ranges, range)),
    both: left.ranges.some(range => covers(right.ranges, range)),
  };
}
