import { diagnose } from '../diagnostics/index.ts';
import { type KeysTranslation, type TranslatedKey, translateValue } from '../fields/index.ts';
import {
  type Correlate,
  type Events,
  type Expression,
  fold,
  type IndicatorMatch,
  type Measure,
  type Node,
  type Pipeline,
  type PlannedRule,
  type Predicate,
  type Profile,
  type Search,
  type Sequence,
  type Stage,
  type Step,
  type Union,
} from '../ir/index.ts';
import { assumeMapped } from './assume-mapped.ts';
import { type Direction, directionOf, directionOfStages, inDirection, under } from './direction.ts';
import { draftOf } from './draft.ts';
import { fitAliases } from './fit-aliases.ts';
import { type Fitting, fitPredicate } from './fit-leaf.ts';
import { lossOfPeriods } from './from-first.ts';
import { listedValues } from './listed-values.ts';
import type { LeafVerdict } from './loss.ts';
import { withNamedColumns } from './named-columns.ts';
import {
  asUnion,
  conditionOfPlaces,
  fitEvents,
  keyOfPlaces,
  keysOfPlaces,
  partsFor,
  valueOfPlaces,
  withRulesApart,
} from './places.ts';
import { withPlainNames } from './plain-names.ts';
import { fitStages } from './plan-stages.ts';
import { assumeThere } from './presence-of-keys.ts';
import {
  clockOf,
  type Fitted,
  type FittedStep,
  firstNames,
  inColumns,
  type Names,
  type PartFitting,
  tellingApart,
  type Vendors,
  withColumns,
  withKeys,
} from './search-names.ts';
import { withSharedColumns } from './shared-columns.ts';

/** Puts the parts of a search over several events into a dialect, each under its own data source; `inputs` gathers its events. */
class SearchFitting implements PartFitting {
  readonly inputs = new Map<Events, PlannedRule>();
  private readonly fitting: Fitting;

  constructor(fitting: Fitting) {
    this.fitting = fitting;
  }

  get profile(): Profile {
    return this.fitting.draft.profile;
  }

  fit(search: Search, direction: Direction): Fitted {
    switch (search.kind) {
      case 'events':
        return this.events(search, direction);
      case 'union':
        return this.union(search, direction, []);
      case 'pipeline':
        return this.pipeline(search, direction);
      case 'sequence':
        return this.sequence(search, direction);
      case 'correlate':
        return this.correlate(search, direction);
      case 'newTerms': {
        // The same events make the history, in which more of them hide a term.
        const { search: from, names } = this.fit(search.from, 'mixed');
        const fields = this.keys(search.fields, names).map(key => key.expression);
        return { search: { ...search, from, fields }, names };
      }
      case 'indicatorMatch':
        return this.indicators(search, direction);
    }
  }

  /** An expression in the target's names; what the field map loses on it makes other groups and sums. */
  expression(expression: Expression, names: Names): Expression {
    if (names.places !== undefined) return valueOfPlaces(expression, names, this);
    const { dialect } = this.fitting;
    const known = inColumns(expression, names, dialect.vendor);
    const found = translateValue(known, names.source, dialect.vendor);
    for (const given of found.given) this.fitting.given.add(given);
    this.fitting.diagnostics.push(...found.diagnostics);
    if (found.why !== undefined) this.lose('different', found.why, expression);
    assumeMapped(found.expression, names, this.fitting);
    return found.expression;
  }

  /** Keys that put events together: one may become several. */
  keys(keys: readonly Expression[], names: Names): readonly TranslatedKey[] {
    return this.reported(keysOfPlaces(keys, names, this), keys, names);
  }

  /** A key that stays one, since its column bears a name. */
  key(expression: Expression, names: Names): Expression {
    if (names.places !== undefined) return keyOfPlaces(expression, names, this).expression;
    const found = keysOfPlaces([expression], names, this);
    const [only, ...others] = found.keys;
    return only === undefined || others.length > 0
      ? this.expression(expression, names)
      : (this.reported(found, [expression], names)[0]?.expression ?? only.expression);
  }

