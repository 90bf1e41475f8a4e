import { type Compares, type Expression, field, type Measure, type Stage } from '../../ir/index.ts';

/** A measure as stats has it: `stdev` is of a sample, where that of the IR is of all. */
export interface ReadMeasure extends Measure {
  readonly isSample?: true;
}

type Measuring = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' | 'window' }>;

/**
 * The deviation of a sample is reckoned from that of all and their number: of one value it is zero.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/statistical-and-charting-functions/aggregate-functions
 */
export function withSamples<Kind extends Measuring>(
  stage: Kind,
  measures: readonly ReadMeasure[],
): readonly Stage[] {
  const samples = measures.filter(({ isSample }) => isSample);
  if (samples.length === 0) return [stage];
  const parts = measures.flatMap(({ isSample, ...measure }): readonly Measure[] =>
    isSample
      ? [
          { ...measure, name: populationOf(measure) },
          { ...measure, name: numberOf(measure), function: 'count' },
        ]
      : [measure],
  );
  const { origin } = stage;
  const fields = samples.map(measure => ({ name: measure.name, value: deviationOf(measure, origin) }));
  const helping = samples.flatMap(measure => [populationOf(measure), numberOf(measure)]);
  return [
    { ...stage, measures: parts },
    { kind: 'extend', fields, origin },
    { kind: 'drop', fields: helping.map(text => [{ kind: 'text', text }] as const), origin },
  ];
}

function populationOf({ name }: Measure): string {
  return `${name}_population`;
}

function numberOf({ name }: Measure): string {
  return `${name}_number`;
}

function deviationOf(measure: Measure, origin: Stage['origin']): Expression {
  const [population, number] = [populationOf, numberOf].map(of => field(of(measure), 'splunk', origin));
  const literal = (value: number): Expression => ({ kind: 'literal', value, origin });
  const isNumber = (operator: Compares['operator']): Compares => ({
    ...{ kind: 'compares', left: number ?? literal(0), operator, right: literal(1) },
    ...{ as: 'number', casing: 'exact', quantifier: 'any', origin },
  });
  const ratio: Expression = {
    ...{ kind: 'arithmetic', operator: 'divide', left: number ?? literal(0), origin },
    right: {
      kind: 'arithmetic',
      operator: 'subtract',
      left: number ?? literal(0),
      right: literal(1),
      origin,
    },
  };
  const root: Expression = { kind: 'call', function: 'sqrt', arguments: [ratio], origin };
  const value: Expression = {
    kind: 'arithmetic',
    operator: 'multiply',
    left: population ?? literal(0),
    right: root,
    origin,
  };
  return {
    kind: 'choice',
    branches: [
      { when: isNumber('eq'), value: literal(0) },
      { when: isNumber('gt'), value },
    ],
    otherwise: undefined,
    origin,
  };
}
