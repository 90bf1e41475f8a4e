import { type DataEntry, type DataMap, type DataScalar, entryOf } from '../../source/index.ts';
import { fieldOf, itemsOf, valuesOf } from './detection-edit.ts';
import { isTrue, mapAt, scalarAt, textAt, textsAt } from './parameters.ts';
import type { PipelineCondition } from './pipeline.ts';
import { pythonRegex } from './python-regex.ts';

/** What conditions may ask for beside the item that they look at. */
export interface Known {
  readonly document: DataMap;
  readonly state: ReadonlyMap<string, string>;
  /** Ids of the transformations that were applied. */
  readonly applied: ReadonlySet<string>;
}

export function testsRule(condition: PipelineCondition, known: Known): boolean {
  const { map } = condition;
  const { document } = known;
  const detection = mapAt(document, 'detection');
  switch (condition.type) {
    case 'logsource': {
      const source = mapAt(document, 'logsource');
      return ['category', 'product', 'service'].every(key => {
        const wanted = textAt(map, key);
        return wanted === undefined || (source !== undefined && textAt(source, key) === wanted);
      });
    }
    case 'contains_field':
      return (
        detection !== undefined && itemsOf(detection).some(each => fieldOf(each) === textAt(map, 'field'))
      );
    case 'contains_detection_item':
      return (
        detection !== undefined &&
        itemsOf(detection).some(
          each =>
            fieldOf(each) === textAt(map, 'field') &&
            valuesOf(each).some(({ written }) => written === textAt(map, 'value')),
        )
      );
    case 'is_sigma_rule':
      return true;
    case 'is_sigma_correlation_rule':
      return false;
    case 'rule_attribute':
      return testsAttribute(map, document);
    case 'tag':
      return textsAt(document, 'tags').includes(textAt(map, 'tag') ?? '');
    default:
      return testsHistory(condition, known);
  }
}

const levels = ['informational', 'low', 'medium', 'high', 'critical'];

function testsAttribute(map: DataMap, document: DataMap): boolean {
  const attribute = textAt(map, 'attribute') ?? '';
  const found = textsAt(document, attribute);
  const wanted = textsAt(map, 'value');
  const rank = (text: string | undefined): number | string =>
    attribute === 'level'
      ? levels.indexOf(text ?? '')
      : Number.isNaN(Number(text))
        ? (text ?? '')
        : Number(text);
  const [left, right] = [rank(found[0]), rank(wanted[0])];
  switch (textAt(map, 'op') ?? 'eq') {
    case 'ne':
      return found[0] !== wanted[0];
    case 'gte':
      return left >= right;
    case 'gt':
      return left > right;
    case 'lte':
      return left <= right;
    case 'lt':
      return left < right;
    case 'in':
      return found.some(each => wanted.includes(each));
    case 'not_in':
      return !found.some(each => wanted.includes(each));
    default:
      return found[0] === wanted[0];
  }
}

function testsHistory({ type, map }: PipelineCondition, { applied, state }: Known): boolean {
  if (type === 'processing_item_applied') return applied.has(textAt(map, 'processing_item_id') ?? '');
  return state.get(textAt(map, 'key') ?? '') === textAt(map, 'val');
}

export function testsItem(
  condition: PipelineCondition,
  values: readonly DataScalar[],
  known: Known,
): boolean {
  const { type, map } = condition;
  const each = valueTest(condition);
  if (each === undefined) return testsHistory(condition, known);
  const met = textAt(map, 'cond') === 'all' ? values.every(each) : values.some(each);
  return type === 'match_string' && isTrue(map, 'negate') ? !met : met;
}

function valueTest({ type, map }: PipelineCondition): ((scalar: DataScalar) => boolean) | undefined {
  switch (type) {
    case 'match_string': {
      const regex = pythonRegex(`^(?:${textAt(map, 'pattern') ?? ''})`);
      return ({ value, written }) => typeof value === 'string' && regex?.test(written) === true;
    }
    case 'match_value':
      return ({ value }) => value === scalarAt(map, 'value')?.value;
    case 'contains_wildcard':
      return ({ value, written }) => typeof value === 'string' && /(?<!\\)(?:\\\\)*[*?]/.test(written);
    case 'is_null':
      return ({ value }) => value === null;
    default:
      return undefined;
  }
}

export function testsField(condition: PipelineCondition, field: string, known: Known): boolean {
  const { type, map } = condition;
  if (type !== 'include_fields' && type !== 'exclude_fields') return testsHistory(condition, known);
  const names = textsAt(map, 'fields');
  const isRegex = (textAt(map, 'mode') ?? textAt(map, 'match_type')) === 're';
  const included = isRegex
    ? names.some(name => pythonRegex(`^(?:${name})`)?.test(field) === true)
    : names.includes(field);
  return type === 'include_fields' ? included : !included;
}

export function detectionOf(document: DataMap): DataMap | undefined {
  const entry: DataEntry | undefined = entryOf(document, 'detection');
  return entry?.value.kind === 'map' ? entry.value : undefined;
}
