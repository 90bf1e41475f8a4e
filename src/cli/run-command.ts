import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { commands } from './commands.ts';
import { crashOf } from './failures.ts';
import { commandHelp, overview } from './help.ts';
import { parseArguments } from './options.ts';
import { OutputFailure, writeOutput } from './standard-output.ts';
import { openTerminal, type Screen, standardError } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';
import { version } from './version.ts';

/** Runs a command; gives the exit code: 2 for wrong arguments, 3 for a failure of ruleglot itself. */
export async function runCommand(
  words: readonly string[],
  screen: Screen = standardError(),
  threads?: StartThread,
): Promise<number> {
  const terminal = openTerminal({ has: name => words.includes(`--${name}`) }, screen);
  const complain = (diagnostic: Diagnostic, code: number): number => {
    terminal.diagnostic(diagnostic, 'ruleglot');
    return code;
  };
  try {
    const result = await dispatch(words, screen, threads);
    return typeof result === 'number' ? result : complain(result, 2);
  } catch (error) {
    if (!(error instanceof OutputFailure)) return complain(crashOf(error, words.includes('--debug')), 3);
    const { message: reason, readerGone } = error;
    return readerGone ? 0 : complain(diagnose('cli/unwritable', { path: 'standard output', reason }), 2);
  }
}

async function dispatch(
  words: readonly string[],
  screen: Screen,
  threads: StartThread | undefined,
): Promise<number | Diagnostic> {
  const [first = '--help', ...rest] = words;
  if (first === '--version' || first === '-V') return show(`${version}\n`);
  const isHelp = first === '--help' || first === '-h' || first === 'help';
  const name = isHelp ? rest[0] : first;
  if (name === undefined) return show(overview(commands.map(({ spec }) => spec)));
  const command = commands.find(({ spec }) => spec.name === name);
  if (command === undefined) return unknownCommand(name);
  const given = parseArguments(command.spec, isHelp ? ['--help'] : rest);
  if ('code' in given) return given;
  return given.has('help') ? show(commandHelp(command.spec)) : (await command.load())(given, screen, threads);
}

function unknownCommand(name: string): Diagnostic {
  const near = nearestName(
    name,
    commands.map(({ spec }) => spec.name),
  );
  const more = near === undefined ? {} : { help: `did you mean '${near}'?` };
  return diagnose('cli/unknown-command', { name }, undefined, more);
}

function show(text: string): number {
  writeOutput(text);
  return 0;
}
