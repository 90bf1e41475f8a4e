import { parseTargets } from '../cli/targets.ts';
import {
  compile as compileRule,
  defaultProfile,
  located,
  type Translation,
  writeDocuments,
} from '../compile/index.ts';
import type { Rule } from '../ir/index.ts';

export interface CompileSettings {
  /** `relax`: the plain comparison of the target, declared broader or narrower; `keep` when absent. */
  readonly casing?: 'keep' | 'relax';
  /** How Splunk tells new terms: `search` looks through the whole history (when absent), `lookup` keeps in a table what its runs saw. */
  readonly newTerms?: 'search' | 'lookup';
  /** Refuses a rule when a field has no name in the target. */
  readonly strictFields?: boolean;
  /** Of the documents, one that `ruleglot list targets` names; the first of the target when absent. */
  readonly format?: string;
  /** Base name of the documents; `rule` when absent. */
  readonly fileName?: string;
}

/** A rule in a target: verdict, query, what it rests on, and the documents that hold it. None of them are there when it is refused. */
export interface Compiled extends Translation {
  /** As it was asked for. */
  readonly target: string;
  readonly documents: readonly { readonly path: string; readonly text: string }[];
}

/**
 * Translates a rule. `target` is a product, or a language of it: `splunk`, `splunk:cim` (data models, and events where none holds it), `splunk:datamodel`, `panther`, `sigma`, `elastic`, `elastic:eql`.
 * What cannot be said in the target is a verdict with its diagnostics, never an exception; a target or format that there is not is a
 * RangeError. The verdict is what the compiler declares: `verify` finds out.
 */
export async function compile(rule: Rule, target: string, settings: CompileSettings = {}): Promise<Compiled> {
  const { casing = 'keep', newTerms = 'search', strictFields = false, fileName = 'rule' } = settings;
  const found = await parseTargets([target], settings.format);
  if ('code' in found) throw new RangeError([found.message, found.help ?? ''].join('; ').replace(/; $/, ''));
  const [chosen] = found;
  if (chosen === undefined) throw new RangeError('no target');
  const { backend, dialect, format } = chosen;
  const options = { casing, newTerms, strictFields, profile: defaultProfile };
  const translation = compileRule(rule, backend, dialect === undefined ? options : { ...options, dialect });
  const { files, diagnostics } = writeDocuments(translation, backend, { format, fileName, events: [] });
  return {
    ...translation,
    target,
    documents: files,
    diagnostics: located([...translation.diagnostics, ...diagnostics], rule),
  };
}
