import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Expression, field, type Suppression } from '../ir/index.ts';
import { isTable, type RuleDocument, stringsOf } from './elastic-document.ts';

type Table = Readonly<Record<string, unknown>>;

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * By which fields alerts are one, and for how long; without a span, in each run.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/suppress-detection-alerts
 */
export function readSuppression(
  document: RuleDocument,
  rule: Table,
  diagnostics: Diagnostic[],
): Suppression | undefined {
  const table = rule['alert_suppression'];
  if (table === undefined || table === null) return undefined;
  const wrong = (wants: string, ...path: readonly string[]): undefined => {
    const key = ['alert_suppression', ...path];
    diagnostics.push(
      diagnose('elastic/key-type', { key: key.join('.'), wants }, document.span(['rule', ...key])),
    );
  };
  if (!isTable(table)) return wrong('a table with group_by or duration');
  const seconds = spanOf(table['duration']);
  if (seconds === null) return wrong('a value and a unit of s, m, h or d', 'duration');
  const strategy = table['missing_fields_strategy'];
  if (strategy !== undefined && strategy !== 'suppress' && strategy !== 'doNotSuppress')
    return wrong('suppress or doNotSuppress', 'missing_fields_strategy');
  const origin = [document.span(['rule', 'alert_suppression'])];
  const by: readonly Expression[] = fieldsBy(table, rule).map(name => field(name, 'elastic', origin));
  const isEach = rule['type'] === 'query' || rule['type'] === 'saved_query' || rule['type'] === 'threshold';
  return {
    by,
    ...(seconds === undefined ? {} : { seconds }),
    ...(strategy === 'doNotSuppress' ? { lacking: 'apart' } : {}),
    ...(isEach ? { several: 'each' } : {}),
  };
}

/** Threshold rules suppress by the fields of their threshold, and name none. */
function fieldsBy(table: Table, rule: Table): readonly string[] {
  if (rule['type'] !== 'threshold') return stringsOf(table['group_by']);
  return isTable(rule['threshold']) ? stringsOf(rule['threshold']['field']).filter(name => name !== '') : [];
}

/** Seconds; null of what is no span. */
function spanOf(duration: unknown): number | undefined | null {
  if (duration === undefined || duration === null) return undefined;
  if (!isTable(duration)) return null;
  const { value, unit } = duration;
  const factor = secondsOf[String(unit)];
  return typeof value === 'number' && value > 0 && factor !== undefined ? value * factor : null;
}
