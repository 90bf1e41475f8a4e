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
  /** Seconds between two runs. */
  readonly every: number;
  /** Of several events. */
  readonly isJoined: boolean;
}

/**
 * Rows of which nothing stands before the first event within the span of the last one, or after the last one within the span of the
 * first. It is asked of each beginning with the first event that goes on with it, which uses it up. What must be missing after the last one
 * is known once the span is over: rows of which it is not over are left to the next run.
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
  rows.where.push(...guards.map(each => around(each, keys, within)));
  if (guards.some(({ side }) => side === 'after'))
    rows.where.push(
      `time_1 > DATEADD(${secondsArguments(-(every + within))}, p_current_timestamp())`,
      `time_1 <= DATEADD(${secondsArguments(-within)}, p_current_timestamp())`,
    );
  return rows;
}

function around({ step, part, alias, side }: Guard, keys: readonly string[], within: number): string {
  const alike = step.by.map(({ nullable }, index) => {
    const sign = nullable ? 'IS NOT DISTINCT FROM' : '=';
    return `${alias}.key_${index + 1} ${sign} found.${keys[index]}`;
  });
  const conditions = [
    ...alike,
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
  return missing({ part, alias }, conditions);
}

/** That no event of a part fits. */
export function missing(
  { part, alias }: Pick<JoinedStep, 'part' | 'alias'>,
  conditions: readonly string[],
): string {
  return `NOT EXISTS (\n    SELECT 1 FROM ${part} AS ${alias}\n    WHERE ${conditions.join('\n      AND ')}\n  )`;
}
