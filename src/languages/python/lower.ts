import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import { fold, type LogSource, type Predicate, type Search } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Block, FunctionDefinition } from './ast.ts';
import { parsePython } from './parse.ts';
import type { PythonSurroundings } from './surroundings.ts';
import { condense } from './symbolic/condense.ts';
import { Environment } from './symbolic/environment.ts';
import { fieldIsBoolean } from './symbolic/equality.ts';
import type { Formula } from './symbolic/formula.ts';
import { knownPart } from './symbolic/known-part.ts';
import { isTooLong } from './symbolic/length.ts';
import { Predicates } from './symbolic/predicate.ts';
import { Run } from './symbolic/run.ts';
import { settle } from './symbolic/settle.ts';
import type { Guarded } from './symbolic/value.ts';

/** A rule's meaning, and what it rests on in the form KIND:FIELD. */
export interface LoweredPython {
  readonly search: Search;
  readonly assumes: readonly string[];
}

/**
 * The events for which `rule(event)` returns True. Anything else that it returns, and whatever it raises, is no alert. Fields keep the
 * names of Panther, the keys of a path joined by dots.
 */
export function lowerPython(
  text: EmbeddedText,
  source: LogSource,
  surroundings?: PythonSurroundings,
): Result<LoweredPython> {
  const { value: module, diagnostics } = parsePython(text);
  if (module === undefined) return failure(...diagnostics);
  try {
    return lowerModule(new Run(text, surroundings), module, text, source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(diagnose('python/too-complex', { what: 'too deep' }, text.span(0, text.text.length)));
  }
}

function lowerModule(
  context: Run,
  module: Block,
  text: EmbeddedText,
  source: LogSource,
): Result<LoweredPython> {
  const result = callRule(context, module, text);
  if ('code' in result) return failure(result);
  const { formula, assumes, problems } = settle(context, whenTrue(context, result, module));
  const predicates = new Predicates(context.formulas, text.span(0, text.text.length));
  const left = condense(context.formulas, formula);
  if (context.isExhausted || isTooLong(left))
    return failure(
      diagnose('python/too-complex', { what: 'too many steps' }, text.span(0, text.text.length)),
    );
  const where: Predicate = fold(predicates.of(left));
  const refused = new Set([...problems, ...predicates.problems]);
  if (refused.size > 0) return failure(...refused);
  return success({
    search: { kind: 'events', source, where, origin: [text.span(0, text.text.length)] },
    assumes,
  });
}

/** What can be said of a rule, whether or not that is all of it. */
export interface KnownPython {
  /** The conditions that the rule names, where they stand in it; those of which nothing can be said are left out. */
  readonly where: Predicate | undefined;
  /** Whether `where` is the meaning of the rule, on the assumptions. */
  readonly whole: boolean;
  readonly assumes: readonly string[];
  /** What keeps it from being whole. */
  readonly problems: readonly Diagnostic[];
}

/** For showing what rules look for: a rule that cannot be lowered whole has conditions all the same. Never throws. */
export function predicatesOfModule(text: EmbeddedText, surroundings?: PythonSurroundings): KnownPython {
  const { value, diagnostics } = lowerPython(text, {}, surroundings);
  const nothing = { where: undefined, whole: false, assumes: [], problems: diagnostics };
  if (value?.search.kind === 'events')
    return { where: value.search.where, whole: true, assumes: value.assumes, problems: diagnostics };
  const module = parsePython(text).value;
  if (module === undefined) return nothing;
  try {
    return { ...nothing, where: knownOf(new Run(text, surroundings, true), module, text) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing;
  }
}

function knownOf(context: Run, module: Block, text: EmbeddedText): Predicate | undefined {
  const result = callRule(context, module, text);
  if ('code' in result) return undefined;
  const known = knownPart(context.formulas, whenTrue(context, result, module));
  if (known === undefined) return undefined;
  const { formula } = settle(context, known);
  const predicates = new Predicates(context.formulas, text.span(0, text.text.length));
  const left = condense(context.formulas, formula);
  if (isTooLong(left)) return undefined;
  const where = fold(predicates.of(left));
  return where.kind === 'always' ? undefined : where;
}

export function callRule(context: Run, module: Block, text: EmbeddedText): Guarded | Diagnostic {
  const environment = new Environment();
  const outcome = context.run(module, environment);
  const definition = ruleOf(module);
  if (definition === undefined) return diagnose('python/no-rule', {}, text.span(0, text.text.length));
  const rule = environment.get('rule');
  const failed = outcome.filter(({ value }) => value.kind !== 'control');
  if (rule === undefined || failed.length > 0)
    return failed.length > 0 ? failed : context.unsupported('rule', definition);
  const event = context.guards.always({ kind: 'event', plain: false });
  const given = { positional: [event], named: new Map() };
  return context.guards.map(rule, value => context.call(value, given, definition));
}

function ruleOf(module: Block): FunctionDefinition | undefined {
  return module.findLast(
    (statement): statement is FunctionDefinition =>
      statement.kind === 'function' && statement.name === 'rule',
  );
}

/** Only the boolean itself counts: what is merely true is an error to Panther, and no alert. */
export function whenTrue(context: Run, result: Guarded, module: Block): Formula {
  const { formulas } = context;
  const at = ruleOf(module) ?? { start: 0, end: 0 };
  return formulas.or(
    result.map(({ when, value }) => {
      if (value.kind === 'truth') return formulas.and([when, value.when]);
      if (value.kind === 'unknown')
        return formulas.and([when, formulas.unknown(value.problem, value.misfit)]);
      return value.kind === 'field'
        ? formulas.and([when, fieldIsBoolean(context, value, true, at)])
        : formulas.false;
    }),
  );
}
