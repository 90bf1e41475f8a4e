#!/usr/bin/env node
import type { Diagnostic } from '../diagnostics/index.ts';
import { diagnose, formatDiagnostic, nearestName } from '../diagnostics/index.ts';
import { commands } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { type Arguments, parseArguments } from './options.ts';
import { version } from './version.ts';

process.exitCode = await main(process.argv.slice(2));

/** Runs a command; gives the exit code. A failure of ruleglot itself is 3, with its stack only under --debug. */
async function main(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(words);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    if ((failure as { code?: string }).code === 'EPIPE') return 0;
    complain(diagnose('internal/crash', { message: failure.message }));
    if (words.includes('--debug')) process.stderr.write(`${failure.stack}\n`);
    return 3;
  }
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return showOverview();
  if (name === '--version' || name === '-V') return show(`${version}\n`);
  const command = commands.find(each => each.spec.name === name);
  if (command === undefined) {
    const near = nearestName(
      name,
      commands.map(each => each.spec.name),
    );
    return complain(
      diagnose('cli/unknown-command', { name }, undefined, near ? { help: `did you mean '${near}'?` } : {}),
    );
  }
  const parsed = parseArguments(command.spec, rest);
  if (isDiagnostic(parsed)) return complain(parsed);
  if (parsed.has('help')) return show(commandHelp(command.spec));
  const result = await (await command.load())(parsed);
  return typeof result === 'number' ? result : complain(result);
}

function isDiagnostic(value: Arguments | Diagnostic): value is Diagnostic {
  return 'code' in value;
}

function showOverview(): number {
  return show(
    overview(
      commands.map(command => command.spec),
      version,
    ),
  );
}

function show(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(diagnostic: Diagnostic): number {
  process.stderr.write(`${formatDiagnostic(diagnostic, 'ruleglot')}\n`);
  return 2;
}
