import type { Block, Expression, Statement } from '../ast.ts';
import { assign, spoil, takenApart } from './assignment.ts';
import { callChanging } from './changing.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { attempt, exceptionOf } from './exceptions.ts';
import { decide, follow, isFall, join, type Way } from './flow.ts';
import type { Formula } from './formula.ts';
import { bindImports } from './imports.ts';
import { loop } from './loops.ts';
import { casesAsChoices } from './matching.ts';
import { arithmetic } from './operations.ts';
import { fall, type Guarded, noneValue, raised, type Value } from './value.ts';

/** More statements than this of one block are not followed. */
const longestBlock = 2000;

/** Runs a block: what it returns or raises, or how else it ends, each under its condition. */
export function run(context: Context, block: Block, environment: Environment): Guarded {
  const { guards } = context;
  const first = block[longestBlock];
  if (first !== undefined) return context.unsupported(`more than ${longestBlock} statements in a row`, first);
  const outcomes: Guarded[] = [];
  for (const statement of block) {
    if (!context.step()) break;
    const exact = runStatement(context, statement, environment);
    const outcome = context.lenient ? passedOver(context, statement, exact, environment) : exact;
    outcomes.push(outcome);
    if (!outcome.some(({ value }) => isFall(value))) break;
  }
  return outcomes.reduceRight<Guarded>(
    (rest, outcome) => follow(context, outcome, rest),
    guards.always(fall),
  );
}

/** Beside what cannot be said of a statement, the statements within it are looked at, and those after it. */
function passedOver(
  context: Context,
  statement: Statement,
  outcome: Guarded,
  environment: Environment,
): Guarded {
  const { guards } = context;
  if (statement.kind === 'return' || outcome.every(({ value }) => value.kind !== 'unknown')) return outcome;
  const within = guards.merge(
    bodyOf(context, statement, environment).map(({ when, value }) => ({
      when,
      value: value.kind === 'control' ? fall : value,
    })),
  );
  return guards.choose(
    outcome.map(({ when, value }) => ({
      when,
      gives: value.kind === 'unknown' ? within : guards.always(value),
    })),
  );
}

function bodyOf(context: Context, statement: Statement, environment: Environment): Guarded {
  if (statement.kind !== 'for' && statement.kind !== 'with' && statement.kind !== 'while')
    return context.guards.always(fall);
  if (statement.kind === 'for')
    assign(context, statement.target, context.unsupported('an element', statement), environment);
  return context.run(statement.body, environment);
}

function runStatement(context: Context, statement: Statement, environment: Environment): Guarded {
  const { guards } = context;
  const done = guards.always(fall);
  switch (statement.kind) {
    case 'return':
      return statement.value === undefined
        ? guards.always(noneValue)
        : context.evaluate(statement.value, environment);
    case 'if':
      return choice(context, statement, environment);
    case 'expression':
      return expression(context, statement, environment);
    case 'assign': {
      if (statement.value === undefined) return done;
      const value = context.evaluate(statement.value, environment);
      return bind(context, statement.targets, value, environment);
    }
    case 'augment': {
      const before = context.evaluate(statement.target, environment);
      const by = context.evaluate(statement.value, environment);
      const value = guards.mapAll([before, by], ([left, right]) =>
        left === undefined || right === undefined
          ? []
          : arithmetic(context, left, statement.operator, right, statement),
      );
      spoilOld(context, before, statement);
      return bind(context, [statement.target], value, environment);
    }
    case 'for':
      return loop(context, statement, environment);
    case 'match':
      return context.run(casesAsChoices(context, statement, environment), environment);
    case 'try':
      return attempt(context, statement, environment);
    case 'raise':
      return guards.always(raised(exceptionOf(statement.value) ?? 'Exception'));
    case 'assert': {
      const truth = context.truth(context.evaluate(statement.condition, environment), statement.condition);
      return guards.map(truth, value =>
        value.kind === 'truth' ? decide(context, value.when, done, context.raise('AssertionError')) : done,
      );
    }
    case 'simple':
      return statement.word === 'pass' ? done : guards.always({ kind: 'control', word: statement.word });
    case 'import':
      bindImports(context, statement, environment);
      return done;
    case 'function':
      environment.set(
        statement.name,
        guards.always({ kind: 'function', definition: statement, closure: environment }),
      );
      return done;
    case 'class':
      environment.set(statement.name, context.unsupported(`the class ${statement.name}`, statement));
      return done;
    case 'declare':
      for (const name of statement.names)
        environment.spoilOuter(name, context.unsupported('a global name that is changed', statement));
      return done;
    case 'delete':
    case 'with':
    case 'while':
      return context.unsupported(`a ${statement.kind} statement`, statement);
  }
}

