import type { Casing, Expression, Rule, Schedule } from '../ir/index.ts';
import { condition } from './condition.ts';
import { keys } from './measure.ts';
import { searchStatement } from './search.ts';
import { prefixed, type Statement, statement } from './statement.ts';
import { duration, type Wording } from './wording.ts';

export interface DescribeOptions {
  /** The title of a data source, by its id. */
  readonly sourceTitle: (id: string) => string | undefined;
}

/** What a rule looks for, in plain English: everything that its search says, and when it runs. */
export function describeRule(rule: Rule, options: DescribeOptions): readonly Statement[] {
  const isProgram = rule.metadata.vendor === 'panther';
  const first = wordingOf(options, undefined, isProgram);
  const plain = prefixed('Looks for', searchStatement(rule.search, first));
  const rarer = rarerOf(first.casings);
  const wording = rarer === undefined ? first : wordingOf(options, rarer, isProgram);
  const search = rarer === undefined ? plain : prefixed('Looks for', searchStatement(rule.search, wording));
  return [search, ...scheduleStatements(rule, wording), ...notes(wording)];
}

/** Keys that alerts are grouped by, as a noun. */
export function keysText(by: readonly Expression[]): string {
  return keys(by, wordingOf({ sourceTitle: () => undefined }, undefined, false));
}

function rarerOf(casings: Wording['casings']): Casing | undefined {
  if (casings.size < 2) return undefined;
  return (casings.get('exact') ?? 0) <= (casings.get('ignored') ?? 0) ? 'exact' : 'ignored';
}

function wordingOf(
  { sourceTitle }: DescribeOptions,
  saidCasing: Casing | undefined,
  isProgram: boolean,
): Wording {
  return {
    saidCasing,
    sourceTitle,
    isProgram,
    namesOf: new Map(),
    condition,
    search: searchStatement,
    casings: new Map(),
    denials: { met: false },
    empties: { met: false },
    singles: { met: false, denied: false },
    guarded: new Set(),
  };
}

function scheduleStatements({ schedule, suppression }: Rule, wording: Wording): readonly Statement[] {
  const runs =
    schedule === undefined
      ? []
      : [statement(`Runs every ${duration(schedule.every)} over ${windowOf(schedule)}.`)];
  if (suppression === undefined || suppression.by.length === 0) return runs;
  const time = suppression.seconds === undefined ? '' : ` for ${duration(suppression.seconds)}`;
  return [...runs, statement(`Alerts with the same ${keys(suppression.by, wording)} are one${time}.`)];
}

function windowOf({ lookBack, until = 0 }: Schedule): string {
  return until === 0
    ? `the last ${duration(lookBack)}`
    : `${duration(lookBack)}, up to ${duration(until)} before it`;
}

function notes({ casings, saidCasing, denials, singles, empties }: Wording): readonly Statement[] {
  const usual =
    saidCasing === 'exact' || !casings.has('exact') ? 'Upper and lower case are the same' : 'Case matters';
  const casing =
    casings.size === 0 ? undefined : `${usual}${saidCasing === undefined ? '' : ', unless said otherwise'}.`;
  const which = singles.denied ? 'what is said to be not so, not all or none of' : 'what is denied of';
  const absent = denials.met ? `A field without a value satisfies ${which} it.` : undefined;
  const several = singles.met
    ? `A comparison${singles.denied ? ', denied or not,' : ''} holds only of a field with exactly one value.`
    : undefined;
  const empty = empties.met ? 'The empty text, zero and false count as no value.' : undefined;
  const text = [casing, absent, several, empty].filter(each => each !== undefined).join(' ');
  return text === '' ? [] : [statement(text)];
}
