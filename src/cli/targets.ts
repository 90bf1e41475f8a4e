import { targets } from '../../backends/index.ts';
import { dialectsFor, formsOf } from '../compile/index.ts';
import { type Diagnostic, nearestName } from '../diagnostics/index.ts';
import type { Backend } from '../ir/index.ts';
import { badValue } from './bad-value.ts';

/** One `-t`: a target, and the dialect of it, or the choice of dialects, that the user forces. */
export interface Target {
  /** As written: `splunk`, `elastic:eql`. */
  readonly name: string;
  readonly backend: Backend;
  readonly dialect?: string;
  /** Of the dialect that is tried first. */
  readonly language: string;
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
  const documents = [...new Set(chosen.flatMap(each => each.backend.formats))];
  if (format !== undefined && !chosen.some(target => target.format === format))
    return badValue(
      '--format',
      format,
      `a format of the targets: ${documents.join(', ')}`,
      nearestName(format, documents),
    );
  return chosen;
}

async function parseTarget(name: string, format: string | undefined): Promise<Target | Diagnostic> {
  const colon = name.indexOf(':');
  const product = colon === -1 ? name : name.slice(0, colon);
  const dialect = colon === -1 ? undefined : name.slice(colon + 1);
  const entry = targets.find(each => each.target === product);
  const names = targets.map(each => each.target);
  if (entry === undefined)
    return badValue('--target', name, `one of ${names.join(', ')}`, nearestName(product, names));
  const backend = await entry.load();
  const forms = formsOf(backend);
  const spelt = forms.map(each => `${product}:${each}`);
  if (dialect !== undefined && !forms.includes(dialect))
    return badValue('--target', name, `${product} or ${spelt.join(', ')}`, nearestName(name, spelt));
  const own =
    format !== undefined && backend.formats.includes(format) ? format : (backend.formats[0] ?? 'text');
  const forced = dialect === undefined ? {} : { dialect };
  const language = dialectsFor(backend, forced)[0]?.language ?? product;
  return { name, backend, format: own, language, ...forced };
}
