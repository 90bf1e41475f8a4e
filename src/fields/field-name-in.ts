import { field, type LogSource, type Vendor } from '../ir/index.ts';
import { derivation } from './derivations.ts';
import { nameIn } from './field-table.ts';
import { findField } from './find-field.ts';
import { tableOf } from './registry.ts';

/**
 * What a vendor calls a field that is named by itself (a column to show with an alert). A part of a path is shown by the path
 * where the vendor has no field for it; a name that no table knows is kept.
 */
export function fieldNameIn(name: string, source: LogSource, from: Vendor, to: Vendor): string {
  if (from === to) return name;
  const table = tableOf(source);
  const mapped = findField(field(name, from), table);
  if (mapped === undefined) return name;
  const whole = table.byCanonical(derivation(mapped.canonical)?.of ?? '');
  const view = mapped.view(to);
  const held = typeof view === 'object' && 'name' in view ? view.name : undefined;
  return nameIn(mapped, to) ?? held ?? (whole && nameIn(whole, to)) ?? name;
}
