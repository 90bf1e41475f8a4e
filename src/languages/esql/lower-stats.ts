import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Expression,
  exists,
  field,
  type Measure,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Named,
  type Predicate,
  type Stage,
} from '../../ir/index.ts';
import { isAggregate } from './aggregates.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { callOf, columnOf, literalOf } from './definition.ts';
import type { Derivation, Part } from './derivation.ts';
import { reasonAgainst } from './functions.ts';
import { innerOf } from './inner-expressions.ts';
import { type Aggregate, lowerAggregate, measureOf } from './lower-aggregate.ts';
import { calculate } from './lower-arithmetic.ts';
import { arrivalOfPlace, namedPlace, placeAggregates } from './place-aggregates.ts';
import { total } from './truth.ts';
import { booleanValue } from './truth-of.ts';

type Stats = Extract<ast.Command, { kind: 'stats' }>;

/** Measures as they are gathered, and what is reckoned from them afterwards. */
class Gathering {
  readonly measures: Measure[] = [];
  readonly derived: Named[] = [];
  readonly hidden: string[] = [];
  readonly results: { readonly name: string; readonly value: Typed }[] = [];
}

/**
 * Aggregates are measures. What is reckoned from several, or from one and something else, is made of measures under names of
 * their own, which are dropped afterwards.
 */
export function lowerStats(node: Stats, context: Context): readonly Stage[] | undefined {
  const origin = context.origin(node);
  if (node.measures.length === 0 && (node.inline || node.by.length === 0)) {
    const problem = node.inline ? 'inline stats takes an aggregate' : 'stats takes an aggregate, or by';
    return context.report(diagnose('esql/command', { problem }, context.span(node)));
  }
  const by = node.by.map(key => lowerKey(key, context));
  const gathered = new Gathering();
  const good = node.measures.map(measure => gather(measure, gathered, context));
  if (!by.every(key => key !== undefined) || good.includes(false)) return undefined;
  const keys: readonly Named[] = by.map(({ name, value }) => ({ name, value: value.expression }));
  if (!node.inline) context.columns.leaveNothing();
  for (const { name, value } of by) context.columns.put(name, columnOf(name, value.kind, node, context), 1);
  for (const { name, value } of gathered.results)
    context.columns.put(name, columnOf(name, value.kind, node, context), 1);
  const derived = gathered.derived.map(each => madeColumns(each, gathered, context));
  const kind = node.inline ? 'joinAggregate' : 'aggregate';
  const measures = gathered.measures.map(measure => ofKeys(measure, keys));
  const stages: Stage[] = [{ kind, by: keys, measures, origin }];
  for (const fields of cut(derived)) stages.push({ kind: 'extend', fields, origin });
  for (const name of gathered.hidden) context.columns.remove(name);
  if (gathered.hidden.length > 0) {
    const fields = gathered.hidden.map(name => [{ kind: 'text', text: name } as const]);
    stages.push({ kind: 'drop', fields, origin });
  }
  return stages;
}

/** What is reckoned, as columns; of a point each part is one. */
function madeColumns(named: Named, { results }: Gathering, context: Context): readonly Named[] {
  const value = results.find(({ name }) => name === named.name)?.value;
  const place = value && namedPlace(named.name, value, context);
  if (place === undefined) return [named];
  context.columns.put(named.name, place.value, 1);
  return place.columns;
}

/** Columns that are made of none before them, and then those of whole points. */
function cut(derived: readonly (readonly Named[])[]): readonly (readonly Named[])[] {
  const first = derived.flatMap(columns => (columns.length > 1 ? columns.slice(0, -1) : columns));
  const wholes = derived.flatMap(columns => (columns.length > 1 ? columns.slice(-1) : []));
  return [first, wholes].filter(fields => fields.length > 0);
}

/**
 * Aggregates speak of the keys first, and of the fields of the rows where no key has their name
 * (resolveAggregate, https://github.com/elastic/elasticsearch/blob/main/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/analysis/Analyzer.java).
 */
function ofKeys(measure: Measure, keys: readonly Named[]): Measure {
  const values = new Map(keys.map(({ name, value }) => [name, value]));
  const change = (expression: Expression): Expression =>
    mapFields(expression, read => values.get(read.name) ?? read);
  const { of, where, orderedBy } = measure;
  return {
    ...measure,
    of: of.map(change),
    ...(where === undefined ? {} : { where: mapLeaves(where, leaf => mapSubjects(leaf, change)) }),
    ...(orderedBy === undefined ? {} : { orderedBy: change(orderedBy) }),
  };
}

/** The name of what is written without one is its text. */
export function nameOf({ name, value }: ast.Assignment, context: Context): string {
  if (name !== undefined) return name.name;
  if (value.kind === 'column') return value.name;
  return context.text.text.slice(value.start, value.end);
}

interface Key {
  readonly name: string;
  readonly value: Typed;
}

function lowerKey(key: ast.Assignment, context: Context): Key | undefined {
  const value = context.lowerValue(key.value);
  return value && { name: nameOf(key, context), value };
}

