import { diagnose } from '../diagnostics/index.ts';
import {
  eventsBySource,
  isOfOtherLog,
  type KeysTranslation,
  lackOf,
  spellingIn,
  type TranslatedKey,
  titlesOf,
  translateKeys,
} from '../fields/index.ts';
import {
  always,
  and,
  type Choice,
  type Correlate,
  type Events,
  type Expression,
  fieldsIn,
  fieldsOf,
  fold,
  type LogSource,
  mapFields,
  mapLeaves,
  or,
  type PlannedRule,
  type Predicate,
  printExpression,
  printPredicate,
  type Rule,
  type Search,
  type Vendor,
} from '../ir/index.ts';
import { noteKinds, withScope } from './draft.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';
import { fitParts } from './plan-parts.ts';
import { asLogged } from './presence-of-keys.ts';
import { inColumns, type Names, type PartFitting } from './search-names.ts';

/** One data source of a search that looks at several, and what selects its events beside those of the others, in the target's names. */
export interface Place {
  readonly source: LogSource;
  readonly selects: Predicate;
  /** Whether a name is one that another of the logs has of its own. */
  readonly lacks: (name: string) => boolean;
}

/** Events of each of the data sources that a rule looks at, for a target that keeps them apart; none where they are of one. */
export function partsFor(search: Search, vendor: Vendor): readonly Events[] {
  if (search.kind !== 'events' || vendor === 'elastic') return [];
  const parts = eventsBySource(search);
  return parts.every(({ source }) => lackOf(source, vendor) !== undefined) ? [] : parts;
}

/** The parts whose events the target has; of the others nothing is looked at. */
export function heldParts(parts: readonly Events[], fitting: Fitting): readonly Events[] {
  const { name, vendor } = fitting.dialect;
  return parts.filter(part => {
    const lacking = lackOf(part.source, vendor);
    if (lacking === undefined) return true;
    const why = `${titlesOf([part])} is not looked at: ${lacking}`;
    fitting.losses.push({ verdict: 'narrower', why, by: 'fields' });
    fitting.diagnostics.push(diagnose('plan/narrower', { why, target: name }, part.origin[0]));
    return false;
  });
}

/** Where the events of several data sources are not one search of the target, they are searches side by side. */
export function asUnion(search: Search, fitting: Fitting): Search {
  const searches = heldParts(partsFor(search, fitting.dialect.vendor), fitting);
  return searches.length < 2 ? (searches[0] ?? search) : { kind: 'union', searches, origin: search.origin };
}

/**
 * What is counted over the events of several logs, as a correlation of Sigma over a rule of each: what groups them is an alias of the
 * fields of each (https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-correlation-rules-specification.md).
 */
export function withRulesApart(search: Correlate, fitting: Fitting): Correlate {
  const [input, ...others] = search.inputs;
  if (fitting.dialect.vendor !== 'sigma' || input === undefined || others.length > 0) return search;
  const isPlain = search.by.every(({ kind }) => kind === 'field') && Object.keys(search.aliases).length === 0;
  // An alias stands for what groups the events, and for nothing else.
  const isCounted =
    search.measures.some(measure => measure.of.length > 0) ||
    fieldsIn(search.having).some(({ name }) => name === input.name);
  const parts = isPlain && !isCounted ? heldParts(partsFor(input.search, 'sigma'), fitting) : [];
  if (parts.length < 2) return search;
  const inputs = parts.map((part, index) => ({ name: `${input.name}_${index + 1}`, search: part }));
  const aliases = Object.fromEntries(
    search.by
      .flatMap(fieldsOf)
      .map(each => [aliasOf(each.name), Object.fromEntries(inputs.map(({ name }) => [name, each]))]),
  );
  const renamed = (each: Expression): Expression =>
    mapFields(each, field => ({ ...field, name: aliasOf(field.name) }));
  return { ...search, inputs, aliases, by: search.by.map(renamed) };
}

function aliasOf(name: string): string {
  return name.replaceAll(/\W+/g, '_');
}

interface FittedEvents {
  readonly fitted: Events;
  readonly planned: PlannedRule;
  readonly places?: readonly Place[];
}

/** Events of a search in the target: of one data source, or of the `parts` that it looks at. */
export function fitEvents(search: Events, parts: readonly Events[], fitting: Fitting): FittedEvents {
  if (parts.length === 0) {
    const where = fold(fitPredicate(fold(search.where), fitting));
    const planned = { ...fitting.draft, ...withScope(search, where, fitting) };
    noteKinds(search, fitting);
    return { fitted: selected(search, planned), planned };
  }
  const planned = fitParts(heldParts(parts, fitting), fitting);
  const places = planned.parts?.map(({ events, selects }, _index, all) => ({
    source: events.source,
    selects,
    lacks: (name: string) =>
      isOfOtherLog(
        name,
        events,
        all.map(part => part.events),
      ),
  }));
  return { fitted: selected(search, planned), planned, ...(places === undefined ? {} : { places }) };
}

