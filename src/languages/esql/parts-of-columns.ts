import type { Typed } from './columns.ts';
import { partsOf } from './places.ts';

/** Of a point or a range that a command made, the columns of which the query speaks in its place: they go where it goes. */
export function partColumns({ expression, kind, bounds }: Typed): readonly string[] {
  const place = partsOf({ expression, kind });
  const parts =
    bounds === undefined
      ? [place?.longitude, place?.latitude]
      : [bounds.from.expression, bounds.to.expression];
  return parts.flatMap(part => (part?.kind === 'field' && part.isOfPoint !== true ? [part.name] : []));
}

/** The same value, of columns that have other names. */
export function withParts(value: Typed, renamed: ReadonlyMap<string, string>): Typed {
  const { bounds } = value;
  if (bounds !== undefined)
    return { ...value, bounds: { from: called(bounds.from, renamed), to: called(bounds.to, renamed) } };
  const { expression } = value;
  if (expression.kind !== 'call') return value;
  const given = expression.arguments.map(
    each => called({ expression: each, kind: 'double' }, renamed).expression,
  );
  return { ...value, expression: { ...expression, arguments: given } };
}

function called(value: Typed, renamed: ReadonlyMap<string, string>): Typed {
  const { expression } = value;
  const name = expression.kind === 'field' ? renamed.get(expression.name) : undefined;
  return name === undefined || expression.kind !== 'field'
    ? value
    : { ...value, expression: { ...expression, name } };
}
