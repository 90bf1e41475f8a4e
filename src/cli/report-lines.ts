import type { Evidence, Translation } from '../compile/index.ts';
import type { Diagnostic, Severity } from '../diagnostics/index.ts';
import type { Metadata } from '../ir/index.ts';
import type { ReadRule } from '../readers/index.ts';
import type { Span } from '../source/index.ts';
import type { Target } from './targets.ts';

/** Lines of the NDJSON report. `schemas/report.schema.json` describes them; scripts depend on them. */
export interface DiagnosticLine {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly help?: string;
}

export interface RuleLine {
  readonly id?: string;
  readonly title?: string;
  readonly format: string;
  readonly document: number;
  readonly part: number;
  readonly line: number;
}

export interface TranslationLine {
  readonly schemaVersion: 1;
  readonly kind: 'translation';
  readonly path: string;
  readonly rule: RuleLine;
  readonly target: string;
  /** Of `build`: the pack of the project. */
  readonly pack?: string;
  readonly language: string;
  readonly verdict: string;
  readonly evidence?: Evidence;
  readonly given: readonly string[];
  readonly query: string | null;
  readonly files: readonly string[];
  /** Keys of the rule's metadata that the documents have no place for. */
  readonly lost?: readonly string[];
  /** What a rule says of itself that is refused whatever the target: no document holds it. */
  readonly metadata?: Metadata;
  /** Of `build`: what the policy fails for here, in its words. */
  readonly failing?: readonly string[];
  /** Of `build`: what comes of matches in other ways than at the last build, or at the revision of `--since`. Clauses. */
  readonly alerts?: readonly string[];
  /** Of `build`: the last build, or that revision, has no such rule. */
  readonly isNew?: boolean;
  /** Of `verify`. */
  readonly witness?: readonly (WitnessLine | SeriesLine)[];
  readonly diagnostics: readonly DiagnosticLine[];
}

/** An event with what each side says of it. */
export interface WitnessLine {
  readonly origin: string;
  readonly name?: string;
  readonly rule: boolean;
  readonly query: boolean;
  readonly engine?: boolean;
  readonly source?: EventLine;
  readonly target: EventLine;
}

/** Events in time that tell a search over several events from its translation: what is true of it is what alerts on more groups. */
export interface SeriesLine {
  readonly origin: 'series';
  readonly name: string;
  readonly rule: boolean;
  readonly query: boolean;
  readonly source?: never;
  readonly target?: never;
  readonly engine?: never;
  readonly groups: { readonly rule: readonly string[]; readonly query: readonly string[] };
  readonly events: readonly (MomentLine & { readonly group: string; readonly target: EventLine })[];
  readonly run?: MomentLine;
}

/** `after`: seconds from the first event. */
export interface MomentLine {
  readonly time: string;
  readonly after: number;
}

export interface FailureLine {
  readonly schemaVersion: 1;
  readonly kind: 'failure';
  readonly path: string;
  readonly rule?: RuleLine;
  /** The `-t` for which a defect of ours came up; absent when nothing could be read. */
  readonly target?: string;
  readonly diagnostics: readonly DiagnosticLine[];
}

export interface MatchLine {
  readonly schemaVersion: 1;
  readonly kind: 'match';
  readonly path: string;
  readonly rule: RuleLine;
  readonly events_file: string;
  /** 0-based number of the physical line; of a search over several events `events` are those of all. */
  readonly event?: number;
  readonly events?: readonly number[];
  /** The fields of a row that was made of the events. */
  readonly row?: Readonly<Record<string, unknown>>;
}

/** What a rule looks for, in plain English. */
export interface DescriptionLine {
  readonly schemaVersion: 1;
  readonly kind: 'description';
  readonly path: string;
  readonly rule: RuleLine;
  readonly statements: readonly StatementLine[];
}

export interface StatementLine {
  readonly text: string;
  readonly parts: readonly StatementLine[];
}

/** A rule that was checked, with what was found. */
export interface CheckLine {
  readonly schemaVersion: 1;
  readonly kind: 'check';
  readonly path: string;
  readonly rule: RuleLine;
  readonly diagnostics: readonly DiagnosticLine[];
}

/** A rule that there was at the last build, or at the revision of `--since`. */
export interface GoneLine {
  readonly schemaVersion: 1;
  readonly kind: 'gone';
  readonly path: string;
  readonly id?: string;
  readonly title?: string;
  /** Packs that had it. */
  readonly packs: readonly string[];
  readonly diagnostics: readonly DiagnosticLine[];
}

/** Of `build --check`: a file of packs, or the lock, that is not what the rules make. */
export interface StaleLine {
  readonly schemaVersion: 1;
  readonly kind: 'stale';
  readonly path: string;
  readonly diagnostics: readonly DiagnosticLine[];
}

