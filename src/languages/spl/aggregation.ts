import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Measure, Named, Predicate } from '../../ir/index.ts';
import { type Argument, type Arguments, isWord, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { expressionOf } from './expression-of.ts';
import { evalScope } from './lower-eval.ts';
import { reckonedWith } from './number-columns.ts';
import { parseCondition } from './parse.ts';
import { lowerCondition } from './scope.ts';
import type { ReadMeasure } from './variance.ts';

type Functions = Readonly<Record<string, Measure['function']>>;

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/statistical-and-charting-functions */
const functions: Functions = {
  c: 'count',
  count: 'count',
  dc: 'countDistinct',
  distinct_count: 'countDistinct',
  estdc: 'countDistinct',
  sum: 'sum',
  avg: 'average',
  mean: 'average',
  min: 'minimum',
  max: 'maximum',
  median: 'median',
  values: 'values',
  earliest: 'first',
  latest: 'last',
  stdev: 'sampleDeviation',
  stdevp: 'standardDeviation',
  var: 'sampleDeviation',
  varp: 'standardDeviation',
};

const percentiles = /^(?:p|perc|exactperc)(\d{1,2}(?:\.\d+)?|100)$/;

/** Where rows are taken one after another, their order tells what is first and last. */
export const orderedFunctions: Functions = { ...functions, first: 'first', last: 'last' };

/** Functions with their names, up to `by`, `from`, `where` or the end. */
export function readMeasures(
  list: Arguments,
  fields: Environment,
  known: Functions = functions,
): readonly ReadMeasure[] {
  const measures: ReadMeasure[] = [];
  for (
    let next = list.peek();
    next !== undefined && !isWord(next, 'by', 'from', 'where');
    next = list.peek()
  ) {
    const measure = readMeasure(list, fields, known);
    if (measure !== undefined) measures.push(measure);
    else if (next.kind !== 'word') break;
  }
  return measures;
}

function readMeasure(list: Arguments, fields: Environment, known: Functions): ReadMeasure | undefined {
  const head = list.next();
  if (head?.kind !== 'word') return list.fail();
  const group = list.peek()?.kind === 'group' ? list.next() : undefined;
  const as = list.eat('as');
  const alias = as === undefined ? undefined : list.next();
  if (as !== undefined && alias === undefined) return list.fail();
  const written = `${head.text}${group?.text ?? ''}`;
  const name = alias === undefined ? written : nameOf(alias);
  const lower = head.text.toLowerCase();
  const percentile = percentiles.exec(lower)?.[1];
  const found = percentile === undefined ? known[lower] : 'percentile';
  const { context } = list;
  if (found === undefined || (group === undefined && found !== 'count'))
    return context.report(diagnose('spl/unsupported-aggregate', { name: head.text }, context.span(head)));
  const measured = group === undefined ? { of: [] } : measuredIn(group, fields, context);
  const extra = {
    ...(percentile === undefined ? {} : { percentile: Number(percentile) }),
    ...(lower === 'var' || lower === 'varp' ? { isVariance: true as const } : {}),
  };
  const of = measured?.of.map(each => reckonedWith(each, found)) ?? [];
  return measured && { name, function: found, ...measured, of, ...extra };
}

interface Measured {
  readonly of: readonly Expression[];
  readonly where?: Predicate;
}

/** A field, or `eval(…)`: a condition of which the true are counted, or an expression. */
function measuredIn(group: Argument, fields: Environment, context: Context): Measured | undefined {
  const inner = group.text.slice(1, -1).trim();
  const evaluated = /^eval\s*\(([\s\S]*)\)$/i.exec(inner);
  if (inner === '') return { of: [] };
  if (evaluated === null) return { of: fieldsNamed(inner, group, fields, context) };
  const start = group.start + group.text.indexOf('(', 1) + 1;
  const range = { start, end: start + (evaluated[1] ?? '').length };
  const { value: node, diagnostics } = parseCondition(context.expanded, range);
  for (const each of diagnostics) context.report(each);
  if (node === undefined) return undefined;
  const scope = evalScope(fields, context);
  const value = scope.lower(node);
  if (value.every(each => each.value.kind === 'truth') && value.length > 0)
    return { of: [], where: lowerCondition(node, scope).yes };
  const expression = expressionOf(value, group, context);
  return expression && { of: [expression] };
}

function fieldsNamed(
  written: string,
  group: Argument,
  fields: Environment,
  context: Context,
): readonly Expression[] {
  const name = nameOf({ ...group, text: written });
  if (name.includes('*')) {
    context.report(diagnose('spl/field-wildcard', { name }, context.span(group)));
    return [];
  }
  const expression = expressionOf(fields.get(name, context.origin(group)), group, context);
  return expression === undefined ? [] : [expression];
}

/** Fields of `by`, up to one of the words; `span=` of a time among them is told to `spans`, where the command takes one. */
export function readKeys(
  list: Arguments,
  fields: Environment,
  spans: Map<string, number> | undefined,
  ...until: readonly string[]
): readonly Named[] {
  const keys: Named[] = [];
  while (list.peek() !== undefined && !isWord(list.peek(), ...until)) {
    const span = list.option('span');
    if (span !== undefined) {
      const seconds = secondsOf(span);
      if (spans === undefined)
        list.refuse('its keys take no span: `bin _time` before it makes spans of time');
      else if (seconds === undefined) list.refuse(`the span ${span} has no fixed length`);
      else {
        spans.set('_time', seconds);
        if (isOfDays(span))
          list.context.report(diagnose('spl/time-zone', {}, list.context.span(list.command)));
      }
      continue;
    }
    const next = list.next();
    if (next === undefined || (next.kind !== 'word' && next.kind !== 'string')) {
      list.fail();
      break;
    }
    if (/^[<>!+*/%|]/.test(next.text)) {
      list.context.report(diagnose('spl/unexpected-token', { found: next.text }, list.context.span(next)));
      while (list.next() !== undefined);
    }
    const name = nameOf(next);
    if (name.includes('*')) list.refuse('a wildcard among the fields of BY stands for no one field');
    const value = expressionOf(fields.get(name, list.context.origin(next)), next, list.context);
    if (value !== undefined) keys.push({ name, value });
  }
  return keys;
}

const units: Readonly<Record<string, number>> = {
  ...{ us: 1e-6, ms: 0.001, cs: 0.01, ds: 0.1 },
  ...{ s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 },
};

/** Days begin at midnight where the user is. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/bin */
export function isOfDays(span: string): boolean {
  return /^\d*[dw]/.test(span);
}

/**
 * A span of time in seconds; undefined for those without a fixed length, such as months.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/bin
 */
export function secondsOf(span: string): number | undefined {
  const [, amount = '', unit = ''] =
    /^(\d*)([umcd]s|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)?$/.exec(span) ?? [];
  const size = units[unit] ?? units[unit.charAt(0) || 's'];
  if (amount === '' && unit === '') return undefined;
  return size === undefined ? undefined : size * Number(amount || '1');
}
