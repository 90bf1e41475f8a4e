import { and, equals, exists, field, not } from './build.ts';
import type { Expression, Field, Vendor } from './expression.ts';
import { type FreshNames, freshNames } from './fresh-names.ts';
import type { Predicate } from './predicate.ts';
import { printPredicate } from './print.ts';
import type { Correlate, Measure, Named, NewTerms, Pipeline, Search, Stage } from './search.ts';
import { leaves, subjects } from './walk.ts';

/** The column that tells from which input of a correlation an event is. */
const inputColumn = 'input';

/**
 * A correlation without order as stages: its events, marked by their input where there are several, counted a group. A sliding
 * window becomes counts beside each event, over the span that it ends; what a run looks back on is the schedule's to say.
 */
export function correlationStages(search: Correlate): Pipeline | undefined {
  const { inputs, window, by, having, origin } = search;
  const [only, ...others] = inputs;
  if (only === undefined || search.ordered) return undefined;
  const vendor = vendorOf(by) ?? 'sigma';
  const own = freshNames(search);
  const names = keyNames(search, own);
  const mark = own.fresh(inputColumn);
  const from: Search =
    others.length === 0
      ? keyed(search, only, names)
      : { kind: 'union', searches: inputs.map(each => marked(search, each, names, mark)), origin };
  const keys = names.map(name => field(name, vendor));
  const measures = measuresOf(search, field(mark, vendor)).map(each => ({
    ...each,
    name: own.fresh(each.name),
  }));
  const filter: Stage = { kind: 'filter', where: own.renamed(having), origin };
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

/**
 * The event that completes each alert of a correlation without order over any span. An alert goes on with every next event of its
 * group that comes within the span and keeps the condition true. Undefined for other correlations.
 */
export function alertsOf(search: Correlate): Pipeline | undefined {
  const counted = correlationStages(search);
  const [window, filter] = counted?.stages ?? [];
  if (counted === undefined || window?.kind !== 'window' || filter?.kind !== 'filter') return undefined;
  const { origin } = search;
  const vendor = vendorOf(search.by) ?? 'sigma';
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
    window,
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
  const made = own.filter(({ name, value }) => value.kind !== 'field' || value.name !== name);
  const from = having(
    input.search.kind === 'correlate' ? (alertsOf(input.search) ?? input.search) : input.search,
    own.map(({ value }) => value),
  );
  return made.length === 0 ? from : staged(from, [{ kind: 'extend', fields: made, origin: search.origin }]);
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
function having(search: Search, keys: readonly Expression[]): Search {
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
    from: having(from, fields),
    stages: [
      { kind: 'aggregate', by, measures: [firstSeen], origin },
      { kind: 'filter', where: recent, origin },
    ],
    origin,
  };
}

export const firstSeenColumn = 'firstTime';

function vendorOf(expressions: readonly Expression[]): Vendor | undefined {
  for (const each of expressions) if (each.kind === 'field') return each.vendor;
  return undefined;
}
