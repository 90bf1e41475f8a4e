import type { Call, Expression, FunctionName } from '../../src/ir/index.ts';
import { pythonString } from './literal.ts';
import type { Reader } from './scope.ts';

/** An expression as a text, with what must hold for it to have a value. */
type Texts = (
  expression: Expression,
  scope: Reader,
) => { readonly text: string; readonly guards: readonly string[] };

/** Functions whose result may be several values. */
const giveLists: ReadonlySet<FunctionName> = new Set<FunctionName>([
  ...([
    'split',
    'mvAppend',
    'mvDedupe',
    'mvDifference',
    'mvIntersection',
    'mvSlice',
    'mvSort',
    'mvUnion',
  ] as const),
]);

/** Functions of several values that give one. */
const reduce: Readonly<Partial<Record<FunctionName, (list: string, scope: Reader) => string>>> = {
  mvFirst: list => `${list}[0]`,
  mvLast: list => `${list}[-1]`,
  mvMin: list => `min(${list})`,
  mvMax: list => `max(${list})`,
  mvSum: (list, scope) => `sum(${numbersOf(list, scope)})`,
  mvAverage: (list, scope) => meanOf(list, 'mean', scope),
  mvMedian: (list, scope) => meanOf(list, 'median', scope),
};

export function givesList(expression: Expression): boolean {
  return expression.kind === 'call' && giveLists.has(expression.function);
}

export function takesList(expression: Expression): boolean {
  return (
    expression.kind === 'valueCount' || (expression.kind === 'call' && expression.function.startsWith('mv'))
  );
}

function numbersOf(list: string, scope: Reader): string {
  scope.support.add('number');
  return `[each for each in map(number, ${list}) if each is not None]`;
}

function meanOf(list: string, name: 'mean' | 'median', scope: Reader): string {
  scope.imports.add(`from statistics import ${name}`);
  return `${name}(${numbersOf(list, scope)})`;
}

/** The values of an expression as a Python list, in order. */
export function listOf(expression: Expression, scope: Reader, texts: Texts): string {
  if (expression.kind === 'field') return scope.readAll(expression);
  if (expression.kind !== 'call' || !giveLists.has(expression.function))
    return `[${texts(expression, scope).text}]`;
  const [first, second, third] = expression.arguments;
  if (first === undefined || expression.function === 'split') return splitOf(expression, scope, texts);
  const list = listOf(first, scope, texts);
  const other = second === undefined ? '[]' : listOf(second, scope, texts);
  switch (expression.function) {
    case 'mvAppend':
      return first.kind === 'literal' && second?.kind === 'literal'
        ? `[${texts(first, scope).text}, ${texts(second, scope).text}]`
        : `(${list} + ${other} if ${list} and ${other} else [])`;
    case 'mvUnion':
      return `list(dict.fromkeys(${list} + ${other}))`;
    case 'mvIntersection':
      return `[each for each in dict.fromkeys(${list}) if each in ${other}]`;
    case 'mvDifference':
      return `[each for each in dict.fromkeys(${list}) if each not in ${other}]`;
    case 'mvSlice':
      return `${list}[${numberIn(second)}:${numberIn(third) === -1 ? '' : numberIn(third) + 1}]`;
    case 'mvSort':
      return sorted(expression, list, scope, texts);
    default:
      return `list(dict.fromkeys(${list}))`;
  }
}

function sorted({ arguments: [values, order] }: Call, list: string, scope: Reader, texts: Texts): string {
  const reverse =
    order?.kind === 'literal' && String(order.value).toUpperCase() === 'DESC' ? ', reverse=True' : '';
  const inner = values?.kind === 'call' && values.function === 'mvDedupe' ? values.arguments[0] : undefined;
  return inner === undefined
    ? `sorted(${list}${reverse})`
    : `sorted(set(${listOf(inner, scope, texts)})${reverse})`;
}

function splitOf({ arguments: [text, delimiter] }: Call, scope: Reader, texts: Texts): string {
  const by = delimiter?.kind === 'literal' ? pythonString(String(delimiter.value)) : '","';
  const { text: whole, guards } = text === undefined ? { text: '""', guards: [] } : texts(text, scope);
  const parts = `${whole}.split(${by})`;
  return guards.length === 0 ? parts : `(${parts} if ${guards.join(' and ')} else [])`;
}

function numberIn(expression: Expression | undefined): number {
  return expression?.kind === 'literal' ? Number(expression.value) : 0;
}

/** One value of a list, with what must hold for it to be there. */
export function reduced(
  call: Call,
  scope: Reader,
  texts: Texts,
): { readonly text: string; readonly guards: readonly string[] } {
  const [first, second] = call.arguments;
  const list = first === undefined ? '[]' : listOf(first, scope, texts);
  const name = call.function;
  if (name === 'mvContains' || name === 'mvIntersects') {
    const part = second === undefined ? '[]' : listOf(second, scope, texts);
    const one = second?.kind === 'literal' ? `${texts(second, scope).text} in map(str, ${list})` : undefined;
    const whole = `${name === 'mvContains' ? 'all' : 'any'}(str(each) in map(str, ${list}) for each in ${part})`;
    return { text: one === undefined ? whole : `(${one})`, guards: [] };
  }
  const guards = [
    `bool(${name === 'mvSum' || /^mv(?:Average|Median)$/.test(name) ? numbersOf(list, scope) : list})`,
  ];
  if (name === 'mvConcat' && second !== undefined)
    return { text: `${texts(second, scope).text}.join(map(str, ${list}))`, guards };
  return { text: reduce[name]?.(list, scope) ?? 'None', guards };
}

/** Why a function of several values cannot be written as Python, or undefined. */
export function limitOfList(call: Call): string | undefined {
  const { function: name, arguments: values } = call;
  const known = name in reduce || giveLists.has(name) || /^mv(?:Contains|Intersects|Concat)$/.test(name);
  if (!known) return `Python has nothing that ruleglot writes for ${name}`;
  if (name === 'mvSlice' && !values.slice(1).every(value => value.kind === 'literal'))
    return 'positions of values are written out in Python';
  if (name === 'split' && !(values[1]?.kind === 'literal' && values[1].value !== ''))
    return 'Python’s split() takes no empty delimiter';
  const lists = name === 'split' ? [] : values.slice(0, /^mv(?:Concat|Slice|Sort)$/.test(name) ? 1 : 2);
  return lists.every(isList) ? undefined : `${name} is written of fields and lists alone`;
}

function isList(value: Expression): boolean {
  return value.kind === 'field' || (value.kind === 'literal' && value.value !== null) || givesList(value);
}
