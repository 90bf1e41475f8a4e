import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import type { FunctionCall } from './ast.ts';
import type { Context } from './context.ts';

interface Signature {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Whether there is a form with ~. */
  readonly folds: boolean;
  readonly gives: 'condition' | 'string' | 'number';
}

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref */
const signatures = [
  { name: 'add', minimum: 2, maximum: 2, folds: false, gives: 'number' },
  { name: 'between', minimum: 3, maximum: 4, folds: true, gives: 'string' },
  { name: 'cidrMatch', minimum: 2, maximum: Number.POSITIVE_INFINITY, folds: false, gives: 'condition' },
  { name: 'concat', minimum: 1, maximum: Number.POSITIVE_INFINITY, folds: false, gives: 'string' },
  { name: 'divide', minimum: 2, maximum: 2, folds: false, gives: 'number' },
  { name: 'endsWith', minimum: 2, maximum: 2, folds: true, gives: 'condition' },
  { name: 'indexOf', minimum: 2, maximum: 3, folds: true, gives: 'number' },
  { name: 'length', minimum: 1, maximum: 1, folds: false, gives: 'number' },
  { name: 'modulo', minimum: 2, maximum: 2, folds: false, gives: 'number' },
  { name: 'multiply', minimum: 2, maximum: 2, folds: false, gives: 'number' },
  { name: 'number', minimum: 1, maximum: 2, folds: false, gives: 'number' },
  { name: 'startsWith', minimum: 2, maximum: 2, folds: true, gives: 'condition' },
  { name: 'string', minimum: 1, maximum: 1, folds: false, gives: 'string' },
  { name: 'stringContains', minimum: 2, maximum: 2, folds: true, gives: 'condition' },
  { name: 'substring', minimum: 2, maximum: 3, folds: false, gives: 'string' },
  { name: 'subtract', minimum: 2, maximum: 2, folds: false, gives: 'number' },
] as const satisfies readonly Signature[];

export type EqlFunction = (typeof signatures)[number];

/** Public rules write names in any case (`startswith~`). */
const byName: ReadonlyMap<string, EqlFunction> = new Map(
  signatures.map(signature => [signature.name.toLowerCase(), signature]),
);

/** What to write in place of the functions of older EQL. */
const legacy: Readonly<Record<string, string>> = {
  isnull: 'write FIELD == null',
  wildcard: 'write FIELD : ("…", "…")',
  match: 'write FIELD regex~ ("…", "…")',
  matchlite: 'write FIELD regex~ ("…", "…")',
  arraycontains: 'arrays match by any of their values: write FIELD : "…"',
  arraysearch: 'Elasticsearch has no array functions; arrays match by any of their values',
  arraycount: 'Elasticsearch has no array functions; arrays match by any of their values',
};

export function isCondition(name: string): boolean {
  return byName.get(name.toLowerCase())?.gives === 'condition';
}

/** The function of a call, if it exists and takes so many arguments. */
export function resolveFunction(call: FunctionCall, context: Context): EqlFunction | undefined {
  const found = byName.get(call.name.toLowerCase());
  const problem = found === undefined ? unknownFunction(call, context) : misuse(found, call, context);
  return problem === undefined ? found : context.report(problem);
}

function unknownFunction(call: FunctionCall, context: Context): Diagnostic {
  const { name, start, nameEnd } = call;
  const help = legacy[name.toLowerCase()];
  const nearest = nearestName(
    name,
    signatures.map(signature => signature.name),
  );
  const span = context.span({ start, end: nameEnd });
  return diagnose('eql/unknown-function', { name, nearest }, span, help === undefined ? {} : { help });
}

function misuse(found: EqlFunction, call: FunctionCall, context: Context): Diagnostic | undefined {
  const { name, minimum, maximum, folds } = found;
  const given = call.arguments.length;
  if (call.ignoresCase && !folds)
    return diagnose(
      'eql/function-keeps-case',
      { name },
      context.span({ start: call.start, end: call.nameEnd }),
    );
  if (given >= minimum && given <= maximum) return undefined;
  return diagnose('eql/argument-count', { name, takes: takes(minimum, maximum), given }, context.span(call));
}

function takes(minimum: number, maximum: number): string {
  const noun =
    maximum === 1 || (minimum === 1 && maximum === Number.POSITIVE_INFINITY) ? 'argument' : 'arguments';
  if (maximum === Number.POSITIVE_INFINITY) return `at least ${minimum} ${noun}`;
  return minimum === maximum ? `${minimum} ${noun}` : `${minimum} to ${maximum} ${noun}`;
}
