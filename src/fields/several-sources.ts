import {
  always,
  and,
  type Events,
  type Field,
  fieldsIn,
  fold,
  type Leaf,
  mapFields,
  mapLeaves,
  or,
  type Predicate,
} from '../ir/index.ts';
import { conjuncts, type Fact, factsIn, impliedOf, kindsOfField, scoping } from './elastic-facts.ts';
import { datasetOfIndex, elasticProfile, isWide, profilesFor } from './elastic-profile.ts';
import { fieldType } from './field-type.ts';
import { asksElsewhere, datasetsAsked, looksElsewhere, mayBeOf } from './one-kind.ts';
import { dataSource } from './registry.ts';
import { locatedEvents } from './resolve.ts';
import { authorOf } from './scope.ts';
import { mapPredicate } from './search-walk.ts';

/** More than these are not told apart: a rule over all logs looks at what they share. */
const mostBranches = 12;

/**
 * Events of a rule of Elastic's that looks at the logs of several products, those of each data source apart: an event is of the rule
 * where it is of one of them. None where one data source is known to have all of them, or where some are of none that is known.
 */
export function eventsBySource(events: Events): readonly Events[] {
  const { source } = events;
  if (authorOf(source) !== 'elastic' || source.placed !== undefined) return [];
  const isOfSystem = isOfWholeSystem(source.id);
  if (source.id !== undefined && !isOfSystem && !looksElsewhere(events)) return [];
  const whole = mapPredicate(and([source.scope ?? always(true), events.where]), each =>
    mapFields(each, asWritten),
  );
  const indices = source.elastic?.indices ?? [];
  const branches = branchesOf(conjuncts(whole), 0).map(where => ({ where, indices }));
  const isByBranch = branches.length > 1 || isOfSystem;
  const located = (isByBranch ? branches : byIndex(whole, indices)).map(({ where, indices: own }) =>
    locatedEvents({
      ...events,
      source: { elastic: { indices: own } },
      where: and(where, events.where.origin),
    }),
  );
  const isTold = ({ source: { id } }: Events): boolean => id !== undefined && !isOfWholeSystem(id);
  if (!located.every(isTold)) return [];
  const parts = joined(located);
  return withoutOthers(isByBranch ? parts : parts.filter(part => mayBeSeen(whole, part)));
}

function mayBeSeen(whole: Predicate, { source }: Events): boolean {
  const profile = elasticProfile(source.id);
  return profile === undefined || !asksElsewhere(whole, profile);
}

/** What a log has under its own name (`okta.actor.id`, `azure.signinlogs.properties.app_id`) has no value in the others. */
function withoutOthers(parts: readonly Events[]): readonly Events[] {
  const own = parts.map(part => {
    const without = (leaf: Leaf): Predicate => {
      const fields = fieldsIn(leaf);
      const [only] = new Set(fields.map(({ name }) => name));
      const isOther = fields.length > 0 && fields.every(({ name }) => name === only);
      return isOther && isOfOtherLog(only ?? '', part, parts) ? always(false, leaf.origin) : leaf;
    };
    return { ...part, where: fold(mapLeaves(part.where, without)) };
  });
  const left = own.filter(({ where }) => where.kind !== 'always' || where.value);
  return left.length === 0 ? own.slice(0, 1) : left;
}

/** Whether a field is one of those that another of the logs calls by its own name. */
export function isOfOtherLog(name: string, own: Events, all: readonly Events[]): boolean {
  const [first = '', second = ''] = name.split('.');
  const besides = all.filter(part => part !== own && part.source.id !== own.source.id);
  if (kindsOfField(name).some(kind => !isOfKind(own, kind) && besides.some(each => isOfKind(each, kind))))
    return true;
  const others = besides.flatMap(datasetsOf);
  const here = datasetsOf(own);
  const isModule = (dataset: string): boolean => dataset.split('.')[0] === first;
  const isWhole = (dataset: string): boolean => dataset === `${first}.${second}`;
  return here.some(isModule) ? others.some(isWhole) && !here.some(isWhole) : others.some(isModule);
}

function isOfKind({ source }: Events, { field, value }: { field: string; value: string }): boolean {
  return elasticProfile(source.id)?.accepted.get(field)?.has(value) === true;
}

function datasetsOf({ source }: Events): readonly string[] {
  return [...(elasticProfile(source.id)?.indices ?? [])];
}

/** All that is logged of the hosts of one system, which has kinds of events that are sources of their own. */
function isOfWholeSystem(id: string | undefined): boolean {
  const { elastic } = dataSource(id) ?? {};
  return (
    elastic !== undefined &&
    elastic.category === undefined &&
    elastic.indices.includes('logs-endpoint.events.*')
  );
}

