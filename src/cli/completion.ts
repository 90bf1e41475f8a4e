import { targets } from '../../backends/index.ts';
import { assumptions } from '../compile/assumptions.ts';
import { formsOf } from '../compile/index.ts';
import { catalogue, type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formats } from '../readers/index.ts';
import { badChoice } from './bad-value.ts';
import { failOnWords } from './fail-on.ts';
import { type Arguments, type CommandSpec, type OptionSpec, optionsOf } from './options.ts';
import { reportForms } from './reports.ts';
import { writeOutput } from './standard-output.ts';

/** Words that may stand after an option; undefined for a file, or what cannot be told. */
type ValuesOf = (option: OptionSpec) => readonly string[] | undefined;

const shells: Readonly<Record<string, (specs: readonly CommandSpec[], valuesOf: ValuesOf) => string>> = {
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
  writeOutput(write(specs, await optionValues()));
  return 0;
}

async function optionValues(): Promise<ValuesOf> {
  const products = await Promise.all(targets.map(({ load }) => load()));
  const known: Readonly<Record<string, readonly string[]>> = {
    target: products.flatMap(product => [
      product.target,
      ...formsOf(product).map(form => `${product.target}:${form}`),
    ]),
    from: formats.map(({ format }) => format),
    evidence: ['none', 'proved', 'tested', 'engine'],
    'fail-on': failOnWords,
    report: reportForms.map(form => (form === 'github' ? form : `${form}=`)),
  };
  return ({ name, value = '' }) =>
    known[name] ?? (/^[a-z]+(?:\|[a-z]+)+$/.test(value) ? value.split('|') : undefined);
}

/** Words that a command takes where others take paths. */
function operandsOf({ name, operands }: CommandSpec): readonly string[] | undefined {
  if (name === 'explain')
    return [...Object.keys(catalogue), ...Object.keys(assumptions).map(kind => `given:${kind}`)];
  return /^[a-z]+(?:\|[a-z]+)+$/.test(operands) ? operands.split('|') : undefined;
}

function flags(option: OptionSpec): readonly string[] {
  return [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
}

function bashCompletion(specs: readonly CommandSpec[], valuesOf: ValuesOf): string {
  const values = new Map(
    specs
      .flatMap(optionsOf)
      .flatMap(option => flags(option).map(flag => [flag, valuesOf(option)] as const))
      .filter((each): each is [string, readonly string[]] => each[1] !== undefined),
  );
  const cases = [...values].map(
    ([flag, words]) => `    ${flag}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current")) ;;`,
  );
  const ofCommand = specs.map(spec => {
    const words = [...optionsOf(spec).flatMap(flags), ...(operandsOf(spec) ?? [])];
    return `    ${spec.name}) words='${words.join(' ')}' ;;`;
  });
  const names = specs.map(({ name }) => name).join(' ');
  return bashScript(names, cases, ofCommand);
}

/**
 * Readline breaks words at `:` and `=`, which values have: the word is taken from the line, and what stands before its last break is cut
 * from what is offered. https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
function bashScript(names: string, cases: readonly string[], ofCommand: readonly string[]): string {
  return [
    '# bash completion of ruleglot',
    '_ruleglot() {',
    `  local line="\${COMP_LINE:0:COMP_POINT}" current= previous= words= cut= at= last=`,
    '  local -a said',
    '  COMPREPLY=()',
    '  read -ra said <<< "$line"',
    `  last=$((\${#said[@]} - 1))`,
    '  case "$line" in',
    '    *[[:space:]]) ;;',
    `    *) current="\${said[last]}"; unset "said[last]"; last=$((last - 1)) ;;`,
    '  esac',
    `  previous="\${said[last]}"`,
    `  cut="\${current%"\${current##*[:=]}"}"`,
    `  if [ "\${#said[@]}" -eq 1 ]; then`,
    `    COMPREPLY=($(compgen -W '${names} --help --version' -- "$current"))`,
    '    return',
    '  fi',
    `  case "\${said[1]:-}" in`,
    ...ofCommand,
    '  esac',
    '  case "$previous" in',
    ...cases,
    '    *) COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current")) ;;',
    '  esac',
    `  case "$previous $current" in '--report '*=*) COMPREPLY=($(compgen -f -P "$cut" -- "\${current#*=}")) ;; esac`,
    `  for at in "\${!COMPREPLY[@]}"; do COMPREPLY[at]="\${COMPREPLY[at]#"$cut"}"; done`,
    `  case "\${COMPREPLY[0]:-}" in *=) compopt -o nospace +o filenames 2> /dev/null ;; esac`,
    '}',
    'complete -o filenames -F _ruleglot ruleglot',
    '',
  ].join('\n');
}

/** Within single quotes of a shell; zsh takes brackets and colons of a description for its own signs. */
function zshText(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");
}

/** A colon would end the list. */
function zshWords(words: readonly string[]): string {
  return `(${words.join(' ').replaceAll(':', '\\:')})`;
}

function zshCompletion(specs: readonly CommandSpec[], valuesOf: ValuesOf): string {
  const summaries = specs.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`);
  const ofCommand = specs.flatMap(spec => [
    `    ${spec.name})`,
    '      _arguments \\',
    ...optionsOf(spec).flatMap(option => zshOption(option, valuesOf).map(line => `        ${line} \\`)),
    `        '*:${operandsOf(spec) === undefined ? 'path:_files' : `word:${zshWords(operandsOf(spec) ?? [])}`}'`,
    '      ;;',
  ]);
  const forms = reportForms.map(form => (form === 'github' ? form : `${form}=`)).join(' ');
  return [
    '#compdef ruleglot',
    '_ruleglot_report() {',
    "  if compset -P '*='; then _files; else",
    `    compadd -- \${\${=:-${forms}}:#*=}`,
    `    compadd -S '' -- \${(M)\${=:-${forms}}:#*=}`,
    '  fi',
    '}',
    '_ruleglot() {',
    '  local -a commands=(',
    ...summaries,
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'command' commands",
    "    _arguments '--help[this text]' '--version[the version of ruleglot]'",
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

function zshOption(option: OptionSpec, valuesOf: ValuesOf): readonly string[] {
  const words = valuesOf(option);
  const action =
    option.name === 'report' ? '_ruleglot_report' : words === undefined ? '_files' : zshWords(words);
  const value = option.value === undefined ? '' : `:${zshText(option.value)}:${action}`;
  return flags(option).map(flag => {
    const joined = value !== '' && flag.startsWith('--') ? '=' : '';
    return `'${option.repeats ? '*' : ''}${flag}${joined}[${zshText(option.help)}]${value}'`;
  });
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fishCompletion(specs: readonly CommandSpec[], valuesOf: ValuesOf): string {
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
        const files = option.name === 'report' ? '-r -F' : '-x';
        const choices = words === undefined ? ' -r' : ` ${files} -a ${fishText(words.join(' '))}`;
        const value = option.value === undefined ? '' : choices;
        return `complete -c ruleglot ${within} -l ${option.name}${short}${value} -d ${fishText(option.help)}`;
      }),
    ];
  });
  const whole = ['help -d "this text"', 'version -d "the version of ruleglot"'].map(
    option => `complete -c ruleglot -n ${first} -l ${option}`,
  );
  return [`# fish completion of ruleglot: ${names}`, ...whole, ...lines, ''].join('\n');
}
