import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Loss, Schedule } from '../ir/index.ts';
import type { Span } from '../source/index.ts';
import { secondsBeforeRun } from './date-maths.ts';
import type { RuleDocument } from './elastic-document.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * What Kibana takes for a rule that says nothing: every five minutes, over the last six.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-schedule
 */
export const defaultSchedule: Schedule = { every: 300, lookBack: 360 };

/** Seconds of a span such as 5m. */
export function parseSpan(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text.trim()) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** Seconds before now of an instant such as now-9m or now-1d-12h; undefined where they hang on when now is. */
export function parseBefore(text: string): number | undefined {
  const before = secondsBeforeRun(text);
  return before === undefined || before.least !== before.most || before.most < 0 ? undefined : before.most;
}

export const longest = 'the longest that it can be stands';

/** What is said of an instant that is no span before the run. */
export function ofNoSpan(
  key: string,
  text: string,
  stands: string,
  span: Span,
): readonly [loss: Loss, diagnostic: Diagnostic] {
  return [
    { verdict: 'different', why: `The rule says \`${key} = ${text}\`; ${stands}.` },
    diagnose('elastic/schedule', { key, text, stands }, span),
  ];
}

/** When a rule runs and what its runs look at. `losses`: of what is no span, which a search of several events hangs on. */
export function readSchedule(
  document: RuleDocument,
  rule: Readonly<Record<string, unknown>>,
  diagnostics: Diagnostic[],
): { readonly schedule: Schedule; readonly losses: readonly Loss[] } {
  const losses: Loss[] = [];
  const unread = (key: string, stands: string): void => {
    const text = JSON.stringify(rule[key]) ?? String(rule[key]);
    const [loss, diagnostic] = ofNoSpan(key, text, stands, document.span(['rule', key]));
    losses.push(loss);
    diagnostics.push(diagnostic);
  };
  const read = (key: string, parse: (text: string) => number | undefined): number | undefined => {
    const value = rule[key];
    if (value === undefined) return undefined;
    const seconds = typeof value === 'string' ? parse(value) : undefined;
    if (seconds !== undefined) return seconds;
    const most = key === 'interval' || typeof value !== 'string' ? undefined : secondsBeforeRun(value)?.most;
    unread(key, most === undefined || most <= 0 ? 'the default stands' : longest);
    return most === undefined || most <= 0 ? undefined : most;
  };
  const every = read('interval', parseSpan) ?? defaultSchedule.every;
  const from = read('from', parseBefore) ?? defaultSchedule.lookBack;
  const until = read('to', parseBefore) ?? 0;
  if (until === 0) return { schedule: { every, lookBack: from }, losses };
  if (until < from) return { schedule: { every, lookBack: from - until, until }, losses };
  unread('to', 'the default stands');
  return { schedule: { every, lookBack: from }, losses };
}
