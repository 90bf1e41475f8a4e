import { type Diagnostic, diagnose, nearestName, type Result } from '../../diagnostics/index.ts';
import { type DataMap, type DataTree, entryOf, type SourceFile, spanOf } from '../../source/index.ts';
import { readYaml } from '../yaml-document.ts';
import { mapAt, scalarAt, textAt, textsOf } from './parameters.ts';
import type { Pipeline, PipelineItem } from './pipeline.ts';
import { readConditions } from './read-conditions.ts';
import { wrongParameters } from './transformation-parameters.ts';
import {
  fieldConditionTypes,
  finalizerTypes,
  itemConditionTypes,
  postprocessingWhy,
  ruleConditionTypes,
  transformationTypes,
  unsupportedTypes,
} from './types.ts';

type Report = (diagnostic: Diagnostic) => void;

/** A pipeline, or what is wrong with it: one that cannot be applied whole is not applied. */
export function readPipeline(file: SourceFile): Result<Pipeline> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = diagnostic => void diagnostics.push(diagnostic);
  const [document] = readYaml(file);
  for (const diagnostic of document?.diagnostics ?? []) report(diagnostic);
  const { tree } = document ?? {};
  if (tree?.kind !== 'map') {
    report(
      diagnose('pipeline/shape', { key: 'document', expected: 'a map' }, tree?.span ?? spanOf(file, 0, 0)),
    );
    return { value: undefined, diagnostics };
  }
  const items = itemsOf(tree, 'transformations', report);
  readOutput(tree, report);
  const priority = scalarAt(tree, 'priority')?.value;
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  const vars = new Map(
    (mapAt(tree, 'vars')?.entries ?? []).map(entry => [entry.key.written, textsOf(entry.value)]),
  );
  const value = { path: file.path, priority: typeof priority === 'number' ? priority : 0, vars, items };
  return { value: failed ? undefined : value, diagnostics };
}

function itemsOf(map: DataMap, key: string, report: Report): readonly PipelineItem[] {
  const entry = entryOf(map, key);
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return [];
  if (entry.value.kind === 'list') return entry.value.items.flatMap(item => itemOf(item, report) ?? []);
  report(diagnose('pipeline/shape', { key, expected: 'a list' }, entry.value.span));
  return [];
}

function itemOf(tree: DataTree, report: Report): PipelineItem | undefined {
  const type = tree.kind === 'map' ? textAt(tree, 'type') : undefined;
  if (tree.kind !== 'map' || type === undefined) {
    report(
      diagnose(
        'pipeline/shape',
        { key: 'transformations', expected: 'a list of maps with a type' },
        tree.span,
      ),
    );
    return undefined;
  }
  const what = 'transformation';
  const span = entryOf(tree, 'type')?.value.span ?? tree.span;
  const why = Object.hasOwn(unsupportedTypes, type) ? unsupportedTypes[type] : undefined;
  if (why !== undefined) report(diagnose('pipeline/unsupported', { what, name: type, why }, span));
  else if (!transformationTypes.some(each => each === type))
    report(
      diagnose(
        'pipeline/unknown-type',
        { what, name: type, nearest: nearestName(type, transformationTypes) },
        span,
      ),
    );
  for (const diagnostic of wrongParameters(type, tree)) report(diagnostic);
  return {
    type,
    id: textAt(tree, 'id'),
    map: tree,
    span,
    rule: readConditions(tree, 'rule', ruleConditionTypes, report),
    detectionItem: readConditions(tree, 'detection_item', itemConditionTypes, report),
    fieldName: readConditions(tree, 'field_name', fieldConditionTypes, report),
    items: type === 'nest' ? itemsOf(tree, 'items', report) : [],
  };
}

/** What changes the text of queries, which is refused, and what lays them out in one, which is left out. */
function readOutput(map: DataMap, report: Report): void {
  for (const [name, item] of outputItems(map, 'postprocessing'))
    report(
      diagnose('pipeline/unsupported', { what: 'post-processing', name, why: postprocessingWhy }, item.span),
    );
  for (const [name, item] of outputItems(map, 'finalizers'))
    if (finalizerTypes.some(each => each === name))
      report(diagnose('pipeline/finalizer', { name }, item.span));
    else {
      const nearest = nearestName(name, finalizerTypes);
      report(diagnose('pipeline/unknown-type', { what: 'finalizer', name, nearest }, item.span));
    }
}

function outputItems(map: DataMap, key: string): readonly (readonly [string, DataTree])[] {
  const value = entryOf(map, key)?.value;
  const items = value?.kind === 'list' ? value.items : [];
  return items.map(item => [(item.kind === 'map' ? textAt(item, 'type') : undefined) ?? key, item] as const);
}
