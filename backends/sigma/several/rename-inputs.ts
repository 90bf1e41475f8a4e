import type { Correlate } from '../../../src/ir/index.ts';

/** The same correlation with other names for its inputs. */
export function withNames(search: Correlate, names: readonly string[]): Correlate {
  const byName = new Map(search.inputs.map(({ name }, index) => [name, names[index] ?? name]));
  return {
    ...search,
    inputs: search.inputs.map(({ search: input }, index) => ({ name: names[index] ?? '', search: input })),
    aliases: Object.fromEntries(
      Object.entries(search.aliases).map(([alias, fields]) => [
        alias,
        Object.fromEntries(Object.entries(fields).map(([name, field]) => [byName.get(name) ?? name, field])),
      ]),
    ),
    having: search.measures.length === 0 ? renamed(search.having, byName) : search.having,
  };
}

function renamed(having: Correlate['having'], names: ReadonlyMap<string, string>): Correlate['having'] {
  switch (having.kind) {
    case 'and':
    case 'or':
      return { ...having, operands: having.operands.map(each => renamed(each, names)) };
    case 'not':
      return { ...having, operand: renamed(having.operand, names) };
    case 'compares':
      return having.left.kind === 'field'
        ? { ...having, left: { ...having.left, name: names.get(having.left.name) ?? having.left.name } }
        : having;
    default:
      return having;
  }
}
