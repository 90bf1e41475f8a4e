import {
  type Casing,
  type Compares,
  type Expression,
  equals,
  exists,
  type FunctionName,
  field,
  type Keyword,
  type Leaf,
  type Literal,
  like,
  type Pattern,
  type Predicate,
  pattern,
  type Quantifier,
  type Value,
} from '../../src/ir/index.ts';

/** Short ways to write the nodes that the tables of this folder are made of. */
export const f = (name: string) => field(name, 'elastic');

export const literal = (value: Value | null): Literal => ({ kind: 'literal', value, origin: [] });

/** `*` and `?` are wildcards. */
export function glob(text: string): Pattern {
  return pattern(
    [...text].map(character =>
      character === '*'
        ? { kind: 'anyRun' }
        : character === '?'
          ? { kind: 'anyOne' }
          : { kind: 'text', text: character },
    ),
  );
}

export function is(
  name: string,
  values: readonly Value[],
  casing: Casing = 'exact',
  quantifier: Quantifier = 'any',
) {
  return equals(f(name), values, { casing, quantifier });
}

export function fits(
  name: string,
  globs: readonly string[],
  casing: Casing = 'exact',
  quantifier: Quantifier = 'any',
) {
  return like(f(name), globs.map(glob), { casing, quantifier });
}

export const has = (name: string) => exists(f(name));

export function compares(
  left: Expression,
  operator: Compares['operator'],
  right: Expression,
  as: Compares['as'],
  options: { casing?: Casing; quantifier?: Quantifier } = {},
): Compares {
  const { casing = 'exact', quantifier = 'any' } = options;
  return { kind: 'compares', left, operator, right, as, casing, quantifier, origin: [] };
}

export function call(name: FunctionName, ...parts: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: parts, origin: [] };
}

export function element(path: string, where: Predicate): Leaf {
  return { kind: 'element', path: f(path), where, origin: [] };
}

export function keyword(
  globs: readonly string[],
  scope: Keyword['scope'],
  casing: Casing = 'ignored',
): Keyword {
  return { kind: 'keyword', patterns: globs.map(glob), casing, scope, origin: [] };
}
