import { type DataEntry, type DataMap, type DataScalar, entryOf } from '../../source/index.ts';
import { fieldOf, itemsOf, valuesOf } from './detection-edit.ts';
import { withExplicitWildcards } from './explicit-wildcards.ts';
import { asEncoded, isOfTexts } from './item-kinds.ts';
import { isTrue, mapAt, scalarAt, textAt, textsAt } from './parameters.ts';
import type { PipelineCondition } from './pipeline.ts';
import { isSameText, plainText } from './plain-text.ts';
import { pythonRegex } from './python-regex.ts';
import { isRegexed } from './regexed.ts';

/** What conditions may ask for beside the item that they look at. */
export interface Known {
  readonly document: DataMap;
  readonly state: ReadonlyMap<string, string>;
  /** Ids of the transformations that were applied. */
  readonly applied: ReadonlySet<string>;
  /** Of a correlation: the rules that it refers to. */
  readonly referred?: readonly DataMap[] | undefined;
}

export function testsRule(condition: PipelineCondition, known: Known): boolean {
  const { map } = condition;
  const { document, referred } = known;
  // A correlation is of the log sources of its rules.
  if (referred !== undefined && condition.type === 'logsource')
    return referred.some(each => testsRule(condition, { ...known, document: each, referred: undefined }));
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
            testedValues(each).some(equalTo(scalarAt(map, 'value'))),
        )
      );
    case 'is_sigma_rule':
      return referred === undefined;
    case 'is_sigma_correlation_rule':
      return referred !== undefined;
    case 'rule_attribute':
      return testsAttribute(map, document);
    case 'tag':
      return textsAt(document, 'tags').includes(textAt(map, 'tag') ?? '');
    default:
      return testsHistory(condition, known);
  }
}

const scales: Readonly<Record<string, readonly string[]>> = {
  level: ['informational', 'low', 'medium', 'high', 'critical'],
  status: ['unsupported', 'deprecated', 'experimental', 'test', 'stable'],
};

/** An attribute that is not there fits nothing; a list is asked for what it holds, and is never one value. */
function testsAttribute(map: DataMap, document: DataMap): boolean {
  const attribute = textAt(map, 'attribute') ?? '';
  const operator = textAt(map, 'op') ?? 'eq';
  const wanted = textAt(map, 'value') ?? '';
  const value = entryOf(document, attribute)?.value;
  if (value?.kind === 'list') {
    const isHeld = textsAt(document, attribute).includes(wanted);
    return operator === 'ne' || (operator === 'in' && isHeld) || (operator === 'not_in' && !isHeld);
  }
  const [found] = textsAt(document, attribute);
  if (found === undefined || operator === 'in' || operator === 'not_in') return false;
  const scale = Object.hasOwn(scales, attribute) ? scales[attribute] : undefined;
  const place = (text: string): string | number => scale?.indexOf(text.toLowerCase()) ?? rank(dashed(text));
  return compared(operator, place(found), place(wanted));
}

/** A date as ISO 8601 has it, of which Sigma knows another form: 2024/01/31. */
function dashed(text: string): string {
  return text.replace(/^(\d{4})\/(\d{2})\/(\d{2})$/, '$1-$2-$3');
}

function testsHistory({ type, map }: PipelineCondition, { applied, state }: Known): boolean {
  if (type === 'processing_item_applied') return applied.has(textAt(map, 'processing_item_id') ?? '');
  const held = state.get(textAt(map, 'key') ?? '');
  const wanted = textAt(map, 'val');
  return held !== undefined && wanted !== undefined && compared(textAt(map, 'op'), rank(held), rank(wanted));
}

function compared(operator: string | undefined, left: string | number, right: string | number): boolean {
  switch (operator) {
    case 'ne':
      return left !== right;
    case 'gte':
      return left >= right;
    case 'gt':
      return left > right;
    case 'lte':
      return left <= right;
    case 'lt':
      return left < right;
    default:
      return left === right;
  }
}

function rank(text: string): string | number {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

export function testsItem(
  condition: PipelineCondition,
  values: readonly DataScalar[],
  known: Known,
): boolean {
  const { map } = condition;
  const each = valueTest(condition);
  if (each === undefined) return testsHistory(condition, known);
  return textAt(map, 'cond') === 'all' ? values.every(each) : values.some(each);
}

/** The values of an item as conditions see them: what is no text, number or the like is equal to nothing that a pipeline says. */
export function testedValues(entry: DataEntry): readonly DataScalar[] {
  const values = valuesOf(withExplicitWildcards(asEncoded(entry)));
  return isOfTexts(entry) ? values : values.map(asNoText);
}

/** Keywords as conditions see them. */
export function testedKeywords(scalars: readonly DataScalar[]): readonly DataScalar[] {
  return scalars.map(each => (isRegexed(each) ? asNoText(each) : each));
}

function asNoText(scalar: DataScalar): DataScalar {
  return { ...scalar, value: Number.NaN };
}

function equalTo(wanted: DataScalar | undefined): (scalar: DataScalar) => boolean {
  return ({ value, written }) =>
    typeof value === 'string' && typeof wanted?.value === 'string'
      ? isSameText(written, wanted.written)
      : value === wanted?.value;
}

function valueTest({ type, map }: PipelineCondition): ((scalar: DataScalar) => boolean) | undefined {
  switch (type) {
    case 'match_string': {
      const regex = pythonRegex(`^(?:${textAt(map, 'pattern') ?? ''})`);
      const isNot = isTrue(map, 'negate');
      return ({ value, written }) =>
        (typeof value === 'string' && regex?.test(plainText(written)) === true) !== isNot;
    }
    case 'match_value':
      return equalTo(scalarAt(map, 'value'));
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
