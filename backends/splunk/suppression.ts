import type { PlannedRule, Predicate } from '../../src/ir/index.ts';
import { modelOf, rowFields } from './print-cim.ts';
import { columns } from './print-spl.ts';
import { rowKeys } from './several/print-search.ts';

/** How a saved search holds back results of one key. */
export interface Throttling {
  readonly fields: readonly string[];
  readonly seconds: number;
  /** Why other alerts are one than the rule says, a clause. */
  readonly why?: string;
}

/**
 * Throttling by the rule's keys, where its results have columns of them; why not, a clause. Undefined where the rule suppresses nothing.
 * https://help.splunk.com/splunk-enterprise/alert-and-respond/alerting-manual/9.4/manage-alert-trigger-conditions-and-throttling/throttle-alerts
 */
export function throttlingOf(planned: PlannedRule, isCim: boolean): Throttling | string | undefined {
  const { suppression, schedule } = planned.rule;
  if (suppression === undefined) return undefined;
  const fields = suppression.by.flatMap(each => (each.kind === 'field' ? [each.name] : []));
  const held = rowColumns(planned, isCim);
  if (fields.length < suppression.by.length || !fields.every(name => /^[\w.]+$/.test(name)))
    return 'a key of it is no column that throttling could name';
  if (held !== undefined && !fields.every(name => held.includes(name)))
    return 'the results have no column of its keys';
  const seconds = suppression.seconds ?? withinRun(schedule?.every ?? hour);
  const why = whyOther(planned, fields);
  return { fields, seconds, ...(why === undefined ? {} : { why }) };
}

const [minute, hour] = [60, 3600] as const;

/** Shorter than the time between two runs, so that the next one is held back by nothing. */
function withinRun(every: number): number {
  return Math.max(minute, every - minute);
}

function whyOther({ rule, several, where, scope, profile }: PlannedRule, fields: readonly string[]) {
  const { suppression, metadata } = rule;
  if (metadata.vendor === 'splunk' || suppression === undefined) return undefined;
  if (suppression.seconds === undefined)
    return 'results of one key are held back for a time, and not within one run';
  if (suppression.several === 'each' && several === undefined && fields.some(profile.isMultiValued))
    return 'a result is held back by all the values of a field together, and not by each';
  const present = new Set([scope, where].flatMap(each => [...fieldsThere(each)]));
  const isThere = several !== undefined || fields.every(name => present.has(name));
  return isThere ? undefined : 'the manual does not say what throttling makes of results without a key';
}

/** Fields that every event has for which the predicate is true. */
function* fieldsThere(predicate: Predicate): Generator<string> {
  switch (predicate.kind) {
    case 'and':
      for (const each of predicate.operands) yield* fieldsThere(each);
      return;
    case 'equals':
    case 'like':
    case 'matches':
    case 'inNetwork':
    case 'exists':
      if (predicate.subject.kind === 'field') yield predicate.subject.name;
      return;
    default:
  }
}

/** The fields of a row of the result; undefined where it has all those of its event. */
function rowColumns(planned: PlannedRule, isCim: boolean): readonly string[] | undefined {
  if (planned.several !== undefined) return rowKeys(planned.several.search);
  return isCim ? rowFields(planned, modelOf(planned)) : columns(planned);
}
