import { targets } from '../../backends/index.ts';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import type { Backend } from '../ir/index.ts';

/** One `-t`: a target, and the dialect of it that the user forces. */
export interface Target {
  /** As written: `splunk`, `elastic:eql`. */
  readonly name: string;
  readonly backend: Backend;
  readonly dialect?: string;
  /** Document format. */
  readonly format: string;
}

/** The targets that `-t` and `-f` name, or what is wrong with them. */
export async function parseTargets(
  names: readonly string[],
  format: string | undefined,
): Promise<readonly Target[] | Diagnostic> {
  const chosen: Target[] = [];
  for (const name of new Set(names)) {
    const target = await parseTarget(name, format);
    if ('code' in target) return target;
    chosen.push(target);
  }
  if (format !== undefined && !chosen.some(target => target.format === format))
    return badValue(
      '--format',
      format,
      `a format of the targets: ${chosen.flatMap(each => each.backend.formats).join(', ')}`,
    );
  return chosen;
}

async function parseTarget(name: string, format: string | undefined): Promise<Target | Diagnostic> {
  const [product = '', dialect] = name.split(':');
  const entry = targets.find(each => each.target === product);
  const names = targets.map(each => each.target);
  if (entry === undefined)
    return badValue('--target', name, `one of ${names.join(', ')}`, nearestName(product, names));
  const backend = await entry.load();
  const dialects = backend.dialects.map(each => each.name);
  if (dialect !== undefined && !dialects.includes(dialect))
    return badValue(
      '--target',
      name,
      `${product} or ${dialects.map(each => `${product}:${each}`).join(', ')}`,
    );
  const own =
    format !== undefined && backend.formats.includes(format) ? format : (backend.formats[0] ?? 'text');
  return { name, backend, format: own, ...(dialect === undefined ? {} : { dialect }) };
}

export function badValue(option: string, value: string, expected: string, near?: string): Diagnostic {
  const more = near === undefined ? {} : { help: `did you mean ${near}?` };
  return diagnose('cli/bad-value', { option, value, expected }, undefined, more);
}
