import type { Evidence, Verdict } from '../compile/index.ts';
import type { Diagnostic, Severity } from '../diagnostics/index.ts';
import { type SourceFile, type Span, spanOf } from '../source/index.ts';

/** A diagnostic as plain data; its place is in the file of the piece. */
export interface PieceDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly span?: readonly [start: number, end: number];
}

/** A document of a rule for a pack, before the pack is put together. */
export interface PieceDocument {
  readonly format: string;
  readonly path: string;
  readonly text: string;
}

/** What came of a rule for a pack. */
export interface PackPiece {
  readonly pack: string;
  readonly verdict: Verdict | 'crashed';
  readonly language: string;
  readonly evidence?: Evidence;
  readonly given: readonly string[];
  readonly query: string | null;
  readonly diagnostics: readonly PieceDiagnostic[];
  /** Found to mean something else than was declared: a defect of ours. */
  readonly contradicted?: true;
  /** Keys of the rule's metadata that the documents have no place for. */
  readonly lost?: readonly string[];
  readonly documents: readonly PieceDocument[];
}

export interface RulePiece {
  readonly document: number;
  readonly part: number;
  readonly line: number;
  readonly format: string;
  readonly id?: string;
  readonly title?: string;
  /** Absent when the rule could not be read: its diagnostics say why. */
  readonly packs?: readonly PackPiece[];
  readonly diagnostics: readonly PieceDiagnostic[];
}

/** All that is made of a source file: plain data, which threads pass on and the cache keeps. */
export interface FilePiece {
  /** Relative to the project. */
  readonly path: string;
  readonly rules: readonly RulePiece[];
  /** What kept the file as a whole from being read. */
  readonly failures: readonly PieceDiagnostic[];
  /** Rules have other numbers than their places in the file: those of the last build. */
  readonly isRenumbered?: true;
  /** What is told of documents that are no rules. */
  readonly remarks?: readonly PieceDiagnostic[];
}

/** `path`: of the file whose piece it is; a place in another file (the module of a rule) becomes words. */
export function storedDiagnostic(diagnostic: Diagnostic, path: string): PieceDiagnostic {
  const { code, severity, message, span } = diagnostic;
  const isElsewhere = span !== undefined && span.file.path !== path;
  const help = isElsewhere ? withPlace(span, diagnostic.help) : diagnostic.help;
  return {
    code,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...(span === undefined || isElsewhere ? {} : { span: [span.start, span.end] as const }),
  };
}

function withPlace({ file, start }: Span, help: string | undefined): string {
  const { line, column } = file.position(start);
  const place = `in ${file.path}:${line}:${column}`;
  return help === undefined ? place : `${place}; ${help}`;
}

/** As it was, in the same text. */
export function revivedDiagnostic(stored: PieceDiagnostic, file: SourceFile | undefined): Diagnostic {
  const { span, ...rest } = stored;
  const place = span === undefined || file === undefined ? {} : { span: spanOf(file, span[0], span[1]) };
  return { ...rest, related: [], ...place };
}
