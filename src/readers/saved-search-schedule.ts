import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Schedule } from '../ir/index.ts';
import type { Stanza } from './conf-stanza.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a span such as 5m; a number alone is of seconds. */
export function secondsOfSpan(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d{1,9})([smhdw])?$/.exec(text.trim()) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** How often a search runs, and how long before its latest time it begins: both, or nothing. */
export function readSavedSchedule(stanza: Stanza, diagnostics: Diagnostic[]): Schedule | undefined {
  const every = stanza.text('cron_schedule');
  const earliest = stanza.text('dispatch.earliest_time');
  if (every === undefined || earliest === undefined) return undefined;
  const latest = stanza.text('dispatch.latest_time') ?? 'now';
  const interval = cronInterval(every);
  if (interval === undefined) return unclear('cron_schedule', stanza, diagnostics);
  const from = before(earliest);
  if (from === undefined) return unclear('dispatch.earliest_time', stanza, diagnostics);
  const until = before(latest);
  if (until === undefined || until >= from) return unclear('dispatch.latest_time', stanza, diagnostics);
  return { every: interval, lookBack: from - until };
}

function unclear(key: string, stanza: Stanza, diagnostics: Diagnostic[]): undefined {
  const setting = stanza.setting(key);
  const value = setting?.text.text ?? '';
  diagnostics.push(diagnose('splunk/schedule', { key, value }, setting?.span));
}

/** Seconds before the run of `-70m@m`, `rt-5m`, `now`. */
function before(time: string): number | undefined {
  const text = time.trim().replace(/^rt/, '');
  if (text === '' || text === 'now' || text === '0') return text === '0' ? undefined : 0;
  const [, number = '', unit = ''] =
    /^-(\d*)(s|m|min|h|hr|d|w)(?:ins?|inutes?|ours?|rs?|ays?|ecs?|econds?|eeks?)?(?:@[a-z]+\d?)?$/.exec(
      text,
    ) ?? [];
  const factor = units[unit.charAt(0)];
  return factor === undefined ? undefined : Number(number || '1') * factor;
}

/** Of crontabs that repeat evenly: each minute, every n minutes or hours, hourly, daily, weekly. */
function cronInterval(cron: string): number | undefined {
  const [minute = '', hour = '', day, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || day !== '*' || month !== '*' || weekday === undefined) return undefined;
  if (weekday !== '*') return /^\d$/.test(weekday) && isOne(minute) && isOne(hour) ? 604_800 : undefined;
  if (hour === '*') return minute === '*' ? 60 : isOne(minute) ? 3600 : stepOf(minute, 60, 60);
  if (!isOne(minute)) return undefined;
  return isOne(hour) ? 86_400 : stepOf(hour, 24, 3600);
}

function isOne(text: string): boolean {
  return /^\d{1,2}$/.test(text);
}

/** Steps are even where they part the whole evenly. */
function stepOf(text: string, whole: number, seconds: number): number | undefined {
  const [, step] = /^(?:\*|\d{1,2}(?:-\d{1,2})?)\/(\d{1,2})$/.exec(text) ?? [];
  const size = Number(step);
  return step === undefined || size === 0 || whole % size !== 0 ? undefined : size * seconds;
}
