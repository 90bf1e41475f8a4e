import { and, type Keyword, type Or, type Predicate } from '../../src/ir/index.ts';
import { type FieldItem, fieldItem, keywordItem, type SigmaScalar } from './field-item.ts';

/** A selection's content: a map, a list of maps, a list of keywords, or keywords that must all be there. */
export type SelectionBody = SelectionMap | readonly SelectionMap[] | readonly string[];
export type SelectionMap = Readonly<Record<string, SigmaScalar | readonly SigmaScalar[]>>;

export interface Selection {
  readonly role: 'selection' | 'filter' | 'keywords';
  readonly body: SelectionBody;
}

/** A condition over the selections, by their place in the list. */
export type Condition =
  | { readonly kind: 'selection'; readonly index: number }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] };

export interface Detection {
  readonly selections: readonly Selection[];
  readonly condition: Condition;
}

/**
 * A predicate in the shape that Sigma authors give it: what must be there in selections, alternatives as lists of maps,
 * what is left out as filters, and a condition over them.
 */
export function detectionOf(predicate: Predicate): Detection {
  const selections: Selection[] = [];
  const add = (selection: Selection): Condition => ({
    kind: 'selection',
    index: selections.push(selection) - 1,
  });
  return { condition: build(predicate, add, 'selection'), selections };
}

type Add = (selection: Selection) => Condition;

function build(predicate: Predicate, add: Add, role: 'selection' | 'filter'): Condition {
  const body = bodyOf(predicate);
  if (body !== undefined) return add({ role: isKeywords(predicate) ? 'keywords' : role, body });
  switch (predicate.kind) {
    case 'not':
      return { kind: 'not', operand: buildNegated(predicate.operand, add) };
    case 'and':
      return junction(
        'and',
        conjuncts(predicate.operands).map(each => build(each, add, role)),
      );
    case 'or':
      return junction(
        'or',
        alternatives(predicate).map(each => build(each, add, role)),
      );
    default:
      throw new Error(`a ${predicate.kind} leaf has no form in Sigma`);
  }
}

/** Each alternative of what is left out is a filter of its own, as authors write them. */
function buildNegated(operand: Predicate, add: Add): Condition {
  if (operand.kind !== 'or') return build(operand, add, 'filter');
  return junction(
    'or',
    alternatives(operand).map(each => build(each, add, 'filter')),
  );
}

function junction(kind: 'and' | 'or', operands: readonly Condition[]): Condition {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind, operands };
}

/** The conjuncts that fit in maps together, then the rest in order, negations last. */
function conjuncts(operands: readonly Predicate[]): readonly Predicate[] {
  const items = operands.filter(operand => fieldItem(operand) !== undefined);
  const maps = distribute(items);
  const keywords = operands.filter(isKeywordLeaf);
  const rest = operands.filter(operand => !items.includes(operand) && !isKeywordLeaf(operand));
  const negated = rest.filter(operand => operand.kind === 'not');
  return [
    ...maps.map(each => and(each)),
    ...(keywordBody(and(keywords)) === undefined ? keywords : [and(keywords)]),
    ...rest.filter(operand => operand.kind !== 'not'),
    ...negated,
  ];
}

/** Several leaves with one key cannot stand in one map, unless `|all` joins them: the later go to a map of their own. */
function distribute(items: readonly Predicate[]): readonly (readonly Predicate[])[] {
  const maps: Predicate[][] = [];
  for (const leaf of items) {
    const home = maps.find(map => mapOf([...map, leaf]) !== undefined);
    if (home === undefined) maps.push([leaf]);
    else home.push(leaf);
  }
  return maps;
}

/** Alternatives that are maps stand together as one list of maps; the others alone. */
function alternatives(predicate: Or): readonly Predicate[] {
  const plain = predicate.operands.filter(operand => bodyAsMap(operand) !== undefined);
  if (plain.length < 2 || plain.length === predicate.operands.length) return predicate.operands;
  return [
    { ...predicate, operands: plain },
    ...predicate.operands.filter(operand => !plain.includes(operand)),
  ];
}

function bodyOf(predicate: Predicate): SelectionBody | undefined {
  return bodyAsMap(predicate) ?? keywordBody(predicate) ?? listOfMaps(predicate);
}

function bodyAsMap(predicate: Predicate): SelectionMap | undefined {
  return mapOf(predicate.kind === 'and' ? predicate.operands : [predicate]);
}

function listOfMaps(predicate: Predicate): readonly SelectionMap[] | undefined {
  if (predicate.kind !== 'or') return undefined;
  const maps = predicate.operands.map(bodyAsMap);
  return maps.every(map => map !== undefined) ? (maps as readonly SelectionMap[]) : undefined;
}

/** One map of all the leaves, or undefined when one of them is none of a field or two need the same key. */
function mapOf(predicates: readonly Predicate[]): SelectionMap | undefined {
  const items: FieldItem[] = [];
  for (const predicate of predicates) {
    const item = fieldItem(predicate);
    if (item === undefined) return undefined;
    items.push(item);
  }
  const map: Record<string, SigmaScalar | readonly SigmaScalar[]> = {};
  for (const [key, group] of byKey(items)) {
    const joined = joinItems(key, group);
    if (joined === undefined || joined.key in map) return undefined;
    map[joined.key] = joined.values;
  }
  return map;
}

function byKey(items: readonly FieldItem[]): ReadonlyMap<string, readonly FieldItem[]> {
  const groups = new Map<string, FieldItem[]>();
  for (const item of items) groups.set(item.key, [...(groups.get(item.key) ?? []), item]);
  return groups;
}

function joinItems(
  key: string,
  group: readonly FieldItem[],
): { key: string; values: SigmaScalar | readonly SigmaScalar[] } | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  if (group.length === 1) return { key, values: scalarOrList(first.values) };
  if (!group.every(item => item.joinable)) return undefined;
  return { key: `${key}|all`, values: group.flatMap(item => item.values) };
}

function scalarOrList(values: readonly SigmaScalar[]): SigmaScalar | readonly SigmaScalar[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function isKeywordLeaf(predicate: Predicate): predicate is Keyword {
  return predicate.kind === 'keyword';
}

function isKeywords(predicate: Predicate): boolean {
  return (
    isKeywordLeaf(predicate) ||
    ((predicate.kind === 'and' || predicate.kind === 'or') && predicate.operands.every(isKeywordLeaf))
  );
}

/** Keywords without modifiers are a list; with them, and those that must all be there, a map whose key has no field. */
function keywordBody(predicate: Predicate): SelectionBody | undefined {
  if (!isKeywords(predicate)) return undefined;
  const leaves = (
    predicate.kind === 'and' || predicate.kind === 'or' ? predicate.operands : [predicate]
  ).filter(isKeywordLeaf);
  const items = leaves.map(keywordItem);
  const [first] = items;
  if (first === undefined || !items.every(item => item.modifiers === first.modifiers)) return undefined;
  const values = items.flatMap(item => item.values);
  if (predicate.kind === 'and') {
    if (!items.every(item => item.values.length === 1)) return undefined;
    return { [`${first.modifiers}|all`]: values };
  }
  return first.modifiers === '' ? values : { [first.modifiers]: values };
}
