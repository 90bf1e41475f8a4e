import type { Expression, FunctionName } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { either } from './environment.ts';
import { callOf, each, number } from './functions-text.ts';
import { combine } from './lower-calculation.ts';
import { both, definedOf, literal, nullValue, type Plain, plain, type Value } from './value.ts';

const many = Number.POSITIVE_INFINITY;

/**
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/mathematical-functions,
 * and the pages on trigonometric and on statistical functions beside it.
 */
export const mathFunctions: Readonly<Record<string, EvalFunction>> = {
  ...ofOne(['abs', 'ceil', 'exp', 'floor', 'sqrt']),
  ...ofOne(['acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cos', 'cosh', 'sin', 'sinh', 'tan', 'tanh']),
  ceiling: { least: 1, most: 1, lower: call => ofNumber(call, 'ceil') },
  ln: { least: 1, most: 1, lower: call => ofNumber(call, 'log') },
  log: { least: 1, most: 2, lower: logarithm },
  pow: { least: 2, most: 2, lower: call => ofTwo(call, 'pow') },
  atan2: { least: 2, most: 2, lower: call => ofTwo(call, 'atan2') },
  hypot: { least: 2, most: 2, lower: call => ofTwo(call, 'hypot') },
  pi: { least: 0, most: 0, lower: call => literal(Math.PI, call.origin) },
  max: { least: 1, most: many, lower: call => extreme(call, 'greatest') },
  min: { least: 1, most: many, lower: call => extreme(call, 'least') },
};

function ofOne(names: readonly FunctionName[]): Readonly<Record<string, EvalFunction>> {
  return Object.fromEntries(
    names.map(name => [name, { least: 1, most: 1, lower: call => ofNumber(call, name) } as const]),
  );
}

/** Null of what is no number. */
function ofNumber(call: Call, name: FunctionName, ...more: readonly Expression[]): Value {
  return each(call, ({ expression, type }) =>
    type === 'time'
      ? call.refuse('a time is rounded to a span only, as in floor(_time/300)*300')
      : plain(callOf(name, [expression, ...more], call.origin), 'number'),
  );
}

function ofTwo(call: Call, name: FunctionName): Value {
  return combine(call.value(0), call.value(1), call.node, call.scope, (first, second) =>
    plain(callOf(name, [first.expression, second.expression], call.origin), 'number'),
  );
}

/** To the base 10 where none is written; the IR has the base first. */
function logarithm(call: Call): Value {
  if (call.count === 1) return ofNumber(call, 'log10');
  const base = call.constant(1);
  if (base === undefined) return nullValue;
  return each(call, ({ expression }) =>
    plain(callOf('log', [number(Number(base)), expression], call.origin), 'number'),
  );
}

/** They pass over what is null. Texts are greater than numbers there, and are read nowhere: of a field nothing says which it holds. */
function extreme(call: Call, name: 'greatest' | 'least'): Value {
  const values = call.node.arguments.map((_, position) => call.value(position));
  const [first = nullValue, ...others] = values;
  const areNumbers = values.every(value => value.every(each => isNumber(each.value)));
  if (!areNumbers) return call.refuse('it is read of numbers only, as tonumber(…) gives them');
  return others.reduce((best, next) => {
    const together = combine(best, next, call.node, call.scope, (one, other) =>
      plain(callOf(name, [one.expression, other.expression], call.origin), 'number'),
    );
    const isBoth = both(definedOf(best), definedOf(next));
    return either(
      together.map(each => ({ ...each, when: both(isBoth, each.when) })),
      either(best, next),
    );
  }, first);
}

function isNumber(value: { readonly kind: string } | Plain): boolean {
  return 'type' in value && value.type === 'number';
}