  private reported(found: KeysTranslation, keys: readonly Expression[], names: Names) {
    assumeThere(keys, names, this.fitting);
    for (const each of found.keys) assumeMapped(each.expression, names, this.fitting);
    for (const given of found.given) this.fitting.given.add(given);
    this.fitting.diagnostics.push(...found.diagnostics);
    for (const { of, why } of found.losses) {
      const at = keys[of];
      if (at !== undefined) this.lose('different', why, at);
    }
    return found.keys;
  }

  get vendors(): Vendors {
    const { draft, dialect } = this.fitting;
    return { author: draft.rule.metadata.vendor, target: dialect.vendor };
  }

  /** A condition on columns, on fields, or on both. */
  predicate(predicate: Predicate, names: Names, direction: Direction): Predicate {
    if (names.places !== undefined && !names.fieldsGone)
      return conditionOfPlaces(names, own => this.predicate(predicate, own, direction));
    const columns = (field: string): string | undefined =>
      names.columns.get(field) ?? (names.fieldsGone ? field : undefined);
    const draft = { ...this.fitting.draft, profile: names.profile ?? this.profile };
    const inner: Fitting = { ...this.fitting, draft, source: names.source, losses: [], columns };
    const fitted = fold(fitPredicate(fold(predicate), inner));
    this.take(inner, direction);
    return fitted;
  }

  measure(measure: Measure, names: Names): Measure {
    const { where, orderedBy } = measure;
    const told = tellingApart.has(measure.function);
    return {
      ...measure,
      of: measure.of.map(each => (told ? this.key(each, names) : this.expression(each, names))),
      ...(orderedBy === undefined ? {} : { orderedBy: this.expression(orderedBy, names) }),
      ...(where === undefined ? {} : { where: this.predicate(where, names, 'mixed') }),
    };
  }

  private events(search: Events, direction: Direction): Fitted<Events> {
    const { rule } = this.fitting.draft;
    const parts = partsFor(search, this.fitting.dialect.vendor);
    const draft = draftOf(rule, parts[0] ?? search, this.fitting.dialect, this.fitting.options);
    for (const given of draft.given) this.fitting.given.add(given);
    const columns = clockOf(rule.metadata.vendor, this.fitting.dialect.vendor);
    const inner: Fitting = {
      ...this.fitting,
      source: search.source,
      draft: draft.planned,
      losses: [],
      columns: name => columns.get(name),
    };
    const { fitted, planned, places } = fitEvents(search, parts, inner);
    const { source } = parts[0] ?? search;
    this.take(inner, direction);
    this.inputs.set(fitted, planned);
    return { search: fitted, names: { source, places, columns, fieldsGone: false } };
  }

  /** `later`: the stages that its rows go through. */
  private union(search: Union, direction: Direction, later: readonly Stage[]): Fitted<Union> {
    const parts = search.searches.map(each => this.fit(each, direction));
    const { searches, names } = withSharedColumns(parts, later, this);
    return { search: { ...search, searches }, names };
  }

  private pipeline(search: Pipeline, direction: Direction): Fitted<Pipeline> {
    const inner = under(direction, directionOfStages(search.stages));
    const plain = withPlainNames(search.stages, this.vendors);
    const later = withNamedColumns(plain, this.fitting.draft.rule.search, this.vendors);
    const asked: Fitting = { ...this.fitting, losses: [] };
    const apart = asUnion(search.from, asked);
    this.take(asked, inner);
    const from = apart.kind === 'union' ? this.union(apart, inner, later) : this.fit(apart, inner);
    const { stages, names } = fitStages(later, from.names, inner, this);
    return { search: { ...search, from: from.search, stages }, names };
  }

  private sequence(search: Sequence, direction: Direction): Fitted<Sequence> {
    const steps = search.steps.map(step => this.step(step, direction));
    const until = search.until && this.step(search.until, under(direction, 'opposite'));
    const joined = this.joined(until === undefined ? steps : [...steps, until]);
    const fitted = joined.slice(0, steps.length);
    const last = joined[steps.length];
    return {
      search: { ...search, steps: fitted, ...(last === undefined ? {} : { until: last }) },
      names: firstNames(steps),
    };
  }

