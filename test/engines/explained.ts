import type { EventData } from '../../bench/corpus/inputs.ts';
import type { Pair } from './pairs.ts';

/** A difference that is the engine's own, and no defect of a translation. */
export interface Explanation {
  readonly engine: string;
  readonly because: string;
  readonly link: string;
  /** Whether it is at work in this very event; as narrow as can be said. */
  readonly applies: (pair: Pair, event: EventData, answer: boolean | string) => boolean;
}

/** Every known difference; one that explains nothing any more is to be taken away. */
export const explanations: readonly Explanation[] = [];

export function explains(
  engine: string,
  pair: Pair,
  event: EventData,
  answer: boolean | string,
): Explanation | undefined {
  return explanations.find(each => each.engine === engine && each.applies(pair, event, answer));
}
