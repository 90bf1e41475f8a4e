import {
  and,
  type Correlate,
  type Expression,
  equals,
  field,
  type Measure,
  or,
  type Predicate,
} from '../../../src/ir/index.ts';
import { conjunctsOf } from '../conjuncts.ts';
import { nameOf } from '../several/bounds.ts';

type Input = Correlate['inputs'][number];
type Keys = readonly Expression[];

/** The column that tells for which rule of the correlation a row stands. */
export const kindColumn = 'matched_rule';

export function isKind(name: string): Predicate {
  return equals(field(kindColumn, 'elastic'), [name]);
}

/**
 * What a correlation over the alerts of others asks of the events beneath them, whenever these come: whatever alerts has them.
 * Undefined where fewer events could alert, or where the events of an alert are in other groups than the alert.
 */
export function withoutAlerts(search: Correlate): Correlate | undefined {
  const flattening = new Flattening();
  const having = flattening.asked(search, search.by);
  if (having === undefined) return undefined;
  const { inputs, measures, keys } = flattening;
  const names = search.by.map((key, place) => nameOf(key) ?? `key_${place + 1}`);
  const aliases = Object.fromEntries(
    names.map((name, place) => [
      name,
      Object.fromEntries(
        inputs.flatMap((input, index) => {
          const own = keys[index]?.[place];
          return own === undefined ? [] : [[input.name, own] as const];
        }),
      ),
    ]),
  );
  const by = names.map(name => field(name, 'elastic'));
  return { ...search, inputs, measures, having, by, aliases, ordered: false };
}

/** Gathers the events beneath a correlation, each with its keys, and what is counted of them. */
class Flattening {
  readonly inputs: Input[] = [];
  readonly keys: Keys[] = [];
  readonly measures: Measure[] = [];

  /** What is asked of the events; `by`: the keys of the whole in this correlation's names. */
  asked(search: Correlate, by: Keys): Predicate | undefined {
    const { inputs, having } = search;
    const own = inputs.map(input => this.input(input, keysIn(search, input.name, by)));
    if (own.some(each => each === undefined)) return undefined;
    const parts = own as readonly Part[];
    const bounds = conjunctsOf(having).map(each => this.bound(each, search, parts));
    return bounds.every(each => each !== undefined) ? and(bounds) : undefined;
  }

  private input({ name, search }: Input, keys: Keys | undefined): Part | undefined {
    if (keys === undefined) return undefined;
    if (search.kind === 'correlate') {
      const groups = new Set(search.by.map(nameOf));
      if (!keys.every(key => groups.has(nameOf(key)))) return undefined;
      const from = this.inputs.length;
      const holds = this.asked(search, keys);
      return holds && { name, holds, kinds: this.inputs.slice(from).map(each => each.name) };
    }
    if (search.kind !== 'events') return undefined;
    const unique = this.inputs.some(each => each.name === name) ? `${name}_${this.inputs.length}` : name;
    this.inputs.push({ name: unique, search });
    this.keys.push(keys);
    return { name, kinds: [unique] };
  }

  private bound(condition: Predicate, search: Correlate, parts: readonly Part[]): Predicate | undefined {
    if (condition.kind !== 'compares' || condition.right.kind !== 'literal') return undefined;
    const { left, operator } = condition;
    const name = nameOf(left);
    if (name === undefined || (operator !== 'gte' && operator !== 'gt')) return undefined;
    const measure = search.measures.find(each => each.name === name);
    const asked = measure === undefined ? parts.filter(part => part.name === name) : parts;
    if (asked.length === 0 || (measure !== undefined && !grows(measure))) return undefined;
    if (asked.some(({ holds }) => holds !== undefined))
      return or(asked.map(({ holds, kinds }) => holds ?? this.atLeast(condition, countOf(kinds))));
    const kinds = asked.flatMap(part => part.kinds);
    return this.atLeast(
      condition,
      measure === undefined ? countOf(kinds) : { ...measure, where: ofKinds(kinds) },
    );
  }

  private atLeast(condition: Extract<Predicate, { kind: 'compares' }>, measure: Measure): Predicate {
    const isTaken = this.measures.some(each => each.name === measure.name);
    const name = isTaken ? `${measure.name}_${this.measures.length + 1}` : measure.name;
    this.measures.push({ ...measure, name });
    return { ...condition, left: field(name, 'elastic') };
  }
}

/** `holds`: what an alert of it asks for; absent of events. */
interface Part {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly holds?: Predicate;
}

function grows({ function: name, where }: Measure): boolean {
  return (name === 'count' || name === 'countDistinct') && where === undefined;
}

function countOf(kinds: readonly string[]): Measure {
  return { name: kinds[0] ?? 'events', function: 'count', of: [], where: ofKinds(kinds) };
}

function ofKinds(kinds: readonly string[]): Predicate {
  return or(kinds.map(isKind));
}

/** Undefined for a key that is no field. */
function keysIn({ aliases }: Correlate, input: string, by: Keys): Keys | undefined {
  const own = by.map(key => aliases[nameOf(key) ?? '']?.[input] ?? key);
  return own.every(key => key.kind === 'field') ? own : undefined;
}
