import {
  type Events,
  field,
  type Measure,
  type Named,
  type Pipeline,
  type Search,
  type SeveralEvents,
  type Stage,
} from '../../../src/ir/index.ts';
import { mayShare } from '../../disjoint.ts';
import { grows } from '../../growing.ts';

type Inputs = SeveralEvents['inputs'];

/**
 * An event that two searches side by side find stands there twice, and streamstats reckons with the one before the other: what is
 * reckoned at the last of them holds for both. Only of that which grows from one to the other is that the greatest.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
export function withTwins(pipeline: Pipeline, inputs: Inputs): Pipeline {
  const [window, ...later] = pipeline.stages;
  if (window?.kind !== 'window' || !areParted(pipeline, inputs)) return pipeline;
  const { measures, origin } = window;
  const time = field('_time', 'splunk');
  const by = [time, ...window.by].map(
    (value): Named => ({ name: value.kind === 'field' ? value.name : '_time', value }),
  );
  const greatest = measures.map(
    ({ name, function: kind }): Measure => ({
      name,
      function: kind === 'minimum' ? kind : 'maximum',
      of: [field(name, 'splunk')],
    }),
  );
  const together: Stage = { kind: 'joinAggregate', by, measures: greatest, origin };
  return { ...pipeline, stages: [window, together, ...later] };
}

/** Whether what is reckoned at an event that stands there twice cannot be told for both. */
export function twinsDiffer(pipeline: Pipeline, inputs: Inputs): boolean {
  const [window] = pipeline.stages;
  return (
    window?.kind === 'window' &&
    areParted(pipeline, inputs) &&
    window.measures.some(({ function: kind }) => !growing.has(kind))
  );
}

const growing: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'minimum', 'maximum'] as const),
]);

/** Of what only grows the last of the two alerts whenever one of them does, where nobody asks what came before. */
function areParted({ from, stages }: Pipeline, inputs: Inputs): boolean {
  const [window, filter, ...others] = stages;
  if (from.kind !== 'union' || window?.kind !== 'window' || window.span === undefined) return false;
  const searches = from.searches.map(eventsOf);
  if (searches.every(each => each !== undefined) && !mayShare(searches, inputs)) return false;
  const isPlain = filter?.kind === 'filter' && others.length === 0;
  return !isPlain || !grows(filter.where, window.measures);
}

function eventsOf(search: Search): Events | undefined {
  if (search.kind === 'pipeline') return eventsOf(search.from);
  return search.kind === 'events' ? search : undefined;
}
