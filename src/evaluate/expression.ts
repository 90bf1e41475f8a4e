import type { Arithmetic, Call, Choice, Coercion, Expression, Several } from '../ir/index.ts';
import { coerce } from './coercion.ts';
import { numericOf } from './decimal.ts';
import { matchingFields } from './field-pattern.ts';
import { isGeoFunction, takeGeo } from './geo/functions.ts';
import { onlyValue } from './quantifier.ts';
import type { Read, Scope } from './scope.ts';
import { isSeveralFunction, takeSeveral } from './several-functions.ts';
import { scalarFunction } from './text-functions.ts';
import {
  fromItems,
  type Item,
  isSeveral,
  itemsOf,
  type Scalar,
  textOf,
  type Values,
  valuesOf,
} from './values.ts';

/**
 * The values of an expression. What is made of subjects with several values has a value for each, or each combination of
 * them (as EQL's functions do); combinations beyond `mostValues` are not made. A field pattern has the values of all its
 * fields.
 */
export function compileRead(expression: Expression, scope: Scope): Read {
  switch (expression.kind) {
    case 'field':
      return scope.field(expression.name).values;
    case 'fieldPattern': {
      const fields = matchingFields(expression, scope);
      return view => fromItems(fields(view).flatMap(itemsOf));
    }
    case 'literal': {
      const value = valuesOf(expression.value);
      return () => value;
    }
    case 'call':
      return compileCall(expression, scope);
    case 'arithmetic':
      return compileArithmetic(expression, scope);
    case 'choice':
      return compileChoice(expression, scope);
    case 'coercion':
      return compileCoercion(expression, scope);
    case 'valueCount': {
      const read = compileRead(expression.operand, scope);
      return view => itemsOf(read(view)).length || undefined;
    }
  }
}

const mostValues = 10_000;

type Lists = readonly (readonly Item[])[];

function compileCall(call: Call, scope: Scope): Read {
  const name = call.function;
  if (name === 'now') return () => new Date(scope.now()).toISOString();
  const ofLists = isSeveralFunction(name)
    ? (lists: Lists) => takeSeveral(name, lists)
    : isGeoFunction(name)
      ? (lists: Lists) => takeGeo(name, lists)
      : undefined;
  if (ofLists !== undefined) {
    const reads = call.arguments.map(argument => compileRead(argument, scope));
    return view => fromItems(ofLists(reads.map(read => itemsOf(read(view)))));
  }
  if (name === 'split') return compileSplit(call, scope);
  const apply = scalarFunction(call);
  const casing = call.casing ?? 'exact';
  return overCombinations(
    call.arguments.map(argument => compileRead(argument, scope)),
    items => apply(items, casing),
    call.several,
  );
}

/** The parts of a text between delimiters. */
function compileSplit(call: Call, scope: Scope): Read {
  const [text, delimiter] = call.arguments.map(argument => compileRead(argument, scope));
  return view => {
    const [subject, separator] = [text, delimiter].map(read => read && onlyValue(read(view))[0]);
    if (subject === undefined || separator === undefined) return undefined;
    const [whole, part] = [textOf(subject), textOf(separator)];
    return whole === undefined || part === undefined ? undefined : fromItems(whole.split(part));
  };
}

/** Every operand must have a value. */
function overCombinations(
  reads: readonly Read[],
  apply: (items: readonly Item[]) => Scalar | undefined,
  several?: Several,
): Read {
  return view => {
    const operands: Values[] = [];
    for (const read of reads) {
      const found = read(view);
      const values = several === 'none' ? onlyValue(found)[0] : found;
      if (values === undefined) return undefined;
      operands.push(values);
    }
    if (!operands.some(isSeveral)) return apply(operands as Item[]);
    if (several === 'all') return apply(operands.flatMap(itemsOf));
    const results: Item[] = [];
    for (const items of combinations(operands)) {
      const result = apply(items);
      if (result !== undefined) results.push(result);
    }
    return fromItems(results);
  };
}

function combinations(operands: readonly Values[]): readonly (readonly Item[])[] {
  let rows: (readonly Item[])[] = [[]];
  for (const operand of operands) {
    const longer: (readonly Item[])[] = [];
    for (const row of rows)
      for (const item of itemsOf(operand)) if (longer.length < mostValues) longer.push([...row, item]);
    rows = longer;
  }
  return rows;
}

/** The sign of a remainder is the dividend's. Quotients are real: 5 / 2 is 2.5. */
const operations: Readonly<Record<Arithmetic['operator'], (left: number, right: number) => number>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  modulo: (left, right) => left % right,
};

/** On doubles. No value where an operand is no number, or the result is none (division by zero) or too large. */
function compileArithmetic(arithmetic: Arithmetic, scope: Scope): Read {
  const operate = operations[arithmetic.operator];
  return overCombinations(
    [compileRead(arithmetic.left, scope), compileRead(arithmetic.right, scope)],
    ([first, second]) => {
      const left = first === undefined ? undefined : numericOf(first);
      const right = second === undefined ? undefined : numericOf(second);
      if (left === undefined || right === undefined) return undefined;
      const result = operate(Number(left), Number(right));
      return Number.isFinite(result) ? result : undefined;
    },
    arithmetic.several,
  );
}

/** The first branch whose condition holds, even where its value is none. */
function compileChoice(choice: Choice, scope: Scope): Read {
  const branches = choice.branches.map(({ when, value }) => ({
    when: scope.compile(when, scope),
    value: compileRead(value, scope),
  }));
  const otherwise = choice.otherwise && compileRead(choice.otherwise, scope);
  return view => {
    for (const branch of branches) if (branch.when(view)) return branch.value(view);
    return otherwise?.(view);
  };
}

function compileCoercion(coercion: Coercion, scope: Scope): Read {
  const { to, base } = coercion;
  return overCombinations([compileRead(coercion.operand, scope)], ([item]) =>
    item === undefined ? undefined : coerce(item, to, base),
  );
}
