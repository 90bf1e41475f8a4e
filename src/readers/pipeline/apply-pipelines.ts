import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { MadeFor, QueryRewrite } from '../../ir/index.ts';
import { type DataEntry, type DataMap, type DataTree, entryOf } from '../../source/index.ts';
import { type Added, addedCondition } from './added-condition.ts';
import { namedKeys } from './correlation-keys.ts';
import {
  type Alternative,
  type Edit,
  editDetection,
  fieldOf,
  itemsOf,
  TooManyAlternatives,
} from './detection-edit.ts';
import { changedDocument, withEntry } from './document-changes.ts';
import { type Editing, editedItem, editedKeywords, type Given } from './edited-item.ts';
import { type NewNames, newNames } from './field-names.ts';
import { referredIn } from './item-kinds.ts';
import { Marks } from './marks.ts';
import { mapAt, textAt, textsAt, withText } from './parameters.ts';
import type { Pipeline, PipelineItem, PostprocessingItem } from './pipeline.ts';
import { placeholdersIn, placeholdersOf } from './placeholders.ts';
import type { Report } from './read-items.ts';
import { UnsupportedTemplate } from './template.ts';
import {
  detectionOf,
  type Known,
  testedKeywords,
  testedValues,
  testsField,
  testsItem,
  testsRule,
} from './test-conditions.ts';

/** A rule as the pipelines leave it. */
export interface Applied {
  readonly document: DataMap;
  /** Detections that are joined to the rule's own by `and`. */
  readonly added: readonly Added[];
  /** Names that a pipeline gave. */
  readonly names: ReadonlyMap<string, NamedBy>;
  readonly placeholders: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
  /** What is made of its queries. */
  readonly rewrites: readonly QueryRewrite[];
  readonly madeFor: readonly MadeFor[];
  readonly state: ReadonlyMap<string, string>;
}

export interface NamedBy {
  /** The file of the pipeline. */
  readonly path: string;
  /** Whether it may be a name of Sigma's own: a condition that was added, or a name of another log source of Sigma. */
  readonly isGeneric: boolean;
}

/**
 * Applies pipelines in the order of their priorities; with an error among the diagnostics the rule is not to be used. A correlation
 * comes with the rules that it refers to.
 */
export function applyPipelines(
  document: DataMap,
  pipelines: readonly Pipeline[],
  referred?: readonly DataMap[],
): Applied {
  const madeFor = pipelines.flatMap(({ path, backends }) =>
    backends.length === 0 ? [] : [{ pipeline: path, backends }],
  );
  const applying = new Applying(document, referred, madeFor);
  const sorted = [...pipelines].sort((left, right) => left.priority - right.priority);
  try {
    for (const pipeline of sorted) for (const item of pipeline.items) applying.apply(item, pipeline);
    const vars = new Map(sorted.flatMap(pipeline => [...pipeline.vars]));
    for (const { postprocessing } of sorted)
      for (const item of postprocessing) applying.postprocess(item, vars);
  } catch (error) {
    if (!(error instanceof TooManyAlternatives)) throw error;
    const { limit } = TooManyAlternatives;
    applying.diagnostics.push(diagnose('pipeline/alternatives', { limit }, document.span));
  }
  return applying;
}

class Applying implements Applied, Known {
  document: DataMap;
  added: readonly Added[] = [];
  readonly names = new Map<string, NamedBy>();
  readonly placeholders = new Map<string, readonly string[]>();
  readonly diagnostics: Diagnostic[] = [];
  readonly state = new Map<string, string>();
  readonly applied = new Set<string>();
  readonly rewrites: QueryRewrite[] = [];
  private readonly marks = new Marks();

  readonly referred: readonly DataMap[] | undefined;
  readonly madeFor: readonly MadeFor[];

  constructor(document: DataMap, referred: readonly DataMap[] | undefined, madeFor: readonly MadeFor[]) {
    this.document = document;
    this.referred = referred;
    this.madeFor = madeFor;
  }

