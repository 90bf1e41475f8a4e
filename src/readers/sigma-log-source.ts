import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { LogSource } from '../ir/index.ts';
import { kindOf } from '../languages/sigma/index.ts';
import { type DataEntry, type DataMap, entryOf, type Span } from '../source/index.ts';

type SigmaSource = NonNullable<LogSource['sigma']>;
type SourceKey = keyof SigmaSource;
const keys: readonly SourceKey[] = ['category', 'product', 'service', 'definition'];

/** `source` is absent when the log source cannot be read; `whole` says that it holds nothing but the four known keys. */
export interface ReadLogSource {
  readonly source: LogSource | undefined;
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function readLogSource(document: DataMap): ReadLogSource {
  const entry = entryOf(document, 'logsource');
  const start = { ...document.span, end: document.span.start };
  if (entry === undefined) return unreadable(diagnose('read/sigma-missing-key', { key: 'logsource' }, start));
  if (entry.value.kind !== 'map') return unreadable(wrongShape(entry, 'a map'));
  const diagnostics: Diagnostic[] = [];
  const sigma: { -readonly [Key in SourceKey]?: string } = {};
  for (const key of keys) {
    const found = entryOf(entry.value, key);
    if (found === undefined || (found.value.kind === 'scalar' && found.value.value === null)) continue;
    if (found.value.kind !== 'scalar') return unreadable(wrongShape(found, 'a text'));
    sigma[key] = found.value.written;
    if (key !== 'definition') diagnostics.push(...checkWord(key, found.value.written, found.value.span));
  }
  if (sigma.category === undefined && sigma.product === undefined && sigma.service === undefined) {
    const problem = 'this log source has no category, product or service: it says not which events are meant';
    diagnostics.push(diagnose('read/sigma-log-source', { problem }, entry.key.span));
  }
  const whole = entry.value.entries.every(each => keys.some(key => key === each.key.written));
  return { source: { sigma }, whole, diagnostics };
}

function unreadable(diagnostic: Diagnostic): ReadLogSource {
  return { source: undefined, whole: true, diagnostics: [diagnostic] };
}

function wrongShape({ key, value }: DataEntry, expected: string): Diagnostic {
  const span = value.span.end > value.span.start ? value.span : key.span;
  return diagnose('read/sigma-wrong-shape', { key: key.written, expected, found: kindOf(value) }, span);
}

function checkWord(key: string, word: string, span: Span): Diagnostic[] {
  if (/^[a-z0-9_.-]+$/.test(word)) return [];
  return [diagnose('read/sigma-log-source', { problem: `\`${key}: ${word}\` is not in lower case` }, span)];
}
