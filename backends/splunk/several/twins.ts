import {
  type Expression,
  field,
  grows,
  type Measure,
  type Named,
  type Pipeline,
  type SeveralEvents,
  type Stage,
} from '../../../src/ir/index.ts';
import { mayShare } from '../../disjoint.ts';

type Inputs = SeveralEvents['inputs'];

/**
 * An event that two searches side by side find stands there twice, and streamstats reckons with the one before the other: what is
 * reckoned at the last of them holds for both. Only of that which grows from one to the other is that the greatest.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
export function withTwins(pipeline: Pipeline, inputs: Inputs): Pipeline {
  const [window, ...later] = pipeline.stages;
  if (window?.kind !== 'window' || !areParted(pipeline, inputs)) return pipeline;
  const places = placesOf(pipeline);
  const { measures, origin } = window;
  const time = field('_time', 'splunk');
  const by = [time, ...window.by].map(
    (value): Named => ({ name: value.kind === 'field' ? value.name : '_time', value }),
  );
  if (places.length > 0)
    return { ...pipeline, stages: [...places, ...pipeline.stages.flatMap(stage => heldByBoth(stage, by))] };
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

/** Before it is asked whether an alert goes on since the row before: what holds at one of the two holds at both. */
function heldByBoth(stage: Stage, by: readonly Named[]): readonly Stage[] {
  if (stage.kind !== 'window' || stage.withoutCurrent !== true) return [stage];
  const held = stage.measures.flatMap(({ of }) => of.flatMap(each => (each.kind === 'field' ? [each] : [])));
  const measures = held.map(each => ({ name: each.name, function: 'maximum', of: [each] }) as const);
  return [{ kind: 'joinAggregate', by, measures, origin: stage.origin }, stage];
}

/**
 * Of what is told step by step, in order: an event that is two of the steps is the earlier one first, and before both what must not be
 * there. None of anything else.
 */
function placesOf({ from, stages }: Pipeline): readonly Stage[] {
  const steps = stages.flatMap(stage => (stage.kind === 'window' ? [stage.measures[0]?.where] : []));
  const chain = steps.flatMap(where => (where?.kind === 'equals' ? [where] : []));
  const [first] = chain;
  if (from.kind !== 'union' || first === undefined || chain.length < 2) return [];
  const { subject: mark, origin } = first;
  const number = (value: number): Expression => ({ kind: 'literal', value, origin });
  const value: Expression = {
    kind: 'choice',
    branches: chain.map((when, index) => ({ when, value: number(index + 1) })),
    otherwise: number(0),
    origin,
  };
  const place = field(`${mark.kind === 'field' ? mark.name : 'step'}_place`, 'splunk');
  const inOrder = [field('_time', 'splunk'), place].map(each => ({
    ...{ value: each, descending: false, absentFirst: false },
  }));
  return [
    { kind: 'extend', fields: [{ name: place.name, value }], origin },
    { kind: 'sort', by: inOrder, origin },
  ];
}

/** Whether what is reckoned at an event that stands there twice cannot be told for both. */
export function twinsDiffer(pipeline: Pipeline, inputs: Inputs): boolean {
  const [window] = pipeline.stages;
  if (window?.kind !== 'window' || !areParted(pipeline, inputs)) return false;
  return window.measures.some(({ function: kind }) => !growing.has(kind));
}

const growing: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'minimum', 'maximum'] as const),
]);

/** Of what only grows the last of the two alerts whenever one of them does, where nobody asks what came before. */
export function areParted({ from, stages }: Pipeline, inputs: Inputs): boolean {
  const [window, filter, ...others] = stages;
  if (from.kind !== 'union' || window?.kind !== 'window' || window.span === undefined) return false;
  if (!mayShare(from.searches, inputs)) return false;
  const isPlain = filter?.kind === 'filter' && others.length === 0;
  return !isPlain || !grows(filter.where, window.measures);
}
