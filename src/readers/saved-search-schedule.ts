import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Schedule } from '../ir/index.ts';
import type { Stanza } from './conf-stanza.ts';
import { cronRuns, type Runs } from './cron.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a span such as 5m; a number alone is of seconds. */
export function secondsOfSpan(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d{1,9})([smhdw])?$/.exec(text.trim()) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** How often a search runs, and how long before its latest time it begins: both, or nothing. */
export function readSavedSchedule(stanza: Stanza, diagnostics: Diagnostic[]): Schedule | undefined {
  const written = stanza.text('cron_schedule');
  const earliest = stanza.text('dispatch.earliest_time');
  if (written === undefined || earliest === undefined) return undefined;
  const latest = stanza.text('dispatch.latest_time') ?? 'now';
  const runs = cronRuns(written);
  if (runs === undefined) return unclear('cron_schedule', stanza, diagnostics);
  if (runs.isPart)
    diagnostics.push(
      diagnose('splunk/part-of-schedule', { value: written }, stanza.setting('cron_schedule')?.span),
    );
  const from = before(earliest, runs);
  if (from === undefined) return unclear('dispatch.earliest_time', stanza, diagnostics);
  const until = before(latest, runs);
  if (until === undefined || until >= from) return unclear('dispatch.latest_time', stanza, diagnostics);
  const { every, phase } = runs;
  return {
    every,
    lookBack: from - until,
    ...(until === 0 ? {} : { until }),
    phase,
  };
}

function unclear(key: string, stanza: Stanza, diagnostics: Diagnostic[]): undefined {
  const setting = stanza.setting(key);
  const value = setting?.text.text ?? '';
  diagnostics.push(diagnose('splunk/schedule', { key, value }, setting?.span));
}

/**
 * Seconds before the run of `-70m@m`, `rt-5m`, `@d`, `now`. A time is cut down to the start of the unit behind `@`, which is as long
 * before each run where the runs repeat with that unit.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/search-time-modifiers/specify-time-modifiers-in-your-search
 */
function before(time: string, { every, phase }: Runs): number | undefined {
  const text = time.trim().replace(/^rt/, '');
  if (text === '' || text === 'now' || text === '0') return text === '0' ? undefined : 0;
  const [, amount, snap] = /^(?:-(\d*[a-z]+))?(?:@([a-z]+)0?)?$/.exec(text) ?? [];
  if (amount === undefined && snap === undefined) return undefined;
  const back = amount === undefined ? 0 : secondsOfUnit(amount);
  const unit = snap === undefined ? 1 : secondsOfUnit(snap);
  if (back === undefined || unit === undefined || (unit > 60 && every % unit !== 0)) return undefined;
  return back + ((((phase - back) % unit) + unit) % unit);
}

function secondsOfUnit(text: string): number | undefined {
  const [, number = '', unit = ''] =
    /^(\d*)(s|m|h|d|w)(?:in|ins|inutes?|r|rs|ours?|ay|ays|ec|ecs|econds?|eek|eeks)?$/.exec(text) ?? [];
  const factor = units[unit];
  return factor === undefined ? undefined : Number(number || '1') * factor;
}
