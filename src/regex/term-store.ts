import type { Alphabet } from './alphabet.ts';
import { type CharacterSet, intersect, setKey, union } from './character-set.ts';
import type { CoreAnchor } from './core.ts';
import type { Term, TermBase, TermOf, TermShape } from './term.ts';

/** Options of alternations looked at in one text: about a second. Only long chains of nested repetitions come near. */
const workLimit = 2_000_000;

/** Thrown inside of an automaton only. */
export class WorkSpent extends Error {}

/** Makes terms, each once, in normal form. */
export class TermStore {
  readonly alphabet: Alphabet;
  readonly nothing: Term;
  readonly empty: Term;
  /** Grows with the memory that the terms take. */
  weight = 0;
  /** Grows with the time taken. */
  work = 0;
  private readonly known = new Map<string, Term>();

  constructor(alphabet: Alphabet) {
    this.alphabet = alphabet;
    this.nothing = this.intern('0', { kind: 'nothing' }, false, false);
    this.empty = this.intern('1', { kind: 'empty' }, false, true);
  }

  set(set: CharacterSet): Term {
    if (set.length === 0) return this.nothing;
    return this.intern(
      `[${setKey(set)}`,
      { kind: 'set', set, members: this.alphabet.members(set) },
      false,
      false,
    );
  }

  anchor(at: CoreAnchor): Term {
    return this.intern(`^${at}`, { kind: 'anchor', at }, true, false);
  }

  sequence(head: Term, tail: Term): Term {
    if (head === this.nothing || tail === this.nothing) return this.nothing;
    if (head === this.empty) return tail;
    if (tail === this.empty) return head;
    if (head.kind === 'alternation')
      return this.alternation(head.terms.map(term => this.sequence(term, tail)));
    return this.intern(
      `.${head.id},${tail.id}`,
      { kind: 'sequence', head, tail },
      head.anchored || tail.anchored,
      head.nullable && tail.nullable,
    );
  }

  alternation(terms: readonly Term[]): Term {
    const [only] = terms;
    if (only !== undefined && terms.length === 1) {
      this.spend(only.kind === 'alternation' ? only.terms.length : 1);
      return only;
    }
    const flat = this.flat(terms);
    if (flat.length < 2) return flat[0] ?? this.nothing;
    const everything = flat.find(term => term.everything);
    if (everything) return everything;
    const merged = this.mergeRepeats(this.mergeSets(flat));
    const options = unique(merged.filter(term => term !== this.nothing));
    const [first] = options;
    if (first === undefined) return this.nothing;
    if (options.length === 1) return first;
    return this.intern(
      `|${options.map(({ id }) => id).join()}`,
      { kind: 'alternation', terms: options },
      options.some(({ anchored }) => anchored),
      options.some(({ nullable }) => nullable),
    );
  }

  /** The options of all of them, but for those that nothing fits. Most of the time of an automaton goes by here. */
  private flat(terms: readonly Term[]): readonly Term[] {
    const flat: Term[] = [];
    let seen = 0;
    for (const term of terms) {
      if (term.kind === 'alternation') {
        seen += term.terms.length;
        for (const option of term.terms) flat.push(option);
      } else {
        seen += 1;
        if (term !== this.nothing) flat.push(term);
      }
    }
    this.spend(seen);
    return flat;
  }

  intersection(terms: readonly Term[]): Term {
    const flat = unique(terms.flatMap(term => (term.kind === 'intersection' ? term.terms : [term])));
    if (flat.includes(this.nothing)) return this.nothing;
    const kept = flat.filter(term => !term.everything);
    const [first] = kept;
    if (first === undefined) return flat[0] ?? this.nothing;
    if (kept.length === 1) return first;
    if (kept.every(term => term.kind === 'set'))
      return this.set(kept.map(term => term.set).reduce((a, b) => intersect(a, b)));
    return this.intern(
      `&${kept.map(({ id }) => id).join()}`,
      { kind: 'intersection', terms: kept },
      kept.some(({ anchored }) => anchored),
      kept.every(({ nullable }) => nullable),
    );
  }

  complement(body: Term): Term {
    if (body.kind === 'complement') return body.body;
    return this.intern(`~${body.id}`, { kind: 'complement', body }, body.anchored, !body.nullable);
  }

  repeat(body: Term, minimum: number, maximum: number): Term {
    if (body === this.empty || maximum === 0) return this.empty;
    if (body === this.nothing) return minimum === 0 ? this.empty : this.nothing;
    const least = body.nullable && !body.anchored ? 0 : minimum;
    if (least === 1 && maximum === 1) return body;
    return this.intern(
      `*${body.id},${least},${maximum}`,
      { kind: 'repeat', body, minimum: least, maximum },
      body.anchored,
      least === 0,
    );
  }

  spend(work: number): void {
    this.work += work;
    if (this.work > workLimit) throw new WorkSpent();
  }

  private mergeSets(terms: readonly Term[]): readonly Term[] {
    const sets = terms.flatMap(term => (term.kind === 'set' ? [term.set] : []));
    if (sets.length < 2) return terms;
    return [...terms.filter(term => term.kind !== 'set'), this.set(union(...sets))];
  }

