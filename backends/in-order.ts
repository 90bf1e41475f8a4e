import {
  type Correlate,
  correlationStages,
  orderedStages,
  type Pipeline,
  type Predicate,
} from '../src/ir/index.ts';
import { nameOfOne } from './presence.ts';

/** Whether a correlation in order asks for one event of each of its rules, and for nothing else. */
export function wantsEachOnce({ inputs, having }: Correlate): boolean {
  const wanted = new Set(conjuncts(having).map(nameOfOne));
  return wanted.size === inputs.length && inputs.every(({ name }) => wanted.has(name));
}

/** A correlation as stages, where it is not one event of each of its rules in their order: that is a sequence. */
export function stagesOf(search: Correlate): Pipeline | undefined {
  return correlationStages(search) ?? (wantsEachOnce(search) ? undefined : orderedStages(search));
}

export const otherCondition =
  'events in order are looked for with each of them once, and with no other condition';

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}

export const unorderedSamples =
  'the samples of Elasticsearch come in an order of their own, so that others would be the first';
