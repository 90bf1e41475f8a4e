import type { EventData } from '../evaluate/index.ts';
import { type Atom, isValueAtom, type ValueAtom } from './atom.ts';
import { type Diagram, type DiagramNode, ever, type Literal, never } from './diagram.ts';
import { type Demand, demandsOf, type Met, meet } from './model.ts';
import { realise } from './realise.ts';
import { everyValue } from './subject.ts';
import type { SubjectValues } from './subject-values.ts';

/** An event, the proof that there is none, or why neither was found. */
export type Separation =
  | { readonly kind: 'event'; readonly event: EventData }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: 'limit' | 'unsupported'; readonly detail: string };

export interface Search {
  readonly diagram: Diagram;
  readonly atoms: readonly Atom[];
  readonly values: ReadonlyMap<string, SubjectValues>;
  readonly indexOf: (atom: Atom) => number;
  readonly paths: number;
  /** An event within an element that a predicate holds for. */
  readonly satisfy: Parameters<typeof realise>[0]['satisfy'];
}

/** At most so many atoms of a subject are compared in pairs. */
const mostInPairs = 24;
/** Ways that no event was made for, though none was proved impossible. */
const mostDoubts = 12;

/**
 * Looks for events that make a diagram true. What is learned of the values of a subject (that one set lies in another, or apart)
 * is kept, so that no contradiction is met twice.
 */
export class Separator {
  private readonly search: Search;
  private readonly laws: DiagramNode[] = [];
  private readonly paired = new Set<string>();

  constructor(search: Search) {
    this.search = search;
  }

  /** What is always so: `atoms` in or out cannot all be at once. */
  forbid(literals: readonly Literal[]): void {
    this.laws.push(this.clause(literals));
  }

  find(root: DiagramNode, accepts: (event: EventData) => boolean): Separation {
    const { diagram, atoms, paths } = this.search;
    let doubt: Separation | undefined;
    let doubts = 0;
    let open = root;
    let applied = 0;
    for (let count = 0; count < paths; count++) {
      for (; applied < this.laws.length && open !== never; applied++)
        open = diagram.and(open, this.laws[applied] ?? ever);
      const path = diagram.lightestPath(open, variable => weightOf(atoms[variable]));
      if (path === undefined) return doubt ?? { kind: 'none' };
      const step = this.tryPath(path, accepts, diagram.support(open));
      if (step === 'learned') continue;
      if (step.kind === 'event') return step;
      doubt ??= step;
      if (++doubts > mostDoubts) return doubt;
      open = diagram.and(open, this.clause(path));
    }
    return doubt ?? { kind: 'unknown', because: 'limit', detail: `${paths} ways to part them were tried` };
  }

  private tryPath(
    path: readonly Literal[],
    accepts: (event: EventData) => boolean,
    support: ReadonlySet<number>,
  ): Separation | 'learned' {
    const { atoms, values, satisfy } = this.search;
    const demands = demandsOf(path, atoms);
    const avoided = demands.subjects.find(({ subject }) => subject === everyValue)?.unwanted ?? [];
    const met: { readonly demand: Demand; readonly texts: readonly string[] }[] = [];
    let unmet: Demand | undefined;
    for (const demand of demands.subjects) {
      const own = values.get(demand.subject.key);
      const result: Met = own === undefined ? { kind: 'unknown' } : meet(demand, own, avoided);
      if (result.kind === 'none') {
        this.learn(demand, result, own, support);
        return 'learned';
      }
      if (result.kind === 'unknown') unmet ??= demand;
      else met.push({ demand, texts: result.texts });
    }
    if (unmet !== undefined)
      return { kind: 'unknown', because: 'limit', detail: `no value found of ${unmet.subject.key}` };
    const event = realise({ met, opaque: demands.opaque, accepts, satisfy });
    if (event !== undefined) return { kind: 'event', event };
    const leaf =
      demands.opaque[0]?.atom.key ??
      met.find(({ demand }) => demand.subject.field === undefined)?.demand.subject.key;
    return { kind: 'unknown', because: 'unsupported', detail: leaf ?? 'fields that depend on each other' };
  }

  private learn(
    demand: Demand,
    { wanted, unwanted, one }: Extract<Met, { kind: 'none' }>,
    values: SubjectValues | undefined,
    support: ReadonlySet<number>,
  ): void {
    const { atoms, indexOf } = this.search;
    const alone = one
      ? atoms.flatMap((atom, variable) =>
          atom.kind === 'one' && atom.subject.key === demand.subject.key ? [{ variable, value: true }] : [],
        )
      : [];
    this.forbid([
      ...wanted.map(atom => ({ variable: indexOf(atom), value: true })),
      ...unwanted.map(atom => ({ variable: indexOf(atom), value: false })),
      ...alone,
    ]);
    if (values === undefined || this.paired.has(demand.subject.key)) return;
    this.paired.add(demand.subject.key);
    const inPlay = values.atoms.filter(atom => support.has(indexOf(atom))).slice(0, mostInPairs);
    for (const [index, atom] of inPlay.entries())
      for (const other of inPlay.slice(index + 1)) this.relate(demand, values, atom, other);
  }

  /** Says of two sets of a subject whether one lies in the other, or apart. */
  relate(
    { subject }: Pick<Demand, 'subject'>,
    values: SubjectValues,
    left: ValueAtom,
    right: ValueAtom,
  ): void {
    const relation = values.relation(left, right);
    if (relation === undefined) return;
    const [first, second] = [this.search.indexOf(left), this.search.indexOf(right)];
    if (first === second) return;
    const pair = (one: boolean, other: boolean) =>
      this.forbid([
        { variable: first, value: one },
        { variable: second, value: other },
      ]);
    if (!relation.onlyLeft) pair(true, false);
    if (!relation.onlyRight) pair(false, true);
    if (!relation.both && !subject.multiValued) pair(true, true);
  }

  private clause(literals: readonly Literal[]): DiagramNode {
    const { diagram } = this.search;
    if (literals.length === 0) return never;
    return diagram.any(literals.map(({ variable, value }) => diagram.variable(variable, !value)));
  }
}

/** Events are to be small, and of fields that can be given any value. */
function weightOf(atom: Atom | undefined): number {
  if (atom === undefined || isValueAtom(atom))
    return atom?.subject.field === undefined ? (atom?.subject === everyValue ? 1.5 : 4) : 1;
  return atom.kind === 'one' ? 0.5 : 6;
}
