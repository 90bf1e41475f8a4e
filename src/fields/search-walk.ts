import {
  type Correlate,
  type Events,
  type Expression,
  isKeyAlias,
  type LogSource,
  type Measure,
  mapLeaves,
  mapSubjects,
  type Predicate,
  type Search,
  type Stage,
  type Step,
} from '../ir/index.ts';

/** What is done to the parts of a search. An expression outside of events is of the source of the first events beneath it. */
export interface SearchChange {
  readonly events: (events: Events) => Events;
  readonly expression: (expression: Expression, source: LogSource | undefined) => Expression;
}

interface Changed<Value extends Search = Search> {
  readonly search: Value;
  readonly source: LogSource | undefined;
}

/** The search with its events and expressions changed, from the inside out. */
export function mapSearch(search: Search, change: SearchChange): Search {
  return changed(search, change).search;
}

export function mapPredicate(
  predicate: Predicate,
  change: (expression: Expression) => Expression,
): Predicate {
  return mapLeaves(predicate, leaf => mapSubjects(leaf, change));
}

function changed(search: Search, change: SearchChange): Changed {
  switch (search.kind) {
    case 'events': {
      const events = change.events(search);
      return { search: events, source: events.source };
    }
    case 'union': {
      const searches = search.searches.map(one => changed(one, change));
      return {
        search: { ...search, searches: searches.map(one => one.search) },
        source: searches[0]?.source,
      };
    }
    case 'pipeline': {
      const from = changed(search.from, change);
      const stages = search.stages.map(stage => changedStage(stage, from.source, change));
      return { search: { ...search, from: from.search, stages }, source: from.source };
    }
    case 'sequence': {
      const steps = search.steps.map(step => changedStep(step, change));
      const until = search.until && changedStep(search.until, change).step;
      return {
        search: { ...search, steps: steps.map(one => one.step), ...(until ? { until } : {}) },
        source: steps[0]?.source,
      };
    }
    case 'newTerms': {
      const from = changed(search.from, change);
      const fields = search.fields.map(field => change.expression(field, from.source));
      return { search: { ...search, from: from.search, fields }, source: from.source };
    }
    default:
      return search.kind === 'correlate'
        ? changedCorrelate(search, change)
        : changedIndicators(search, change);
  }
}

function changedStep(step: Step, change: SearchChange): { step: Step; source: LogSource | undefined } {
  const { search, source } = changed(step.search, change);
  const by = step.by.map(key => ({ ...key, value: change.expression(key.value, source) }));
  return { step: { ...step, search, by }, source };
}

function changedCorrelate(search: Extract<Search, { kind: 'correlate' }>, change: SearchChange): Changed {
  const inputs = search.inputs.map(input => ({ name: input.name, ...changed(input.search, change) }));
  const source = inputs[0]?.source;
  const sourceOf = (name: string): LogSource | undefined => inputs.find(input => input.name === name)?.source;
  // The name of an alias is no field of any source, of the alerts of another correlation neither.
  const isOfAlerts = ({ search: each }: Correlate['inputs'][number], key: Expression): boolean =>
    key.kind === 'field' && each.kind === 'correlate' && isKeyAlias(key.name, each);
  const aliases = Object.fromEntries(
    Object.entries(search.aliases).map(([alias, fields]) => [
      alias,
      Object.fromEntries(
        Object.entries(fields).map(([name, field]) => {
          const isGiven = search.inputs.some(each => each.name === name && isOfAlerts(each, field));
          return [name, isGiven ? field : change.expression(field, sourceOf(name))];
        }),
      ),
    ]),
  );
  const keyed = (key: Expression): Expression => {
    const isAlias = key.kind === 'field' && Object.hasOwn(aliases, key.name);
    return isAlias || search.inputs.some(each => isOfAlerts(each, key))
      ? key
      : change.expression(key, source);
  };
  return {
    search: {
      ...search,
      inputs: inputs.map(({ name, search: inner }) => ({ name, search: inner })),
      aliases,
      by: search.by.map(keyed),
      measures: search.measures.map(measure =>
        changedMeasure(measure, source, { ...change, expression: keyed }),
      ),
    },
    source,
  };
}

function changedIndicators(
  search: Extract<Search, { kind: 'indicatorMatch' }>,
  change: SearchChange,
): Changed {
  const from = changed(search.from, change);
  const indicators = changed(search.indicators, change);
  const pairs = search.pairs.map(set =>
    set.map(({ event, indicator, ...pair }) => ({
      ...pair,
      event: change.expression(event, from.source),
      indicator: change.expression(indicator, indicators.source),
    })),
  );
  return {
    search: { ...search, from: from.search, indicators: indicators.search, pairs },
    source: from.source,
  };
}

function changedMeasure(measure: Measure, source: LogSource | undefined, change: SearchChange): Measure {
  const where = measure.where && mapPredicate(measure.where, one => change.expression(one, source));
  const orderedBy = measure.orderedBy && change.expression(measure.orderedBy, source);
  return {
    ...measure,
    of: measure.of.map(one => change.expression(one, source)),
    ...(orderedBy === undefined ? {} : { orderedBy }),
    ...(where === undefined ? {} : { where }),
  };
}

function changedStage(stage: Stage, source: LogSource | undefined, change: SearchChange): Stage {
  const expression = (one: Expression): Expression => change.expression(one, source);
  const named = <Part extends { readonly value: Expression }>(part: Part): Part => ({
    ...part,
    value: expression(part.value),
  });
  switch (stage.kind) {
    case 'filter':
      return { ...stage, where: mapPredicate(stage.where, expression) };
    case 'extend':
      return { ...stage, fields: stage.fields.map(named) };
    case 'aggregate': {
      const { window } = stage;
      return {
        ...stage,
        by: stage.by.map(named),
        measures: stage.measures.map(measure => changedMeasure(measure, source, change)),
        ...(window?.kind === 'tumbling' ? { window: { ...window, field: expression(window.field) } } : {}),
      };
    }
    case 'joinAggregate':
      return {
        ...stage,
        by: stage.by.map(named),
        measures: stage.measures.map(measure => changedMeasure(measure, source, change)),
      };
    case 'window':
      return {
        ...stage,
        by: stage.by.map(expression),
        measures: stage.measures.map(measure => changedMeasure(measure, source, change)),
      };
    case 'sort':
      return { ...stage, by: stage.by.map(named) };
    case 'extract':
      return { ...stage, subject: expression(stage.subject) };
    case 'dedup':
      return { ...stage, by: stage.by.map(expression) };
    case 'fill':
      return { ...stage, value: expression(stage.value) };
    case 'join':
      return { ...stage, with: changed(stage.with, change).search };
    default:
      return stage;
  }
}