/** A field as it was before the tables of a data source were asked. */
function asWritten({ canonical, isTyped, type, ...field }: Field): Field {
  const isOfTables = isTyped === true || (canonical !== undefined && type === fieldType(canonical));
  return { ...field, ...(type === undefined || isOfTables ? {} : { type }) };
}

type Branch = readonly Predicate[];

/** Conjunctions, one of which an event meets where it meets all parts: each asks for one log by its name, or for events of one kind. */
function branchesOf(parts: Branch, depth: number): readonly Branch[] {
  const chosen = parts.find(part => alternativesOf(part) !== undefined);
  const alternatives = chosen && alternativesOf(chosen);
  if (chosen === undefined || alternatives === undefined || depth > 2) return [parts];
  const branches = alternatives.flatMap(alternative =>
    branchesOf(
      parts.flatMap(part => (part === chosen ? conjuncts(alternative) : [part])),
      depth + 1,
    ),
  );
  return branches.length > mostBranches ? [parts] : branches;
}

function alternativesOf(part: Predicate): readonly Predicate[] | undefined {
  const [fact] = factsIn([part]);
  if (fact !== undefined) {
    const names = isOfDataset(fact) || isOfKinds(fact) ? new Set(fact.values) : new Set<string>();
    const ofNames = [...names].map(name => narrowed(part, name));
    return names.size > 1 && ofNames.every(each => each !== undefined) ? ofNames : undefined;
  }
  if (part.kind !== 'or' || !part.operands.every(tellsSource)) return undefined;
  return part.operands;
}

/** Actions of events of several kinds: a connection, and what a name is looked up for. */
function isOfKinds({ field, values, positive, conjunct }: Fact): boolean {
  if (!positive || field !== 'event.action') return false;
  const kinds = values.map(value => {
    const [kind] = impliedOf([], [{ field, values: [value], positive, conjunct }]);
    return kind === undefined ? '' : `${kind.field} ${kind.values.join()}`;
  });
  return new Set(kinds).size > 1 && !kinds.includes('');
}

function isOfDataset({ field, positive }: Fact): boolean {
  return positive && (field === 'event.dataset' || field === 'data_stream.dataset');
}

/** Whether an alternative says by itself which events it is about. */
function tellsSource(part: Predicate): boolean {
  return factsIn(conjuncts(part)).some(({ field, positive }) => positive && telling.has(field));
}

const telling: ReadonlySet<string> = new Set(
  Object.keys(scoping).filter(field => !/^(?:host|event\.(?:type|kind|action|code)$|network)/.test(field)),
);

/** What asks for some data sets asks for one of them. */
function narrowed(part: Predicate, dataset: string): Predicate | undefined {
  if (part.kind === 'equals') return { ...part, values: [dataset] };
  if (part.kind !== 'or') return undefined;
  const own = part.operands.filter(each => factsIn([each]).some(({ values }) => values.includes(dataset)));
  const operands = own.map(each => narrowed(each, dataset));
  return operands.length > 0 && operands.every(each => each !== undefined) ? or(operands) : undefined;
}

/** Where a rule asks for no log by its name, its indices tell them; those that hold many logs tell none. */
function byIndex(
  where: Predicate,
  indices: readonly string[],
): readonly { readonly where: Branch; readonly indices: readonly string[] }[] {
  const telltales = indices.filter(index => !isWide(datasetOfIndex(index)));
  const areKnown = telltales.every(index => profilesFor('index', datasetOfIndex(index)).length > 0);
  if (!areKnown || telltales.length < 2 || telltales.length > mostBranches) return [];
  const asked = datasetsAsked(where);
  const fitting = telltales.filter(
    index =>
      (asked === undefined || asked.has(datasetOfIndex(index))) &&
      profilesFor('index', datasetOfIndex(index)).some(profile => mayBeOf(where, profile)),
  );
  return fitting.map(index => ({ where: conjuncts(where), indices: [index] }));
}

/** Branches of one data source are one search of its events. */
function joined(located: readonly Events[]): readonly Events[] {
  const found = new Map<string, Events[]>();
  for (const events of located)
    found.set(events.source.id ?? '', [...(found.get(events.source.id ?? '') ?? []), events]);
  return [...found.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others.length === 0
        ? [first]
        : [
            {
              ...first,
              source: {
                ...first.source,
                elastic: {
                  ...first.source.elastic,
                  indices: [
                    ...new Set([first, ...others].flatMap(each => each.source.elastic?.indices ?? [])),
                  ],
                },
                scope: or([first, ...others].map(each => each.source.scope ?? always(true))),
              },
              where: or(
                [first, ...others].map(({ where }) => where),
                first.where.origin,
              ),
            },
          ],
  );
}

/** What people call the data sources. */
export function titlesOf(parts: readonly Events[]): string {
  return parts.map(({ source }) => dataSource(source.id)?.title ?? source.id).join(', ');
}
