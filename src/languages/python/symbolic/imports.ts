import type { Statement } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { regexFlag } from './regexes.ts';
import type { Value } from './value.ts';

/** Modules and their members are known by their full names; what they are is looked up when they are called. */
export function bindImports(
  context: Context,
  statement: Extract<Statement, { kind: 'import' }>,
  environment: Environment,
): void {
  for (const { module, member, name } of statement.imports)
    environment.set(name, context.guards.always(imported(module, member)));
}

function imported(module: string, member: string | undefined): Value {
  if (member === undefined) return { kind: 'builtin', name: module };
  const flags = module === 're' ? regexFlag(member) : undefined;
  return flags === undefined ? { kind: 'builtin', name: `${module}.${member}` } : { kind: 'flags', flags };
}
