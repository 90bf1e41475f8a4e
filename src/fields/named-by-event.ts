import { type Field, fieldsIn, type Leaf, type Predicate } from '../ir/index.ts';
import { derivation } from './derivations.ts';
import { isOnlyAddress } from './field-type.ts';
import type { MappedField } from './mapped-field.ts';
import type { Rewriting } from './rewriting.ts';
import type { TargetNames } from './translate-subject.ts';

/** What hangs on the event where a vendor has several names for the field, of which one event has one and another another. */
export function namedByEvent(
  result: Rewriting,
  leaf: Leaf,
  field: Field,
  mapped: MappedField,
  names: TargetNames,
): Rewriting {
  const whole = mapped.view(names.vendor) === undefined ? derivation(mapped.canonical)?.of : undefined;
  const canonical = whole ?? mapped.canonical;
  const tellingApart = [field.vendor, names.vendor].filter(vendor =>
    names.table.isShared(canonical, vendor),
  ).length;
  const shared =
    isOtherName(field, mapped) ||
    (leaf.kind === 'exists' && isOnlyAddress(field, mapped.canonical)) ||
    tellingApart > 0;
  if (!shared || (tellingApart !== 1 && sameName(result.predicate, field))) return result;
  return { ...result, given: [...result.given, `named-by-event:${canonical}`] };
}

/** Sigma's second name of a field (`r-dns` beside `cs-host`), which an event may have in place of the first. */
function isOtherName({ name, vendor }: Field, mapped: MappedField): boolean {
  const view = mapped.view(vendor);
  return vendor === 'sigma' && typeof view === 'string' && view !== name;
}

/** Vendors that tell the names apart in the same way lose nothing. */
function sameName(predicate: Predicate, field: Field): boolean {
  const plain = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return fieldsIn(predicate).every(found => plain(found.name) === plain(field.name));
}
