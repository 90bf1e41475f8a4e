import { elasticExplanations } from './explained/elastic.ts';
import type { Disagreement, Explanation } from './explained/explanation.ts';
import { pantherExplanations } from './explained/panther.ts';
import { sigmaExplanations } from './explained/sigma.ts';

/** Every known difference; one that explains nothing any more is to be taken away. */
const explanations: readonly Explanation[] = [
  ...pantherExplanations,
  ...elasticExplanations,
  ...sigmaExplanations,
];

export function explains(engine: string, disagreement: Disagreement): Explanation | undefined {
  return explanations.find(each => each.engine === engine && each.applies(disagreement));
}