/** Of `build`: a table that rules look up, whose rows are not what they were. */
export interface TableLine {
  readonly schemaVersion: 1;
  readonly kind: 'table';
  /** Of its CSV file. */
  readonly path: string;
  readonly table: string;
  /** Packs that have it. */
  readonly packs: readonly string[];
  /** How many rows it has that it had not, and had that it has not. */
  readonly added: number;
  readonly removed: number;
  /** Titles of the rules that look it up. */
  readonly rules: readonly string[];
  readonly diagnostics: readonly DiagnosticLine[];
}

/** Of `build`, behind all others: what it was of. */
export interface BuildLine {
  readonly schemaVersion: 1;
  readonly kind: 'build';
  /** Of the configuration. */
  readonly path: string;
  /** All that were built, in their order: one may have no rule. */
  readonly packs: readonly string[];
  /** Of the project's rules. */
  readonly files: number;
  /** How many of these have not changed since `since`: no other line is of their rules. */
  readonly unchanged: number;
  readonly since?: string;
  /** Of the build as a whole. */
  readonly diagnostics: readonly DiagnosticLine[];
}

/** A rule of either side of a comparison. */
export interface DiffSide {
  readonly path: string;
  readonly rule: RuleLine;
}

/** How a rule has changed. */
export interface DiffLine {
  readonly schemaVersion: 1;
  readonly kind: 'diff';
  readonly old?: DiffSide;
  readonly new?: DiffSide;
  readonly relation: string;
  /** Why nothing is known. */
  readonly because?: string;
  /** An event that one of them alone matches. */
  readonly onlyOld?: EventLine;
  readonly onlyNew?: EventLine;
  /** Of rules over several events: series on which one of them alone alerts. */
  readonly series?: readonly DiffSeriesLine[];
  readonly given: readonly string[];
  readonly responsible: readonly PartLine[];
  readonly metadata: readonly { readonly key: string; readonly old?: unknown; readonly new?: unknown }[];
}

export interface DiffSeriesLine {
  readonly name: string;
  readonly old: boolean;
  readonly new: boolean;
  readonly events: readonly { readonly time: string; readonly event: EventLine }[];
}

/** A condition where two readings part. */
export interface PartLine {
  readonly side: string;
  readonly condition: string;
  readonly line?: number;
  readonly column?: number;
}

export type EventLine = Readonly<Record<string, unknown>>;

export type ReportLine =
  | TranslationLine
  | FailureLine
  | MatchLine
  | DescriptionLine
  | CheckLine
  | DiffLine
  | GoneLine
  | StaleLine
  | TableLine
  | BuildLine;

export function diagnosticLine(diagnostic: Diagnostic): DiagnosticLine {
  const { code, severity, message, help, span } = diagnostic;
  const place = span === undefined ? {} : { ...span.file.position(span.start), ...endOf(span) };
  return { code, severity, message, ...place, ...(help === undefined ? {} : { help }) };
}

/** `rules/a.yml:3:1` */
export function placeText(path: string, diagnostic: Diagnostic): string {
  const { line, column } = diagnosticLine(diagnostic);
  return line === undefined ? path : `${path}:${line}:${column ?? 1}`;
}

function endOf({ file, start, end }: Span): { readonly endLine: number; readonly endColumn: number } {
  const { line, column } = file.position(Math.max(start, end));
  return { endLine: line, endColumn: column };
}

export function ruleLine({ location }: ReadRule): RuleLine {
  const { id, title, format, document, part, line } = location;
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    format,
    document,
    part,
    line,
  };
}

interface WrittenLine {
  readonly files: readonly string[];
  readonly lost: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function translationLine(
  read: ReadRule,
  target: Pick<Target, 'name' | 'language'>,
  translation: Translation,
  { files, lost, diagnostics }: WrittenLine,
): TranslationLine {
  const { dialect, verdict, evidence, given, query } = translation;
  return {
    schemaVersion: 1,
    kind: 'translation',
    path: read.location.path,
    rule: ruleLine(read),
    target: target.name,
    language: dialect?.language ?? target.language,
    verdict,
    ...(evidence === undefined ? {} : { evidence }),
    given,
    query: query ?? null,
    files,
    ...(lost.length === 0 ? {} : { lost }),
    ...(read.rule === undefined && read.known !== undefined ? { metadata: read.known.metadata } : {}),
    diagnostics: diagnostics.map(diagnosticLine),
  };
}

export function failureLine(
  path: string,
  diagnostics: readonly Diagnostic[],
  read?: ReadRule,
  target?: string,
): FailureLine {
  return {
    schemaVersion: 1,
    kind: 'failure',
    path,
    ...(read === undefined ? {} : { rule: ruleLine(read) }),
    ...(target === undefined ? {} : { target }),
    diagnostics: diagnostics.map(diagnosticLine),
  };
}
