import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import { and, type Expression, exists, field, type Measure, type Predicate } from '../../ir/index.ts';
import { type DataEntry, type DataMap, type DataTree, entryOf, type Span } from '../../source/index.ts';
import { compareNumber, numberOperators } from './compare-number.ts';
import { kindOf } from './detection.ts';
import { isValueType, valueFunctions } from './measured.ts';
import { type Criterion, someOfRules } from './some-of-rules.ts';

/** What a correlation measures, and what it asks of that. */
export interface Measured {
  readonly measures: readonly Measure[];
  readonly having: Predicate;
}

type Report = (problem: string, span: Span) => undefined;

/**
 * A condition that is a map: one comparison with a number, or two for a range
 * (https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#condition). Without one, a
 * temporal correlation wants all of its rules. `inputs` are the names of the rules.
 */
export function lowerCountCondition(
  type: string,
  condition: DataTree | undefined,
  inputs: readonly string[],
  whole: Span,
  give: (diagnostic: Diagnostic) => void,
): Measured | undefined {
  const report: Report = (problem, span) =>
    void give(diagnose('lower/correlation-condition', { problem }, span));
  const isTemporal = type.startsWith('temporal');
  const all: Criterion = { operator: 'gte', value: inputs.length, span: whole };
  if (condition === undefined && isTemporal) return chosen(inputs, [all], whole, report);
  if (condition?.kind !== 'map')
    return report(
      condition === undefined ? 'there is none' : `it is ${kindOf(condition)}, not a map`,
      condition?.span ?? whole,
    );
  const criteria = criteriaOf(condition, type, report);
  if (criteria === undefined) return undefined;
  if (isTemporal) return chosen(inputs, criteria, condition.span, report);
  const measure = measureOf(type, condition, report);
  return measure && { measures: [measure], having: comparisons(measure, criteria, condition.span) };
}

/** Whether a condition wants no less than all rules. */
export function wantsAll(condition: DataTree | undefined, inputs: number): boolean {
  if (condition?.kind !== 'map') return condition === undefined;
  const [entry, ...more] = condition.entries;
  const value = entry?.value.kind === 'scalar' ? entry.value.value : undefined;
  const least = entry?.key.written === 'gt' ? inputs - 1 : inputs;
  return more.length === 0 && /^(?:gte|gt|eq)$/.test(entry?.key.written ?? '') && value === least;
}

function chosen(
  inputs: readonly string[],
  criteria: readonly Criterion[],
  span: Span,
  report: Report,
): Measured | undefined {
  const having = someOfRules(inputs, criteria, span);
  return having === undefined
    ? report('so many of its rules can be chosen in too many ways', span)
    : { measures: [], having };
}

function comparisons(measure: Measure, criteria: readonly Criterion[], span: Span): Predicate {
  const isThere = exists(field(measure.name, 'sigma', [span]), [span]);
  const each = criteria.flatMap(({ operator, value, span: at }) => {
    const comparison = compareNumber(measure.name, operator, value, [at]);
    return operator === 'neq' && !isCounted(measure) ? [isThere, comparison] : [comparison];
  });
  return and(each, [span]);
}

/** Of events without the field there is a count of values, none, but no sum, and nothing that could be unequal to a number. */
function isCounted({ function: kind }: Measure): boolean {
  return kind === 'count' || kind === 'countDistinct';
}

function criteriaOf(condition: DataMap, type: string, report: Report): readonly Criterion[] | undefined {
  const criteria: Criterion[] = [];
  for (const { key, value } of condition.entries) {
    const operator = numberOperators.find(each => each === key.written);
    if (operator === undefined) {
      if (isKeyOf(key.written, type)) continue;
      return report(`\`${key.written}\` is no comparison`, key.span);
    }
    if (value.kind !== 'scalar' || typeof value.value !== 'number' || !Number.isFinite(value.value))
      return report(
        `\`${operator}\` needs a number`,
        value.span.end > value.span.start ? value.span : key.span,
      );
    criteria.push({ operator, value: value.value, span: { ...key.span, end: value.span.end } });
  }
  return criteria.length > 0 ? criteria : report('it compares with no number', condition.span);
}

function isKeyOf(key: string, type: string): boolean {
  return (key === 'field' && isValueType(type)) || (key === 'percentile' && type === 'value_percentile');
}

function measureOf(type: string, condition: DataMap, report: Report): Measure | undefined {
  if (!isValueType(type)) return { name: type, function: 'count', of: [] };
  const of = fieldsOf(entryOf(condition, 'field'), type, condition.span, report);
  if (of === undefined) return undefined;
  const measure = { name: type, function: valueFunctions[type], of };
  if (type !== 'value_percentile') return measure;
  const entry = entryOf(condition, 'percentile')?.value;
  const percentile = entry?.kind === 'scalar' ? entry.value : undefined;
  return typeof percentile === 'number' && percentile >= 0 && percentile <= 100
    ? { ...measure, percentile }
    : report('value_percentile needs a `percentile` from 0 to 100', entry?.span ?? condition.span);
}

/** Several fields are counted together, as pySigma does: each combination of their values is one. */
function fieldsOf(
  entry: DataEntry | undefined,
  type: string,
  whole: Span,
  report: Report,
): readonly Expression[] | undefined {
  const value = entry?.value;
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  const fields: Expression[] = [];
  for (const item of items)
    if (item.kind === 'scalar' && item.written !== '') fields.push(field(item.written, 'sigma', [item.span]));
  if (fields.length === 0 || fields.length < items.length)
    return report(`${type} needs a \`field\``, value?.span ?? whole);
  return fields.length === 1 || type === 'value_count'
    ? fields
    : report(`${type} looks at one field`, value?.span ?? whole);
}
