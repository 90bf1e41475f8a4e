import { diagnose } from '../../diagnostics/index.ts';
import { and, type Expression, not, type Predicate } from '../../ir/index.ts';
import type { DataScalar, DataTree, Span } from '../../source/index.ts';
import type { FieldKey } from './field-key.ts';
import { anyOf, type Finding } from './finding.ts';
import { type Lowering, spanOver } from './lowering.ts';
import { readValue } from './values.ts';

/** What an item's value reads as; nothing when it cannot be read. */
export interface Item {
  readonly key: FieldKey;
  /** What the tests look at: the field, or a part of its date. Absent for keywords. */
  readonly subject: Expression | undefined;
}

/** `field|modifiers: value`, or keywords. A list is "or", with `all` "and"; `neq` negates the whole. */
export function lowerItem(key: FieldKey, value: DataTree, lowering: Lowering): Predicate | undefined {
  const scalars = scalarsOf(value, lowering);
  if (scalars === undefined) return undefined;
  const item: Item = { key, subject: subjectOf(key) };
  const findings: (readonly Finding[])[] = [];
  for (const scalar of scalars) {
    const found = readValue(scalar, item, lowering);
    if (found !== undefined) findings.push(found);
  }
  if (findings.length < scalars.length) return undefined;
  adviseOnList(scalars, value, key, lowering);
  const span = spanOver(key.span, value.span);
  const linked = key.all
    ? allOf(findings, scalars, item, span)
    : anyOf(findings.flat(), item.subject, key, span);
  return key.negated ? not(linked, [span]) : linked;
}

function subjectOf({ field, datePart, span, spanOf }: FieldKey): Expression | undefined {
  if (field === undefined || datePart === undefined) return field;
  const names = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
  const part = names.find(name => name === datePart) ?? 'minute';
  const origin = [{ ...span, end: spanOf(datePart).end }];
  return { kind: 'call', function: part, arguments: [field], origin };
}

function allOf(
  findings: readonly (readonly Finding[])[],
  scalars: readonly DataScalar[],
  { key, subject }: Item,
  span: Span,
): Predicate {
  const each = findings.map((finding, index) => anyOf(finding, subject, key, scalars[index]?.span ?? span));
  return and(each, [span]);
}

function scalarsOf(value: DataTree, lowering: Lowering): readonly DataScalar[] | undefined {
  if (value.kind === 'scalar') return [value];
  const scalars: DataScalar[] = [];
  if (!collect(value, scalars, lowering)) return undefined;
  if (scalars.length > 0) return scalars;
  lowering.report(diagnose('lower/empty-selection', { what: 'this list of values' }, value.span));
  return undefined;
}

function collect(value: DataTree, scalars: DataScalar[], lowering: Lowering): boolean {
  if (value.kind === 'scalar') {
    scalars.push(value);
    return true;
  }
  if (value.kind === 'map') {
    const expected = 'a text, number, boolean, null, or a list of them';
    lowering.report(diagnose('lower/sigma-value-shape', { found: 'a map', expected }, value.span));
    return false;
  }
  const nested = value.items.find(item => item.kind === 'list');
  if (nested !== undefined) lowering.report(diagnose('lower/nested-list', {}, nested.span));
  return value.items.every(item => collect(item, scalars, lowering));
}

function adviseOnList(
  scalars: readonly DataScalar[],
  value: DataTree,
  key: FieldKey,
  lowering: Lowering,
): void {
  const empty = scalars.length > 1 ? scalars.find(scalar => scalar.value === null) : undefined;
  if (empty !== undefined && !key.all)
    lowering.report(diagnose('lower/null-in-list', {}, spanOrEnd(empty, value)));
  if (key.all && scalars.length < 2)
    lowering.report(diagnose('lower/all-of-one-value', {}, key.spanOf('all')));
  const [first] = scalars;
  if (first !== undefined && key.transforms.includes('base64offset') && !key.transforms.includes('contains'))
    lowering.report(diagnose('lower/encoding-alone', { name: 'base64offset' }, key.spanOf('base64offset')));
}

/** A value that is nothing at all (`- `) has no characters to point at. */
function spanOrEnd(scalar: DataScalar, value: DataTree): Span {
  return scalar.span.end > scalar.span.start ? scalar.span : value.span;
}
