import { eventsOf, leaves, type Predicate, type Rule, type Search } from '../../ir/index.ts';
import { parseEsql } from '../../languages/esql/parse.ts';
import { contentMacros, type Macros, readStages, type SplStage } from '../../languages/spl/index.ts';
import { readYaml } from '../../readers/yaml-document.ts';
import { type DataTree, EmbeddedText, entryOf, type SourceFile, type Span } from '../../source/index.ts';
import type { Row, Stage } from './catalog-rule.ts';
import { conditionsOf } from './conditions-of.ts';
import { rowsOf } from './rows.ts';
import { merged } from './split-conditions.ts';

/** Where a rule stands in its file. */
export interface RulePlace {
  readonly file: SourceFile;
  readonly format: string;
  readonly document: number;
}

/** The steps of a rule in the text of its author, each with the conditions that stand in it. */
export function stagesOf(rule: Rule, place: RulePlace): readonly Stage[] {
  const conditions = conditionsOf(rule.search);
  if (place.format === 'sigma') return sigmaStages(place, conditions);
  if (place.format.startsWith('panther')) return pythonStages(rule.search, conditions);
  const parts = [...eventsOf(rule.search)].flatMap(({ origin }) => origin.slice(0, 1));
  const stages = parts.flatMap((span, index) => queryStages(span, index, parts.length, conditions));
  return [...stages, ...framing(rule.search)];
}

function queryStages(
  span: Span,
  index: number,
  count: number,
  conditions: readonly Predicate[],
): readonly Stage[] {
  const text = sliceOf(span);
  const piped = /^\s*from\s/i.test(text) ? esqlStages(span, conditions) : undefined;
  if (piped !== undefined) return piped;
  const kind = count === 1 ? 'query' : `step ${index + 1}`;
  return [{ kind, text, rows: rowsWithin(span, conditions) }];
}

/** The text of a query as it runs: of a file of JSON without its escapes. */
function sliceOf({ file, start, end }: Span): string {
  const text = file.text.slice(start, end);
  if (!file.path.endsWith('.ndjson')) return text;
  try {
    const decoded: unknown = JSON.parse(`"${text}"`);
    return typeof decoded === 'string' ? decoded : text;
  } catch {
    return text;
  }
}

const esqlNames: Readonly<Record<string, string>> = {
  mvExpand: 'mv_expand',
  uriParts: 'uri_parts',
  extremes: 'topk, bottomk',
  lookupJoin: 'lookup join',
  changePoint: 'change_point',
};

function esqlStages(span: Span, conditions: readonly Predicate[]): readonly Stage[] | undefined {
  const { file, start, end } = span;
  const isVerbatim = !file.path.endsWith('.ndjson');
  const text = isVerbatim
    ? EmbeddedText.slice(file, start, end)
    : EmbeddedText.whole(sourceFrom(file, sliceOf(span)));
  const query = parseEsql(text).value?.query;
  if (query === undefined) return undefined;
  let from = 0;
  return query.commands.map(command => {
    const within = { file, start: start + from, end: start + command.end };
    const slice = text.text.slice(from, command.end).trim();
    from = command.end;
    const kind = command.kind === 'stats' && command.inline ? 'inline stats' : command.kind;
    const rows = isVerbatim ? rowsWithin(within, conditions) : [];
    return { kind: esqlNames[kind] ?? kind, text: slice, rows };
  });
}

function sourceFrom(file: SourceFile, text: string): SourceFile {
  return Object.assign(Object.create(Object.getPrototypeOf(file)), file, { text });
}

/** What a rule does with the events that its query finds. */
function framing(search: Search): readonly Stage[] {
  if (search.kind === 'correlate') return [stageOf('threshold', search.origin[0])];
  if (search.kind === 'newTerms') return [stageOf('new terms', search.origin[0])];
  return [];
}

function stageOf(kind: string, span: Span | undefined): Stage {
  return { kind, text: span === undefined ? '' : tableAt(span), rows: [] };
}

