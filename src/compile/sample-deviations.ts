import { type Compares, type Expression, equals, field, type Measure, type Stage } from '../ir/index.ts';

type Measuring = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' | 'window' }>;

/** The deviation of a sample is reckoned from that of all and their number: of one value it is zero. */
export function withoutSamples(stage: Stage): readonly Stage[] {
  return stage.kind === 'aggregate' || stage.kind === 'joinAggregate' || stage.kind === 'window'
    ? reckoned(stage)
    : [stage];
}

function reckoned(stage: Measuring): readonly Stage[] {
  const samples = stage.measures.filter(isSample);
  if (samples.length === 0) return [stage];
  const measures = stage.measures.flatMap((measure): readonly Measure[] =>
    isSample(measure)
      ? [
          { ...measure, name: populationOf(measure), function: 'standardDeviation' },
          { ...measure, name: numberOf(measure), function: 'count' },
        ]
      : [measure],
  );
  const { origin } = stage;
  const fields = samples.map(measure => ({ name: measure.name, value: deviationOf(measure, origin) }));
  const helping = samples.flatMap(measure => [populationOf(measure), numberOf(measure)]);
  return [
    { ...stage, measures },
    { kind: 'extend', fields, origin },
    { kind: 'drop', fields: helping.map(text => [{ kind: 'text', text }] as const), origin },
  ];
}

function isSample({ function: name }: Measure): boolean {
  return name === 'sampleDeviation';
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
  const several: Compares = {
    ...{ kind: 'compares', left: number ?? literal(0), operator: 'gt', right: literal(1) },
    ...{ as: 'number', casing: 'exact', quantifier: 'single', origin },
  };
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
      { when: equals(number ?? literal(0), [1], { quantifier: 'single', origin }), value: literal(0) },
      { when: several, value },
    ],
    otherwise: undefined,
    origin,
  };
}
