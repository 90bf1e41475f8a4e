import type { Step } from '../../../src/ir/index.ts';
import { secondsArguments } from './runs.ts';
import type { Select } from './select.ts';

export interface JoinedStep {
  readonly step: Step;
  readonly part: string;
  /** What the part is made of. */
  readonly events: Select;
  /** `step_2` within the join. */
  readonly alias: string;
}

/** What must be missing before all others of a sequence, or after them. */
export interface Guard extends JoinedStep {
  readonly side: 'before' | 'after';
}

interface Chain {
  /** What the keys are called in the rows that are found. */
  readonly keys: readonly string[];
  /** Seconds. */
  readonly within: number;
  /** Seconds between two runs, of rows that are left to the next run until their span is over. */
  readonly every?: number;
  /** Of several events. */
  readonly isJoined: boolean;
}

/**
 * Rows of which nothing stands before the first event within the span of the last one, or after the last one within the span of the
 * first. It is asked of each beginning with the first event that goes on with it, which uses it up. What must be missing after the last one
 * is known once the span is over: rows of which it is not over are left to the next run. Where both ends are guarded, any span that has
 * none of either is enough.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events
 */
export function withoutMissing(
  select: Select,
  guards: readonly Guard[],
  { keys, within, every, isJoined }: Chain,
): Select {
  const chain = select.wrapped('chain');
  if (isJoined) chain.qualify.push('ROW_NUMBER() OVER (PARTITION BY event_1 ORDER BY p_event_time) = 1');
  const rows = chain.isCut ? chain.wrapped('sequences') : chain;
  rows.from = `${rows.from} AS found`;
  const [before, after] = [guards.filter(isBefore), guards.filter(each => !isBefore(each))];
  rows.where.push(
    ...(before.length > 0 && after.length > 0
      ? before.flatMap(early => after.map(late => onBothSides(early, late, keys, within)))
      : guards.map(each => around(each, keys, within))),
  );
  if (every !== undefined && guards.some(({ side }) => side === 'after'))
    rows.where.push(
      `time_1 > DATEADD(${secondsArguments(-(every + within))}, p_current_timestamp())`,
      `time_1 <= DATEADD(${secondsArguments(-within)}, p_current_timestamp())`,
    );
  return rows;
}

function isBefore({ side }: Guard): boolean {
  return side === 'before';
}

/**
 * Any span that holds the sequence and neither of both is enough. There is none where one of them is less than a span after the other,
 * each on its side.
 */
function onBothSides(early: Guard, late: Guard, keys: readonly string[], within: number): string {
  const near = [
    ...alike(
      late,
      early.step.by.map((_key, index) => `${early.alias}.key_${index + 1}`),
    ),
    `${late.alias}.p_event_time <= DATEADD(${secondsArguments(within)}, ${early.alias}.p_event_time)`,
  ];
  const conditions = [
    ...alike(
      early,
      keys.map(key => `found.${key}`),
    ),
    `${early.alias}.p_event_time < found.time_1`,
    `${late.alias}.p_event_time > found.p_event_time`,
  ];
  const part = `${early.part} AS ${early.alias}\n    JOIN ${late.part} AS ${late.alias}\n      ON ${near.join('\n      AND ')}`;
  return noneOf(part, conditions);
}

/** That the keys of an event are these ones. */
function alike({ step, alias }: Guard, keys: readonly string[]): readonly string[] {
  return step.by.map(({ nullable }, index) => {
    const sign = nullable ? 'IS NOT DISTINCT FROM' : '=';
    return `${alias}.key_${index + 1} ${sign} ${keys[index]}`;
  });
}

function around(guard: Guard, keys: readonly string[], within: number): string {
  const { alias, side } = guard;
  const conditions = [
    ...alike(
      guard,
      keys.map(key => `found.${key}`),
    ),
    ...(side === 'before'
      ? [
          `${alias}.p_event_time < found.time_1`,
          `${alias}.p_event_time >= DATEADD(${secondsArguments(-within)}, found.p_event_time)`,
        ]
      : [
          `${alias}.p_event_time > found.p_event_time`,
          `${alias}.p_event_time <= DATEADD(${secondsArguments(within)}, found.time_1)`,
        ]),
  ];
  return missing(guard, conditions);
}

/** That no event of a part fits. */
export function missing(
  { part, alias }: Pick<JoinedStep, 'part' | 'alias'>,
  conditions: readonly string[],
): string {
  return noneOf(`${part} AS ${alias}`, conditions);
}

function noneOf(from: string, conditions: readonly string[]): string {
  return `NOT EXISTS (\n    SELECT 1 FROM ${from}\n    WHERE ${conditions.join('\n      AND ')}\n  )`;
}
