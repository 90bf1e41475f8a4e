import type { Expression, Leaf, Profile } from '../../src/ir/index.ts';
import { operands, printExpression, subjects } from '../../src/ir/index.ts';
import { givesList, listOf, takesList } from './lists.ts';
import type { Bound, Reader } from './scope.ts';
import { pythonValue, textValue } from './value.ts';

/** An expression of several values within a subject: the test runs on `each` of them, or on the `only` one. */
interface Source {
  readonly expression: Expression;
  readonly takes: 'each' | 'only';
}

type IsList = (expression: Expression) => boolean;

/**
 * What ES|QL makes of several values is nothing, what EQL makes of them is a result for each. Within what takes but one value, what
 * is made of each is a list of its own.
 */
function* sourcesOf(expression: Expression, isList: IsList, around: Source['takes']): Generator<Source> {
  if (isList(expression) || givesList(expression)) {
    yield { expression, takes: around };
    return;
  }
  if (takesList(expression)) return;
  const isStep = expression.kind === 'call' || expression.kind === 'arithmetic';
  const own = isStep ? ('several' in expression && expression.several === 'none' ? 'only' : 'each') : around;
  if (around === 'only' && own === 'each') {
    const inner = [...sourcesOf(expression, isList, 'each')];
    if (inner.some(({ takes }) => takes === 'each')) yield { expression, takes: 'only' };
    else yield* inner;
    return;
  }
  for (const operand of operands(expression)) yield* sourcesOf(operand, isList, own);
}

/** The expressions of several values that a leaf tests; undefined where that has no form in Python: loops over one list go together. */
function severalOf(leaf: Leaf, isList: IsList): readonly Source[] | undefined {
  if (leaf.kind === 'element' || leaf.kind === 'keyword') return [];
  const quantifier = 'quantifier' in leaf ? leaf.quantifier : 'any';
  const found: Source[] = [];
  if (subjects(leaf).some(each => joinsLists(each, isList))) return undefined;
  for (const [index, subject] of subjects(leaf).entries()) {
    if (leaf.kind !== 'compares' && subject.kind === 'field') continue;
    const around = index === 0 && quantifier === 'single' ? 'only' : 'each';
    const sources = [...sourcesOf(subject, isList, around)];
    if (index === 0 && quantifier === 'all' && sources.some(({ takes }) => takes === 'each'))
      return undefined;
    found.push(...sources);
  }
  const each = found
    .filter(({ takes }) => takes === 'each')
    .map(({ expression }) => printExpression(expression));
  return new Set(each).size === each.length ? found : undefined;
}

/** The greatest of two numbers is in Python no list's. */
function joinsLists(expression: Expression, isList: IsList): boolean {
  const parts = operands(expression);
  const isOfAll = expression.kind === 'call' && expression.several === 'all';
  return isOfAll
    ? parts.some(each => isList(each) || givesList(each))
    : parts.some(each => joinsLists(each, isList));
}

function listsOf(profile: Profile): IsList {
  return expression => expression.kind === 'field' && profile.isMultiValued(expression.name);
}

/** Whether Python can test the several values of a leaf's subjects. */
export function hasTest(leaf: Leaf, profile: Profile): boolean {
  return severalOf(leaf, listsOf(profile)) !== undefined;
}

/** A reader in which each expression of several values is one value, and the loops over them. */
export interface Bounded {
  readonly reader: Reader;
  readonly loops: readonly string[];
}

/** undefined where a leaf has but single values. */
export function boundValues(leaf: Leaf, scope: Reader): Bounded | undefined {
  const isList: IsList = expression => expression.kind === 'field' && scope.isList(expression);
  const sources = severalOf(leaf, isList) ?? [];
  if (sources.length === 0) return undefined;
  const bound = new Map<Expression, Bound>(scope.bound);
  const loops: string[] = [];
  for (const { expression, takes } of sources) {
    const list = valuesOf(expression, isList, scope);
    if (takes === 'only') {
      scope.support.add('only');
      bound.set(expression, {
        name: scope.keep(`only ${list}`, 'only_value', `only(${list})`),
        mayLack: true,
      });
    } else {
      const name = loops.length === 0 ? 'each' : `each_${loops.length + 1}`;
      loops.push(` for ${name} in ${list}`);
      bound.set(expression, { name, mayLack: false });
    }
  }
  return { reader: scope.withBound(bound), loops };
}

function onlyOf(list: string, scope: Reader): string {
  scope.support.add('only');
  return scope.keep(`only ${list}`, 'only_value', `only(${list})`);
}

/** A list as it stands, or of what is made of each value of another. */
function valuesOf(expression: Expression, isList: IsList, scope: Reader): string {
  if (isList(expression) || givesList(expression)) return listOf(expression, scope, textValue);
  const bound = new Map<Expression, Bound>(scope.bound);
  const loops = [...sourcesOf(expression, isList, 'each')].map((source, index) => {
    const list = valuesOf(source.expression, isList, scope);
    const name = source.takes === 'only' ? onlyOf(list, scope) : `part_${index + 1}`;
    bound.set(source.expression, { name, mayLack: source.takes === 'only' });
    return source.takes === 'only' ? '' : ` for ${name} in ${list}`;
  });
  const { text, guards } = pythonValue(expression, 'raw', scope.withBound(bound));
  return `[${text}${loops.join('')}${guards.length === 0 ? '' : ` if ${guards.join(' and ')}`}]`;
}
