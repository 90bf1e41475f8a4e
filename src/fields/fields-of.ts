import type { ValueType, Vendor } from '../ir/index.ts';
import { fieldType } from './field-type.ts';
import { dataSource, fieldTable } from './registry.ts';

/** A field of a source as `ruleglot list fields` shows it: each vendor's name, where the vendor has one field for it. */
export interface FieldListing {
  readonly canonical: string;
  readonly type: ValueType;
  readonly names: Readonly<Partial<Record<Vendor, string>>>;
}

const vendors = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/** The fields that have entries of their own; none for a source that is not known. */
export function fieldsOf(sourceId: string): readonly FieldListing[] {
  const source = dataSource(sourceId);
  if (source === undefined) return [];
  return fieldTable(source).entries.map(field => ({
    canonical: field.canonical,
    type: field.type ?? fieldType(field.canonical),
    names: Object.fromEntries(
      vendors.flatMap(vendor => {
        const view = field.view(vendor);
        const name = typeof view === 'string' ? view : view && 'name' in view ? view.name : undefined;
        return name === undefined ? [] : [[vendor, name]];
      }),
    ),
  }));
}