function gather(node: ast.Assignment, gathered: Gathering, context: Context): boolean {
  const name = nameOf(node, context);
  const where = node.where === undefined ? undefined : context.lowerCondition(node.where)?.yes;
  if (node.where !== undefined && where === undefined) return false;
  if (
    node.value.kind === 'call' &&
    isAggregate(node.value.name) &&
    derivationOf(node.value, context) === undefined
  ) {
    const aggregate = lowerAggregate(node.value, context);
    if (aggregate === undefined) return false;
    gathered.measures.push(measureOf(name, aggregate, where));
    gathered.results.push({ name, value: resultOf(name, aggregate, node.value, context) });
    return true;
  }
  return gatherDerived(name, node, where, gathered, context);
}

function resultOf(name: string, { kind }: Aggregate, node: ast.Range, context: Context): Typed {
  return { expression: field(name, 'elastic', context.origin(node)), kind };
}

/** Every aggregate within becomes a measure; the whole is then a value of a row. */
function gatherDerived(
  name: string,
  node: ast.Assignment,
  where: Predicate | undefined,
  gathered: Gathering,
  context: Context,
): boolean {
  const calls = [...aggregatesIn(node.value)];
  if (calls.length === 0) {
    const name = node.value.kind === 'call' ? node.value.name : '';
    const reason = reasonAgainst(name);
    const problem = 'stats takes aggregates, and what is reckoned from them';
    const span = context.span(node.value);
    context.report(
      reason === undefined
        ? diagnose('esql/aggregate', { problem }, span)
        : diagnose('esql/refused-function', { name, reason }, span),
    );
    return false;
  }
  for (const call of calls) {
    const value = derive(call, name, where, gathered, context);
    if (value === undefined) return false;
    context.aggregates.set(call, value);
  }
  const value = context.lowerValue(node.value);
  if (value === undefined) return false;
  gathered.derived.push({ name, value: value.expression });
  gathered.results.push({ name, value });
  return true;
}

function* aggregatesIn(node: ast.Expression): Generator<ast.Call> {
  if (node.kind === 'call' && isAggregate(node.name)) {
    yield node;
    return;
  }
  for (const inner of innerOf(node)) yield* aggregatesIn(inner);
}

function derivationOf(call: ast.Call, context: Context): Derivation | undefined {
  return derivations[call.name] ?? arrivalOfPlace(call, context);
}

/** A measure of its own under a hidden name. */
function hide(
  aggregate: Aggregate,
  owner: string,
  where: Predicate | undefined,
  call: ast.Call,
  gathered: Gathering,
  context: Context,
): Typed {
  const name = `${owner}.part_${gathered.hidden.length + 1}`;
  gathered.hidden.push(name);
  context.columns.put(name, resultOf(name, aggregate, call, context), 1);
  gathered.measures.push(measureOf(name, aggregate, where));
  return resultOf(name, aggregate, call, context);
}

function derive(
  call: ast.Call,
  owner: string,
  where: Predicate | undefined,
  gathered: Gathering,
  context: Context,
): Typed | undefined {
  const derivation = derivationOf(call, context);
  const part: Part = (name, values, kind, orderedBy) => {
    const measure = { function: name, of: values.map(each => each.expression) };
    const ordered = orderedBy === undefined ? measure : { ...measure, orderedBy: orderedBy.expression };
    return hide({ measure: ordered, kind }, owner, where, call, gathered, context);
  };
  if (derivation !== undefined) {
    const values = call.arguments.map(argument => context.lowerValue(argument));
    return values.every(value => value !== undefined) ? derivation(values, part, call, context) : undefined;
  }
  const aggregate = lowerAggregate(call, context);
  return aggregate && hide(aggregate, owner, where, call, gathered, context);
}

/** Aggregates that Elasticsearch itself reckons from others. */
const derivations: Readonly<Record<string, Derivation | undefined>> = {
  ...placeAggregates,
  variance: (values, part, call, context) => {
    const deviation = part('standardDeviation', values, 'double').expression;
    const two: Expression = literalOf(2, call, context);
    return { expression: callOf('pow', [deviation, two], call, context), kind: 'double' };
  },
  weighted_avg: ([value, weight], part, call, context) => {
    if (value === undefined || weight === undefined) return undefined;
    const product = calculate('multiply', value, weight, call, context);
    if (product === undefined) return undefined;
    const sums = [part('sum', [product], 'double'), part('sum', [weight], 'double')] as const;
    return calculate('divide', ...sums, call, context);
  },
  present: (values, part, call, context) =>
    booleanValue(positive(part('count', values, 'whole'), call, context), call, context),
  absent: (values, part, call, context) => {
    const { yes, no } = positive(part('count', values, 'whole'), call, context);
    return booleanValue({ yes: no, no: yes }, call, context);
  },
};

function positive(count: Typed, call: ast.Call, context: Context) {
  const origin = context.origin(call);
  return total(
    and([
      exists(count.expression, origin),
      {
        kind: 'compares',
        left: count.expression,
        operator: 'gt',
        right: literalOf(0, call, context),
        as: 'number',
        casing: 'exact',
        quantifier: 'single',
        origin,
      },
    ]),
  );
}
