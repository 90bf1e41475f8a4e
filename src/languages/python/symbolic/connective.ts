import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import type { Branch, Guarded } from './value.ts';

/** A guarded boolean that is worked out only when those before it leave it open. */
export type Lazy = () => Guarded;

/** `or` of booleans: true at the first that is; one that fails counts only when those before it are false. */
export function disjunction(context: Context, operands: readonly Lazy[]): Guarded {
  return connect(context, operands, true);
}

/** `and` of booleans: false at the first that is. */
export function conjunction(context: Context, operands: readonly Lazy[]): Guarded {
  return connect(context, operands, false);
}

/** Operands in a row that are booleans wherever the first of them is, so that they make one junction. */
interface Run {
  readonly defined: Formula;
  readonly failed: readonly Branch[];
  readonly truths: Formula[];
}

/** `decisive`: the value of an operand that ends the matter. */
function connect(context: Context, operands: readonly Lazy[], decisive: boolean): Guarded {
  const { guards, formulas } = context;
  const runs: Run[] = [];
  const known = new Set<Formula>([formulas.true]);
  for (const operand of operands) {
    const truths = operand();
    const { defined, failed } = guards.failures(truths);
    const truth = truths.find(branch => branch.value.kind === 'truth')?.value;
    const when = truth?.kind === 'truth' ? truth.when : formulas.false;
    const last = runs.at(-1);
    if (last !== undefined && known.has(defined)) last.truths.push(when);
    else runs.push({ defined, failed, truths: [when] });
    known.add(defined);
    if (failed.length === 0 && when === formulas.constant(decisive)) break;
  }
  return runs.reduceRight<Guarded>(
    (rest, run) => before(context, run, rest, decisive),
    guards.constant(!decisive),
  );
}

function before(context: Context, run: Run, rest: Guarded, decisive: boolean): Guarded {
  const { guards, formulas } = context;
  const decided = decisive ? formulas.or(run.truths) : formulas.not(formulas.and(run.truths));
  const open = formulas.and([run.defined, formulas.not(decided)]);
  const isPlain = rest.length === 1 && rest[0]?.value.kind === 'truth';
  const then = isPlain && rest[0]?.value.kind === 'truth' ? rest[0].value.when : undefined;
  const joined =
    then === undefined
      ? guards.merge([
          {
            when: formulas.and([run.defined, decided]),
            value: { kind: 'truth', when: formulas.constant(decisive) },
          },
          ...rest.map(branch => ({ when: formulas.and([open, branch.when]), value: branch.value })),
        ])
      : [
          {
            when: run.defined,
            value: {
              kind: 'truth' as const,
              when: decisive ? formulas.or([decided, then]) : formulas.and([formulas.not(decided), then]),
            },
          },
        ];
  return guards.merge([...joined, ...run.failed]);
}
