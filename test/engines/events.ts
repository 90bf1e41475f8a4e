import { available, type EventData, regressionSamples, windowsEvents } from '../../bench/corpus/inputs.ts';
import { translateEvent } from '../../src/fields/index.ts';
import { keysOf, type Predicate, type Vendor } from '../../src/ir/index.ts';
import { witnessEvents } from '../../src/verify/witness/witness.ts';
import type { JudgedRule } from './rules.ts';

/** Real events for Sigma rules: those that SigmaHQ says a rule matches, and a few of everybody's. */
export class RealEvents {
  readonly #byRule = new Map<string, EventData[]>();
  readonly #others: readonly EventData[];

  constructor() {
    for (const { rule, event } of available ? regressionSamples() : [])
      this.#byRule.set(rule, [...(this.#byRule.get(rule) ?? []), event]);
    this.#others = available ? windowsEvents().filter((_, index) => index % 8000 === 7) : [];
  }

  of({ rule, labelled }: JudgedRule): readonly EventData[] {
    const own = labelled.map(({ event }) => event);
    if (rule.metadata.vendor !== 'sigma') return own;
    return [...own, ...(this.#byRule.get(rule.metadata.id ?? '') ?? []).slice(0, 6), ...this.#others];
  }
}

/** What a translation is judged on, in the target's field names and shape. */
export function eventsFor(
  judged: JudgedRule,
  expected: Predicate,
  vendor: Vendor,
  real: RealEvents,
  isMultiValued: (field: string) => boolean,
): readonly EventData[] {
  const { rule, search } = judged;
  const known = real
    .of(judged)
    .map(event => translateEvent(event, search.source, rule.metadata.vendor, vendor));
  const witnesses = witnessEvents(expected, { isMultiValued, limit: 30 }).map(({ event }) => event);
  if (vendor === 'sigma' || vendor === 'splunk') return [...known, ...witnesses];
  return [...known, ...witnesses.map(nested).filter(event => event !== undefined)];
}

/** Dotted names as objects within objects; undefined where a name is both a value and an object. */
export function nested(event: EventData): EventData | undefined {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event)) {
    const parts = [...keysOf(name)];
    const last = parts.pop() ?? name;
    let holder = root;
    for (const part of parts) {
      const next = Object.hasOwn(holder, part) ? holder[part] : undefined;
      if (next === undefined) holder[part] = {};
      else if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined;
      holder = holder[part] as Record<string, unknown>;
    }
    if (Object.hasOwn(holder, last)) return undefined;
    holder[last] = value;
  }
  return root;
}
