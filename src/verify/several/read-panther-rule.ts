import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { Events, Predicate } from '../../ir/index.ts';
import { readCache } from '../../readers/panther-cache.ts';
import { countedMatches } from '../../readers/panther-threshold.ts';
import { SourceFile } from '../../source/index.ts';
import { keyOf, ruleOf, splitFiles } from './panther-files.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

const usualMinutes = 60;

/**
 * A rule that alerts when so many of its matches of one `dedup()` string, or so many different values of `unique()`, come within a
 * deduplication period. https://docs.panther.com/detections/rules#deduplication-of-alerts
 */
export function readPantherRule({ dialect, planned, query }: Printed): Result<TimedSearch> {
  const files = splitFiles(dialect.document?.(planned, query) ?? '');
  const [document] = files.documents;
  const module = files.modules.get(String(document?.['Filename']));
  if (document === undefined || module === undefined) return failure();
  const cached = readCache(new SourceFile('(module)', module), { source: {} });
  if (cached !== undefined)
    return cached.value === undefined ? failure(...cached.diagnostics) : success({ search: cached.value });
  const where = ruleOf(module);
  const [dedup, unique] = [keyOf(module, 'dedup'), keyOf(module, 'unique')];
  if (where === undefined || dedup === 'unread' || unique === 'unread')
    return failure(diagnose('python/unsupported', { what: 'the key of the alerts' }));
  const count = Number(document['Threshold'] ?? 1);
  const minutes = Number(document['DedupPeriodMinutes'] ?? usualMinutes);
  return success({ search: countedMatches(eventsWhere(where), dedup, unique, { count, minutes }) });
}

export function eventsWhere(where: Predicate): Events {
  return { kind: 'events', source: {}, where, origin: [] };
}
