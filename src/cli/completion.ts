import { targets } from '../../backends/index.ts';
import { catalogue, type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formats } from '../readers/index.ts';
import { badChoice } from './bad-value.ts';
import { type Arguments, type CommandSpec, type OptionSpec, optionsOf } from './options.ts';
import { writeOutput } from './standard-output.ts';

const shells: Readonly<Record<string, (specs: readonly CommandSpec[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `ruleglot completion`. */
export async function completion(
  given: Arguments,
  specs: readonly CommandSpec[],
): Promise<number | Diagnostic> {
  const [shell, extra] = given.operands;
  if (shell === undefined) return diagnose('cli/missing', { what: Object.keys(shells).join('|') });
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const write = shells[shell];
  if (write === undefined) return badChoice('completion', shell, Object.keys(shells));
  writeOutput(write(specs));
  return 0;
}

/** Words that may stand after an option; undefined for a file, or what cannot be told. */
function valuesOf({ name, value = '' }: OptionSpec): readonly string[] | undefined {
  if (name === 'target') return targets.map(({ target }) => target);
  if (name === 'from') return formats.map(({ format }) => format);
  return /^[a-z]+(?:\|[a-z]+)+$/.test(value) ? value.split('|') : undefined;
}

/** Words that a command takes where others take paths. */
function operandsOf({ name, operands }: CommandSpec): readonly string[] | undefined {
  if (name === 'explain') return Object.keys(catalogue);
  return /^[a-z]+(?:\|[a-z]+)+$/.test(operands) ? operands.split('|') : undefined;
}

function flags(option: OptionSpec): readonly string[] {
  return [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
}

function bashCompletion(specs: readonly CommandSpec[]): string {
  const values = new Map(
    specs
      .flatMap(optionsOf)
      .flatMap(option => flags(option).map(flag => [flag, valuesOf(option)] as const))
      .filter((each): each is [string, readonly string[]] => each[1] !== undefined),
  );
  const cases = [...values].map(
    ([flag, words]) => `    ${flag}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current")); return ;;`,
  );
  const ofCommand = specs.map(spec => {
    const words = [...optionsOf(spec).flatMap(flags), ...(operandsOf(spec) ?? [])];
    return `    ${spec.name}) words='${words.join(' ')}' ;;`;
  });
  return [
    '# bash completion of ruleglot',
    '_ruleglot() {',
    `  local current="\${COMP_WORDS[COMP_CWORD]}" words=`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W '${specs.map(({ name }) => name).join(' ')} --help --version' -- "$current"))`,
    '    return',
    '  fi',
    `  case "\${COMP_WORDS[COMP_CWORD-1]}" in`,
    ...cases,
    '  esac',
    `  case "\${COMP_WORDS[1]}" in`,
    ...ofCommand,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))',
    '}',
    'complete -o filenames -F _ruleglot ruleglot',
    '',
  ].join('\n');
}

/** Within single quotes of a shell; zsh takes brackets and colons of a description for its own signs. */
function zshText(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll(/[[\]:\\]/g, '\\$&');
}

function zshCompletion(specs: readonly CommandSpec[]): string {
  const summaries = specs.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`);
  const ofCommand = specs.flatMap(spec => [
    `    ${spec.name})`,
    '      _arguments \\',
    ...optionsOf(spec).flatMap(option => zshOption(option).map(line => `        ${line} \\`)),
    `        '*:${operandsOf(spec) === undefined ? 'path:_files' : `word:(${operandsOf(spec)?.join(' ')})`}'`,
    '      ;;',
  ]);
  return [
    '#compdef ruleglot',
    '_ruleglot() {',
    '  local -a commands=(',
    ...summaries,
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    `  local command="\${words[2]}"`,
    '  shift words',
    '  (( CURRENT-- ))',
    '  case "$command" in',
    ...ofCommand,
    '  esac',
    '}',
    '_ruleglot "$@"',
    '',
  ].join('\n');
}

function zshOption(option: OptionSpec): readonly string[] {
  const words = valuesOf(option);
  const action = words === undefined ? '_files' : `(${words.join(' ')})`;
  const value = option.value === undefined ? '' : `:${zshText(option.value)}:${action}`;
  return flags(option).map(flag => `'${option.repeats ? '*' : ''}${flag}[${zshText(option.help)}]${value}'`);
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fishCompletion(specs: readonly CommandSpec[]): string {
  const names = specs.map(({ name }) => name).join(' ');
  const first = `__fish_use_subcommand`;
  const lines = specs.flatMap(spec => {
    const within = `-n '__fish_seen_subcommand_from ${spec.name}'`;
    const operands = operandsOf(spec);
    return [
      `complete -c ruleglot -f -n ${first} -a ${spec.name} -d ${fishText(spec.summary)}`,
      ...(operands === undefined
        ? []
        : [`complete -c ruleglot -f ${within} -a ${fishText(operands.join(' '))}`]),
      ...optionsOf(spec).map(option => {
        const short = option.short === undefined ? '' : ` -s ${option.short}`;
        const words = valuesOf(option);
        const choices = words === undefined ? ' -r' : ` -x -a ${fishText(words.join(' '))}`;
        const value = option.value === undefined ? '' : choices;
        return `complete -c ruleglot ${within} -l ${option.name}${short}${value} -d ${fishText(option.help)}`;
      }),
    ];
  });
  return [`# fish completion of ruleglot: ${names}`, ...lines, ''].join('\n');
}
