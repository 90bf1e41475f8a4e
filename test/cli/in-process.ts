import { runCommand } from '../../src/cli/run-command.ts';
import type { Ran } from './ruleglot.ts';

/**
 * Runs a command in this process, which spares the start of one; `output` is where the test's mock of `writeOutput` puts what goes
 * to standard output.
 */
export async function ranHere(words: readonly string[], output: string[]): Promise<Ran> {
  const said: string[] = [];
  output.length = 0;
  const code = await runCommand(words, {
    isTerminal: false,
    noColour: false,
    now: () => 0,
    write: text => void said.push(text),
  });
  return { code, stdout: output.join(''), stderr: said.join('') };
}
