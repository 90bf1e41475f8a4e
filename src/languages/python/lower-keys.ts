import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import {
  type Choice,
  type Expression,
  fieldsOf,
  fold,
  type Predicate,
  printExpression,
} from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { Block, FunctionDefinition } from './ast.ts';
import { callRule, whenTrue } from './lower.ts';
import { parsePython } from './parse.ts';
import type { PythonSurroundings } from './surroundings.ts';
import { subjectOf } from './symbolic/coerce.ts';
import { condense } from './symbolic/condense.ts';
import { Environment } from './symbolic/environment.ts';
import type { Formula } from './symbolic/formula.ts';
import { Predicates } from './symbolic/predicate.ts';
import { Run } from './symbolic/run.ts';
import { settle } from './symbolic/settle.ts';
import { frozen } from './symbolic/text-test.ts';
import type { Branch, Guarded, Value } from './symbolic/value.ts';

/** The text that a function of a module makes of each event that the rule matches. */
export interface LoweredKey {
  /** Undefined where it is the same for all of them. */
  readonly key: Expression | undefined;
  readonly assumes: readonly string[];
}

/** Ways to make a key beyond these are not followed. */
const mostWays = 64;

/**
 * What `dedup`, `title` or `unique` makes of the events for which `rule` is True. What is no text, and what fails, is the empty one,
 * for which Panther puts a text of its own; so texts of it and of the empty text are one. Undefined where the module has no such function.
 */
export function lowerPythonKey(
  text: EmbeddedText,
  name: string,
  surroundings?: PythonSurroundings,
): Result<LoweredKey> | undefined {
  const module = parsePython(text).value;
  const definition = module?.findLast(
    (statement): statement is FunctionDefinition => statement.kind === 'function' && statement.name === name,
  );
  if (module === undefined || definition === undefined) return undefined;
  try {
    return keyOf(new Run(text, surroundings), module, definition, text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(diagnose('python/too-complex', { what: 'too deep' }, text.span(0, text.text.length)));
  }
}

function keyOf(
  context: Run,
  module: Block,
  definition: FunctionDefinition,
  text: EmbeddedText,
): Result<LoweredKey> {
  const result = callRule(context, module, text);
  if ('code' in result) return failure(result);
  const matched = whenTrue(context, result, module);
  const environment = new Environment();
  context.run(module, environment);
  const event = context.guards.always({ kind: 'event', plain: false });
  const given = { positional: [event], named: new Map() };
  const made: Guarded = context.guards.map(environment.get(definition.name) ?? [], value =>
    context.call(value, given, definition),
  );
  const ways = made.flatMap(branch => textWays(context, branch));
  return joined(context, ways, matched, text, definition);
}

/** What a function makes of any event, where it hangs on the event which fields that is made of. */
export function waysOfText(
  context: Run,
  made: Guarded,
  text: EmbeddedText,
  at: FunctionDefinition,
): Expression | undefined {
  const ways = made.flatMap(branch => textWays(context, branch));
  return joined(context, ways, context.formulas.true, text, at).value?.key;
}

interface Way {
  readonly when: Formula;
  readonly text: Expression | Diagnostic;
}

const nothing: Expression = { kind: 'literal', value: '', origin: [] };

function textWays(context: Run, { when, value }: Branch): readonly Way[] {
  if (value.kind === 'unknown') return [{ when, text: value.problem }];
  if (value.kind === 'field') {
    context.vote(value.place, 'text', 3);
    const isText = context.formulas.is(value.place, 'text');
    return [
      { when: context.formulas.and([when, isText]), text: subjectOf(value.place) },
      { when: context.formulas.and([when, context.formulas.not(isText)]), text: nothing },
    ];
  }
  return [{ when, text: textOf(value) ?? nothing }];
}

function textOf(value: Value): Expression | undefined {
  if (value.kind === 'text') return { kind: 'literal', value: value.text, origin: [] };
  return value.kind === 'derivedText' ? frozen(value).subject : undefined;
}

/** The ways that events of the rule can go, each under its condition. */
function joined(
  context: Run,
  ways: readonly Way[],
  matched: Formula,
  text: EmbeddedText,
  at: FunctionDefinition,
): Result<LoweredKey> {
  const predicates = new Predicates(context.formulas, context.span(at));
  const found = new Map<string, { when: Formula; readonly text: Expression }>();
  const assumes = new Set<string>();
  for (const way of ways) {
    const settled = settle(context, context.formulas.and([matched, way.when]));
    if (settled.formula === context.formulas.false) continue;
    for (const each of settled.assumes) assumes.add(each);
    if ('code' in way.text) return failure(way.text);
    const own = settle(context, way.when).formula;
    const known = found.get(printExpression(way.text));
    if (known === undefined) found.set(printExpression(way.text), { when: own, text: way.text });
    else known.when = context.formulas.or([known.when, own]);
  }
  const branches = shortened([...found.values()]).map(each => ({
    when: fold(predicates.of(condense(context.formulas, each.when))),
    value: each.text,
  }));
  const [problem] = predicates.problems;
  if (problem !== undefined) return failure(problem);
  if (branches.length > mostWays || context.isExhausted)
    return failure(
      diagnose('python/too-complex', { what: 'too many ways to name an alert' }, text.span(at.start, at.end)),
    );
  return success({ key: choiceOf(branches), assumes: [...assumes].sort() });
}

function choiceOf(
  branches: readonly { readonly when: Predicate; readonly value: Expression }[],
): Expression | undefined {
  const sorted = [...branches].sort(
    (one, other) => fieldsOf(other.value).length - fieldsOf(one.value).length,
  );
  const last = sorted.pop();
  if (last === undefined) return undefined;
  if (sorted.length === 0) return fieldsOf(last.value).length === 0 ? undefined : last.value;
  const choice: Choice = { kind: 'choice', branches: sorted, otherwise: last.value, origin: [] };
  return choice;
}

interface Made {
  readonly when: Formula;
  readonly text: Expression;
}

/** Texts that all begin and end alike are told apart by what stands between. */
function shortened(ways: readonly Made[]): readonly Made[] {
  const texts = ways.map(({ text }) => partsOf(text));
  const start = alike(texts.map(parts => literalOf(parts[0])));
  const rest = texts.map(parts => cutStart(parts, start.length));
  const end = alike(rest.map(parts => reversed(literalOf(parts.at(-1)))));
  return ways.map(({ when }, index) => ({
    when,
    text: whole(cutEnd(rest[index] ?? [], end.length)),
  }));
}

function partsOf(text: Expression): readonly Expression[] {
  return text.kind === 'call' && text.function === 'concat' ? text.arguments : [text];
}

function literalOf(part: Expression | undefined): string {
  return part?.kind === 'literal' ? String(part.value) : '';
}

function alike(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function cutStart(parts: readonly Expression[], count: number): readonly Expression[] {
  const [first, ...rest] = parts;
  return count === 0 || first === undefined ? parts : [literal(literalOf(first).slice(count)), ...rest];
}

function cutEnd(parts: readonly Expression[], count: number): readonly Expression[] {
  const last = parts.at(-1);
  if (count === 0 || last === undefined) return parts;
  const text = literalOf(last);
  return [...parts.slice(0, -1), literal(text.slice(0, text.length - count))];
}

function whole(parts: readonly Expression[]): Expression {
  const left = parts.filter(part => part.kind !== 'literal' || part.value !== '');
  const [only] = left;
  if (only === undefined) return nothing;
  return left.length === 1
    ? only
    : { kind: 'call', function: 'concat', arguments: left, origin: only.origin };
}

function literal(value: string): Expression {
  return { kind: 'literal', value, origin: [] };
}
