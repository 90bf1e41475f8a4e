import type { EventData } from '../../bench/corpus/inputs.ts';

/** A difference that is the engine's own, and no defect of a translation. */
export interface Explanation {
  readonly engine: string;
  readonly because: string;
  readonly link: string;
  /** Whether it is at work in this very event; as narrow as can be said. */
  readonly applies: (answer: boolean | string, wanted: readonly boolean[], event: EventData) => boolean;
}

/** Every known difference; one that explains nothing any more is to be taken away. */
export const explanations: readonly Explanation[] = [
  {
    engine: 'panther_core',
    because:
      'a rule that fails over a number where it wants a text matches nothing, as every reading of ours says',
    link: 'https://docs.panther.com/detections/rules/python',
    applies: (answer, wanted, event) =>
      typeof answer === 'string' &&
      /^(?:AttributeError|TypeError)\(.*'int'/.test(answer) &&
      /:4242\b/.test(JSON.stringify(event)) &&
      wanted.every(each => !each),
  },
];

export function explains(
  engine: string,
  answer: boolean | string,
  wanted: readonly boolean[],
  event: EventData,
): Explanation | undefined {
  return explanations.find(each => each.engine === engine && each.applies(answer, wanted, event));
}
