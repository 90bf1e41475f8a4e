import type { EventData } from '../../../bench/corpus/inputs.ts';

/** A difference that is the engine's own, and no defect of a translation. */
export interface Explanation {
  readonly engine: string;
  readonly because: string;
  readonly link: string;
  /** Whether it is at work in this very case; as narrow as can be said. */
  readonly applies: (disagreement: Disagreement) => boolean;
}

export interface Disagreement {
  readonly answer: boolean | string;
  readonly wanted: readonly boolean[];
  readonly event: EventData;
  /** What the engine was asked. */
  readonly query: string;
}