function selected(search: Events, { where, scope }: PlannedRule): Events {
  return { ...search, where, source: { ...search.source, scope } };
}

/** A value in the target: that of the place that an event is in. */
export function valueOfPlaces(expression: Expression, names: Names, plan: PartFitting): Expression {
  return choiceOfPlaces(expression, names, own => plan.expression(expression, own));
}

/** A key is spelt as the places do where they spell its values alike: an event of one may have the key of an event of another. */
export function keyOfPlaces(
  expression: Expression,
  names: Names,
  plan: PartFitting,
): Omit<TranslatedKey, 'of'> {
  const sources = (names.places ?? []).map(({ source }) => source);
  const spelling = spellingIn(expression, sources, plan.vendors.target);
  return spelling === undefined
    ? { expression: valueOfPlaces(expression, names, plan) }
    : { expression: choiceOfPlaces(expression, names, own => plan.key(expression, own)), spelling };
}

/** Keys in the target: in one place as it has them, one of which may become several. */
export function keysOfPlaces(keys: readonly Expression[], names: Names, plan: PartFitting): KeysTranslation {
  const { target } = plan.vendors;
  if (names.places === undefined) {
    const known = keys.map(key => inColumns(key, names, target));
    const found = translateKeys(known, names.source, target);
    return { ...found, keys: found.keys.map(key => asLogged(key, known, names.source)) };
  }
  const found = keys.map((key, of) => ({ ...keyOfPlaces(key, names, plan), of }));
  return { keys: found, given: [], diagnostics: [], losses: [] };
}

/** What is the same in each place, else the value of the place that an event is in: it has none in no other. */
function choiceOfPlaces(expression: Expression, names: Names, one: (names: Names) => Expression): Expression {
  const { places = [] } = names;
  const having = places.filter(({ lacks }) => !fieldsOf(expression).some(({ name }) => lacks(name)));
  const found = having.map(place => ({ place, value: one(namesIn(place, names)) }));
  const [first] = found;
  if (first === undefined) return one({ ...names, places: undefined });
  if (found.length === places.length && new Set(found.map(({ value }) => printExpression(value))).size === 1)
    return first.value;
  const branches: Choice['branches'] = found.map(({ place, value }) => ({
    when: asWritten(place.selects),
    value,
  }));
  return { kind: 'choice', branches, otherwise: undefined, origin: first.value.origin };
}

/** What a product writes of each event itself (its log type, its source type) is written in one case. */
function asWritten(selects: Predicate): Predicate {
  return mapLeaves(selects, leaf =>
    leaf.kind === 'equals' && leaf.subject.kind === 'field' && written.has(leaf.subject.name)
      ? { ...leaf, casing: 'exact' }
      : leaf,
  );
}

const written: ReadonlySet<string> = new Set(['p_log_type', 'sourcetype']);

/** A condition that is met in the place that an event is in. */
export function conditionOfPlaces(names: Names, one: (names: Names) => Predicate): Predicate {
  const found = (names.places ?? []).map(place => ({ place, where: one(namesIn(place, names)) }));
  const [first] = found;
  if (first === undefined) return always(true);
  if (new Set(found.map(({ where }) => printPredicate(where))).size === 1) return first.where;
  return fold(or(found.map(({ place, where }) => and([place.selects, where]))));
}

function namesIn({ source }: Place, names: Names): Names {
  return { ...names, source, places: undefined };
}

/** Alerts are held back by the fields of the first log: where those of the others have other names, they are none of theirs. */
export function withOneSuppression(
  planned: PlannedRule,
  { suppression }: Rule,
  parts: readonly Events[],
  vendor: Vendor,
): PlannedRule {
  const own = planned.rule.suppression;
  const [first] = parts;
  const namesFor = ({ source }: Events): string =>
    translateKeys(suppression?.by ?? [], source, vendor)
      .keys.map(({ expression }) => printExpression(expression))
      .join();
  if (own === undefined || first === undefined || new Set(parts.map(namesFor)).size === 1) return planned;
  const otherKeys = `alerts are held back by the fields of one of the logs (${titlesOf([first])})`;
  return { ...planned, rule: { ...planned.rule, suppression: { otherKeys, ...own } } };
}
