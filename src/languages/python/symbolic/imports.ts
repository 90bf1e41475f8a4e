import type { Block, Statement } from '../ast.ts';
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

/** Modules that are there wherever Panther runs rules: those of Python that rules use, its own, and those beside the rule. */
const library: ReadonlySet<string> = new Set([
  ...['abc', 'base64', 'binascii', 'calendar', 'collections', 'copy', 'dataclasses', 'datetime', 'difflib'],
  ...['enum', 'fnmatch', 'functools', 'hashlib', 'html', 'ipaddress', 'itertools', 'json', 'logging', 'math'],
  ...[
    'operator',
    'os',
    'random',
    're',
    'secrets',
    'shlex',
    'statistics',
    'string',
    'sys',
    'textwrap',
    'time',
  ],
  ...['typing', 'unittest', 'urllib', 'uuid', 'zoneinfo', 'jsonpath_ng', 'policyuniverse', 'requests'],
  ...['panther_base_helpers', 'panther_core', 'panther_detection_helpers'],
]);

/** The module that a block imports and nobody knows to be there: what it does in its place is what counts, or is not. */
export function unsureImport(context: Context, block: Block): string | undefined {
  const modules = block.flatMap(each =>
    each.kind === 'import' ? each.imports.map(({ module }) => module) : [],
  );
  return modules.find(
    module =>
      !library.has(module.split('.')[0] ?? '') && context.surroundings?.modules.named(module) === undefined,
  );
}

function imported(context: Context, module: string, member: string | undefined): Guarded {
  const { guards } = context;
  const beside = context.surroundings?.modules.named(module);
  if (beside === undefined) {
    const known = member === undefined ? undefined : context.surroundings?.modules.known(module);
    const helper = known && context.importedModule(known).get(member ?? '');
    return helper ?? guards.always(ofLibrary(module, member));
  }
  const environment = context.importedModule(beside);
  if (member === undefined) return guards.always({ kind: 'module', name: module, environment });
  return environment.get(member) ?? context.raise('ImportError');
}

function ofLibrary(module: string, member: string | undefined): Value {
  if (member === undefined) return { kind: 'builtin', name: module };
  const flags = module === 're' ? regexFlag(member) : undefined;
  return flags === undefined ? { kind: 'builtin', name: `${module}.${member}` } : { kind: 'flags', flags };
}
