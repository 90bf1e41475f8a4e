import type { InventedCorrelation } from '../invented/correlations.ts';

const specification =
  'https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-correlation-rules-specification.md';

/** Where rsigma tells of a correlation otherwise, for a reason of its own. */
export interface CorrelationExplanation {
  readonly because: string;
  readonly link: string;
  readonly applies: (invented: InventedCorrelation) => boolean;
}

export const correlationExplanations: readonly CorrelationExplanation[] = [
  {
    because:
      'it judges between two rules that find the same event, when the one has it and the other has it not; an event is there for all of its rules',
    link: specification,
    applies: ({ text }) => sharesEvents(text) && canBeUndone(text),
  },
  {
    because: 'the sum and the average of no number are 0 to it; they are no value in SPL, SQL and ES|QL',
    link: 'https://docs.snowflake.com/en/sql-reference/functions/sum',
    applies: ({ text, stream }) =>
      /type: value_(?:sum|avg)/.test(text) &&
      /\b(?:lt|lte|neq):/.test(text) &&
      stream.some(({ data }) => !Number.isFinite(Number(data['Bytes'] ?? 'none'))),
  },
  {
    because: 'a null is a value that it counts; a field without a value has none',
    link: specification,
    applies: ({ text, stream }) =>
      text.includes('type: value_count') &&
      stream.some(({ data }) => data['Bytes'] === null || data['Other'] === null),
  },
  {
    because:
      'it tells the alert of an inner correlation again at each further event, so that the outer span begins anew; one alert goes on while its condition holds',
    link: specification,
    applies: ({ text }) => text.includes('title: inner'),
  },
];

function sharesEvents(text: string): boolean {
  const ids = [...text.matchAll(/EventID: \[(.*)\]/g)].flatMap(([, list = '']) => list.split(', '));
  return new Set(ids).size < ids.length;
}

/** Whether another event can make a condition false. */
function canBeUndone(text: string): boolean {
  return /\b(?:lt|lte|eq|neq):|\bnot\b|type: value_(?:sum|avg|median)/.test(text);
}
