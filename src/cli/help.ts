import { type CommandSpec, commonOptions, type OptionSpec } from './options.ts';

/** The help of one command: usage, what it does, options, examples. */
export function commandHelp(spec: CommandSpec): string {
  return [
    `ruleglot ${spec.name} ${spec.operands}`.trimEnd(),
    '',
    `  ${spec.summary}`,
    '',
    'Options:',
    ...[...spec.options, ...commonOptions].map(optionLine),
    ...(spec.notes.length === 0 ? [] : ['', ...spec.notes]),
    '',
    'Examples:',
    ...spec.examples.flatMap(example => [`  ${example.command}`, `      ${example.says}`]),
    '',
  ].join('\n');
}

function optionLine(option: OptionSpec): string {
  const short = option.short === undefined ? '   ' : `-${option.short},`;
  const value = option.value === undefined ? '' : ` ${option.value}`;
  const head = `  ${short} --${option.name}${value}`;
  const repeats = option.repeats ? ' (may repeat)' : '';
  return `${head.padEnd(30)} ${option.help}${repeats}`;
}

/** The overview: every command with its summary. */
export function overview(commands: readonly CommandSpec[], version: string): string {
  return [
    `ruleglot ${version}: detection rules from one SIEM to another, without changing what they mean`,
    '',
    'Usage: ruleglot COMMAND …',
    '',
    ...commands.map(command => `  ${command.name.padEnd(10)} ${command.summary}`),
    '',
    '`ruleglot COMMAND --help` shows options and examples.',
    'Exit codes: 0 done · 1 something in --fail-on happened · 2 usage or configuration · 3 a defect of ruleglot.',
    '',
  ].join('\n');
}
