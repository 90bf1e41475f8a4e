import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formats, type Reader, type ReadOptions, readerNamed } from '../readers/index.ts';
import { type FailOn, parseFailOn } from './fail-on.ts';
import { reasonOf } from './input-files.ts';
import type { Arguments } from './options.ts';
import { openReports, type Reports } from './reports.ts';
import { badValue } from './targets.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** What every command that reads rules needs: how to read, where to tell, and what makes it fail. */
export interface Run {
  readonly terminal: Terminal;
  readonly reports: Reports;
  readonly failOn: FailOn;
  readonly readOptions: ReadOptions;
  readonly reader: Reader | undefined;
  readonly outcome: Outcome;
  readonly debug: boolean;
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

export async function openRun(given: Arguments): Promise<Run | Diagnostic> {
  const failOn = parseFailOn(given.one('fail-on'));
  if ('code' in failOn) return failOn;
  const placeholders = readPlaceholders(given.one('placeholders'));
  if ('code' in placeholders) return placeholders;
  const from = given.one('from');
  const reader = from === undefined ? undefined : await readerNamed(from);
  if (from !== undefined && reader === undefined)
    return badValue('--from', from, `one of ${formats.map(entry => entry.format).join(', ')}`);
  if (given.operands.includes('-') && reader === undefined)
    return diagnose('cli/missing', { what: '--from FORMAT, for standard input,' });
  const reports = openReports(given.all('report'));
  if ('code' in reports) return reports;
  return {
    terminal: openTerminal(given),
    reports,
    failOn,
    readOptions: { placeholders },
    reader,
    outcome: new Outcome(),
    debug: given.has('debug'),
  };
}

function readPlaceholders(path: string | undefined): ReadonlyMap<string, readonly string[]> | Diagnostic {
  if (path === undefined) return new Map();
  try {
    const data: unknown = parse(readFileSync(path, 'utf8'));
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      return badValue('--placeholders', path, 'a YAML map of names to lists of values');
    return new Map(Object.entries(data).map(([name, values]) => [name, [values].flat().map(String)]));
  } catch (error) {
    return diagnose('cli/bad-value', {
      option: '--placeholders',
      value: path,
      expected: `a readable YAML file (${reasonOf(error)})`,
    });
  }
}
