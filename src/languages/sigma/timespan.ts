import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { DataTree } from '../../source/index.ts';

/** Seconds. A month and a year are those of pySigma, which alone has them: the means of the calendar. */
const units: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_629_746,
  y: 31_556_952,
};

/**
 * The seconds of a `timespan` or `timeframe`: a number and a unit of s, m, h, d
 * (https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#time-selection).
 */
export function readTimespan(
  key: string,
  value: DataTree,
  report: (diagnostic: Diagnostic) => void,
): number | undefined {
  const written = value.kind === 'scalar' ? value.written : '';
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhdwMy])$/.exec(written) ?? [];
  const seconds = Number(digits) * (units[unit] ?? 0);
  if (seconds === 0) {
    report(diagnose('lower/timespan', { key, written: written || value.kind }, value.span));
    return undefined;
  }
  if (/[wMy]/.test(unit)) report(diagnose('lower/timespan-unit', { unit, seconds }, value.span));
  return seconds;
}
