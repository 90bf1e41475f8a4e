import { type Diagnostic, diagnose } from '../diagnostics/index.ts';

/** A note of each rule and target; told of all of them at once, everywhere but in lines of reports. */
export const lostCode = 'plan/metadata-lost';

/** What the documents of a target or pack have no place for: the rules counted by key, and where the first of them stands. */
export interface LostMetadata {
  readonly target: string;
  readonly place: string;
  readonly counts: readonly (readonly [key: string, rules: number])[];
}

/** Counts what would be a note for each rule and target. */
export class LostCounts {
  readonly #targets = new Map<string, { readonly place: string; readonly counts: Map<string, number> }>();

  /** `place`: of the diagnostic that told it, as `rules/a.yml:3:1`. */
  add(target: string, keys: readonly string[], place: string, rules = 1): void {
    if (keys.length === 0) return;
    const known = this.#targets.get(target) ?? { place, counts: new Map<string, number>() };
    for (const key of keys) known.counts.set(key, (known.counts.get(key) ?? 0) + rules);
    this.#targets.set(target, known);
  }

  /** Of another run of the same command; what it has comes after what is here. */
  join(others: readonly LostMetadata[]): void {
    for (const { target, place, counts } of others)
      for (const [key, rules] of counts) this.add(target, [key], place, rules);
  }

  /** The keys of most rules first. */
  all(): readonly LostMetadata[] {
    return [...this.#targets].map(([target, { place, counts }]) => ({
      target,
      place,
      counts: [...counts].sort(([one, some], [other, more]) => more - some || (one < other ? -1 : 1)),
    }));
  }
}

/** One note for all rules. */
export function lostDiagnostic({ target, counts }: LostMetadata): Diagnostic {
  const keys = counts.map(([key, rules]) => `${key} (${rules} ${rules === 1 ? 'rule' : 'rules'})`);
  return diagnose('plan/metadata-lost', { keys: keys.join(', '), target });
}
