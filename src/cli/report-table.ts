import { partialText } from './partial-report.ts';
import type {
  FailureLine,
  GoneLine,
  ReportLine,
  StaleLine,
  TableLine,
  TranslationLine,
} from './report-lines.ts';

/** A rule with what became of it in each target or pack. */
export interface TableRow {
  readonly title: string;
  readonly path: string;
  readonly line: number;
  readonly cells: ReadonlyMap<string, TranslationLine>;
  /** What has changed in meaning since the last build. */
  readonly changes: readonly { readonly where: string; readonly message: string }[];
  /** What comes of its matches in other ways, with the packs in which that is so. */
  readonly alerts: ReadonlyMap<string, readonly string[]>;
  /** It was not there before. */
  readonly isNew: boolean;
}

/** What summaries for people are made of. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly failures: readonly FailureLine[];
  readonly gone: readonly GoneLine[];
  readonly stale: readonly StaleLine[];
  /** Of lookups, with other rows than before. */
  readonly tables: readonly TableLine[];
  /** What is said of the whole. */
  readonly notes: readonly string[];
  /** That it is of a part of the project alone. */
  readonly partial?: string | undefined;
  /** Column → verdict → number of rules. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** In the place of the counts: with `--since`, a change of no rule leaves nothing to count. */
export const noRules = 'No rule has a verdict to tell here.';

export const verdictOrder = ['exact', 'broader', 'narrower', 'different', 'refused'];

export function reportTable(lines: readonly ReportLine[]): ReportTable {
  const rows = new Map<
    string,
    { head: Pick<TableRow, 'title' | 'path' | 'line'>; lines: TranslationLine[] }
  >();
  const counts = new Map<string, Map<string, number>>();
  const failures: FailureLine[] = [];
  for (const line of lines) {
    if (line.kind === 'failure') failures.push(line);
    if (line.kind !== 'translation') continue;
    const { path, rule } = line;
    const key = `${path}#${rule.document}.${rule.part}`;
    const head = { title: rule.title ?? path, path, line: rule.line };
    const row = rows.get(key) ?? { head, lines: [] };
    row.lines.push(line);
    rows.set(key, row);
    const column = counts.get(columnOf(line)) ?? new Map<string, number>();
    column.set(line.verdict, (column.get(line.verdict) ?? 0) + 1);
    counts.set(columnOf(line), column);
  }
  return {
    columns: columnsOf(lines, [...rows.values()]),
    partial: partialText(lines),
    notes: lines.flatMap(line =>
      line.kind === 'build' ? line.diagnostics.map(({ message }) => message) : [],
    ),
    rows: [...rows.values()].map(({ head, lines: own }) => ({
      ...head,
      cells: new Map(own.map(line => [columnOf(line), line])),
      changes: distinct(own.flatMap(changesOf)),
      alerts: alertsOf(own),
      isNew: own.some(line => line.isNew === true),
    })),
    failures,
    gone: lines.filter(line => line.kind === 'gone'),
    stale: lines.filter(line => line.kind === 'stale'),
    tables: lines.filter(line => line.kind === 'table'),
    counts,
  };
}

/** Those of a build are its packs, the empty ones with them, unless it has no rule to tell of. */
function columnsOf(
  lines: readonly ReportLine[],
  rows: readonly { readonly lines: readonly TranslationLine[] }[],
): readonly string[] {
  const seen = columnsInOrder(rows.map(row => row.lines.map(columnOf)));
  const built = lines.find(line => line.kind === 'build');
  return seen.length === 0 ? [] : (built?.packs ?? seen);
}

/** Each rule has its packs in the order of the configuration, though few have all of them. */
function columnsInOrder(sequences: readonly (readonly string[])[]): readonly string[] {
  const before = new Map<string, Set<string>>();
  for (const columns of new Map(sequences.map(each => [each.join('\n'), each])).values())
    for (const [at, column] of columns.entries()) {
      const earlier = before.get(column) ?? new Set();
      before.set(column, earlier);
      for (const each of columns.slice(0, at)) earlier.add(each);
    }
  const left = new Set(before.keys());
  const isNext = (column: string): boolean =>
    ![...(before.get(column) ?? [])].some(each => each !== column && left.has(each));
  const ordered: string[] = [];
  while (left.size > 0) {
    const [first = ''] = left;
    const next = [...left].find(isNext) ?? first;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** Of the table: a pack, or a target. */
export function columnOf({ pack, target }: TranslationLine): string {
  return pack ?? target;
}

function alertsOf(lines: readonly TranslationLine[]): TableRow['alerts'] {
  const found = new Map<string, string[]>();
  for (const line of lines)
    for (const how of line.alerts ?? []) found.set(how, [...(found.get(how) ?? []), columnOf(line)]);
  return found;
}

/** What the rule itself says is told of each of its packs. */
function distinct(changes: TableRow['changes']): TableRow['changes'] {
  return [...new Map(changes.map(change => [change.message, change])).values()];
}

/** What is said of a change of meaning. */
export const changeCodes: ReadonlySet<string> = new Set(['build/meaning-changed', 'build/rule-changed']);

function changesOf(line: TranslationLine): TableRow['changes'] {
  return line.diagnostics
    .filter(({ code }) => changeCodes.has(code))
    .map(({ message }) => ({ where: columnOf(line), message }));
}

/** `exact, proved` */
export function cellText(line: TranslationLine | undefined): string {
  if (line === undefined) return '';
  const { verdict, evidence } = line;
  return evidence === undefined || verdict === 'refused' ? verdict : `${verdict}, ${evidence.kind}`;
}
