import { type Correlate, type Events, type Expression, isKeyAlias } from '../../../src/ir/index.ts';
import { countedByOneValue } from '../../combined-values.ts';
import { nameOf } from '../several/bounds.ts';

/** Events of one rule of a correlation, or of one within it, by a name that no other has. */
export interface Leaf {
  readonly name: string;
  readonly events: Events;
}

/** A correlation with what its rows are. */
export interface Level {
  readonly search: Correlate;
  /** The names of the events beneath each input. */
  readonly beneath: ReadonlyMap<string, readonly string[]>;
  readonly inner: readonly { readonly input: string; readonly level: Level }[];
}

/** Its events are added to those that are given; undefined for a correlation over other windows. */
export function levelOf(given: Correlate, events: Leaf[]): Level | undefined {
  const search = countedByOneValue(given);
  const { window, inputs } = search;
  if (window.kind !== 'sliding' || window.fromFirst) return undefined;
  const beneath = new Map<string, readonly string[]>();
  const inner: { input: string; level: Level }[] = [];
  for (const { name, search: each } of inputs) {
    const from = events.length;
    if (each.kind === 'events') {
      const unique = events.some(other => other.name === name) ? `${name}_${events.length}` : name;
      events.push({ name: unique, events: each });
    } else {
      const level = each.kind === 'correlate' ? levelOf(each, events) : undefined;
      if (level === undefined) return undefined;
      inner.push({ input: name, level });
    }
    beneath.set(
      name,
      events.slice(from).map(leaf => leaf.name),
    );
  }
  return { search, beneath, inner };
}

export interface FieldOfKinds {
  readonly kinds: readonly string[];
  readonly value: Expression;
}

/** What a key is called in each kind of events; of alerts those are that their own correlation has. */
export function fieldsBeneath({ search, beneath, inner }: Level, key: Expression): readonly FieldOfKinds[] {
  return [...beneath].flatMap(([input, kinds]): readonly FieldOfKinds[] => {
    const value = search.aliases[nameOf(key) ?? '']?.[input] ?? key;
    const alerts = inner.find(each => each.input === input)?.level;
    const isTheirs = alerts !== undefined && isKeyAlias(nameOf(value) ?? '', alerts.search);
    return isTheirs ? fieldsBeneath(alerts, value) : [{ kinds, value }];
  });
}
