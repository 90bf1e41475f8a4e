import { and, exists, fieldsOf, type PlannedRule } from '../../src/ir/index.ts';
import type { ModuleParts } from './module.ts';
import { isKey } from './several/key.ts';

/** How matches become one alert, as far as a rule of Panther says what the rule's suppression does. */
export interface Grouping {
  /** The deduplication period. */
  readonly minutes: number;
  /** Why other alerts are one, a clause. */
  readonly why?: string;
}

/** Of a rule that says nothing of it: https://docs.panther.com/detections/rules#deduplication-of-alerts */
export const usualMinutes = 60;

/** The shortest period that Panther's API takes. */
export const leastMinutes = 5;

/** The deduplication period begins with the first match, as the span of a suppression does with the first alert. */
export function groupingOf({ rule: { suppression, schedule } }: PlannedRule): Grouping | undefined {
  if (suppression === undefined) return undefined;
  const minutes = minutesOf(suppression.seconds ?? schedule?.every ?? 0);
  if (suppression.seconds === undefined) {
    const why = `matches of one key are one alert for ${minutes} minutes, and not for each run`;
    return { minutes, why };
  }
  if (minutes * 60 === suppression.seconds) return { minutes };
  return { minutes, why: `matches of one key are one alert for whole minutes, at least ${leastMinutes}` };
}

export function minutesOf(seconds: number): number {
  return Math.max(leastMinutes, Math.ceil(seconds / 60));
}

/** Why `dedup` of a module cannot give the keys of an event as one text, a clause; undefined where it can. */
export function otherDedup({ rule: { suppression }, profile }: PlannedRule): string | undefined {
  const by = suppression?.by ?? [];
  if (!by.every(isKey)) return 'a key that is made this way is not written as Python yet';
  const isList = by.flatMap(fieldsOf).some(({ name }) => profile.isMultiValued(name));
  return isList
    ? 'a match is of one alert, and not of one for each of the several values of its key'
    : undefined;
}

/** `dedup` of a module that can give the keys. */
export function suppressionParts(planned: PlannedRule): ModuleParts {
  const { suppression } = planned.rule;
  if (suppression === undefined || otherDedup(planned) !== undefined) return {};
  const { by, lacking } = suppression;
  const grouped = lacking === 'apart' ? by.flatMap(fieldsOf).map(each => exists(each)) : [];
  return { keys: { dedup: by }, ...(grouped.length === 0 ? {} : { grouped: and(grouped) }) };
}
