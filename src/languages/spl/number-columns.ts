import type { Expression, Measure, Stage } from '../../ir/index.ts';

/** Statistics that are numbers whatever they are of. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/statistical-and-charting-functions/aggregate-functions */
const reckoning: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'sum', 'average', 'median', 'percentile'] as const),
  ...(['standardDeviation', 'medianAbsoluteDeviation'] as const),
]);

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
    case 'arithmetic':
      return true;
    case 'coercion':
      return value.to === 'number';
    default:
      return false;
  }
}
