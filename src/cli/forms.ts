import type { CompileOptions } from '../compile/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { badChoice } from './bad-value.ts';
import type { Arguments } from './options.ts';

/** In which of its forms the target says a rule, as the options ask for. */
export function formsOf(given: Arguments): Pick<CompileOptions, 'casing' | 'newTerms'> | Diagnostic {
  const casing = given.one('casing') ?? 'keep';
  if (casing !== 'keep' && casing !== 'relax') return badChoice('--casing', casing, ['keep', 'relax']);
  const newTerms = given.one('new-terms') ?? 'search';
  if (newTerms !== 'search' && newTerms !== 'lookup')
    return badChoice('--new-terms', newTerms, ['search', 'lookup']);
  return { casing, newTerms };
}
