import { type And, always, fieldsIn, fold, leaves, type Or, type Predicate } from '../ir/index.ts';
import type { CompareOptions } from './comparison.ts';
import { comparePredicates } from './proof.ts';

/** A part of a predicate that does not do what it seems to. */
export interface PredicateFinding {
  readonly kind: 'never' | 'always' | 'dead' | 'idle';
  readonly part: Predicate;
}

/** Less than a comparison may take otherwise: there are many of them for each rule. */
export const checkLimits = {
  ...{ work: 40_000, states: 500, steps: 5_000, nodes: 5_000, atoms: 150, paths: 20 },
} as const;

/** Parts of one predicate that are tried; beyond them only the whole is. */
const mostParts = 40;

/** What of a predicate can never be true, is always so, or changes nothing: only what is proved, for every event. */
export function checkPredicate(predicate: Predicate, options: CompareOptions): readonly PredicateFinding[] {
  if (predicate.kind === 'always') return predicate.value ? [] : [{ kind: 'never', part: predicate }];
  const same = (one: Predicate, other: Predicate): boolean =>
    comparePredicates(one, other, options).relation === 'equal';
  if (same(predicate, always(false))) return [{ kind: 'never', part: predicate }];
  if (same(predicate, always(true))) return [{ kind: 'always', part: predicate }];
  return new Pruning(predicate, same).findings();
}

/** Takes parts away one after another, the last ones first, as long as the whole stays the same. */
class Pruning {
  readonly #same: (one: Predicate, other: Predicate) => boolean;
  readonly #found: PredicateFinding[] = [];
  readonly #gone = new Map<Predicate, Predicate>();
  readonly #root: Predicate;
  readonly #uses: ReadonlyMap<string, number>;
  #tries = 0;

  constructor(root: Predicate, same: (one: Predicate, other: Predicate) => boolean) {
    this.#root = root;
    this.#same = same;
    this.#uses = usesIn(root);
  }

  findings(): readonly PredicateFinding[] {
    this.#visit(this.#root);
    return this.#found.reverse();
  }

  #visit(node: Predicate): void {
    if (node.kind === 'not') this.#visit(node.operand);
    else if ((node.kind === 'and' || node.kind === 'or') && !isWrittenOnce(node)) this.#visitOperands(node);
  }

  #visitOperands({ kind, operands }: And | Or): void {
    for (const operand of [...operands].reverse()) {
      if (this.#isAlone(operand) || !this.#isIdle(kind, operand)) this.#visit(operand);
      else this.#tell(kind, operand);
    }
  }

  /** A condition on what nothing else looks at, nothing else decides. */
  #isAlone(operand: Predicate): boolean {
    const inner = operand.kind === 'not' ? operand.operand : operand;
    if (inner.kind === 'and' || inner.kind === 'or' || inner.kind === 'not') return false;
    const own = usesIn(inner);
    return own.size > 0 && [...own].every(([name, count]) => this.#uses.get(name) === count);
  }

  #isIdle(kind: 'and' | 'or', operand: Predicate): boolean {
    if (++this.#tries > mostParts) return false;
    const before = fold(this.#current(this.#root));
    this.#gone.set(operand, always(kind === 'and'));
    if (this.#same(before, fold(this.#current(this.#root)))) return true;
    this.#gone.delete(operand);
    return false;
  }

  #tell(kind: 'and' | 'or', part: Predicate): void {
    const isDead = kind === 'or' && this.#same(part, always(false));
    this.#found.push({ kind: isDead ? 'dead' : 'idle', part });
  }

  #current(node: Predicate): Predicate {
    const instead = this.#gone.get(node);
    if (instead !== undefined) return instead;
    if (node.kind === 'not') return { ...node, operand: this.#current(node.operand) };
    if (node.kind === 'and' || node.kind === 'or')
      return { ...node, operands: node.operands.map(each => this.#current(each)) };
    return node;
  }
}

/** One condition of the author that is read as several, as `x>5` of SPL is of numbers and of other texts: no part of it can be taken out. */
export function isWrittenOnce(node: And | Or): boolean {
  const places = leaves(node).flatMap(({ leaf: { origin } }) =>
    origin.map(({ file, start, end }) => `${file.path} ${start} ${end}`),
  );
  return places.length > 0 && new Set(places).size === 1;
}

/** How often each field is looked at; all that looks at any field counts as one. */
function usesIn(predicate: Predicate): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { leaf } of leaves(predicate)) {
    const names = fieldsIn(leaf).map(({ name }) => name);
    for (const name of names.length === 0 ? ['*'] : names) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}
