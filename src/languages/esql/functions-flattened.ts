import { diagnose } from '../../diagnostics/index.ts';
import { field } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import type { Definitions } from './definition.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/field_extract */
export const flattenedFunctions: Definitions = {
  field_extract: { minimum: 2, maximum: 2, lower: keyOfField },
};

/** A path of one key: with dots in it, it is written in brackets. */
const oneKey = /^(?:\$?\.?([^.[\]$'"]+)|\$?\[\s*(?:'([^']+)'|"([^"]+)")\s*\])$/;

function keyOfField(node: ast.Call, context: Context): Typed | undefined {
  const [root, path] = node.arguments;
  if (root?.kind !== 'column' || context.columns.made(root.name) !== undefined)
    return wrongArgument(node, 1, 'a flattened field of the index', context);
  if (context.lowerValue(root) === undefined) return undefined;
  const written = path?.kind === 'string' ? context.string(path) : undefined;
  const [, bare, single, double] = oneKey.exec(written ?? '') ?? [];
  const key = bare ?? single ?? double;
  if (key === undefined)
    return wrongArgument(node, 2, `one key that is written out, such as "name" or "['host.name']"`, context);
  const named = field(`${root.name}.${key}`, 'elastic', context.origin(node));
  return { expression: { ...named, type: 'string', keyOf: root.name }, kind: 'text' };
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}