  apply(item: PipelineItem, pipeline: Pipeline): void {
    if (!item.rule(condition => testsRule(condition, this))) return;
    if (item.id !== undefined) this.applied.add(item.id);
    if (item.type === 'nest') for (const inner of item.items) this.apply(inner, pipeline);
    else this.transform(item, pipeline);
  }

  postprocess(item: PostprocessingItem, vars: Pipeline['vars']): void {
    if (!item.rule(condition => testsRule(condition, this))) return;
    for (const inner of item.items) this.postprocess(inner, vars);
    try {
      this.rewrites.push(...item.rewrite({ document: this.document, state: this.state, vars }));
    } catch (error) {
      if (!(error instanceof UnsupportedTemplate)) throw error;
      const problem = `asks for ${error.message}`;
      const start = { ...this.document.span, end: this.document.span.start };
      this.diagnostics.push(diagnose('pipeline/value', { type: item.type, problem }, start));
    }
    if (item.id !== undefined) this.applied.add(item.id);
  }

  private transform(item: PipelineItem, pipeline: Pipeline): void {
    const { type, map } = item;
    switch (type) {
      case 'set_state':
        this.state.set(textAt(map, 'key') ?? '', textsAt(map, 'val').join());
        return;
      case 'rule_failure':
        this.fail(textAt(map, 'message') ?? '');
        return;
      case 'strict_field_mapping_failure':
        this.failWithout();
        return;
      case 'add_condition':
        this.add(addedCondition(item, this.document), item.id);
        for (const { key } of mapAt(map, 'conditions')?.entries ?? [])
          this.names.set(key.written.split('|')[0] ?? '', { path: pipeline.path, isGeneric: true });
        return;
      case 'wildcard_placeholders':
      case 'value_placeholders':
        this.fill(item, pipeline);
        return;
    }
    const changed = changedDocument(item, this.document);
    if (changed !== undefined) this.document = changed;
    else this.edit(item, pipeline);
  }

  private add(added: Added, id: string | undefined): void {
    for (const { value } of added.detection.entries) this.marks.onAll([id], value);
    this.added = [...this.added, added];
  }

  /** A placeholder has its values from the first that gives it any, for the whole rule. */
  private fill(item: PipelineItem, { vars }: Pipeline): void {
    const entries = this.items();
    const meant = new Set(entries.filter(entry => this.isMeant(entry, item)));
    const others = new Map(
      entries
        .filter(entry => !meant.has(entry))
        .flatMap(entry => placeholdersIn(entry).map(name => [name, entry])),
    );
    for (const [name, values] of placeholdersOf(item, [...meant], vars)) {
      if (this.placeholders.has(name)) continue;
      this.placeholders.set(name, values);
      for (const entry of meant) if (placeholdersIn(entry).includes(name)) this.marks.on(item.id, entry);
      const other = others.get(name);
      if (other === undefined) continue;
      const problem = `gives values to %${name}% of one item and not of \`${fieldOf(other)}\``;
      this.diagnostics.push(diagnose('pipeline/value', { type: item.type, problem }, other.key.span));
    }
  }

