import { and, equals, exists, field, not } from './build.ts';
import type { Expression, Field, Vendor } from './expression.ts';
import { type FreshNames, freshNames } from './fresh-names.ts';
import type { Predicate } from './predicate.ts';
import { printPredicate } from './print.ts';
import type { Correlate, Measure, Named, NewTerms, Pipeline, Search, Stage } from './search.ts';
import { fieldsOf, leaves, subjects } from './walk.ts';

/** The column that tells from which input of a correlation an event is. */
const inputColumn = 'input';

/**
 * A correlation without order as stages: its events, marked by their input where there are several, counted a group. A sliding
 * window becomes counts beside each event, over the span that it ends; what a run looks back on is the schedule's to say.
 */
export function correlationStages(search: Correlate): Pipeline | undefined {
  const { window, origin } = search;
  if (search.inputs.length === 0 || search.ordered) return undefined;
  const { from, keys, measures, having } = partsOf(search);
  const filter: Stage = { kind: 'filter', where: having, origin };
  const counted: Stage =
    window.kind === 'sliding'
      ? { kind: 'window', by: keys, measures, span: window.length, origin }
      : {
          kind: 'aggregate',
          by: keys.map((value): Named => ({ name: value.name, value })),
          measures,
          ...(window.kind === 'tumbling' ? { window } : {}),
          origin,
        };
  return { kind: 'pipeline', from, stages: [counted, filter], origin };
}

/** The events of a correlation, each marked by its input, with what is counted and asked of them. */
function partsOf(search: Correlate) {
  const { inputs, by, having, origin } = search;
  const [only, ...others] = inputs;
  const vendor = vendorOf(by) ?? vendorIn(search) ?? 'sigma';
  const own = freshNames(search);
  const names = keyNames(search, own);
  const mark = own.fresh(inputColumn);
  const from: Search =
    only !== undefined && others.length === 0
      ? keyed(search, only, names)
      : { kind: 'union', searches: inputs.map(each => marked(search, each, names, mark)), origin };
  const measures = measuresOf(search, field(mark, vendor)).map(each => ({
    ...each,
    name: own.fresh(each.name),
  }));
  return {
    ...{ from, measures, vendor, having: own.renamed(having), fresh: own.fresh },
    keys: names.map(name => field(name, vendor)),
    mark: field(mark, vendor),
  };
}

/**
 * A correlation in order over any span, as stages: beside each event stands when the latest row of events in that order began that has
 * come by then, and when the first of its kind did within the span. Undefined where the condition leaves it open which events are in
 * order.
 */
export function orderedStages(search: Correlate): Pipeline | undefined {
  const { inputs, window, origin } = search;
  const chain = chainOf(search);
  if (!search.ordered || window.kind !== 'sliding' || chain === undefined || inputs.length < 2)
    return undefined;
  const { from, keys, mark, measures, having, vendor, fresh } = partsOf(search);
  const time: Field = { ...field(timeNames[vendor] ?? '@timestamp', vendor), type: 'time' };
  // Alerts bear the columns that they were found by.
  const level = levelOf(search) === 1 ? '' : `_${levelOf(search)}`;
  const column = (name: string): Field => ({ ...field(fresh(name), vendor), type: 'time' });
  const starts = chain.map((_input, place) => column(`reached${level}_${place + 1}`));
  const oldest = column(`oldest${level}`);
  const steps = chain.map((input, place): Stage => {
    const start: Measure = {
      ...{ name: starts[place]?.name ?? '', function: 'maximum', of: [starts[place - 1] ?? time] },
      where: equals(mark, [input]),
    };
    const first: Measure = {
      name: oldest.name,
      function: 'minimum',
      of: [time],
      where: equals(mark, [input]),
    };
    const more = [...(place === 0 ? [first] : []), ...(place === chain.length - 1 ? measures : [])];
    return { kind: 'window', by: keys, measures: [start, ...more], span: window.length, origin };
  });
  const within: Predicate = {
    ...{ kind: 'compares', left: oldest, operator: 'lte', right: starts.at(-1) ?? oldest },
    ...{ as: 'time', casing: 'exact', quantifier: 'any', origin },
  };
  const filter: Stage = { kind: 'filter', where: and([within, having]), origin };
  return { kind: 'pipeline', from, stages: [...steps, filter], origin };
}

