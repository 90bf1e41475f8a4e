import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Backend, Emission, LabelledEvent, PlannedRule, Rule } from '../ir/index.ts';
import { placeOf } from './located.ts';
import { placeOfKey } from './place-of-key.ts';
import type { Translation } from './translation.ts';

export interface DocumentRequest {
  readonly format: string;
  /** Base name for the rule's files, unique in the run. */
  readonly fileName: string;
  /** For a document that says its own name: one that is unique in the run. */
  readonly contentName?: string;
  /** The document comes into a pack, which has beside it what it names. */
  readonly isOfPack?: boolean;
  readonly events: readonly LabelledEvent[];
}

export interface Documents {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Keys of the rule's metadata that the document has no place for. */
  readonly lost: readonly string[];
  /** That say so of them, at the first, and of how alerts are grouped. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The documents of a translation that was not refused; none for one that was. */
export function writeDocuments(
  translation: Translation,
  backend: Backend,
  request: DocumentRequest,
): Documents {
  const isLeft = backend.withLists?.includes(request.format) && translation.verdict === 'exact';
  const { planned, dialect, query, verdict, reasons } = (isLeft && translation.leftToLists) || translation;
  if (planned === undefined || dialect === undefined || query === undefined)
    return { files: [], lost: [], diagnostics: [] };
  const emission = backend.emit({ ...request, planned, dialect, query, verdict: { verdict, reasons } });
  const { files, lost } = emission;
  return { files, lost, diagnostics: toldOf(emission, planned, backend, request.format) };
}

/** What is lost of the metadata, what is said that the rule does not say, and how alerts are grouped that the rule groups otherwise. */
function toldOf(
  { lost, grouping }: Emission,
  { rule }: PlannedRule,
  { target, unsaidLevel }: Backend,
  format: string,
): readonly Diagnostic[] {
  const told: Diagnostic[] = [];
  const [first] = lost;
  if (first !== undefined)
    told.push(diagnose('plan/metadata-lost', { keys: lost.join(', '), target }, placeOfKey(rule, first)));
  const level = rule.metadata.level === undefined && saysLevel(rule) ? unsaidLevel?.(format) : undefined;
  if (level !== undefined) told.push(diagnose('plan/no-level', { level, target }, placeOfKey(rule, 'title')));
  const why = rule.suppression && (grouping ?? rule.suppression.otherKeys);
  if (why !== undefined)
    told.push(diagnose('plan/suppression', { why, target }, placeOfKey(rule, 'suppression')));
  return told;
}

/** A bare query says nothing of itself. */
function saysLevel(rule: Rule): boolean {
  return /\.(?:ya?ml|conf|toml|ndjson)$/i.test(placeOf(rule)?.file.path ?? '');
}
