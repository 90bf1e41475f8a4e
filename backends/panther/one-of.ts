import type { Casing } from '../../src/ir/index.ts';
import { bindings, type Code, leaf as code } from './layout.ts';
import { pythonTuple } from './literal.ts';
import type { Reader } from './scope.ts';

/** Lists of more values or characters than this stand in a constant of the module. */
const inline = { values: 3, characters: 60 } as const;

export function comparison(text: string, negation?: string): Code {
  const made = code(text, bindings.comparison);
  return made.kind === 'leaf' && negation !== undefined ? { ...made, negation } : made;
}

export function isIn(text: string, list: string): Code {
  return comparison(`${text} in ${list}`, `${text} not in ${list}`);
}

export function isEqual(text: string, value: string): Code {
  return comparison(`${text} == ${value}`, `${text} != ${value}`);
}

export function oneOf(
  text: string,
  values: readonly string[],
  field: string,
  role: string,
  scope: Reader,
): Code {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? isEqual(text, only)
    : isIn(text, listed(values, field, role, scope));
}

export function listed(values: readonly string[], field: string, role: string, scope: Reader): string {
  const tuple = pythonTuple(values);
  const isShort = values.length <= inline.values && tuple.length <= inline.characters;
  return isShort || values.length < 2 ? tuple : scope.constant(field, role, values);
}

export function fold(text: string, casing: Casing): string {
  return casing === 'ignored' ? text.toLowerCase() : text;
}

export function some(values: readonly string[], test: (values: readonly string[]) => Code): readonly Code[] {
  return values.length === 0 ? [] : [test(values)];
}
