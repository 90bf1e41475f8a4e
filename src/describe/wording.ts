import type { Casing, Predicate, Search, Value } from '../ir/index.ts';
import type { Statement } from './statement.ts';

/** What the words of one rule depend on, and what was met while they were made. */
export interface Wording {
  /** The casing that leaves say of themselves: the rarer one of a rule whose leaves differ in it. */
  readonly saidCasing: Casing | undefined;
  /** The title of a data source, by its id. */
  readonly sourceTitle: (id: string) => string | undefined;
  /** What a name stands for that is no field: the measures of a correlation. */
  readonly namesOf: ReadonlyMap<string, string>;
  /** A predicate, or that it does not hold: here, as conditions hold expressions that hold conditions. */
  readonly condition: (predicate: Predicate, positive: boolean, wording: Wording) => Statement;
  /** A search, as a noun: here, as searches have stages that join searches. */
  readonly search: (search: Search, wording: Wording) => Statement;
  /** Whether conditions come from the paths of a program, which repeat what is settled. */
  readonly isProgram: boolean;
  /** Whether the empty text, zero and false were said to be no value. */
  readonly empties: { met: boolean };
  /** How often texts were compared in each casing. */
  readonly casings: Map<Casing, number>;
  /** Whether a condition was denied that an absent field denies too. */
  readonly denials: { met: boolean };
  /** Whether a comparison was met that holds of a field with exactly one value alone, and a denied one of that kind. */
  readonly singles: { met: boolean; denied: boolean };
  /** Subjects that are said to have exactly one value by what stands beside a condition. */
  readonly guarded: ReadonlySet<string>;
}

/** A value or name as it is: between backquotes, or as JSON where those would not do. */
export function quoted(value: Value | null): string {
  if (value === null) return 'no value';
  if (typeof value !== 'string') return String(value);
  return /[`\p{Cc}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : `\`${value}\``;
}

/** A field name: bare where it can be told from the words around it. */
export function nameOf(name: string): string {
  return /^[\w@][\w.@{}[\]:-]*$/.test(name) ? name : quoted(name);
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** `1 event`, `3 events`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const units = [
  [7 * 86_400, 'week'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** Seconds in the largest unit that says them in whole numbers. */
export function duration(seconds: number): string {
  const unit = units.find(([size]) => seconds >= size && seconds % size === 0);
  return unit === undefined ? counted(seconds, 'second') : counted(seconds / unit[0], unit[1]);
}

/** Counts a comparison of texts; gives what is to be said of its casing. */
export function casingWords(casing: Casing, { casings, saidCasing }: Wording): string {
  casings.set(casing, (casings.get(casing) ?? 0) + 1);
  if (casing !== saidCasing) return '';
  return casing === 'exact' ? ' (case matters)' : ' (in any case)';
}
