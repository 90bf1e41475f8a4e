import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Metadata, RuleLevel } from '../ir/index.ts';
import { kindOf } from '../languages/sigma/index.ts';
import { type DataEntry, type DataMap, type DataTree, plainData } from '../source/index.ts';
import { isCalendarDay } from './calendar-day.ts';
import { readTags, writtenTags } from './sigma-tags.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Metadata as it is gathered, key by key; what does not fit its form goes to `extra` as it was written. */
interface Draft {
  readonly metadata: Mutable<Metadata>;
  readonly extra: Record<string, unknown>;
  readonly report: (entry: DataEntry, expected: string) => void;
  readonly diagnostics: Diagnostic[];
}

const levels: readonly RuleLevel[] = ['informational', 'low', 'medium', 'high', 'critical'];
const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'];
const relations = ['derived', 'obsolete', 'merged', 'renamed', 'similar'];

/** Keys that decide what matches; they are read elsewhere. */
const elsewhere = new Set(['logsource', 'detection', 'action']);

/**
 * All that a rule says of itself. Keys that the specification does not name, and values that would not be written again as
 * they are, stay in `extra`, which a Sigma rule gets back. `fallback` is the title of a rule without one.
 */
export function readMetadata(
  document: DataMap,
  fallback: string,
): { readonly metadata: Metadata; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const extra: Record<string, unknown> = {};
  const metadata: Mutable<Metadata> = {
    vendor: 'sigma',
    title: fallback,
    authors: [],
    references: [],
    falsePositives: [],
    attack: [],
    tags: [],
    related: [],
    fields: [],
    extra,
  };
  const report = (entry: DataEntry, expected: string) => {
    const found = entry.value.kind === 'scalar' ? `\`${entry.value.written}\`` : kindOf(entry.value);
    diagnostics.push(
      diagnose('read/sigma-metadata', { key: entry.key.written, expected, found }, entry.value.span),
    );
  };
  const draft: Draft = { metadata, extra, report, diagnostics };
  for (const entry of document.entries) if (!elsewhere.has(entry.key.written)) readKey(entry, draft);
  return { metadata, diagnostics };
}

function readKey(entry: DataEntry, draft: Draft): void {
  const { key, value } = entry;
  const reader = Object.hasOwn(readers, key.written) ? readers[key.written] : undefined;
  if (reader === undefined) keep(entry, draft);
  else if (!isEmpty(value)) reader(entry, draft);
}

function isEmpty(value: DataTree): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function keep({ key, value }: DataEntry, { extra }: Draft): void {
  Object.defineProperty(extra, key.written, {
    value: plainData(value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

type KeyReader = (entry: DataEntry, draft: Draft) => void;

const readers: Readonly<Record<string, KeyReader>> = {
  title: textKey('title'),
  id: textKey('id'),
  name: textKey('name'),
  description: textKey('description'),
  license: textKey('licence'),
  status: (entry, draft) => oneOf(entry, draft, statuses, word => (draft.metadata.status = word)),
  level: (entry, draft) =>
    oneOf(
      entry,
      draft,
      levels,
      word => (draft.metadata.level = levels.find(each => each === word) ?? 'medium'),
    ),
  date: dateKey('created'),
  modified: dateKey('modified'),
  author: readAuthor,
  references: listKey('references'),
  reference: listKey('references'),
  falsepositives: listKey('falsePositives'),
  fields: listKey('fields'),
  tags: readTagList,
  related: readRelated,
};

function textKey(name: 'title' | 'id' | 'name' | 'description' | 'licence'): KeyReader {
  return (entry, draft) => {
    if (entry.value.kind === 'scalar') draft.metadata[name] = entry.value.written;
    else misshapen(entry, draft, 'a text');
  };
}

function misshapen(entry: DataEntry, draft: Draft, expected: string): void {
  draft.report(entry, expected);
  keep(entry, draft);
}

function oneOf(entry: DataEntry, draft: Draft, words: readonly string[], take: (word: string) => void): void {
  const written = entry.value.kind === 'scalar' ? entry.value.written : '';
  const word = written.toLowerCase();
  if (words.includes(word)) take(word);
  if (!words.includes(written)) misshapen(entry, draft, `one of ${words.join(', ')}`);
}

/** ISO 8601; the slashes of version 1 are read too. */
function dateKey(name: 'created' | 'modified'): KeyReader {
  return (entry, draft) => {
    const { key, value } = entry;
    const written = value.kind === 'scalar' ? value.written : '';
    const match = /^(\d{4})([-/])(\d{1,2})[-/](\d{1,2})$/.exec(written);
    const [, year = '', separator, month = '', day = ''] = match ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (match === null || !isCalendarDay(date)) {
      misshapen(entry, draft, 'a date like 2025-08-02');
      return;
    }
    draft.metadata[name] = date;
    if (separator !== '-' || date !== written)
      draft.diagnostics.push(diagnose('read/sigma-date', { key: key.written, written, date }, value.span));
  };
}

/** "If there is more than one, they are separated by a comma." */
function readAuthor(entry: DataEntry, draft: Draft): void {
  const texts = textsOf(entry.value);
  if (texts === undefined) {
    misshapen(entry, draft, 'a text');
    return;
  }
  draft.metadata.authors = texts
    .flatMap(text => text.split(','))
    .map(name => name.trim())
    .filter(name => name !== '');
  const written = draft.metadata.authors.join(', ');
  if (entry.value.kind === 'list' || written !== texts[0]) keep(entry, draft);
}

function listKey(name: 'references' | 'falsePositives' | 'fields'): KeyReader {
  return (entry, draft) => {
    const texts = textsOf(entry.value);
    if (texts === undefined) misshapen(entry, draft, 'a list of texts');
    else draft.metadata[name] = [...draft.metadata[name], ...texts];
  };
}

/** The texts of a list; a text alone is a list of one. Nothing for anything else. */
function textsOf(value: DataTree): readonly string[] | undefined {
  if (value.kind === 'scalar') return [value.written];
  if (value.kind !== 'list') return undefined;
  const texts = value.items.flatMap(item => (item.kind === 'scalar' ? [item] : []));
  return texts.length === value.items.length
    ? texts.filter(text => text.value !== null).map(text => text.written)
    : undefined;
}

/** The order of tags has no meaning; any other difference is kept. */
function readTagList(entry: DataEntry, draft: Draft): void {
  const texts = textsOf(entry.value);
  if (texts === undefined) {
    misshapen(entry, draft, 'a list of texts');
    return;
  }
  const read = readTags(texts);
  draft.metadata.attack = read.attack;
  draft.metadata.tags = read.tags;
  const same = [...writtenTags(read)].sort().join('\n') === [...texts].sort().join('\n');
  if (!same) keep(entry, draft);
}

function readRelated(entry: DataEntry, draft: Draft): void {
  const { value } = entry;
  const items = value.kind === 'list' ? value.items : [value];
  const related = items.map(plainData);
  if (!related.every(isRelation)) {
    misshapen(entry, draft, 'a list of maps with `id` and `type`');
    return;
  }
  draft.metadata.related = related.map(({ id, type }) => ({ id, type }));
  if (!related.every(({ type }) => relations.includes(type)))
    draft.report(entry, `a list of maps whose type is one of ${relations.join(', ')}`);
  if (related.some(each => Object.keys(each).length > 2)) keep(entry, draft);
}

function isRelation(item: unknown): item is { readonly id: string; readonly type: string } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    'type' in item &&
    typeof item.id === 'string' &&
    typeof item.type === 'string'
  );
}
