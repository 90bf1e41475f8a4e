import type { Casing } from '../../src/ir/index.ts';
import { bindings, type Code, leaf as code } from './layout.ts';
import { pythonTuple } from './literal.ts';
import type { Reader } from './scope.ts';

/** Lists longer than this stand in a constant of the module. */
const longestInlineList = 3;

export function comparison(text: string): Code {
  return code(text, bindings.comparison);
}

export function oneOf(
  text: string,
  values: readonly string[],
  field: string,
  role: string,
  scope: Reader,
): Code {
  return comparison(
    values.length === 1 ? `${text} == ${values[0]}` : `${text} in ${listed(values, field, role, scope)}`,
  );
}

export function listed(values: readonly string[], field: string, role: string, scope: Reader): string {
  return values.length > longestInlineList ? scope.constant(field, role, values) : pythonTuple(values);
}

export function fold(text: string, casing: Casing): string {
  return casing === 'ignored' ? text.toLowerCase() : text;
}

export function some(values: readonly string[], test: (values: readonly string[]) => Code): readonly Code[] {
  return values.length === 0 ? [] : [test(values)];
}
