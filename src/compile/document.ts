import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Backend, LabelledEvent } from '../ir/index.ts';
import { placeOfKey } from './place-of-key.ts';
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
  /** Keys of the rule's metadata that the document has no place for. */
  readonly lost: readonly string[];
  /** That says so of them, at the first. */
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
    return { files: [], lost: [], diagnostics: [] };
  const emission = backend.emit({ ...request, planned, dialect, query, verdict: { verdict, reasons } });
  const { files, lost } = emission;
  const [first] = lost;
  if (first === undefined) return { files, lost, diagnostics: [] };
  const more = { keys: lost.join(', '), target: backend.target };
  return {
    files,
    lost,
    diagnostics: [diagnose('plan/metadata-lost', more, placeOfKey(planned.rule, first))],
  };
}
