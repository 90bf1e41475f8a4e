import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Environment } from '../project/environment.ts';
import { formats, type Reader, type ReadOptions, readerNamed } from '../readers/index.ts';
import { badChoice, badValue } from './bad-value.ts';
import { type FailOn, parseFailOn } from './fail-on.ts';
import { filesBeside } from './files-beside.ts';
import { readMacroFiles } from './macro-files.ts';
import type { Arguments } from './options.ts';
import { ownEnvironment } from './own-environment.ts';
import { finalizing, readPipelines } from './pipelines.ts';
import { openReports, type Reports } from './reports.ts';
import { gatherSigmaRun } from './sigma-run.ts';
import { writeOutput } from './standard-output.ts';
import { reasonOf } from './system-errors.ts';
import { openTerminal, type Screen, type Terminal } from './terminal.ts';

/** How to read rules, and what makes a run fail: the same on every thread of it. */
export interface RunSettings {
  readonly failOn: FailOn;
  readonly readOptions: ReadOptions;
  /** What the project says of its fields, data sources and products. */
  readonly environment: Environment;
  /** Of `--from`. */
  readonly reader: Reader | undefined;
  readonly debug: boolean;
}

/** What every command that reads rules needs: its settings, and where to tell. */
export interface Run extends RunSettings {
  readonly terminal: Terminal;
  readonly reports: Reports;
  /** Standard output. */
  readonly output: (text: string) => void;
  readonly outcome: Outcome;
}

/** The exit code so far: the highest of what happened. */
export class Outcome {
  #code = 0;

  raise(code: 1 | 2 | 3): void {
    this.#code = Math.max(this.#code, code);
  }

  get code(): number {
    return this.#code;
  }
}

/** Checks what all such commands have in common; opens the reports last, so that a wrong option empties none. */
export async function openRun(given: Arguments, screen: Screen): Promise<Run | Diagnostic> {
  const terminal = openTerminal(given, screen);
  const settings = await runSettings(given, terminal);
  if ('code' in settings) return settings;
  const outcome = new Outcome();
  const complain = (diagnostic: Diagnostic, path: string): void => {
    terminal.diagnostic(diagnostic, path);
    outcome.raise(2);
  };
  const finalize = finalizing(settings.readOptions.pipelines ?? []);
  const reports = openReports(given.all('report'), complain, finalize);
  if ('code' in reports) return reports;
  const sigma = await gatherSigmaRun([...given.operands, ...given.all('filter')]);
  const readOptions = { ...settings.readOptions, ...(sigma === undefined ? {} : { run: sigma }) };
  return { ...settings, readOptions, terminal, reports, output: writeOutput, outcome };
}

/** What the options say, without the other files of the run. */
export async function runSettings(given: Arguments, terminal: Terminal): Promise<RunSettings | Diagnostic> {
  const failOn = parseFailOn(given.one('fail-on'));
  const environment = await ownEnvironment(given, terminal);
  if ('code' in environment) return environment;
  const placeholders = readPlaceholders(given.all('placeholders'));
  if ('code' in placeholders) return placeholders;
  const from = given.one('from');
  const reader = from === undefined ? undefined : await readerNamed(from);
  if (from !== undefined && reader === undefined)
    return badChoice(
      '--from',
      from,
      formats.map(entry => entry.format),
    );
  if (given.operands.includes('-') && reader === undefined)
    return diagnose('cli/missing', { what: '--from FORMAT, for standard input,' });
  const pipelines = await readPipelines(
    given.all('pipeline'),
    terminal,
    given.all('report').some(each => each.startsWith('finalized=')),
  );
  if ('code' in pipelines) return pipelines;
  const macros = await readMacroFiles(given.all('macros'));
  if ('code' in macros) return macros;
  const beside = filesBeside(given.one('helpers'));
  const readOptions = { placeholders, pipelines, beside, ...macros };
  return { failOn, readOptions, environment, reader, debug: given.has('debug') };
}

/** Values that several files give to one name are all of it. */
function readPlaceholders(paths: readonly string[]): ReadonlyMap<string, readonly string[]> | Diagnostic {
  const found = new Map<string, readonly string[]>();
  for (const path of paths) {
    const data = placeholdersIn(path);
    if (data === undefined || 'code' in data)
      return data ?? badValue('--placeholders', path, 'a YAML map of names to lists of values');
    for (const [name, values] of data) found.set(name, [...new Set([...(found.get(name) ?? []), ...values])]);
  }
  return found;
}

function placeholdersIn(path: string): readonly (readonly [string, string[]])[] | Diagnostic | undefined {
  try {
    const data: unknown = parse(readFileSync(path, 'utf8'));
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
    const found = Object.entries(data).map(([name, values]) => [name, [values].flat()] as const);
    if (found.some(([, values]) => values.some(each => typeof each === 'object'))) return undefined;
    return found.map(([name, values]) => [name, values.map(String)] as const);
  } catch (error) {
    return badValue('--placeholders', path, `a readable YAML file (${reasonOf(error)})`);
  }
}
