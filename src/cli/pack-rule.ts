import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import { type FolderBeside, macrosOf, readerFor } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { readScheduledQuery } from '../verify/index.ts';

/** File within the pack, and the text of it, or of what is in it of the rule; undefined where it is not to be had. */
type PackText = readonly [file: string, text: string | undefined];

/** The documents of one rule in a pack. */
export interface PackDocuments {
  readonly documents: readonly PackText[];
  /** The macros.conf of an app, or the files of security content's folder of macros. */
  readonly macros: readonly PackText[];
}

/** Documents that say what a rule looks for; of those that say the same, the first. */
const readable = [/\.ya?ml$/i, /\.toml$/i, /\.conf$/i, /\.ndjson$/i];

/** Reads a rule back from a pack, fields resolved; undefined where our readers do not take it. */
export async function packRule({ documents, macros }: PackDocuments): Promise<Rule | undefined> {
  const found = readable.flatMap(form => documents.filter(each => form.test(each[0]) && !isQuery(each)));
  const [path = '', text] = withLists(documents) ?? found.find(joins) ?? found[0] ?? [];
  if (text === undefined) return undefined;
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  const beside = filesOf(documents);
  const [read] =
    reader?.read(file, {
      placeholders: new Map(),
      macros: await macrosOf(filesOf(macros)),
      beside: {
        file: (_path, name) => beside.find(each => nameOf(each.path) === name),
        folder: (_path, names) => (names.includes('rules') ? folderOf(beside) : undefined),
      },
    }) ?? [];
  const rule = read?.rule ?? scheduledRule(documents, read?.known?.metadata);
  return rule === undefined ? undefined : resolve(withSwitch(rule, documents)).value;
}

/** A TOML file of detection-rules does not say whether its rule runs; the line of Kibana's import does. */
function withSwitch(rule: Rule, documents: readonly PackText[]): Rule {
  const isOff = documents.some(
    ([file, text = '']) => file.endsWith('.ndjson') && /"enabled": ?false/.test(text),
  );
  return isOff ? { ...rule, metadata: { ...rule.metadata, enabled: false } } : rule;
}

/** A query of Panther whose every row is an alert: that is what its scheduled rule says, unless it counts them. */
function scheduledRule(
  documents: readonly PackText[],
  metadata: Rule['metadata'] | undefined,
): Rule | undefined {
  const query = documents.find(isQuery)?.[1];
  const takesAll = documents.some(
    ([file, text = '']) => file.endsWith('.py') && /^def rule\(_\):\n(?: +#.*\n)* +return True$/m.test(text),
  );
  const counts = documents.some(([, text = '']) => /^Threshold: *(?!1$)\d+$/m.test(text));
  if (query === undefined || metadata === undefined || !takesAll || counts) return undefined;
  const { value } = readScheduledQuery(query);
  return value === undefined ? undefined : { metadata, ...value };
}

/** What a scheduled rule of Panther runs stands in a document of its own, and is found by its name. */
function isQuery([, text = '']: PackText): boolean {
  return /^AnalysisType: *scheduled_query/m.test(text);
}

/** A line of Kibana's import with the lists that it names, which decide what it finds. */
function withLists(documents: readonly PackText[]): PackText | undefined {
  const lines = documents.filter(([file]) => file.endsWith('.ndjson'));
  const [[file] = ['']] = lines;
  return lines.length > 1 ? [file, lines.map(([, text = '']) => text).join('')] : undefined;
}

/** A correlation rule of Panther, beside which the rules stand whose matches it joins. */
function joins([, text = '']: PackText): boolean {
  return /^AnalysisType: *correlation_rule/m.test(text);
}

function folderOf(files: readonly SourceFile[]): FolderBeside {
  return {
    path: 'rules',
    names: () => files.map(({ path }) => path).sort(),
    file: name => files.find(({ path }) => path === name),
  };
}

function filesOf(texts: readonly PackText[]): readonly SourceFile[] {
  return texts.flatMap(([name, text]) => (text === undefined ? [] : [new SourceFile(name, text)]));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
