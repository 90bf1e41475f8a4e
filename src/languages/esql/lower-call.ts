import { diagnose } from '../../diagnostics/index.ts';
import { always, type Choice, type Expression, exists, type Literal, not } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { functionOf, rightCount } from './functions.ts';
import { sharedKind } from './kind.ts';
import { constantTruth, either, type Truth } from './truth.ts';
import { booleanValue, truthOf } from './truth-of.ts';
import { takesFields } from './typed-fields.ts';

/** The value of a function. */
export function lowerCall(node: ast.Call, context: Context): Typed | undefined {
  if (node.name === 'case') return lowerCase(node, context);
  if (node.name === 'coalesce') return lowerCoalesce(node, context);
  const found = takesFields(node, context) ? functionOf(node, context) : undefined;
  if (found === undefined || !rightCount(node, found, context)) return undefined;
  return found.lower(node, context);
}

/** CASE(condition, value, …, otherwise): conditions that are null are not true. */
function lowerCase(node: ast.Call, context: Context): Typed | undefined {
  if (!rightCount(node, { minimum: 2, maximum: Number.POSITIVE_INFINITY }, context)) return undefined;
  const whens: Truth[] = [];
  const values: Typed[] = [];
  const { arguments: list } = node;
  for (let at = 0; at + 1 < list.length; at += 2) {
    const [when, value] = [list[at], list[at + 1]];
    const condition = when && context.lowerCondition(when);
    const lowered = value && context.lowerValue(value);
    if (condition === undefined || lowered === undefined) return undefined;
    whens.push(condition);
    values.push(lowered);
  }
  const last = list.length % 2 === 1 ? list.at(-1) : undefined;
  const otherwise = last && context.lowerValue(last);
  if (last !== undefined && otherwise === undefined) return undefined;
  return choose(whens, values, otherwise, node, context);
}

function choose(
  whens: readonly Truth[],
  values: readonly Typed[],
  otherwise: Typed | undefined,
  range: ast.Range,
  context: Context,
): Typed {
  const origin = context.origin(range);
  const branches = whens.map(({ yes }, index) => ({
    when: yes,
    value: values[index]?.expression ?? nothing(origin),
  }));
  const hasElse = otherwise !== undefined && otherwise.kind !== 'null';
  const expression: Choice = {
    kind: 'choice',
    branches,
    otherwise: hasElse ? otherwise.expression : undefined,
    origin,
  };
  const all = otherwise === undefined ? values : [...values, otherwise];
  const kind = sharedKind(all.map(value => value.kind));
  const truth = kind === 'boolean' ? truthOfChoice(branches, values, otherwise, range, context) : undefined;
  return truth === undefined ? { expression, kind } : { expression, kind, truth };
}

function truthOfChoice(
  branches: Choice['branches'],
  values: readonly Typed[],
  otherwise: Typed | undefined,
  range: ast.Range,
  context: Context,
): Truth | undefined {
  const origin = context.origin(range);
  let truth = otherwise ? truthOf(otherwise) : constantTruth(null, origin);
  for (let at = branches.length - 1; at >= 0; at--) {
    const [branch, value] = [branches[at], values[at]];
    const then = value && truthOf(value);
    if (branch === undefined || then === undefined || truth === undefined) return undefined;
    truth = either(branch.when, then, truth, origin);
  }
  return truth;
}

function nothing(origin: Literal['origin']): Literal {
  return { kind: 'literal', value: null, origin };
}

/** The first that has a value, several values too. */
function lowerCoalesce(node: ast.Call, context: Context): Typed | undefined {
  if (!rightCount(node, { minimum: 1, maximum: Number.POSITIVE_INFINITY }, context)) return undefined;
  const values = node.arguments.map(argument => context.lowerValue(argument));
  if (!values.every(value => value !== undefined)) return undefined;
  const isCondition = values.some(({ kind, truth }) => kind === 'boolean' || truth !== undefined);
  if (isCondition && values.every(isBoolean)) {
    const truths = values.map(value =>
      value.kind === 'null' ? constantTruth(null, context.origin(node)) : truthOf(value),
    );
    if (truths.every(truth => truth !== undefined)) return booleanValue(firstTruth(truths), node, context);
  }
  return firstValue(
    values.filter(value => value.kind !== 'null'),
    node,
    context,
  );
}

function isBoolean({ kind }: Typed): boolean {
  return kind === 'boolean' || kind === 'null' || kind === 'unknown';
}

/** `a`, or where that is null the next. */
function firstTruth(truths: readonly Truth[]): Truth {
  return truths.reduceRight((rest, first) => {
    if (isNever(first.yes) && isNever(first.no)) return rest;
    return {
      yes: isNever(rest.yes)
        ? first.yes
        : isAlways(rest.yes)
          ? not(first.no)
          : laterOr(first.yes, first.no, rest.yes),
      no: isNever(rest.no)
        ? first.no
        : isAlways(rest.no)
          ? not(first.yes)
          : laterOr(first.no, first.yes, rest.no),
    };
  });
}

function laterOr(wanted: Truth['yes'], other: Truth['yes'], rest: Truth['yes']): Truth['yes'] {
  const origin = wanted.origin;
  return {
    kind: 'or',
    operands: [wanted, { kind: 'and', operands: [not(other), rest], origin }],
    origin,
  };
}

function isNever(predicate: Truth['yes']): boolean {
  return predicate.kind === 'always' && !predicate.value;
}

function isAlways(predicate: Truth['yes']): boolean {
  return predicate.kind === 'always' && predicate.value;
}

function firstValue(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const origin = context.origin(node);
  const last = values.at(-1);
  if (last === undefined) return { expression: nothing(origin), kind: 'null' };
  const branches: { when: Truth['yes']; value: Expression }[] = values.slice(0, -1).map(({ expression }) => ({
    when: expression.kind === 'literal' ? always(true, origin) : exists(expression, origin),
    value: expression,
  }));
  if (branches.length === 0) return last;
  const expression: Choice = { kind: 'choice', branches, otherwise: last.expression, origin };
  return { expression, kind: sharedKind(values.map(value => value.kind)) };
}

/** For functions whose arguments are written out: the text of a string. */
export function textArgument(node: ast.Call, position: number, context: Context): string | undefined {
  const argument = node.arguments[position];
  if (argument?.kind === 'string') return context.string(argument);
  const wants = 'a string that is written out';
  return context.report(
    diagnose(
      'esql/argument-type',
      { name: node.name, position: position + 1, wants },
      context.span(argument ?? node),
    ),
  );
}