function levelOf({ inputs }: Correlate): number {
  return 1 + Math.max(0, ...inputs.map(({ search }) => (search.kind === 'correlate' ? levelOf(search) : 0)));
}

const timeNames: Readonly<Partial<Record<Vendor, string>>> = {
  splunk: '_time',
  cim: '_time',
  panther: 'p_event_time',
};

/** The inputs of which an event must be there, in their order; undefined where the condition may hold of others as well. */
function chainOf({ inputs, having }: Correlate): readonly string[] | undefined {
  const wanted = new Set<string>();
  for (const each of conjuncts(having)) {
    if (each.kind === 'not') continue;
    const isCount = each.kind === 'compares' && each.left.kind === 'field' && each.right.kind === 'literal';
    if (!isCount) return undefined;
    if (each.operator.startsWith('lt')) continue;
    wanted.add(each.left.kind === 'field' ? each.left.name : '');
  }
  const chain = inputs.filter(({ name }) => wanted.has(name)).map(({ name }) => name);
  return chain.length === wanted.size && chain.length > 1 ? chain : undefined;
}

/**
 * The event that completes each alert of a correlation over any span. An alert goes on with every next event of its
 * group that comes within the span and keeps the condition true. Undefined for other correlations.
 */
export function alertsOf(search: Correlate): Pipeline | undefined {
  const counted = correlationStages(search) ?? orderedStages(search);
  const [window] = counted?.stages ?? [];
  const filter = counted?.stages.at(-1);
  if (counted === undefined || window?.kind !== 'window' || filter?.kind !== 'filter') return undefined;
  const { origin } = search;
  const vendor = vendorOf(window.by) ?? vendorIn(search) ?? 'sigma';
  const { fresh } = freshNames(search);
  const [held, before] = [field(fresh('held'), vendor), field(fresh('held_before'), vendor)];
  const number = (value: number): Expression => ({ kind: 'literal', value, origin });
  const value: Expression = {
    kind: 'choice',
    branches: [{ when: filter.where, value: number(1) }],
    otherwise: number(0),
    origin,
  };
  const stages: readonly Stage[] = [
    ...counted.stages.slice(0, -1),
    { kind: 'extend', fields: [{ name: held.name, value }], origin },
    {
      kind: 'window',
      by: window.by,
      measures: [{ name: before.name, function: 'last', of: [held] }],
      ...(window.span === undefined ? {} : { span: window.span }),
      withoutCurrent: true,
      origin,
    },
    { kind: 'filter', where: and([equals(held, [1]), not(equals(before, [1]))]), origin },
  ];
  return { ...counted, stages };
}

/** A key that is no field by itself, or another one in each input, is made a column. */
function keyNames({ by }: Correlate, { fresh, areKeysMixed }: FreshNames): readonly string[] {
  return by.map((key, index) =>
    key.kind === 'field' && !areKeysMixed ? key.name : fresh(`key_${index + 1}`),
  );
}

type Input = Correlate['inputs'][number];

/** The events of an input that have every key, which stand under their names. */
function keyed(search: Correlate, input: Input, names: readonly string[]): Search {
  const own = search.by.map((key, index) => {
    const alias = key.kind === 'field' ? search.aliases[key.name]?.[input.name] : undefined;
    return { name: names[index] ?? '', value: alias ?? key };
  });
  const made = [...own, ...measuredAliases(search, input)].filter(
    ({ name, value }) => value.kind !== 'field' || value.name !== name,
  );
  const from = havingKeys(
    input.search.kind === 'correlate' ? (alertsOf(input.search) ?? input.search) : input.search,
    own.map(({ value }) => value),
  );
  return made.length === 0 ? from : staged(from, [{ kind: 'extend', fields: made, origin: search.origin }]);
}

