import type { Field, Vendor } from '../ir/index.ts';
import { addedByElastic } from './added-by-elastic.ts';
import { derivation } from './derivations.ts';
import type { FieldTable } from './field-table.ts';
import type { MappedField } from './mapped-field.ts';
import { atAnyPosition, hasPosition } from './position.ts';
import { writtenName } from './written-name.ts';

/** The canonical field that a written name stands for; a part of a canonical field counts, if the source has the whole. */
export function findField(field: Field, table: FieldTable): MappedField | undefined {
  const { name } = writtenName(field.name, field.vendor);
  const found =
    withBraces(name, field.vendor, table) ??
    table.byName(field.vendor, name) ??
    atPosition(field.vendor, name, table) ??
    clock(field.vendor, name);
  if (found !== undefined || field.vendor !== 'elastic') return found;
  const whole = derivation(name);
  if (whole === undefined || table.byCanonical(whole.of) === undefined) return addedByElastic(name);
  return {
    canonical: name,
    type: 'string',
    view: vendor => (vendor === 'elastic' ? name : table.byCanonical(name)?.view(vendor)),
  };
}

/**
 * Splunk marks a list with braces in the names of its members (`items{}.id`), which authors bring into Sigma's rules: no other product
 * has them, and a list that no table knows is one to Splunk.
 */
function withBraces(name: string, vendor: Vendor, table: FieldTable): MappedField | undefined {
  if (vendor !== 'sigma' || !name.includes('{}')) return undefined;
  const found = table.byName(vendor, name.replaceAll('{}', ''));
  if (found === undefined) return undefined;
  return {
    ...found,
    view: product => {
      const view = found.view(product);
      return product === 'splunk' && view === name.replaceAll('{}', '') ? name : view;
    },
  };
}

function atPosition(vendor: Vendor, name: string, table: FieldTable): MappedField | undefined {
  return vendor === 'elastic' && hasPosition(name) ? table.listed(vendor, atAnyPosition(name)) : undefined;
}

/** Where each product holds the time of an event, whatever its source. */
export const clocks: Readonly<Partial<Record<Vendor, string>>> = {
  elastic: '@timestamp',
  splunk: '_time',
  cim: '_time',
  panther: 'p_event_time',
};

const timeOfEvent: MappedField = {
  canonical: '@timestamp',
  type: 'time',
  view: vendor => clocks[vendor],
};

function clock(vendor: Vendor, name: string): MappedField | undefined {
  return clocks[vendor] === name ? timeOfEvent : undefined;
}
