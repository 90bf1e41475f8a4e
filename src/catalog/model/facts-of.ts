import { dataSources, fieldNameIn } from '../../fields/index.ts';
import {
  eventsOf,
  type Field,
  fieldsIn,
  type LogSource,
  type Metadata,
  type Rule,
  type Search,
  tacticOf,
  tactics,
  techniqueOf,
  type Vendor,
} from '../../ir/index.ts';
import type { Action, FieldAvailability, Row, SourceReference, TechniqueReference } from './catalog-rule.ts';
import { compareText } from './split-conditions.ts';

const titles = new Map(dataSources().map(({ id, title }) => [id, title]));

export function sourceTitle(id: string): string | undefined {
  return titles.get(id);
}

/** Tactics by their short names in the order of ATT&CK, and techniques with the tactics that the rule has them under. */
export function attackOf({ attack }: Pick<Metadata, 'attack'>): {
  readonly tactics: readonly string[];
  readonly techniques: readonly TechniqueReference[];
} {
  const named = new Set<string>();
  const techniques = new Map<string, { name?: string; tactics: Set<string> }>();
  for (const { tactic, techniques: own } of attack) {
    const known =
      tactic && (tacticOf(tactic.name) ?? (tactic.id === undefined ? undefined : tacticOf(tactic.id)));
    if (known !== undefined) named.add(known.shortName);
    for (const { id: written, name } of own) {
      // Vendors keep to versions of their own, and meet under the newest id.
      const current = techniqueOf(written);
      const id = current?.id ?? written.toUpperCase();
      const held = techniques.get(id) ?? { tactics: new Set<string>() };
      const shown = current?.instead === undefined ? name : current.name;
      if (shown !== undefined) held.name = shown;
      if (known !== undefined) held.tactics.add(known.shortName);
      techniques.set(id, held);
    }
  }
  const order = tactics.map(({ shortName }) => shortName);
  return {
    tactics: order.filter(name => named.has(name)),
    techniques: [...techniques]
      .sort(([left], [right]) => compareText(left, right))
      .map(([id, { name, tactics: under }]) => ({
        id,
        ...(name === undefined ? {} : { name }),
        tactics: order.filter(
          each => under.has(each) || (under.size === 0 && named.size === 1 && named.has(each)),
        ),
      })),
  };
}

/** The data sources of a search; where none is known, what the author calls it. */
export function sourcesOf(search: Search): readonly SourceReference[] {
  const found = new Map<string, SourceReference>();
  for (const { source } of eventsOf(search)) {
    const reference = referenceTo(source);
    found.set(reference.title, reference);
  }
  return [...found.values()];
}

function referenceTo(source: LogSource): SourceReference {
  const { id, sigma, elastic, splunk, panther } = source;
  if (id !== undefined) return { id, title: titles.get(id) ?? id };
  const words = [sigma?.product, sigma?.service, sigma?.category].filter(word => word !== undefined);
  if (words.length > 0) return { title: words.join(' / ') };
  const named = panther?.logTypes ?? elastic?.indices ?? [];
  if (named.length > 0) return { title: named.join(', ') };
  return { title: splunk?.dataModel ?? (splunk?.search || 'not said') };
}

/** Names of fields that say which call, operation or event is looked for. */
const actionField =
  /(?:^|[._])(?:event\.action|event\.code|eventname|eventtype|event_type|operation_?name|operation|verb|event_?id|eventcode|methodname|method_name|method|action)$/i;

/** The actions of the product that the conditions name. */
export function actionsOf(indicators: readonly Row[]): readonly Action[] {
  const seen = new Map<string, Action>();
  for (const { canonical, kind, values } of indicators) {
    if (!actionField.test(canonical) || (kind !== 'eq' && kind !== 'in')) continue;
    for (const value of values) seen.set(`${canonical}\0${value}`, { field: canonical, value });
  }
  return [...seen.values()];
}

const vendors: readonly Vendor[] = ['sigma', 'elastic', 'splunk', 'cim', 'panther'];

/** What each vendor calls the fields that a rule reads. */
export function fieldsOfRule({ search }: Rule): readonly FieldAvailability[] {
  const found = new Map<string, FieldAvailability>();
  for (const { source, where } of eventsOf(search))
    for (const field of fieldsIn(where)) {
      if (found.has(field.name)) continue;
      found.set(field.name, availability(field, source));
    }
  return [...found.values()].sort((left, right) => compareText(left.field, right.field));
}

function availability(field: Field, source: LogSource): FieldAvailability {
  const canonical = field.canonical ?? field.name;
  const names = vendors.flatMap(vendor => {
    if (vendor === field.vendor) return [[vendor, field.name] as const];
    const name = fieldNameIn(field.name, source, field.vendor, vendor);
    return name === field.name && field.name !== canonical ? [] : [[vendor, name] as const];
  });
  return { field: field.name, canonical, names: Object.fromEntries(names) };
}
