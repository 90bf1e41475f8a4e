import { diagnose } from '../../diagnostics/index.ts';
import { and, or, type Predicate } from '../../ir/index.ts';
import type { DataList, DataMap, DataScalar, DataTree, Span } from '../../source/index.ts';
import { type FieldKey, readFieldKey } from './field-key.ts';
import { lowerItem } from './item.ts';
import { type Lowering, spanOver } from './lowering.ts';

/**
 * A selection: a map is "and" over its items, a list of maps "or", a list of texts keywords
 * (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#search-identifier). Lists may mix and nest, as
 * pySigma takes them.
 */
export function lowerSelection(name: DataScalar, tree: DataTree, lowering: Lowering): Predicate | undefined {
  const span = spanOver(name.span, tree.span);
  return lowerTree(tree, span, lowering);
}

function lowerTree(tree: DataTree, span: Span, lowering: Lowering): Predicate | undefined {
  switch (tree.kind) {
    case 'map':
      return lowerMap(tree, span, lowering);
    case 'list':
      return lowerList(tree, span, lowering);
    case 'scalar':
      return lowerScalar(tree, span, lowering);
  }
}

function lowerMap(map: DataMap, span: Span, lowering: Lowering): Predicate | undefined {
  if (map.entries.length === 0) return refuseEmpty('this map', span, lowering);
  const items: Predicate[] = [];
  for (const entry of map.entries) {
    const key = readFieldKey(entry.key, lowering);
    const item = key && lowerItem(key, entry.value, lowering);
    if (item !== undefined) items.push(item);
  }
  return items.length === map.entries.length ? and(items, [span]) : undefined;
}

function lowerList(list: DataList, span: Span, lowering: Lowering): Predicate | undefined {
  if (list.items.length === 0) return refuseEmpty('this list', span, lowering);
  const texts = list.items.filter(item => item.kind === 'scalar');
  const alternatives: (Predicate | undefined)[] = [];
  if (texts.length > 0) {
    const keywords: DataList = { kind: 'list', items: texts, span: list.span };
    alternatives.push(lowerItem(keywordKey(span), keywords, lowering));
  }
  for (const item of list.items)
    if (item.kind !== 'scalar') alternatives.push(lowerTree(item, item.span, lowering));
  const lowered = alternatives.filter(alternative => alternative !== undefined);
  return lowered.length === alternatives.length ? or(lowered, [span]) : undefined;
}

function lowerScalar(scalar: DataScalar, span: Span, lowering: Lowering): Predicate | undefined {
  if (scalar.value === null) return refuseEmpty('this selection', span, lowering);
  lowering.report(diagnose('lower/keyword-not-in-list', {}, scalar.span));
  return lowerItem(keywordKey(span), scalar, lowering);
}

function refuseEmpty(what: string, span: Span, lowering: Lowering): undefined {
  lowering.report(diagnose('lower/empty-selection', { what }, span));
}

/** The key that keywords do not have. */
function keywordKey(span: Span): FieldKey {
  return {
    field: undefined,
    transforms: [],
    test: undefined,
    datePart: undefined,
    flags: { ignoreCase: false, multiline: false, dotAll: false },
    all: false,
    negated: false,
    cased: false,
    span: { ...span, end: span.start },
    spanOf: () => span,
  };
}