  /**
   * `x{2,5}y|x{1,4}y` is `x{1,5}y`: what keeps a counted loop, which a search enters at every character, at a few terms
   * instead of one for each count.
   */
  private mergeRepeats(terms: readonly Term[]): readonly Term[] {
    if (terms.every(term => repeatOf(term) === undefined)) return terms;
    const groups = new Map<string, { body: Term; tail: Term; minimum: number; maximum: number }[]>();
    const rest: Term[] = [];
    for (const term of terms) {
      const head = repeatOf(term);
      if (head === undefined) {
        rest.push(term);
        continue;
      }
      const tail = term.kind === 'sequence' ? term.tail : this.empty;
      const key = `${head.body.id},${tail.id}`;
      const { body, minimum, maximum } = head;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ body, tail, minimum, maximum }]);
      else group.push({ body, tail, minimum, maximum });
    }
    if (groups.size + rest.length === terms.length) return terms;
    return [...rest, ...[...groups.values()].flatMap(group => this.joinCounts(group))];
  }

  private joinCounts(
    group: readonly { body: Term; tail: Term; minimum: number; maximum: number }[],
  ): readonly Term[] {
    const sorted = [...group].sort((a, b) => a.minimum - b.minimum);
    const joined: { body: Term; tail: Term; minimum: number; maximum: number }[] = [];
    for (const next of sorted) {
      const last = joined.at(-1);
      if (last && next.minimum <= last.maximum + 1) last.maximum = Math.max(last.maximum, next.maximum);
      else joined.push({ ...next });
    }
    return joined.map(({ body, tail, minimum, maximum }) =>
      this.sequence(this.repeat(body, minimum, maximum), tail),
    );
  }

  private intern(key: string, shape: TermShape, anchored: boolean, nullable: boolean): Term {
    const known = this.known.get(key);
    if (known) return known;
    const term = laidOut(shape, {
      id: this.known.size,
      anchored,
      nullable,
      everything: isEverything(shape),
      derivatives: [],
    });
    this.known.set(key, term);
    this.weight += key.length + 32;
    return term;
  }
}

/** The repetition that a term begins with, if its count may be joined with that of another. */
function repeatOf(term: Term): TermOf<'repeat'> | undefined {
  const head = term.kind === 'sequence' ? term.head : term;
  return head.kind === 'repeat' && !head.anchored ? head : undefined;
}

function isEverything(shape: TermShape): boolean {
  return (
    shape.kind === 'repeat' &&
    shape.minimum === 0 &&
    shape.maximum === Number.POSITIVE_INFINITY &&
    shape.body.kind === 'set' &&
    shape.body.members.every(Boolean)
  );
}

/** A shape of any kind, with what other kinds have. */
type Loose = { readonly [Key in KeyOf<TermShape>]?: ValueOf<TermShape, Key> | undefined };
type KeyOf<Whole> = Whole extends unknown ? keyof Whole : never;
type ValueOf<Whole, Key extends PropertyKey> = Whole extends unknown
  ? Key extends keyof Whole
    ? Whole[Key]
    : never
  : never;

/** Every term has the same properties in the same order: what reads them is then compiled to one load. */
function laidOut(shape: TermShape, { id, anchored, nullable, everything, derivatives }: TermBase): Term {
  const { kind, set, members, head, tail, terms, body, minimum, maximum, at }: Loose = shape;
  const laid: TermBase & Loose = {
    kind,
    id,
    anchored,
    nullable,
    everything,
    derivatives,
    set,
    members,
    head,
    tail,
    terms,
    body,
    minimum,
    maximum,
    at,
  };
  return laid as Term;
}

/** In the order in which they were made; mostly they are so already. */
function unique(terms: readonly Term[]): readonly Term[] {
  let last = -1;
  for (const { id } of terms) {
    if (id <= last) return [...new Set(terms)].sort((a, b) => a.id - b.id);
    last = id;
  }
  return terms;
}

/** The same term in another store. Sequences, which can be long, are walked by a loop. */
export function adopt(term: Term, store: TermStore): Term {
  switch (term.kind) {
    case 'nothing':
      return store.nothing;
    case 'empty':
      return store.empty;
    case 'set':
      return store.set(term.set);
    case 'anchor':
      return store.anchor(term.at);
    case 'complement':
      return store.complement(adopt(term.body, store));
    case 'repeat':
      return store.repeat(adopt(term.body, store), term.minimum, term.maximum);
    case 'alternation':
      return store.alternation(term.terms.map(option => adopt(option, store)));
    case 'intersection':
      return store.intersection(term.terms.map(each => adopt(each, store)));
    case 'sequence':
      return adoptSequence(term, store);
  }
}

function adoptSequence(term: Term, store: TermStore): Term {
  const heads: Term[] = [];
  let rest = term;
  for (; rest.kind === 'sequence'; rest = rest.tail) heads.push(adopt(rest.head, store));
  return heads.reduceRight((tail, head) => store.sequence(head, tail), adopt(rest, store));
}
