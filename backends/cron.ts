const [minute, hour, day, week] = [60, 3600, 86_400, 604_800] as const;

/**
 * A crontab. `phase`: seconds after the start of the hour, day or week, where the period is one that cron repeats as it is.
 */
export function cronOf(seconds: number, phase = 0): string {
  const period = periodOf(seconds);
  const after = period === seconds ? Math.floor((phase % period) / minute) : 0;
  const [atMinute, atHour, onDay] = [after % 60, Math.floor(after / 60) % 24, Math.floor(after / 1440)];
  if (period >= week) return `${atMinute} ${atHour} * * ${onDay}`;
  if (period >= day) return `${atMinute} ${atHour} * * *`;
  const [step, every] = [period / hour, period / minute];
  const stepped = (from: number, last: number, by: number) =>
    `${from === 0 ? '*' : `${from}-${last}`}${by === 1 ? '' : `/${by}`}`;
  return period >= hour
    ? `${atMinute} ${stepped(atHour, 23, step)} * * *`
    : `${stepped(atMinute, 59, every)} * * * *`;
}

/** The longest period that is no longer and that cron repeats evenly; seconds. */
export function periodOf(seconds: number): number {
  if (seconds >= week) return week;
  if (seconds >= day) return day;
  if (seconds >= hour) return hour * largestDivisor(24, Math.floor(seconds / hour));
  return minute * largestDivisor(60, Math.max(1, Math.floor(seconds / minute)));
}

function largestDivisor(whole: number, atMost: number): number {
  for (let step = atMost; step > 1; step--) if (whole % step === 0 && step < whole) return step;
  return 1;
}
