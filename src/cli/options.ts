import { parseArgs } from 'node:util';
import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { failOnList } from './fail-on.ts';

/** One option of a command, for parsing and for help alike. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in help; absent for a switch. */
  readonly value?: string;
  readonly repeats?: boolean;
  /** Of a list, separated by commas. */
  readonly words?: readonly string[];
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** The words after the options, as in `PATH…`. */
  readonly operands: string;
  readonly options: readonly OptionSpec[];
  readonly notes: readonly string[];
  readonly examples: readonly { readonly command: string; readonly says: string }[];
}

export interface Arguments {
  /** As they were parsed: plain data, from which another thread makes the same. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
  readonly has: (name: string) => boolean;
  readonly one: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
}

/** Options that every command takes. */
const commonOptions: readonly OptionSpec[] = [
  { name: 'debug', help: 'show the stack of a defect' },
  { name: 'quiet', short: 'q', help: 'errors alone: no warnings, no progress, no summary' },
  { name: 'no-color', help: 'no colours (NO_COLOR does the same)' },
  { name: 'help', short: 'h', help: 'this text' },
];

/** Of commands that write reports: the one that scripts read. */
const jsonOption: OptionSpec = {
  name: 'json',
  help: 'the lines of the report on standard output, and nothing else: as --report ndjson=-',
};

/** All options of a command, in the order of its help. */
export function optionsOf({ options }: CommandSpec): readonly OptionSpec[] {
  return [...options, ...(hasReports(options) ? [jsonOption] : []), ...commonOptions];
}

function hasReports(options: readonly OptionSpec[]): boolean {
  return options.some(({ name }) => name === 'report');
}

/** The arguments of a command, or what is wrong with them. */
export function parseArguments(spec: CommandSpec, words: readonly string[]): Arguments | Diagnostic {
  const options = optionsOf(spec);
  const known = new Set(options.map(option => option.name));
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: Object.fromEntries(options.map(option => [option.name, parserOption(option)])),
    });
    const given = argumentsOf(hasReports(spec.options) ? withReport(values) : values, positionals);
    return badWord(options, given) ?? given;
  } catch (error) {
    return usageDiagnostic(error, known);
  }
}

/** A word of a list that its option does not know. */
function badWord(options: readonly OptionSpec[], given: Arguments): Diagnostic | undefined {
  for (const { name, words } of options)
    for (const text of words === undefined ? [] : given.all(name)) {
      const list = failOnList(text, words ?? []);
      if ('code' in list) return list;
    }
  return undefined;
}

function withReport(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { json, report, ...rest } = values;
  const reports = [report ?? [], json === undefined ? [] : 'ndjson=-'].flat(2);
  return reports.length === 0 ? rest : { ...rest, report: reports };
}

function parserOption(option: OptionSpec): { type: 'string' | 'boolean'; multiple: boolean; short?: string } {
  const type = option.value === undefined ? 'boolean' : 'string';
  return { type, multiple: true, ...(option.short === undefined ? {} : { short: option.short }) };
}

export function argumentsOf(
  values: Readonly<Record<string, unknown>>,
  operands: readonly string[],
): Arguments {
  const all = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.map(String) : [];
  };
  return { values, operands, has: name => all(name).length > 0, one: name => all(name).at(-1), all };
}

/** `parseArgs` throws what it finds wrong (https://nodejs.org/docs/latest-v20.x/api/util.html#utilparseargsconfig). */
function usageDiagnostic(error: unknown, known: ReadonlySet<string>): Diagnostic {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const option = /'(-[^' ]+)/.exec(message)?.[1]?.replace(/,$/, '') ?? '';
  const long = /(--[^' ]+)/.exec(message)?.[1] ?? option;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return unknownOption(option, known);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return message.includes('does not take')
        ? diagnose('cli/unexpected', { word: `value of ${long}` })
        : diagnose('cli/missing', { what: `the value of ${long}` });
    default:
      return diagnose('cli/unexpected', { word: message });
  }
}

function unknownOption(name: string, known: ReadonlySet<string>): Diagnostic {
  const near = name.startsWith('--') ? nearestName(name.slice(2), known) : undefined;
  const more = near === undefined ? {} : { help: `did you mean --${near}?` };
  return diagnose('cli/unknown-option', { name }, undefined, more);
}
