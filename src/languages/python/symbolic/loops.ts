import type { Statement } from '../ast.ts';
import { assign } from './assignment.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { follow, keepWhere } from './flow.ts';
import type { Formula } from './formula.ts';
import { overElements } from './loop-elements.ts';
import { fall, type Guarded, type Value } from './value.ts';
import { iterableOf } from './visitor.ts';

type Loop = Extract<Statement, { kind: 'for' }>;

/** A loop over constants is written out; over the elements of a list it is a question of whether there is one of a kind. */
export function loop(context: Context, statement: Loop, environment: Environment): Guarded {
  const { guards } = context;
  const source = context.evaluate(statement.iterable, environment);
  const [only] = source;
  if (source.length === 1 && only?.value.kind === 'collection')
    return overItems(context, statement, only.value.items, environment);
  if (source.length === 1 && only?.value.kind === 'dictionary')
    return overItems(
      context,
      statement,
      only.value.entries.map(([key]) => guards.always(key)),
      environment,
    );
  return overElements(context, statement, iterableOf(context, source, statement.iterable), environment);
}

const mostItems = 2000;

/** One turn after another; `break` ends them, and passes by the `else`. */
function overItems(
  context: Context,
  statement: Loop,
  items: readonly Guarded[],
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  if (items.length > mostItems)
    return context.unsupported(`a loop over more than ${mostItems} constants`, statement);
  const outcomes: Guarded[] = [];
  let open: Formula = formulas.true;
  for (const item of items) {
    if (!context.step() || open === formulas.false) break;
    const before = environment.fork();
    assign(context, statement.target, item, environment);
    const outcome = context.run(statement.body, environment);
    if (open !== formulas.true) keepWhere(context, before, environment, open);
    const { when } = guards.split(outcome, goesOn);
    open = formulas.and([open, when]);
    outcomes.push(outcome.map(branch => (goesOn(branch.value) ? { ...branch, value: fall } : branch)));
  }
  const before = environment.fork();
  const after = context.run(statement.otherwise, environment);
  if (open !== formulas.true) keepWhere(context, before, environment, open);
  const whole = outcomes.reduceRight<Guarded>((rest, outcome) => follow(context, outcome, rest), after);
  return guards.merge(whole.map(branch => (isBreak(branch.value) ? { ...branch, value: fall } : branch)));
}

function goesOn(value: Value): boolean {
  return value.kind === 'control' && value.word !== 'break';
}

function isBreak(value: Value): boolean {
  return value.kind === 'control' && value.word === 'break';
}
