import type { Expression, Measure, Named, Stage } from '../../ir/index.ts';

export type Keyed = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' | 'window' }>;
type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

export interface PlainKey {
  /** What it is called. */
  readonly own: string;
  readonly value: Expression;
}

/** A stage of groups with keys in one order, and what it has in one order. */
export function plainGroup(
  stage: Keyed,
  keys: readonly PlainKey[],
  measures: readonly Measure[],
  inRows: (expression: Expression) => Expression,
): Stage {
  const { origin } = stage;
  const ordered = [...measures].sort((one, other) => (one.name < other.name ? -1 : 1));
  if (stage.kind === 'window') {
    const span = stage.span === undefined ? {} : { span: stage.span };
    const withoutCurrent = stage.withoutCurrent === true;
    return {
      kind: 'window',
      by: keys.map(({ value }) => value),
      measures: ordered,
      ...span,
      withoutCurrent,
      origin,
    };
  }
  const by = keys
    .map(({ own, value }): Named => ({ name: own, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (stage.kind === 'joinAggregate') return { kind: 'joinAggregate', by, measures: ordered, origin };
  return { kind: 'aggregate', by, measures: ordered, ...plainWindow(stage, inRows), origin };
}

function plainWindow(
  { window }: Aggregate,
  inRows: (expression: Expression) => Expression,
): Pick<Aggregate, 'window'> {
  if (window === undefined) return {};
  if (window.kind !== 'tumbling') return { window };
  return { window: { kind: 'tumbling', length: window.length, field: inRows(window.field) } };
}
