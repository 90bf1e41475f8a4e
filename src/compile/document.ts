import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Backend, LabelledEvent } from '../ir/index.ts';
import type { Translation } from './translation.ts';

export interface DocumentRequest {
  readonly format: string;
  /** Base name for the rule's files, unique in the run. */
  readonly fileName: string;
  /** For a document that says its own name: one that is unique in the run. */
  readonly contentName?: string;
  readonly events: readonly LabelledEvent[];
}

export interface Documents {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The documents of a translation that was not refused; none for one that was. */
export function writeDocuments(
  translation: Translation,
  backend: Backend,
  request: DocumentRequest,
): Documents {
  const { planned, dialect, query, verdict, reasons } = translation;
  if (planned === undefined || dialect === undefined || query === undefined)
    return { files: [], diagnostics: [] };
  const emission = backend.emit({ ...request, planned, dialect, query, verdict: { verdict, reasons } });
  if (emission.lost.length === 0) return { files: emission.files, diagnostics: [] };
  const keys = emission.lost.join(', ');
  return {
    files: emission.files,
    diagnostics: [diagnose('plan/metadata-lost', { keys, target: backend.target })],
  };
}
