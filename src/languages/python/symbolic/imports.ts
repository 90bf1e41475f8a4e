import type { Statement } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { regexFlag } from './regexes.ts';
import type { Guarded, Value } from './value.ts';

/** Modules and their members are known by their full names; what they are is looked up when they are called. */
export function bindImports(
  context: Context,
  statement: Extract<Statement, { kind: 'import' }>,
  environment: Environment,
): void {
  for (const { module, member, name } of statement.imports)
    environment.set(name, imported(context, module, member));
}

function imported(context: Context, module: string, member: string | undefined): Guarded {
  const { guards } = context;
  const beside = context.surroundings?.modules.named(module);
  if (beside === undefined) return guards.always(ofLibrary(module, member));
  const environment = context.importedModule(beside);
  if (member === undefined) return guards.always({ kind: 'module', name: module, environment });
  return environment.get(member) ?? context.raise('ImportError');
}

function ofLibrary(module: string, member: string | undefined): Value {
  if (member === undefined) return { kind: 'builtin', name: module };
  const flags = module === 're' ? regexFlag(member) : undefined;
  return flags === undefined ? { kind: 'builtin', name: `${module}.${member}` } : { kind: 'flags', flags };
}
