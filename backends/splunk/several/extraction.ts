import { type Expression, extractionOf, type Stage, writeRegex } from '../../../src/ir/index.ts';
import { evalName, quoteRegex } from '../quoting.ts';
import { columnName } from './measures.ts';

type ExtractStage = Extract<Stage, { kind: 'extract' }>;

/** Why a text cannot be taken apart by `rex`, or undefined. */
export function extractionProblem(stage: ExtractStage): string | undefined {
  if (stage.syntax === 'regex')
    return stage.subject.kind === 'field' ? undefined : 'rex takes a field as it is';
  const extraction = extractionOf(stage);
  if (extraction === undefined)
    return `rex has no counterpart of this pattern of ${stage.syntax}: each of its fields is one part of the text`;
  const written = writeRegex(extraction.regex, { dialect: 'pcre', use: 'search' });
  return written.text === undefined ? `the regexes of rex lack ${written.lacks}` : undefined;
}

/**
 * `rex` with a group for each field. Its groups bear no dots, and where it finds nothing fields stay as they are, which rename and
 * `fields -` see to.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/rex
 */
export function printExtraction(
  stage: ExtractStage,
  print: (expression: Expression) => string,
): readonly string[] {
  const { subject } = stage;
  if (stage.syntax === 'regex') return [rex(nameOf(subject), stage.pattern)];
  const extraction = extractionOf(stage);
  const written = extraction && writeRegex(extraction.regex, { dialect: 'pcre', use: 'search' }).text;
  if (extraction === undefined || written === undefined) return [];
  const groups = new Map<string, string>();
  for (const [group, field] of extraction.fields) groups.set(group, groupFor(field, stage, groups));
  const pattern = written.replaceAll(/\(\?<(field\d+)>/g, (_, group: string) => `(?<${groups.get(group)}>`);
  const named = [...extraction.fields].map(([group, field]) => ({
    from: groups.get(group) ?? group,
    to: field,
  }));
  const stale = named.filter(({ from, to }) => from === to).map(({ to }) => columnName(to));
  const moved = named.filter(({ from, to }) => from !== to);
  const made = subject.kind === 'field' ? [] : [`| eval ${evalName('extracted_from')}=${print(subject)}`];
  return [
    ...made,
    ...(stale.length === 0 ? [] : [`| fields - ${stale.join(', ')}`]),
    rex(subject.kind === 'field' ? subject.name : 'extracted_from', pattern),
    ...(moved.length === 0
      ? []
      : [`| rename ${moved.map(({ from, to }) => `${columnName(from)} AS ${columnName(to)}`).join(', ')}`]),
  ];
}

function rex(field: string, pattern: string): string {
  return `| rex field=${columnName(field)} ${quoteRegex(pattern)}`;
}

function nameOf(expression: Expression): string {
  return expression.kind === 'field' ? expression.name : '_raw';
}

/** A name of letters, digits and `_`, other than those of the other groups and of the field that is taken apart. */
function groupFor(field: string, { subject }: ExtractStage, groups: ReadonlyMap<string, string>): string {
  const plain = field.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
  const taken = new Set([...groups.values(), nameOf(subject)]);
  let name = plain;
  for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
  return name;
}
