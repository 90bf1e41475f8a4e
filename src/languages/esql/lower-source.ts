import { always, type Events, type LogSource } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

type From = Extract<ast.Command, { kind: 'from' }>;

/** All events of the indices that `from` names. */
export function lowerSource(
  from: From,
  range: ast.Range,
  source: LogSource,
  context: Context,
): Events | undefined {
  const indices = indicesOf(from, context);
  if (indices === undefined) return undefined;
  return {
    kind: 'events',
    source: { ...source, elastic: { ...source.elastic, indices } },
    where: always(true),
    origin: context.origin(range),
  };
}

/** In quotes several may stand in one, parted by commas. */
function indicesOf(from: From, context: Context): readonly string[] | undefined {
  const names = from.indices.map(word => (word.image.startsWith('"') ? context.string(word) : word.image));
  if (!names.every(name => name !== undefined)) return undefined;
  return names
    .flatMap(name => name.split(','))
    .map(name => name.trim())
    .filter(name => name !== '');
}
