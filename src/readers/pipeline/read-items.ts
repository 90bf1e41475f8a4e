import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import { type DataMap, type DataTree, entryOf } from '../../source/index.ts';
import { textAt } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';
import { readConditions } from './read-conditions.ts';
import { wrongParameters } from './transformation-parameters.ts';
import {
  fieldConditionTypes,
  itemConditionTypes,
  postprocessingTypes,
  ruleConditionTypes,
  transformationTypes,
  unsupportedTypes,
} from './types.ts';

export type Report = (diagnostic: Diagnostic) => void;

/** Of the rule before it is printed, or of the query that it is printed as. */
export type ItemKind = 'transformation' | 'post-processing';

const typesOf: Readonly<Record<ItemKind, readonly string[]>> = {
  transformation: transformationTypes,
  'post-processing': postprocessingTypes,
};

/** The items of a list, those of `nest` within them. */
export function itemsAt(map: DataMap, key: string, kind: ItemKind, report: Report): readonly PipelineItem[] {
  const entry = entryOf(map, key);
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return [];
  if (entry.value.kind === 'list')
    return entry.value.items.flatMap(item => itemOf(item, key, kind, report) ?? []);
  report(diagnose('pipeline/shape', { key, expected: 'a list' }, entry.value.span));
  return [];
}

function itemOf(tree: DataTree, key: string, kind: ItemKind, report: Report): PipelineItem | undefined {
  const type = tree.kind === 'map' ? textAt(tree, 'type') : undefined;
  if (tree.kind !== 'map' || type === undefined) {
    report(diagnose('pipeline/shape', { key, expected: 'a list of maps with a type' }, tree.span));
    return undefined;
  }
  checkType(type, entryOf(tree, 'type')?.value ?? tree, kind, report);
  for (const diagnostic of wrongParameters(type, tree, kind)) report(diagnostic);
  return {
    type,
    id: textAt(tree, 'id'),
    map: tree,
    span: entryOf(tree, 'type')?.value.span ?? tree.span,
    rule: readConditions(tree, 'rule', ruleConditionTypes, report),
    detectionItem: readConditions(tree, 'detection_item', itemConditionTypes, report),
    fieldName: readConditions(tree, 'field_name', fieldConditionTypes, report),
    items: type === 'nest' ? itemsAt(tree, 'items', kind, report) : [],
  };
}

function checkType(name: string, { span }: DataTree, what: ItemKind, report: Report): void {
  const isUnsupported = what === 'transformation' && Object.hasOwn(unsupportedTypes, name);
  const why = isUnsupported ? unsupportedTypes[name] : undefined;
  const types = typesOf[what];
  if (why !== undefined) report(diagnose('pipeline/unsupported', { what, name, why }, span));
  else if (!types.includes(name))
    report(diagnose('pipeline/unknown-type', { what, name, nearest: nearestName(name, types) }, span));
}
