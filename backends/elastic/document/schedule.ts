import type { Schedule } from '../../../src/ir/index.ts';

/**
 * `from` and `interval` of a rule. One without a schedule of its own runs every five minutes, which needs no word, over
 * the last nine, as most of Elastic's own rules do: four minutes more than needed, for events that come late.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-schedule
 */
export function scheduleKeys(schedule: Schedule | undefined): Readonly<Record<string, string>> {
  if (schedule === undefined) return { from: 'now-9m' };
  const { lookBack, until = 0 } = schedule;
  return {
    from: `now-${span(lookBack + until)}`,
    ...(until === 0 ? {} : { to: `now-${span(until)}` }),
    ...(schedule.every === 300 ? {} : { interval: span(schedule.every) }),
  };
}

const units = [
  ['d', 86_400],
  ['h', 7200],
  ['m', 60],
] as const;

function span(seconds: number): string {
  for (const [unit, least] of units) {
    const size = unit === 'h' ? 3600 : least;
    if (seconds >= least && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${Math.max(1, Math.round(seconds))}s`;
}
