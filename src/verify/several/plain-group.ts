import {
  and,
  type Expression,
  fieldsOf,
  fold,
  type Measure,
  type Named,
  type Predicate,
  type Stage,
} from '../../ir/index.ts';
import { times } from './plain-columns.ts';
import { byText, measureText, withoutCondition } from './plain-text.ts';

export type Keyed = Extract<Stage, { kind: 'aggregate' | 'joinAggregate' | 'window' }>;

export interface PlainKey {
  /** What it is called. */
  readonly own: string;
  readonly value: Expression;
}

/** A stage of groups with keys in one order, and what it has in one order. */
export function plainGroup(stage: Keyed, keys: readonly PlainKey[], measures: readonly Measure[]): Stage {
  const { origin } = stage;
  const ordered = [...measures].sort((one, other) => (one.name < other.name ? -1 : 1));
  if (stage.kind === 'window') {
    const span = stage.span === undefined ? {} : { span: stage.span };
    const withoutCurrent = stage.withoutCurrent === true;
    return {
      kind: 'window',
      by: keys.map(({ value }) => value).sort(byText),
      measures: ordered,
      ...span,
      ...(stage.rows === undefined ? {} : { rows: stage.rows }),
      withoutCurrent,
      ...(stage.withPeers ? { withPeers: true } : {}),
      origin,
    };
  }
  const by = keys
    .map(({ own, value }): Named => ({ name: own, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (stage.kind === 'joinAggregate') return { kind: 'joinAggregate', by, measures: ordered, origin };
  return {
    kind: 'aggregate',
    by,
    measures: ordered,
    ...(stage.window === undefined ? {} : { window: stage.window }),
    origin,
  };
}

/** A measure without its name, of plain values; what is measured of some rows alone says so by a condition. */
export function plainMeasure(
  { function: kind, of, percentile, top, where, orderedBy }: Measure,
  plain: (value: Expression) => Expression,
  plainly: (where: Predicate) => Predicate,
): Measure {
  const values = of.map(plain);
  const ordered = orderedBy && plain(orderedBy);
  const chosen = skips.has(kind) && values.length === 1 ? values.flatMap(chosenIn) : [];
  const asked = [...(where === undefined ? [] : [plainly(where)]), ...chosen.map(({ when }) => when)];
  return {
    name: '',
    function: kind,
    of: chosen.length === 0 ? values : chosen.map(({ value }) => value),
    ...(percentile === undefined ? {} : { percentile }),
    ...(top === undefined ? {} : { top: { count: top.count, descending: top.descending } }),
    ...(ordered === undefined || isTime(ordered) ? {} : { orderedBy: ordered }),
    ...(asked.length === 0 ? {} : { where: fold(and(asked)) }),
  };
}

/** Those to which a row without a value is none. */
const skips: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'sum', 'average', 'minimum', 'maximum', 'median', 'percentile'] as const),
  ...(['values', 'standardDeviation', 'sampleDeviation', 'medianAbsoluteDeviation', 'top'] as const),
]);

/** The time of a row is what it is ordered by where nothing else is said. */
function isTime(by: Expression): boolean {
  return by.kind === 'field' && times.has(by.name);
}

/** `if(when, value, null)`. */
function chosenIn(value: Expression): readonly { readonly when: Predicate; readonly value: Expression }[] {
  if (value.kind !== 'choice' || value.branches.length !== 1) return [];
  const { otherwise, branches } = value;
  const isNone = otherwise === undefined || (otherwise.kind === 'literal' && otherwise.value === null);
  return isNone ? branches : [];
}

/** The first or last of what is one value in each row is one value. */
function picksOne({ function: kind, of }: Measure, isSingle: (name: string) => boolean): boolean {
  if (kind !== 'first' && kind !== 'last') return false;
  return of.every(each => fieldsOf(each).every(({ name }) => isSingle(name)));
}

export function isPicked(name: string): boolean {
  return name.startsWith('picked ');
}

/** Under a name of its own; one that is there already is the same. Conditions of measures are left to be proved alike. */
export function namedMeasure(
  plain: Measure,
  {
    place,
    seen,
    isSingle,
  }: {
    readonly place: number;
    readonly seen: Measure[];
    readonly isSingle: (name: string) => boolean;
  },
): Measure {
  const alike = seen.find(each => measureText(each) === measureText(plain));
  if (alike !== undefined) return alike;
  const text = measureText(withoutCondition(plain));
  const count = seen.filter(each => measureText(withoutCondition(each)) === text).length + 1;
  const kind = picksOne(plain, isSingle) ? 'picked' : 'measure';
  const named = { ...plain, name: `${kind} ${place} ${count} ${text}` };
  seen.push(named);
  return named;
}
