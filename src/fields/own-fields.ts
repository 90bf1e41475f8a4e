import type { Vendor } from '../ir/index.ts';
import type { FieldEntry, FieldView } from './data-source.ts';
import { isEcsName } from './ecs-names.ts';
import type { MappedField } from './mapped-field.ts';
import { ownWholes } from './own-wholes.ts';

const vendors = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/**
 * A project's fields before the known ones. Of a known field, an own entry says what is said otherwise: vendors that it leaves
 * out keep their names. A name that it takes for another field is no name of the known one any more.
 */
export function withOwnFields(
  own: readonly FieldEntry[],
  known: readonly MappedField[],
): readonly MappedField[] {
  const taken = takenNames(own, known);
  const mine = own.map(entry => ownField(entry, known));
  const wholes = ownWholes(mine, (vendor, name) =>
    [...mine, ...known].some(field => field.view(vendor) === name),
  );
  return [...mine, ...wholes, ...(taken.size === 0 ? known : known.map(field => withoutTaken(field, taken)))];
}

function ownField(entry: FieldEntry, known: readonly MappedField[]): MappedField {
  const base = known.find(({ canonical }) => canonical === entry.canonical);
  return {
    canonical: entry.canonical,
    type: entry.type ?? base?.type,
    ...(base?.blanks === undefined ? {} : { blanks: base.blanks }),
    isLacking: vendor => entry[vendor] === null,
    view: vendor => {
      const view = entry[vendor];
      if (view !== undefined) return view ?? undefined;
      const isEcs = vendor === 'elastic' && base === undefined && isEcsName(entry.canonical);
      return isEcs ? entry.canonical : base?.view(vendor);
    },
  };
}

/** `vendor name` that own entries give to a field which did not have it. */
function takenNames(own: readonly FieldEntry[], known: readonly MappedField[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const entry of own)
    for (const vendor of vendors) {
      const name = nameOf(entry[vendor]);
      const bearers = known.filter(field => nameOf(field.view(vendor)) === name);
      const isNew = bearers.every(({ canonical }) => canonical !== entry.canonical);
      if (name !== undefined && isNew) taken.set(`${vendor} ${name}`, entry.canonical);
    }
  return taken;
}

function withoutTaken(field: MappedField, taken: ReadonlyMap<string, string>): MappedField {
  const view = (vendor: Vendor): FieldView | undefined => {
    const found = field.view(vendor);
    const owner = taken.get(`${vendor} ${nameOf(found)}`);
    return owner === undefined || owner === field.canonical ? found : undefined;
  };
  return { ...field, view };
}

function nameOf(view: FieldView | null | undefined): string | undefined {
  if (typeof view === 'string') return view;
  return view && 'name' in view ? view.name : undefined;
}
