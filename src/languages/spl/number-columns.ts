import { type Expression, type Measure, operands, type Stage } from '../../ir/index.ts';

/** Statistics that are numbers whatever they are of. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/statistical-and-charting-functions/aggregate-functions */
const reckoning: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'sum', 'average', 'median', 'percentile'] as const),
  ...(['standardDeviation', 'sampleDeviation', 'medianAbsoluteDeviation'] as const),
]);

/** A text that eval takes for a number. */
export const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** The number that a text writes; any other expression as it is. */
export function numberIn(value: Expression): Expression {
  const isWritten =
    value.kind === 'literal' && typeof value.value === 'string' && numberText.test(value.value);
  return isWritten ? { ...value, value: Number(value.value) } : value;
}

/** What is reckoned with is a number, and so is what stands for none. */
export function reckonedWith(of: Expression, kind: Measure['function']): Expression {
  if (of.kind !== 'choice' || !reckoning.has(kind) || kind.startsWith('count')) return of;
  const branches = of.branches.map(({ when, value }) => ({ when, value: numberIn(value) }));
  return { ...of, branches, otherwise: of.otherwise && numberIn(of.otherwise) };
}

/** Whether a number fills a column: one of numbers, or of the least or greatest of some. */
export function takesNumbers(name: string, stages: readonly Stage[]): boolean {
  if (numberColumns(stages).has(name)) return true;
  return stages.some(
    stage =>
      (stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window') &&
      stage.measures.some(each => each.name === name && /^(?:minimum|maximum)$/.test(each.function)),
  );
}

/** Columns of rows that hold a number wherever they have a value. */
export function numberColumns(stages: readonly Stage[]): ReadonlySet<string> {
  let numbers = new Set<string>();
  const set = (name: string, isNumber: boolean): void =>
    void (isNumber ? numbers.add(name) : numbers.delete(name));
  for (const stage of stages) {
    switch (stage.kind) {
      case 'aggregate':
        numbers = new Set(stage.by.flatMap(({ name, value }) => (isNumber(value, numbers) ? [name] : [])));
        for (const { name, function: kind } of stage.measures) set(name, reckoning.has(kind));
        break;
      case 'joinAggregate':
      case 'window':
        for (const { name, function: kind } of stage.measures) set(name, reckoning.has(kind));
        break;
      case 'extend':
        for (const { name, value } of stage.fields) set(name, isNumber(value, numbers));
        break;
      case 'rename':
        for (const { from, to } of stage.fields) {
          set(to, numbers.has(from));
          numbers.delete(from);
        }
        break;
      case 'fill':
        if (!isNumber(stage.value, numbers))
          for (const name of stage.fields.length > 0 ? stage.fields : [...numbers]) numbers.delete(name);
        break;
      case 'filter':
      case 'keep':
      case 'drop':
      case 'sort':
      case 'limit':
      case 'dedup':
        break;
      default:
        numbers.clear();
    }
  }
  return numbers;
}

function isNumber(value: Expression, numbers: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'field':
      return numbers.has(value.name);
    case 'literal':
      return typeof value.value === 'number';
    case 'choice':
      return operands(value).every(each => isNothing(each) || isNumber(each, numbers));
    case 'arithmetic':
      return true;
    case 'coercion':
      return value.to === 'number';
    default:
      return false;
  }
}

function isNothing(value: Expression): boolean {
  return value.kind === 'literal' && value.value === null;
}