/** What is measured under an alias that is no key: the field that each input has for it. */
function measuredAliases({ by, measures, aliases }: Correlate, { name: input }: Input): readonly Named[] {
  const keys = new Set(by.flatMap(key => (key.kind === 'field' ? [key.name] : [])));
  const asked = new Set(measures.flatMap(({ of }) => of.flatMap(fieldsOf)).map(({ name }) => name));
  return [...asked].flatMap(name => {
    const value = keys.has(name) ? undefined : aliases[name]?.[input];
    return value === undefined ? [] : [{ name, value }];
  });
}

function marked(search: Correlate, input: Input, names: readonly string[], column: string): Search {
  const mark: Named = { name: column, value: { kind: 'literal', value: input.name, origin: [] } };
  return staged(keyed(search, input, names), [{ kind: 'extend', fields: [mark], origin: search.origin }]);
}

function staged(from: Search, stages: readonly Stage[]): Pipeline {
  return from.kind === 'pipeline'
    ? { ...from, stages: [...from.stages, ...stages] }
    : { kind: 'pipeline', from, stages, origin: from.origin };
}

/** Only events that have the keys, where they do not say so already. */
export function havingKeys(search: Search, keys: readonly Expression[]): Search {
  const said = new Set(
    search.kind === 'events' ? conjuncts(search.where).map(each => printPredicate(each)) : [],
  );
  const missing = keys.map(key => exists(key)).filter(each => !said.has(printPredicate(each)));
  if (missing.length === 0) return search;
  return staged(search, [{ kind: 'filter', where: and(missing), origin: search.origin }]);
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  if (predicate.kind === 'and') return predicate.operands.flatMap(conjuncts);
  return predicate.kind === 'always' && predicate.value ? [] : [predicate];
}

/** Its own measures, and for each input that the condition names the number of its events. */
function measuresOf({ measures, inputs, having: condition }: Correlate, mark: Field): readonly Measure[] {
  const named = new Set(measures.map(({ name }) => name));
  const asked = new Set(
    leaves(condition).flatMap(({ leaf }) =>
      subjects(leaf).flatMap(each => (each.kind === 'field' ? [each.name] : [])),
    ),
  );
  const counts = inputs
    .filter(({ name }) => asked.has(name) && !named.has(name))
    .map(
      ({ name }): Measure => ({
        name,
        function: 'count',
        of: [],
        ...(inputs.length === 1 ? {} : { where: equals(mark, [name]) }),
      }),
    );
  return [...measures, ...counts];
}

/** Values that were first seen in what the last run looks back on, of all that the history holds. `time` is the field of the time. */
export function newTermsStages(search: NewTerms, time: Expression, lookBack: number): Pipeline {
  const { from, fields, origin } = search;
  const by = fields.map(
    (value, index): Named => ({ name: value.kind === 'field' ? value.name : `term_${index + 1}`, value }),
  );
  const firstSeen: Measure = { name: firstSeenColumn, function: 'minimum', of: [time] };
  const vendor = vendorOf([time]) ?? 'sigma';
  const recent: Predicate = {
    kind: 'compares',
    left: { ...field(firstSeenColumn, vendor), type: 'time' },
    operator: 'gte',
    right: { kind: 'literal', value: `now-${lookBack}s`, origin },
    as: 'time',
    casing: 'exact',
    quantifier: 'any',
    origin,
  };
  return {
    kind: 'pipeline',
    from: havingKeys(from, fields),
    stages: [
      { kind: 'aggregate', by, measures: [firstSeen], origin },
      { kind: 'filter', where: recent, origin },
    ],
    origin,
  };
}

export const firstSeenColumn = 'firstTime';

/** Of the first field that its events are told by. */
function vendorIn({ inputs }: Correlate): Vendor | undefined {
  for (const { search } of inputs) {
    const found =
      search.kind === 'correlate'
        ? vendorIn(search)
        : search.kind === 'events'
          ? vendorOf(
              leaves(search.where).flatMap(({ leaf }) => subjects(leaf).flatMap(each => fieldsOf(each))),
            )
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function vendorOf(expressions: readonly Expression[]): Vendor | undefined {
  for (const each of expressions) if (each.kind === 'field') return each.vendor;
  return undefined;
}
