import { targets } from '../../backends/index.ts';
import { assumptions } from '../compile/assumptions.ts';
import { formsOf } from '../compile/index.ts';
import { catalogue, type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formats } from '../readers/index.ts';
import { badChoice } from './bad-value.ts';
import { type Arguments, type CommandSpec, type OptionSpec, optionsOf } from './options.ts';
import { reportForms } from './reports.ts';
import { writeOutput } from './standard-output.ts';

/** What may stand after an option: words, files, or what cannot be told. */
type ValuesOf = (option: OptionSpec) => readonly string[] | 'files' | 'unknown';

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
    report: reportForms.map(form => (form === 'github' ? form : `${form}=`)),
  };
  const given = Object.keys(assumptions).map(kind => `given:${kind}`);
  return ({ name, value = '', words }) =>
    known[name] ??
    words?.flatMap(word => (word === 'given:KIND' ? given : [word])) ??
    (/^[a-z]+(?:\|[a-z]+)+$/.test(value) ? value.split('|') : filesOrUnknown(value));
}

function filesOrUnknown(value: string): 'files' | 'unknown' {
  return /^(?:FILE|DIR|PATH)$/.test(value) ? 'files' : 'unknown';
}

/** What a command takes beside options. */
function operandsOf({ name, operands }: CommandSpec): readonly string[] | 'files' | 'none' {
  if (name === 'explain')
    return [...Object.keys(catalogue), ...Object.keys(assumptions).map(kind => `given:${kind}`)];
  if (/^[a-z]+(?:\|[a-z]+)+$/.test(operands)) return operands.split('|');
  return operands === '' ? 'none' : 'files';
}

function flags(option: OptionSpec): readonly string[] {
  return [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
}

function bashCompletion(specs: readonly CommandSpec[], valuesOf: ValuesOf): string {
  const places = new Map<string, string[]>();
  for (const spec of specs)
    for (const option of optionsOf(spec))
      for (const flag of option.value === undefined ? [] : flags(option)) {
        const offered = bashOffer(valuesOf(option));
        const found = places.get(offered) ?? [];
        places.set(offered, [...found, `'${spec.name} ${flag}'`]);
      }
  const cases = [...places].map(([offered, patterns]) => `    ${patterns.join('|')}) ${offered};;`);
  const ofCommand = specs.map(spec => {
    const operands = operandsOf(spec);
    const words = [...optionsOf(spec).flatMap(flags), ...(typeof operands === 'string' ? [] : operands)];
    return `    ${spec.name}) words='${words.join(' ')}'${operands === 'files' ? ' files=1' : ''} ;;`;
  });
  const names = specs.map(({ name }) => name).join(' ');
  return bashScript(names, cases, [...ofCommand, `    help) words='${names}' ;;`]);
}

function bashOffer(values: ReturnType<ValuesOf>): string {
  if (values === 'unknown') return '';
  if (values === 'files') return '_ruleglot_files "$current" ';
  return `COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current")) `;
}

/**
 * Readline breaks words at `:` and `=`, which values have: the word is taken from the line, and what stands before its last break is cut
 * from what is offered. https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
function bashScript(names: string, cases: readonly string[], ofCommand: readonly string[]): string {
  return [
    '# bash completion of ruleglot',
    '# Names of files may have blanks.',
    '_ruleglot_files() {',
    '  local name',
    '  while IFS= read -r name; do COMPREPLY+=("$2$name"); done < <(compgen -f -- "$1")',
    '}',
    '_ruleglot() {',
    `  local line="\${COMP_LINE:0:COMP_POINT}" current= previous= words= files= cut= at= last=`,
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
    `    COMPREPLY=($(compgen -W '${names} help --help --version' -- "$current"))`,
    '    return',
    '  fi',
    `  case "\${said[1]:-}" in`,
    ...ofCommand,
    '  esac',
    `  case "\${said[1]:-} $previous" in`,
    ...cases,
    '    *)',
    '      COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '      [ -z "$files" ] || _ruleglot_files "$current"',
    '      ;;',
    '  esac',
    `  case "$previous $current" in '--report '*=*) _ruleglot_files "\${current#*=}" "$cut" ;; esac`,
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
    ...zshOperands(operandsOf(spec)),
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
    "    'help:Show what a command takes.'",
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
    `    help) _arguments '*:command:${zshWords(specs.map(({ name }) => name))}' ;;`,
    '  esac',
    '}',
    '_ruleglot "$@"',
    '',
  ].join('\n');
}

function zshOperands(operands: ReturnType<typeof operandsOf>): readonly string[] {
  if (operands === 'none') return ["        ':: :'"];
  return [`        '*:${operands === 'files' ? 'path:_files' : `word:${zshWords(operands)}`}'`];
}

function zshOption(option: OptionSpec, valuesOf: ValuesOf): readonly string[] {
  const words = valuesOf(option);
  const plain = words === 'files' ? '_files' : words === 'unknown' ? ' ' : zshWords(words);
  const action = option.name === 'report' ? '_ruleglot_report' : plain;
  const value = option.value === undefined ? '' : `:${zshText(option.value)}:${action}`;
  return flags(option).map(flag => {
    const joined = value !== '' && flag.startsWith('--') ? '=' : '';
    return `'${option.repeats ? '*' : ''}${flag}${joined}[${zshText(option.help)}]${value}'`;
  });
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

const fishFunctions = [
  'function __ruleglot_first',
  '    test (count (commandline -opc)) -eq 1',
  'end',
  'function __ruleglot_of',
  '    set -l said (commandline -opc)',
  '    test (count $said) -gt 1; and test "$said[2]" = "$argv[1]"',
  'end',
];

function fishCompletion(specs: readonly CommandSpec[], valuesOf: ValuesOf): string {
  const names = specs.map(({ name }) => name).join(' ');
  const first = 'complete -c ruleglot -n __ruleglot_first';
  const lines = specs.flatMap(spec => {
    const within = `complete -c ruleglot -n '__ruleglot_of ${spec.name}'`;
    const operands = operandsOf(spec);
    return [
      `${first} -f -a ${spec.name} -d ${fishText(spec.summary)}`,
      ...(operands === 'files' ? [] : [`${within} -f`]),
      ...(typeof operands === 'string' ? [] : [`${within} -a ${fishText(operands.join(' '))}`]),
      ...optionsOf(spec).map(option => {
        const short = option.short === undefined ? '' : ` -s ${option.short}`;
        return `${within} -l ${option.name}${short}${fishValue(option, valuesOf)} -d ${fishText(option.help)}`;
      }),
    ];
  });
  const whole = [
    `${first} -l help -d "this text"`,
    `${first} -l version -d "the version of ruleglot"`,
    `${first} -f -a help -d "Show what a command takes."`,
    `complete -c ruleglot -n '__ruleglot_of help' -f -a ${fishText(names)}`,
  ];
  return [`# fish completion of ruleglot: ${names}`, ...fishFunctions, ...whole, ...lines, ''].join('\n');
}

/** A value is required; files are offered where it is one, and beside the forms of a report. */
function fishValue(option: OptionSpec, valuesOf: ValuesOf): string {
  if (option.value === undefined) return '';
  const values = valuesOf(option);
  if (values === 'files') return ' -r -F';
  if (values === 'unknown') return ' -x';
  return ` ${option.name === 'report' ? '-r -F' : '-x'} -a ${fishText(values.join(' '))}`;
}