  /** Steps whose keys stand for each other: where one of them cannot part a key as the others do, none does. */
  private joined(steps: readonly FittedStep[]): Step[] {
    const shapes = new Set(
      steps.map(({ keys }) => keys.keys.map(key => `${key.of} ${key.spelling ?? ''}`).join()),
    );
    return steps.map(({ step, names, keys }) => {
      const written = step.by.map(key => key.value);
      const by =
        shapes.size > 1
          ? step.by.map(key => ({ ...key, value: this.expression(key.value, names) }))
          : this.reported(keys, written, names).map(({ expression, of }) => ({
              value: expression,
              nullable: step.by[of]?.nullable ?? false,
            }));
      return { ...step, by };
    });
  }

  private step(step: Step, direction: Direction): FittedStep {
    const { search, names } = this.fit(step.search, step.absent ? under(direction, 'opposite') : direction);
    const written = step.by.map(key => key.value);
    return { step: { ...step, search }, names, keys: keysOfPlaces(written, names, this) };
  }

  private correlate(written: Correlate, direction: Direction): Fitted<Correlate> {
    const search = withRulesApart(written, this.fitting);
    const inner = under(direction, directionOf(search.having, search.measures));
    const inputs = search.inputs.map(({ name, search: each }) => ({ name, ...this.fit(each, inner) }));
    const first = firstNames(inputs);
    const aliases = fitAliases(search, inputs, this, this.fitting);
    const names: Names = { ...first, columns: withColumns(first.columns, Object.keys(search.aliases)) };
    const keys = this.keys(search.by, names);
    const by = keys.map(key => key.expression);
    const measures = search.measures.map(each => this.measure(each, names));
    const own = [...inputs.map(({ name }) => name), ...measures.map(({ name }) => name)];
    const after: Names = {
      ...names,
      columns: new Map([...names.columns, ...own.map(name => [name, name] as const)]),
    };
    const having = this.predicate(search.having, after, direction);
    const lost = lossOfPeriods(search, this.fitting.dialect, direction);
    if (lost !== undefined) this.lose(lost.verdict, lost.why, search);
    const plain = inputs.map(({ name, search: each }) => ({ name, search: each }));
    return {
      search: { ...search, inputs: plain, aliases, by, measures, having },
      names: { ...after, columns: withKeys(after.columns, search.by, keys) },
    };
  }

  private indicators(search: IndicatorMatch, direction: Direction): Fitted<IndicatorMatch> {
    const from = this.fit(search.from, direction);
    const indicators = this.fit(search.indicators, direction);
    const pairs = search.pairs.map(set =>
      set.map(({ event, indicator, ...pair }) => ({
        ...pair,
        event: this.expression(event, from.names),
        indicator: this.expression(indicator, indicators.names),
      })),
    );
    for (const given of listedValues(pairs, this.vendors)) this.fitting.given.add(given);
    const found = { ...search, from: from.search, indicators: indicators.search, pairs };
    return { search: found, names: from.names };
  }

  private take(inner: Fitting, direction: Direction): void {
    for (const loss of inner.losses)
      this.fitting.losses.push({ ...loss, verdict: inDirection(loss.verdict, direction) });
  }

  lose(verdict: Exclude<LeafVerdict, 'exact'>, why: string, at: Node): void {
    this.fitting.losses.push({ verdict, why, by: 'fields' });
    this.fitting.diagnostics.push(
      diagnose(`plan/${verdict}`, { why, target: this.fitting.dialect.name }, at.origin[0]),
    );
  }
}

/** The whole search in the dialect; each of its `events` as a rule of its own. */
export function fitSearch(
  search: Search,
  fitting: Fitting,
): { readonly search: Search; readonly inputs: ReadonlyMap<Events, PlannedRule> } {
  const plan = new SearchFitting(fitting);
  return { search: plan.fit(search, 'same').search, inputs: plan.inputs };
}
