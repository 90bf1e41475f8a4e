import type { ReadRule } from '../readers/index.ts';
import { fail } from './failures.ts';
import { readRuleFile, ruleInput } from './rule-stream.ts';
import type { Run } from './run.ts';

/** A rule that was read whole. */
export interface WholeRule extends ReadRule {
  readonly rule: NonNullable<ReadRule['rule']>;
}

/** Reads the files that the operands name; what cannot be read is told, and counts. Gives the number of files. */
export async function forEachRule(
  operands: readonly string[],
  run: Run,
  visit: (read: WholeRule) => void | Promise<void>,
): Promise<number> {
  const input = ruleInput(operands);
  for (const { path, diagnostic } of input.failures) fail(run, path, [diagnostic]);
  for (const [done, path] of input.files.entries()) {
    const file = await readRuleFile(path, run);
    if (file.failures.length > 0) fail(run, path, file.failures);
    for (const read of file.rules) {
      const { rule } = read;
      if (rule === undefined) fail(run, path, read.diagnostics, read);
      else await visit({ ...read, rule });
    }
    run.terminal.progress(done + 1, input.files.length, 'files');
  }
  return input.files.length;
}
