import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type SourceFile, spanOf } from '../source/index.ts';
import { type AttachedLines, attachedLines, type OtherLine } from './elastic-attached.ts';
import { isTable, makeDocument, Places, type Range } from './elastic-document.ts';
import { decodeJsonString, deepestJson, scanJson } from './elastic-json-text.ts';
import { readElasticRule } from './elastic-rule.ts';
import type { Reader, ReadRule } from './reader.ts';

const format = 'kibana-ndjson';

/** An export of Kibana's detection engine: one rule a line, among other objects. */
export const kibanaNdjsonReader: Reader = {
  format,
  read: readExport,
};

/** Notes on lines that are no rules go with the first rule: a line without a rule has no entry. */
function readExport(file: SourceFile): readonly ReadRule[] {
  const rules: ReadRule[] = [];
  const notes: OtherNote[] = [];
  const beside = attachedLines(file, others(file));
  let number = 0;
  for (const range of lines(file.text)) {
    number++;
    const { start, end } = range;
    if (file.text.slice(start, end).trim() === '') continue;
    const line = readLine(file, range, number, rules.length, beside);
    if ('rule' in line) rules.push(line);
    else if (line.note !== undefined)
      notes.push({ note: line.note, text: file.text.slice(start, end).trim() });
  }
  const [first, ...rest] = rules;
  const attached = new Set(rules.flatMap(({ rule }) => rule?.metadata.attached ?? []));
  const told = notes.filter(({ text }) => !attached.has(text)).map(({ note }) => note);
  return first === undefined ? [] : [{ ...first, diagnostics: [...first.diagnostics, ...told] }, ...rest];
}

interface OtherNote {
  readonly note: Diagnostic;
  /** Of its line. */
  readonly text: string;
}

/** Objects that stand in the export beside the rules. */
function* others(file: SourceFile): Generator<OtherLine> {
  if (!/"list_id"|"attributes"/.test(file.text)) return;
  for (const range of lines(file.text)) {
    const line = file.text.slice(range.start, range.end);
    const parsed = /"list_id"|"attributes"/.test(line) ? parseLine(line) : undefined;
    if (parsed === undefined || 'problem' in parsed || !isTable(parsed.data) || isRule(parsed.data)) continue;
    yield { ...range, data: parsed.data };
  }
}

function* lines(text: string): Generator<Range> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield { start, end };
    start = end + 1;
  }
}

function readLine(
  file: SourceFile,
  range: Range,
  line: number,
  document: number,
  beside: AttachedLines,
): ReadRule | { readonly note: Diagnostic | undefined } {
  const span = spanOf(file, range.start, range.end);
  const location = { path: file.path, format, document, part: 0, line };
  const unread = (problem: string) => ({
    location,
    rule: undefined,
    diagnostics: [diagnose('elastic/json', { problem }, span)],
  });
  const parsed = parseLine(file.text.slice(range.start, range.end));
  if ('problem' in parsed) return unread(parsed.problem);
  const { data } = parsed;
  if (!isTable(data)) return unread('it is no object');
  const other = kindOfOther(data);
  const list = isRule(data) ? undefined : beside.items.get(String(data['list_id']));
  if (list?.every(({ where }) => where !== undefined)) return { note: undefined };
  if (other !== undefined)
    return { note: diagnose('elastic/skipped-line', { what: `line ${line}, ${other},` }, span) };
  const places = scanJson(file.text, range);
  if (places === undefined) return unread(`it is nested more than ${deepestJson} deep`);
  const under = new PlacesUnder('rule', places);
  const rule = makeDocument(file, { rule: data }, under, range, decodeJsonString);
  return readElasticRule(rule, data, { format, document, line }, beside);
}

function parseLine(text: string): { readonly data: unknown } | { readonly problem: string } {
  try {
    return { data: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'unreadable';
    return { problem: problem.replaceAll(/\s+/g, ' ').slice(0, 120) };
  }
}

/** The places of an object as those of a table that holds it. */
class PlacesUnder extends Places {
  readonly #name: string;
  readonly #inner: Places;

  constructor(name: string, inner: Places) {
    super();
    this.#name = name;
    this.#inner = inner;
  }

  override get(path: readonly (string | number)[]): Range | undefined {
    return path[0] === this.#name ? this.#inner.get(path.slice(1)) : undefined;
  }
}

function isRule(data: Readonly<Record<string, unknown>>): boolean {
  return 'rule_id' in data || 'risk_score' in data;
}

/** What a line of an export is that is no rule. */
function kindOfOther(data: Readonly<Record<string, unknown>>): string | undefined {
  if (isRule(data)) return undefined;
  if ('exported_count' in data || 'exported_rules_count' in data) return 'the summary of the export';
  if ('item_id' in data) return 'an item of an exception list';
  if ('list_id' in data) return 'an exception list';
  if ('attributes' in data) return 'a saved object';
  if ('template_timeline_id' in data || 'savedObjectId' in data) return 'a timeline';
  return undefined;
}
