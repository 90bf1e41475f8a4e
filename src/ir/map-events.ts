import type { Events, Search, Step } from './search.ts';

/** The search with something else in place of each of its `events`. */
export function mapEvents(search: Search, change: (events: Events) => Search): Search {
  return mapSearches(search, each => (each.kind === 'events' ? change(each) : each));
}

/** The search with something else in place of each search that it is made of, and of itself, the inner ones first. */
export function mapSearches(search: Search, change: (search: Search) => Search): Search {
  return change(withInner(search, each => mapSearches(each, change)));
}

function withInner(search: Search, inner: (search: Search) => Search): Search {
  const step = (each: Step): Step => ({ ...each, search: inner(each.search) });
  switch (search.kind) {
    case 'events':
      return search;
    case 'union':
      return { ...search, searches: search.searches.map(inner) };
    case 'pipeline': {
      const stages = search.stages.map(stage =>
        stage.kind === 'join' ? { ...stage, with: inner(stage.with) } : stage,
      );
      return { ...search, from: inner(search.from), stages };
    }
    case 'sequence': {
      const until = search.until === undefined ? {} : { until: step(search.until) };
      return { ...search, steps: search.steps.map(step), ...until };
    }
    case 'correlate':
      return { ...search, inputs: search.inputs.map(each => ({ ...each, search: inner(each.search) })) };
    case 'newTerms':
      return { ...search, from: inner(search.from) };
    case 'indicatorMatch':
      return { ...search, from: inner(search.from), indicators: inner(search.indicators) };
  }
}

/** The events that a search looks at, in their order. */
export function eventsIn(search: Search): readonly Events[] {
  const found: Events[] = [];
  mapEvents(search, events => {
    found.push(events);
    return events;
  });
  return found;
}
