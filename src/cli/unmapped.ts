import type { CompileOptions, Unmapped } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { badChoice } from './bad-value.ts';
import type { Arguments } from './options.ts';

const choices: readonly Unmapped[] = ['keep', 'drop', 'refuse'];

/** What `--unmapped` and `--strict-fields` say of fields without a name in the target. */
export function unmappedOf(
  given: Arguments,
): Required<Pick<CompileOptions, 'strictFields' | 'unmapped'>> | Diagnostic {
  const isStrict = given.has('strict-fields');
  const written = given.one('unmapped') ?? (isStrict ? 'refuse' : 'keep');
  const unmapped = choices.find(choice => choice === written);
  if (unmapped === undefined) return badChoice('--unmapped', written, choices);
  if (isStrict && unmapped !== 'refuse')
    return diagnose('cli/unexpected', { word: `--unmapped ${written} beside --strict-fields` });
  return { strictFields: unmapped === 'refuse', unmapped };
}
