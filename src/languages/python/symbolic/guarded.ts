import { diagnose } from '../../../diagnostics/index.ts';
import type { Span } from '../../../source/index.ts';
import type { Formula, Formulas } from './formula.ts';
import { type Branch, type Guarded, type Value, valueKey } from './value.ts';

/** More values than this of one expression are not followed. */
const mostBranches = 400;

/** Work on guarded values. */
export class Guards {
  readonly formulas: Formulas;

  constructor(formulas: Formulas) {
    this.formulas = formulas;
  }

  always(value: Value): Guarded {
    return [{ when: this.formulas.true, value }];
  }

  truth(when: Formula): Guarded {
    return this.always({ kind: 'truth', when });
  }

  constant(value: boolean): Guarded {
    return this.truth(this.formulas.constant(value));
  }

  /** Branches of one value joined, impossible ones gone. */
  merge(branches: readonly Branch[], span?: Span): Guarded {
    const { formulas } = this;
    const groups = new Map<unknown, Branch>();
    for (const branch of branches) {
      if (branch.when === formulas.false) continue;
      const { value } = branch;
      const key = value.kind === 'truth' ? 'truth' : (valueKey(value) ?? value);
      const earlier = groups.get(key);
      groups.set(key, earlier === undefined ? branch : this.joined(earlier, branch));
    }
    if (groups.size <= mostBranches) return this.joinAddresses([...groups.values()]);
    return this.always({
      kind: 'unknown',
      misfit: false,
      problem: diagnose('python/too-complex', { what: 'too many values' }, span),
    });
  }

  /** An address that is unwrapped where it is a mapped one, and itself where it is not, is the unwrapped one. */
  private joinAddresses(branches: readonly Branch[]): Guarded {
    const opened = branches.find(({ value }) => value.kind === 'address' && value.unwrapped !== undefined);
    if (opened?.value.kind !== 'address') return branches;
    const { subject, unwrapped } = opened.value;
    const isSame = ({ when, value }: Branch) =>
      value.kind === 'address' &&
      value.subject === subject &&
      (value.unwrapped === unwrapped || this.formulas.and([when, unwrapped ?? when]) === this.formulas.false);
    const same = branches.filter(isSame);
    const when = this.formulas.or(same.map(branch => branch.when));
    return [{ when, value: opened.value }, ...branches.filter(branch => !isSame(branch))];
  }

  /** Their conditions exclude each other, so what holds outside of them does not matter. */
  private joined(one: Branch, other: Branch): Branch {
    const when = this.formulas.or([one.when, other.when]);
    if (one.value.kind !== 'truth' || other.value.kind !== 'truth') return { when, value: one.value };
    return {
      when,
      value: { kind: 'truth', when: this.formulas.choose(one.when, one.value.when, other.value.when) },
    };
  }

  /** One after the other, under the conditions; these exclude each other and leave nothing out. */
  choose(choices: readonly { readonly when: Formula; readonly gives: Guarded }[]): Guarded {
    const [only] = choices;
    if (choices.length === 1 && only !== undefined && only.when === this.formulas.true) return only.gives;
    return this.merge(
      choices.flatMap(({ when, gives }) =>
        gives.map(branch => ({ when: this.formulas.and([when, branch.when]), value: branch.value })),
      ),
    );
  }

  /** What failed before stays so. */
  map(guarded: Guarded, apply: (value: Value) => Guarded): Guarded {
    const [only] = guarded;
    if (only !== undefined && guarded.length === 1 && only.when === this.formulas.true)
      return isFailure(only.value) ? guarded : apply(only.value);
    return this.choose(
      guarded.map(branch => ({
        when: branch.when,
        gives: isFailure(branch.value) ? this.always(branch.value) : apply(branch.value),
      })),
    );
  }

  /** Every combination of the values, the first failure first. */
  mapAll(all: readonly Guarded[], apply: (values: readonly Value[]) => Guarded): Guarded {
    const step = (at: number, values: readonly Value[]): Guarded => {
      const next = all[at];
      return next === undefined ? apply(values) : this.map(next, value => step(at + 1, [...values, value]));
    };
    return step(0, []);
  }

  /** Where it is what `test` says, and what is left. */
  split(
    guarded: Guarded,
    test: (value: Value) => boolean,
  ): { readonly when: Formula; readonly rest: readonly Branch[] } {
    const found = guarded.filter(branch => test(branch.value));
    return {
      when: this.formulas.or(found.map(branch => branch.when)),
      rest: guarded.filter(branch => !test(branch.value)),
    };
  }

  /** Where a guarded boolean is true. */
  whenTrue(truths: Guarded): Formula {
    return this.formulas.or(
      truths.flatMap(({ when, value }) =>
        value.kind === 'truth' ? [this.formulas.and([when, value.when])] : [],
      ),
    );
  }

  /** The branches that are no boolean, and where it is a boolean. */
  failures(truths: Guarded): { readonly defined: Formula; readonly failed: readonly Branch[] } {
    const failed = truths.filter(branch => branch.value.kind !== 'truth');
    if (failed.length === 0) return { defined: this.formulas.true, failed };
    const { when } = this.split(truths, value => value.kind === 'truth');
    return { defined: when, failed };
  }
}

export function isFailure(value: Value): boolean {
  return value.kind === 'raised' || value.kind === 'unknown' || value.kind === 'control';
}
