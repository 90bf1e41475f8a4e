import { diagnose } from '../../diagnostics/index.ts';
import type { DataEntry, DataScalar, DataTree, Span } from '../../source/index.ts';
import { type Alternative, entriesOf, fieldOf, valuesOf, withValues } from './detection-edit.ts';
import { droppedAlternative, droppedItem } from './dropped-items.ts';
import { withExplicitWildcards } from './explicit-wildcards.ts';
import { extractedFields } from './extracted-fields.ts';
import { type NewNames, named, namedKeywords } from './field-names.ts';
import { type Hashed, hashFields } from './hashes.ts';
import { asValues, isEncoded, isOfTexts } from './item-kinds.ts';
import { sameTexts } from './marks.ts';
import { textAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';
import type { Report } from './read-items.ts';
import { isRegexed } from './regexed.ts';
import { newValues } from './values.ts';

/** Is told each name that a pipeline gives. */
export type Given = (name: string) => void;

/** What a transformation of single items works with. */
export interface Editing {
  /** Of the pipeline. */
  readonly path: string;
  readonly names: NewNames | undefined;
  readonly given: Given;
  readonly report: Report;
}

/** What a transformation puts in the place of an item of a detection. */
export function editedItem(entry: DataEntry, item: PipelineItem, editing: Editing): readonly Alternative[] {
  const { names, given, report } = editing;
  if (names !== undefined) {
    const found = named(entry, names, given);
    if (found.length > 0) return found;
    return wrong(
      entry,
      item,
      `takes away the name of \`${fieldOf(entry)}\`, which this rule asks for`,
      report,
    );
  }
  switch (item.type) {
    case 'drop_detection_item':
      report(diagnose('pipeline/dropped', { field: fieldOf(entry), path: editing.path }, entry.key.span));
      return [droppedItem(entry)];
    case 'detection_item_failure':
      failed(item, entry.key.span, report);
      return [entry];
    case 'hashes_fields':
      return parted(entry, item, hashFields(entry, item), editing);
    case 'extract_fields':
      return parted(entry, item, extractedFields(entry, item), editing);
    default:
      return [withNewValues(entry, item, report)];
  }
}

/** What a transformation puts in the place of keywords, any of which may be there. */
export function editedKeywords(
  scalars: readonly DataScalar[],
  item: PipelineItem,
  { path, names, given, report }: Editing,
): readonly DataTree[] {
  const [first] = scalars;
  if (first === undefined) return scalars;
  const found = names?.('');
  if (item.type === 'drop_detection_item') {
    report(diagnose('pipeline/dropped', { field: first.written, path }, first.span));
    return [
      { kind: 'map', entries: [droppedItem({ key: withText(first, ''), value: first })], span: first.span },
    ];
  }
  if (item.type === 'detection_item_failure') failed(item, first.span, report);
  const changes = (scalar: DataScalar): boolean => item.type === 'set_value' || !isRegexed(scalar);
  if (found === undefined)
    return scalars.flatMap(each => (changes(each) ? changed(each, item, report) : [each]));
  for (const name of found) given(name);
  return namedKeywords(scalars, found);
}

/** An item whose values have been taken apart; of those that could not be, nothing is left. */
function parted(
  entry: DataEntry,
  item: PipelineItem,
  found: Hashed | string | undefined,
  { path, given, report }: Editing,
): readonly Alternative[] {
  if (found === undefined) return [entry];
  if (typeof found === 'string') return wrong(entry, item, found, report);
  for (const name of found.names) given(name);
  if (found.lost === 0) return found.alternatives;
  report(diagnose('pipeline/dropped', { field: fieldOf(entry), path }, entry.key.span));
  return found.together
    ? found.alternatives.map(each => [...entriesOf(each), droppedItem(entry)])
    : [...found.alternatives, droppedAlternative(entry)];
}

/** With the wildcards that its modifiers stand for, where these are a part of what is changed. */
function withNewValues(written: DataEntry, item: PipelineItem, report: Report): DataEntry {
  const isSet = item.type === 'set_value';
  if (!isSet && !isOfTexts(written)) return written;
  const entry = isSet ? asValues(written) : written;
  const change = (each: DataEntry): DataEntry => withValues(each, scalar => changed(scalar, item, report));
  const whole = wholeValues.has(item.type) ? withExplicitWildcards(entry) : entry;
  const found = change(whole);
  if (sameTexts(whole, found)) {
    const kept = item.type === 'regex' ? found : { ...entry };
    return isUntouched(whole, found) ? written : kept;
  }
  if (!isSet && isEncoded(entry)) wrong(entry, item, 'would change a text before it is encoded', report);
  return found;
}

/** Values that a transformation leaves alone are the same objects. */
function isUntouched(before: DataEntry, after: DataEntry): boolean {
  const found = valuesOf(after);
  return valuesOf(before).every((each, at) => each === found[at]);
}

function failed({ map }: PipelineItem, span: Span, report: Report): void {
  report(diagnose('pipeline/failure', { message: textAt(map, 'message') ?? '' }, span));
}

function changed(scalar: DataScalar, item: PipelineItem, report: Report): readonly DataScalar[] {
  const found = newValues(item)?.(scalar) ?? [scalar];
  if (typeof found !== 'string') return found;
  report(diagnose('pipeline/value', { type: item.type, problem: found }, scalar.span));
  return [scalar];
}

function wrong(
  entry: DataEntry,
  { type }: PipelineItem,
  problem: string,
  report: Report,
): readonly Alternative[] {
  report(diagnose('pipeline/value', { type, problem }, entry.key.span));
  return [entry];
}

const wholeValues: ReadonlySet<string> = new Set(['replace_string', 'map_string', 'set_value']);
