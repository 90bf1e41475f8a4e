import { type Atom, isValueAtom, type OpaqueAtom, type ValueAtom } from './atom.ts';
import type { Literal } from './diagram.ts';
import { everyValue, type Subject } from './subject.ts';
import type { SubjectValues } from './subject-values.ts';

/** What a way through the diagram asks of one subject. */
export interface Demand {
  readonly subject: Subject;
  readonly wanted: readonly ValueAtom[];
  readonly unwanted: readonly ValueAtom[];
  /** Whether it has one value alone. */
  readonly one: boolean | undefined;
}

export interface Demands {
  readonly subjects: readonly Demand[];
  readonly opaque: readonly { readonly atom: OpaqueAtom; readonly value: boolean }[];
}

/** Literals by subject. */
export function demandsOf(path: readonly Literal[], atoms: readonly Atom[]): Demands {
  const subjects = new Map<
    string,
    { subject: Subject; wanted: ValueAtom[]; unwanted: ValueAtom[]; one: boolean | undefined }
  >();
  const opaque: { atom: OpaqueAtom; value: boolean }[] = [];
  for (const { variable, value } of path) {
    const atom = atoms[variable];
    if (atom === undefined) continue;
    if (atom.kind === 'opaque') {
      opaque.push({ atom, value });
      continue;
    }
    const demand = subjects.get(atom.subject.key) ?? {
      subject: atom.subject,
      wanted: [],
      unwanted: [],
      one: undefined,
    };
    subjects.set(atom.subject.key, demand);
    if (!isValueAtom(atom)) demand.one = value;
    else (value ? demand.wanted : demand.unwanted).push(atom);
  }
  return { subjects: [...subjects.values()], opaque };
}

/** Values that meet a demand, a proof that none do, or neither. */
export type Met =
  | { readonly kind: 'values'; readonly texts: readonly string[] }
  | {
      readonly kind: 'none';
      readonly wanted: readonly ValueAtom[];
      readonly unwanted: readonly ValueAtom[];
      readonly one: boolean;
    }
  | { readonly kind: 'unknown' };

/** A subject of which nothing is wanted has no value, which is simplest. */
export function meet(demand: Demand, values: SubjectValues, avoided: readonly ValueAtom[]): Met {
  const { subject, wanted, unwanted, one } = demand;
  const avoid = subject === everyValue ? [] : avoided;
  if (wanted.length === 0 && one !== true) return { kind: 'values', texts: [] };
  if (!subject.multiValued || one === true) return meetByOne(demand, values, avoid);
  const texts: string[] = [];
  for (const atom of wanted) {
    const found = values.find([atom], unwanted, avoid);
    if (found.kind === 'unknown') return found;
    if (found.kind === 'none') return shrunk(values, [atom], unwanted, false);
    if (!texts.includes(found.text)) texts.push(found.text);
  }
  if (one === false && texts.length === 1) {
    const other = values.find([], unwanted, avoid, texts);
    if (other.kind !== 'value') return { kind: 'unknown' };
    texts.push(other.text);
  }
  return { kind: 'values', texts };
}

function meetByOne(
  { subject, wanted, unwanted }: Demand,
  values: SubjectValues,
  avoid: readonly ValueAtom[],
): Met {
  const found = values.find(wanted, unwanted, avoid);
  if (found.kind === 'value') return { kind: 'values', texts: [found.text] };
  return found.kind === 'none' ? shrunk(values, wanted, unwanted, subject.multiValued) : found;
}

/** Leaves out what the contradiction does not need, so that what is learned from it rules out more. */
function shrunk(
  values: SubjectValues,
  wanted: readonly ValueAtom[],
  unwanted: readonly ValueAtom[],
  one: boolean,
): Met {
  const clash = clashingPair(values, wanted, unwanted);
  if (clash !== undefined) return { kind: 'none', ...clash, one: one && clash.wanted.length > 1 };
  let needed = wanted;
  const against = fewest(unwanted, fewer => values.find(wanted, fewer).kind === 'none');
  if (wanted.length > 1) needed = fewest(needed, fewer => values.find(fewer, against).kind === 'none');
  return { kind: 'none', wanted: needed, unwanted: against, one: one && needed.length > 1 };
}

/** How finely a long list is tried: in so many parts. */
const parts = 16;

/** Leaves out half of a list, then quarters, and so on, as long as the test holds. */
function fewest<Member>(
  members: readonly Member[],
  stillHolds: (fewer: readonly Member[]) => boolean,
): readonly Member[] {
  let kept = members;
  const least = Math.ceil(members.length / parts);
  for (let size = Math.ceil(members.length / 2); size >= least && size > 0; size = Math.floor(size / 2))
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (stillHolds(fewer)) kept = fewer;
      else at += size;
    }
  return kept;
}

function clashingPair(
  values: SubjectValues,
  wanted: readonly ValueAtom[],
  unwanted: readonly ValueAtom[],
): { wanted: readonly ValueAtom[]; unwanted: readonly ValueAtom[] } | undefined {
  for (const atom of wanted) {
    const inside = unwanted.find(each => values.relation(atom, each)?.onlyLeft === false);
    if (inside !== undefined) return { wanted: [atom], unwanted: [inside] };
    const apart = wanted.find(each => each !== atom && values.relation(atom, each)?.both === false);
    if (apart !== undefined) return { wanted: [atom, apart], unwanted: [] };
  }
  return undefined;
}
