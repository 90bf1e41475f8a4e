import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, field, type Measure, type Predicate } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { compareNumber, type NumberOperator } from './compare-number.ts';
import { holdsOfNothing } from './empty-groups.ts';
import type { Lowering } from './lowering.ts';

/** What stands behind the `|` of a condition of Sigma 1: what is counted, by which keys, and how many are wanted. */
export interface Aggregation {
  readonly by: readonly Expression[];
  readonly measure: Measure;
  readonly having: Predicate;
}

/** `count(field) by key > 5`: https://github.com/SigmaHQ/sigma-specification/blob/version_1/Sigma_specification.md#aggregation-expression. */
const form =
  /^\s*(\w+)\s*\(\s*([^\s(),]*)\s*\)(?:\s+by\s+([^\s<>=!,]+(?:\s*,\s*[^\s<>=!,]+)*))?\s*(<=|>=|==|!=|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$/;

const functions: Readonly<Record<string, Measure['function']>> = {
  count: 'count',
  sum: 'sum',
  avg: 'average',
  min: 'minimum',
  max: 'maximum',
};

const operators: Readonly<Record<string, NumberOperator>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
};

/** Reads what stands behind the `|` at `pipe`. `count(field)` counts the different values of the field. */
export function readAggregation(
  text: EmbeddedText,
  pipe: number,
  lowering: Lowering,
): Aggregation | undefined {
  const rest = text.text.slice(pipe + 1).trimEnd();
  const span = text.span(pipe, pipe + 1 + rest.length);
  if (/^\s*near\b/.test(rest)) {
    lowering.report(diagnose('lower/near-aggregation', {}, span));
    return undefined;
  }
  const match = form.exec(rest);
  const [, name = '', of = '', by = '', sign = '', number = ''] = match ?? [];
  const known = functions[name];
  if (match === null || known === undefined || (of === '' && known !== 'count')) {
    lowering.report(diagnose('parse/sigma-aggregation', { found: rest.trim() }, span));
    return undefined;
  }
  lowering.report(diagnose('lower/deprecated-aggregation', {}, span));
  const subject = (written: string): Expression => field(written, 'sigma', [span]);
  const measure: Measure = {
    name: of === '' ? 'event_count' : known === 'count' ? 'value_count' : `value_${name}`,
    function: of !== '' && known === 'count' ? 'countDistinct' : known,
    of: of === '' ? [] : [subject(of)],
  };
  const having = compareNumber(measure.name, operators[sign] ?? 'gt', Number(number), [span]);
  const holds = holdsOfNothing({ measures: [measure], having }, []);
  if (holds === 'alone' || holds === 'never')
    lowering.report(diagnose('lower/correlation-of-nothing', { holds }, span));
  return {
    by: by === '' ? [] : by.split(',').map(key => subject(key.trim())),
    measure,
    having,
  };
}
