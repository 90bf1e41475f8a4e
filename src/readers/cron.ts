/** Even runs: every so many seconds, and how long after the start of an hour, a day or a week they are. */
export interface Runs {
  readonly every: number;
  readonly phase: number;
  /** It runs at some of these times alone: not at night, on weekdays. */
  readonly isPart?: true;
}

const [minutesOfDay, minutesOfWeek] = [1440, 10_080];

/** Sunday is 0, and 7 too; the epoch began with a Thursday, which is no matter to the phase within a week. */
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * The runs of a crontab that repeats by the week, as even ones: of lists, ranges and steps of minutes, hours and days of the week the
 * longest period in which all of them are. Undefined for days of the month.
 * https://help.splunk.com/en/splunk-enterprise/alert-and-respond/alerting-manual/9.4/create-alerts/use-cron-expressions-for-alert-scheduling
 */
export function cronRuns(cron: string): Runs | undefined {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || !isAny(day) || !isAny(month)) return undefined;
  const minutes = valuesOf(minute, 60);
  const hours = valuesOf(hour, 24);
  const days = valuesOf(numbered(weekday), 8);
  if (minutes === undefined || hours === undefined || days === undefined) return undefined;
  const ofWeek = [...new Set(days.map(each => each % 7))];
  const times = ofWeek.flatMap(each => hours.flatMap(at => minutes.map(of => (each * 24 + at) * 60 + of)));
  return evenly(times.sort((one, other) => one - other));
}

/** The runs of a crontab that are all there are in their period. */
export function evenRuns(cron: string): Pick<Runs, 'every' | 'phase'> | undefined {
  const runs = cronRuns(cron);
  return runs?.isPart === true ? undefined : runs;
}

function isAny(field: string): boolean {
  return field === '*' || field === '*/1';
}

function numbered(field: string): string {
  return field.toLowerCase().replaceAll(/[a-z]{3,}/g, name => {
    const at = weekdays.indexOf(name.slice(0, 3));
    return at < 0 ? name : String(at);
  });
}

/** `5`, `0-59/10`, `*`, and lists of them, below a bound; undefined where one is none. */
function valuesOf(field: string, bound: number): readonly number[] | undefined {
  const found = field.split(',').map(each => rangeOf(each, bound));
  return found.every(each => each !== undefined) ? [...new Set(found.flat())] : undefined;
}

function rangeOf(written: string, bound: number): readonly number[] | undefined {
  const [, any, from, to, step] = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(written) ?? [];
  if (any === undefined && from === undefined) return undefined;
  const size = Number(step ?? 1);
  const start = Number(from ?? 0);
  const isOne = any === undefined && to === undefined && step === undefined;
  const end = Number(to ?? (isOne ? start : bound - 1));
  if (size < 1 || end >= bound || start > end) return undefined;
  return Array.from({ length: Math.floor((end - start) / size) + 1 }, (_, at) => start + at * size);
}

function evenly(times: readonly number[]): Runs | undefined {
  const [first] = times;
  if (first === undefined) return undefined;
  const gaps = times.map((time, at) => (times[at + 1] ?? first + minutesOfWeek) - time);
  const every = gaps.reduce(divisor, minutesOfWeek);
  const phase =
    every < minutesOfDay ? first % every : first % (every === minutesOfDay ? every : minutesOfWeek);
  // What no two runs are apart is no period of theirs.
  if (!gaps.includes(every)) return undefined;
  const isPart = gaps.some(gap => gap !== every);
  return { every: every * 60, phase: phase * 60, ...(isPart ? { isPart } : {}) };
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