/** The head of a table of TOML, with its keys. */
function tableAt({ file, start, end }: Span): string {
  const head = file.text.slice(start, end);
  if (!/^\[.*\]$/.test(head.trim())) return head;
  const rest = file.text.slice(end);
  const next = /\n\[(?!\[?rule\.(?:threshold|new_terms))/.exec(rest);
  return `${head}${rest.slice(0, next?.index ?? rest.length)}`.trim();
}

/** Rows of the conditions that were written within a range. */
function rowsWithin(span: Span, conditions: readonly Predicate[]): readonly Row[] {
  const rows = conditions.flatMap(condition =>
    leaves(condition).flatMap(({ leaf, positive }) => {
      const [at] = leaf.origin;
      const isHere =
        at !== undefined && at.file.path === span.file.path && at.start >= span.start && at.end <= span.end;
      return isHere ? rowsOf(leaf, !positive) : [];
    }),
  );
  return merged(rows);
}

function sigmaStages({ file, document }: RulePlace, conditions: readonly Predicate[]): readonly Stage[] {
  const tree = readYaml(file)[document]?.tree;
  if (tree?.kind !== 'map') return [];
  const detection = entryOf(tree, 'detection')?.value ?? entryOf(tree, 'correlation')?.value;
  if (detection?.kind !== 'map') return [];
  return detection.entries.map(({ key, value }) => {
    const span = { file, start: key.span.start, end: value.span.end };
    const kind = key.written === 'condition' || key.written === 'timeframe' ? key.written : 'selection';
    return {
      kind,
      text: file.text.slice(span.start, span.end).trimEnd(),
      rows: rowsWithin(span, conditions),
    };
  });
}

/** Functions of the module that the rule's conditions come from, in their order. */
function pythonStages(search: Search, conditions: readonly Predicate[]): readonly Stage[] {
  const spans = [...eventsOf(search)].flatMap(({ where }) =>
    leaves(where).flatMap(({ leaf }) => leaf.origin),
  );
  const file = spans.find(span => span.file.path.endsWith('.py'))?.file;
  if (file === undefined) return [{ kind: 'rule', text: '', rows: merged(conditions.flatMap(allRows)) }];
  const starts = [...file.text.matchAll(/^(?:async )?def (\w+)\s*\(/gm)];
  return starts.flatMap(({ 1: name = '', index }) => {
    const end = /\n(?=\S)/.exec(file.text.slice(index + 1))?.index ?? file.text.length;
    const span = { file, start: index, end: Math.min(file.text.length, index + 1 + end) };
    const rows = rowsWithin(span, conditions);
    const isUsed = rows.length > 0 || name === 'rule';
    return isUsed ? [{ kind: name, text: file.text.slice(span.start, span.end).trimEnd(), rows }] : [];
  });
}

function allRows(predicate: Predicate): readonly Row[] {
  return leaves(predicate).flatMap(({ leaf, positive }) => rowsOf(leaf, !positive));
}

/** The stages of a search of Splunk, also where it has no meaning as a whole. */
export function splunkStages(text: EmbeddedText, macros: Macros): readonly SplStage[] {
  return readStages(text, { macros: { ...contentMacros, ...macros } }).stages;
}

export function splunkRows(stages: readonly SplStage[]): readonly Stage[] {
  return stages.flatMap(stage => [
    { kind: stage.kind, text: stage.text, rows: merged(stage.predicates.flatMap(allRows)) },
    ...stage.searches.flatMap(search =>
      splunkRows(search).map(each => ({ ...each, kind: `${stage.kind} › ${each.kind}` })),
    ),
  ]);
}

/** The search of a document of security content. */
export function escuSearch(file: SourceFile, document: number): EmbeddedText | undefined {
  const tree: DataTree | undefined = readYaml(file)[document]?.tree;
  const search = tree?.kind === 'map' ? entryOf(tree, 'search')?.value : undefined;
  return search?.kind === 'scalar' ? search.embedded() : undefined;
}
