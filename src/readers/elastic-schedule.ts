import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Schedule } from '../ir/index.ts';
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

/** Seconds before now of an instant such as now-9m. */
export function parseBefore(text: string): number | undefined {
  const match = /^now\s*-\s*(\S+)$/.exec(text.trim());
  return match?.[1] === undefined ? undefined : parseSpan(match[1]);
}

export function readSchedule(
  document: RuleDocument,
  rule: Readonly<Record<string, unknown>>,
  diagnostics: Diagnostic[],
): Schedule {
  const read = (key: 'from' | 'interval', parse: (text: string) => number | undefined) => {
    const value = rule[key];
    if (value === undefined) return undefined;
    const seconds = typeof value === 'string' ? parse(value) : undefined;
    if (seconds === undefined) {
      const problem = { key, text: JSON.stringify(value) ?? String(value) };
      diagnostics.push(diagnose('elastic/schedule', problem, document.span(['rule', key])));
    }
    return seconds;
  };
  return {
    every: read('interval', parseSpan) ?? defaultSchedule.every,
    lookBack: read('from', parseBefore) ?? defaultSchedule.lookBack,
  };
}
