import { type Expression, field, type Measure, type Stage } from '../../ir/index.ts';

/** A measure as stats has it: the variance is the square of the deviation that the IR has. */
export interface ReadMeasure extends Measure {
  readonly isVariance?: true;
}

type Measuring = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' | 'window' }>;

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/statistical-and-charting-functions/aggregate-functions */
export function withVariances<Kind extends Measuring>(
  stage: Kind,
  measures: readonly ReadMeasure[],
): readonly Stage[] {
  const variances = measures.filter(({ isVariance }) => isVariance);
  if (variances.length === 0) return [stage];
  const parts = measures.map(
    ({ isVariance, ...measure }): Measure =>
      isVariance ? { ...measure, name: deviationOf(measure) } : measure,
  );
  const { origin } = stage;
  const fields = variances.map(measure => ({ name: measure.name, value: squareOf(measure, origin) }));
  const helping = variances.map(deviationOf);
  return [
    { ...stage, measures: parts },
    { kind: 'extend', fields, origin },
    { kind: 'drop', fields: helping.map(text => [{ kind: 'text', text }] as const), origin },
  ];
}

function deviationOf({ name }: Measure): string {
  return `${name}_deviation`;
}

function squareOf(measure: Measure, origin: Stage['origin']): Expression {
  const deviation = field(deviationOf(measure), 'splunk', origin);
  return { kind: 'arithmetic', operator: 'multiply', left: deviation, right: deviation, origin };
}