  /** Every field must have been named by a pipeline. */
  private failWithout(): void {
    const fields = new Set(this.items().map(fieldOf));
    const unnamed = [...fields].filter(field => field !== '' && !this.names.has(field));
    if (unnamed.length > 0)
      this.fail(`it gives no name to ${unnamed.map(field => `\`${field}\``).join(', ')}`);
  }

  private items(): readonly DataEntry[] {
    const own = detectionOf(this.document);
    return own === undefined ? [] : itemsOf(own);
  }

  /** What changes single items, in the rule and in what was added to it. */
  private edit(item: PipelineItem, pipeline: Pipeline): void {
    const names = newNames(item);
    const { path, backends, items } = pipeline;
    const leadsToSigma = backends.length === 0 && items.some(({ type }) => type === 'change_logsource');
    const given: Given = name => {
      const isGeneric = leadsToSigma && names?.(name)?.includes(name) !== true;
      this.names.set(name, { path, isGeneric });
    };
    const report: Report = diagnostic => void this.diagnostics.push(diagnostic);
    const edit: Edit = {
      item: entry =>
        this.isMeant(entry, item)
          ? this.marks.onEntries(
              item.id,
              entry,
              this.edited(entry, item, { path: pipeline.path, given, report }),
            )
          : [entry],
      keywords: scalars => {
        const applied = new Set(scalars.flatMap(each => [...this.marks.of(each)]));
        if (!this.isMeantOf(item, [''], testedKeywords(scalars), applied)) return scalars;
        const found = editedKeywords(scalars, item, { path: pipeline.path, names, given, report });
        this.marks.onKeywords(item.id, scalars, found);
        return found;
      },
    };
    const detection = detectionOf(this.document);
    if (detection !== undefined)
      this.document = withEntry(this.document, 'detection', editDetection(detection, edit));
    this.added = this.added.map(each => ({ ...each, detection: editDetection(each.detection, edit) }));
    if (names !== undefined) this.nameFields(item, names, given);
  }

  /** The fields to be shown, and the keys of a correlation. */
  private nameFields({ id, fieldName }: PipelineItem, names: NewNames, given: (name: string) => void): void {
    const own: NewNames = field => {
      const known = { ...this.known, applied: this.marks.ofField(field) };
      const found = fieldName(condition => testsField(condition, field, known)) ? names(field) : undefined;
      if (found !== undefined) this.marks.onFields(id, field, found);
      return found;
    };
    const fields = entryOf(this.document, 'fields')?.value;
    if (fields?.kind === 'list') {
      const items = fields.items.flatMap((each): readonly DataTree[] =>
        each.kind === 'scalar' ? (own(each.written)?.map(name => withText(each, name)) ?? [each]) : [each],
      );
      this.document = withEntry(this.document, 'fields', { ...fields, items });
    }
    if (this.referred === undefined) return;
    const found = namedKeys(this.document, own, given);
    if (typeof found !== 'string') this.document = found;
    else {
      const start = { ...this.document.span, end: this.document.span.start };
      const type = 'field_name_mapping';
      this.diagnostics.push(diagnose('pipeline/value', { type, problem: found }, start));
    }
  }

  private get known(): Known {
    const { document, state, referred, applied } = this;
    return { document, state, referred, applied };
  }

  /** A condition that a field fits which the item refers to fits the item. */
  private isMeant(entry: DataEntry, item: PipelineItem): boolean {
    const fields = [fieldOf(entry), ...referredIn(entry)];
    return this.isMeantOf(item, fields, testedValues(entry), this.marks.of(entry));
  }

  private namesIn(entry: DataEntry, item: PipelineItem, names: NewNames): NewNames {
    if (referredIn(entry).length === 0) return names;
    return field =>
      this.isMeantOf(item, [field], testedValues(entry), this.marks.of(entry)) ? names(field) : undefined;
  }

  /** What has been applied is asked of the item that is looked at, not of the rule. */
  private isMeantOf(
    item: PipelineItem,
    fields: readonly string[],
    values: ReturnType<typeof testedValues>,
    applied: ReadonlySet<string>,
  ): boolean {
    const known = { ...this.known, applied };
    return (
      item.detectionItem(condition => testsItem(condition, values, known)) &&
      item.fieldName(condition => fields.some(field => testsField(condition, field, known)))
    );
  }

  private edited(
    entry: DataEntry,
    item: PipelineItem,
    editing: Omit<Editing, 'names'>,
  ): readonly Alternative[] {
    const names = newNames(item);
    return editedItem(entry, item, { ...editing, names: names && this.namesIn(entry, item, names) });
  }

  private fail(message: string): void {
    const start = { ...this.document.span, end: this.document.span.start };
    this.diagnostics.push(diagnose('pipeline/failure', { message }, start));
  }
}