/** `+=` changes the list itself, which other names may hold: https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements */
function spoilOld(context: Context, before: Guarded, at: Statement): void {
  for (const { value } of before)
    if (value.kind === 'dictionary' || (value.kind === 'collection' && value.type !== 'tuple'))
      context.changed.set(value, context.unsupported('a list or dict that is changed', at));
}

/** A value that fails ends the block; what it is otherwise gets the names. */
function bind(
  context: Context,
  targets: Extract<Statement, { kind: 'assign' }>['targets'],
  value: Guarded,
  environment: Environment,
): Guarded {
  const given = targets.reduce(
    (whole, target) => (target.kind === 'sequence' ? fitting(context, target, whole) : whole),
    value,
  );
  const failed = given.filter(branch => isMishap(branch.value));
  const fine = given.filter(branch => !isMishap(branch.value));
  for (const target of targets) assign(context, target, fine, environment);
  if (failed.length === 0) return context.guards.always(fall);
  const when = context.formulas.or(fine.map(branch => branch.when));
  return context.guards.merge([{ when, value: fall }, ...failed]);
}

/** What is raised, or may be where a value is of a kind that an operation is not meant for. */
function isMishap(value: Value): boolean {
  return value.kind === 'raised' || (value.kind === 'unknown' && value.misfit);
}

/** The value where it can be taken apart for the targets, and what is raised elsewhere. */
function fitting(
  context: Context,
  target: Extract<Expression, { kind: 'sequence' }>,
  whole: Guarded,
): Guarded {
  const { guards, formulas } = context;
  return guards.map(whole, value => {
    const failed = takenApart(context, guards.always(value), target).filter(
      branch => branch.value.kind === 'raised',
    );
    const fine = formulas.not(formulas.or(failed.map(branch => branch.when)));
    return guards.merge([{ when: fine, value }, ...failed]);
  });
}

/** A call for its effect: a method may change a list or dict; what raises, raises. */
function expression(
  context: Context,
  statement: Extract<Statement, { kind: 'expression' }>,
  environment: Environment,
): Guarded {
  const { guards } = context;
  const { value } = statement;
  if (value.kind === 'string') return guards.always(fall);
  if (value.kind === 'call' && value.called.kind === 'attribute' && changing.has(value.called.name)) {
    const raised = callChanging(context, value, environment);
    if (raised === undefined) spoil(context, value.called.of, environment);
    return raised === undefined || raised.length === 0 ? guards.always(fall) : afterAll(context, raised);
  }
  const failed = context.evaluate(value, environment).filter(branch => branch.value.kind === 'raised');
  return failed.length === 0 ? guards.always(fall) : afterAll(context, failed);
}

/** What fails ends the block, and the rest goes on. */
function afterAll({ guards, formulas }: Context, failed: Guarded): Guarded {
  const fine = formulas.not(formulas.or(failed.map(branch => branch.when)));
  return guards.merge([{ when: fine, value: fall }, ...failed]);
}

const changing: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'add',
  'update',
  'remove',
  'discard',
  'pop',
  'clear',
  'sort',
  'setdefault',
]);

/** Every way is followed on names of its own; afterwards a name holds what the way taken gave it. */
function choice(
  context: Context,
  statement: Extract<Statement, { kind: 'if' }>,
  environment: Environment,
): Guarded {
  const { guards, formulas } = context;
  const choices: { when: Formula; gives: Guarded }[] = [];
  const ways: Way[] = [];
  let open = formulas.true;
  for (const { condition, body } of statement.branches) {
    const truth = context.truth(context.evaluate(condition, environment), condition);
    for (const { when, value } of truth)
      if (value.kind !== 'truth')
        choices.push({ when: formulas.and([open, when]), gives: guards.always(value) });
    const { defined } = guards.failures(truth);
    const holds = formulas.and([open, guards.whenTrue(truth)]);
    open = formulas.and([open, defined, formulas.not(guards.whenTrue(truth))]);
    if (holds !== formulas.false) choices.push(way(context, body, holds, environment, ways));
    if (open === formulas.false) break;
  }
  if (open !== formulas.false) choices.push(way(context, statement.otherwise, open, environment, ways));
  join(context, environment, ways);
  return guards.choose(choices);
}

function way(
  context: Context,
  body: Block,
  when: Formula,
  environment: Environment,
  ways: Way[],
): { when: Formula; gives: Guarded } {
  const own = environment.fork();
  const then = context.run(body, own);
  const falls = context.guards.split(then, value => value.kind === 'control').when;
  if (falls !== context.formulas.false)
    ways.push({ when: context.formulas.and([when, falls]), environment: own });
  return { when, gives: then };
}
