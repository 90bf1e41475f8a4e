import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';

export function badValue(option: string, value: string, expected: string, near?: string): Diagnostic {
  const more = near === undefined ? {} : { help: `did you mean ${near}?` };
  return diagnose('cli/bad-value', { option, value, expected }, undefined, more);
}

/** Of an option that takes one of a few words. */
export function badChoice(option: string, value: string, choices: readonly string[]): Diagnostic {
  return badValue(option, value, `one of ${choices.join(', ')}`, nearestName(value, choices));
}
