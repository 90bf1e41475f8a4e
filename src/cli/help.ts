import { type CommandSpec, type OptionSpec, optionsOf } from './options.ts';
import { version } from './version.ts';

const width = 100;
const column = 30;

/** The help of one command: usage, what it does, options, what there is to know, examples. */
export function commandHelp(spec: CommandSpec): string {
  return [
    `ruleglot ${spec.name} ${spec.operands}`.trimEnd(),
    '',
    ...wrapped(spec.summary, 2),
    '',
    'Options:',
    ...optionsOf(spec).flatMap(optionLines),
    ...spec.notes.flatMap(note => ['', ...wrapped(note, 0)]),
    '',
    'Examples:',
    ...spec.examples.flatMap(({ command, says }) => [`  ${command}`, `      ${says}`]),
    '',
  ].join('\n');
}

function optionLines(option: OptionSpec): readonly string[] {
  const short = option.short === undefined ? '   ' : `-${option.short},`;
  const value = option.value === undefined ? '' : ` ${option.value}`;
  const head = `  ${short} --${option.name}${value}`;
  const [first = '', ...more] = wrapped(`${option.help}${option.repeats ? ' (may repeat)' : ''}`, column);
  return head.length < column ? [head.padEnd(column) + first.trimStart(), ...more] : [head, first, ...more];
}

/** Lines of a text, each after so many blanks. A table in a note has line ends of its own. */
function wrapped(text: string, indent: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/(?<=\S)(?= \S)/)) {
      if (line !== '' && indent + line.length + word.length > width) {
        lines.push(' '.repeat(indent) + line);
        line = word.trimStart();
      } else line += word;
    }
    lines.push(' '.repeat(indent) + line);
  }
  return lines;
}

/** The overview: every command with its summary, and what all have in common. */
export function overview(commands: readonly CommandSpec[]): string {
  return [
    `ruleglot ${version}: detection rules from one SIEM to another, without changing what they mean`,
    '',
    'Usage: ruleglot COMMAND …',
    '',
    ...commands.map(command => `  ${command.name.padEnd(10)} ${command.summary}`),
    '',
    verdictsHelp,
    '',
    exitCodesHelp,
    '',
    'Start here:',
    '  ruleglot convert rules -t splunk -o packs       translate a folder of rules',
    '  ruleglot convert rule.yml -t elastic            see one translation',
    '  ruleglot match rules --events events.ndjson     try rules on events',
    '',
    '`ruleglot COMMAND --help` shows options and examples, `ruleglot explain CODE` what a diagnostic means.',
    '',
  ].join('\n');
}

export const verdictsHelp = [
  'Verdicts: each translation says how it stands to its rule.',
  '  exact      matches the same events, given the assumptions listed with it',
  '  broader    matches all that the rule does, and more; the reason is named',
  '  narrower   matches nothing that the rule does not, but not all; the reason is named',
  '  different  both at once',
  '  refused    the target cannot say the rule: nothing is written',
].join('\n');

export const exitCodesHelp = [
  'Exit codes, the highest after the whole run:',
  '  0  done',
  '  1  something that --fail-on names has happened',
  '  2  wrong usage or configuration, or output that cannot be written',
  '  3  a defect of ruleglot; the other rules are done all the same',
].join('\n');
